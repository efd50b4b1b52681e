#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <tuple>

#include "base/text.hpp"
#include "change/refine.hpp"
#include "change/refine_fields.hpp"

// The order of keys in a structured file.
namespace bumpgate::change {

namespace {

using structure::Document;
using structure::Format;
using structure::Scalar;

/// What a document says, sorted: equal for two that differ only in order.
std::vector<std::tuple<std::vector<std::string>, std::string, bool>> values_of(const Document& document) {
    std::vector<std::tuple<std::vector<std::string>, std::string, bool>> values;
    values.reserve(document.scalars.size());
    for (const auto index : document.by_path) {
        const auto& scalar = document.scalars[index];
        values.emplace_back(scalar.path, scalar.value, scalar.is_string);
    }
    return values;
}

/// Lines without their blanks and commas, sorted: comments and tables that hold nothing are among them.
std::vector<std::string> lines_of(std::string_view content) {
    std::vector<std::string> lines;
    for (auto line : split_lines(content)) {
        line = trim(line);
        if (!line.empty() && line.back() == ',') line.remove_suffix(1);
        if (!line.empty()) lines.emplace_back(line);
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

/// What stands outside of values: keys and punctuation, without blanks. "x" stands for a value.
std::string frame_of(const Document& document, std::string_view content) {
    std::string rest;
    std::size_t at = 0;
    const auto add_up_to = [&](std::size_t stop) {
        for (; at < stop; ++at) {
            if (!is_space(content[at])) rest += content[at];
        }
    };
    for (const auto& scalar : document.scalars) {
        add_up_to(scalar.begin);
        rest += 'x';
        at = std::max(at, scalar.end);
    }
    add_up_to(content.size());
    return rest;
}

bool has_number_word(std::string_view text) {
    bool digits = false, others = false;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        const bool word = i < text.size() && (is_alnum(text[i]) || text[i] == '_' || text[i] == '-' ||
                                              static_cast<unsigned char>(text[i]) >= 0x80);
        if (!word) {
            if (digits && !others) return true;
            digits = others = false;
        } else {
            (is_digit(text[i]) ? digits : others) = true;
        }
    }
    return false;
}

/// Whether a table's header is followed by no value of its own.
bool has_empty_table(std::string_view content) {
    bool open = false;
    for (auto line : split_lines(content)) {
        line = trim(line);
        if (line.empty() || line[0] == '#') continue;
        const bool header = line[0] == '[' && line.find('=') == std::string_view::npos;
        if (header && open) return true;
        open = header;
    }
    return open;
}

/// Objects, arrays and tables without values are no scalars, so where they stand is not known. And a key that
/// is a number cannot be told from an array's index.
bool may_hide_something(const Document& document, std::string_view content) {
    const auto frame = frame_of(document, content);
    if (frame.find("{}") != std::string::npos || frame.find("[]") != std::string::npos) return true;
    if (frame.find('\\') != std::string::npos || has_number_word(frame)) return true;
    return document.format == Format::toml && has_empty_table(content);
}

/// Node takes the first of a package's conditions that fits, so their order is part of the value.
bool order_matters(const Scalar& scalar) {
    constexpr std::array<std::string_view, 3> keys{"exports", "imports", "typesVersions"};
    return !scalar.path.empty() && std::find(keys.begin(), keys.end(), scalar.path[0]) != keys.end();
}

bool same_where_order_matters(const Document& from, const Document& to) {
    const auto pick = [](const Document& document) {
        std::vector<std::vector<std::string>> paths;
        for (const auto& scalar : document.scalars) {
            if (order_matters(scalar)) paths.push_back(scalar.path);
        }
        return paths;
    };
    return pick(from) == pick(to);
}

/// [Content_Types].xml (ECMA-376, Part 2, "Content Types Stream"): a list of empty elements, whose order
/// means nothing. What stands between "<" and the next one, sorted; nothing where it says anything else.
std::optional<std::vector<std::string_view>> content_types(const Subject& subject) {
    if (last_component(subject.path) != "[Content_Types].xml") return std::nullopt;
    std::vector<std::string_view> entries;
    for (auto piece : split(subject.content, '<')) {
        piece = trim(piece);
        const bool entry = piece.starts_with("Default ") || piece.starts_with("Override ");
        if (entry && !piece.ends_with("/>")) return std::nullopt;
        if (!piece.empty() && piece[0] == '!') return std::nullopt;  // a comment could hide an entry
        entries.push_back(piece);
    }
    std::sort(entries.begin(), entries.end());
    return entries;
}

bool only_order_changed(const Subject& old_subject, const Subject& new_subject) {
    if (const auto from = content_types(old_subject)) return from == content_types(new_subject);
    const auto& from = *old_subject.document;
    const auto& to = *new_subject.document;
    if (from.format != to.format || (from.format != Format::json && from.format != Format::toml))
        return false;
    if (from.scalars.size() != to.scalars.size()) return false;
    return values_of(from) == values_of(to) && same_where_order_matters(from, to) &&
           (from.format == Format::json || lines_of(old_subject.content) == lines_of(new_subject.content)) &&
           !may_hide_something(from, old_subject.content) && !may_hide_something(to, new_subject.content);
}

}  // namespace

void refine_order(const Subject& old_subject, const Subject& new_subject, std::vector<Edit>& edits) {
    if (!old_subject.document || !new_subject.document || edits.empty()) return;
    if (std::any_of(edits.begin(), edits.end(), [](const Edit& edit) { return edit.kind != kind::text; }))
        return;
    if (!only_order_changed(old_subject, new_subject)) return;
    auto whole = edits.front();
    whole.old_end = edits.back().old_end;
    whole.new_end = edits.back().new_end;
    whole.kind = kind::key_order;
    whole.reason = "The file says the same with its keys in another order.";
    edits = {std::move(whole)};
}

}  // namespace bumpgate::change
