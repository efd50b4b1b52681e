#include "change/source_map_edits.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>

#include "base/text.hpp"
#include "change/source_map.hpp"

namespace bumpgate::change {

namespace {

using structure::Document;
using structure::Scalar;

/// Counts lines and columns of a text while it is walked through once. Of the text of a JSON string the
/// escapes are resolved (RFC 8259, section 7): "\\n" is a line end, every other one is one UTF-16 code unit.
class Columns {
  public:
    Columns(std::string_view content, std::size_t begin, bool escaped)
        : content_(content), escaped_(escaped), at_(begin) {}

    void move_to(std::size_t offset) {
        while (at_ < offset) step();
    }
    [[nodiscard]] std::int64_t line() const { return line_; }
    [[nodiscard]] std::int64_t column() const { return column_; }

  private:
    void step() {
        const char c = content_[at_];
        if (escaped_ && c == '\\') {
            constexpr std::size_t plain = 2, unicode = 6;  // \n and \u000a
            const auto escape =
                content_.substr(at_, at_ + 1 < content_.size() && content_[at_ + 1] == 'u' ? unicode : plain);
            const auto code = escape.size() == unicode ? to_lower(escape.substr(plain)) : "";
            end_unit(escape == "\\n" || code == "000a", 1);
            at_ += escape.size();
            return;
        }
        const auto point = decode_utf8(content_, at_);
        constexpr char32_t first_of_two = 0x10000;
        end_unit(c == '\n', point && point->value >= first_of_two ? 2 : 1);
        at_ += point ? point->length : 1;
    }

    void end_unit(bool line_end, std::int64_t units) {
        column_ = line_end ? 0 : column_ + units;
        if (line_end) ++line_;
    }

    std::string_view content_;
    bool escaped_;
    std::size_t at_;
    std::int64_t line_ = 0, column_ = 0;
};

/// The UTF-16 code units of [begin, end), which holds no line end.
std::int64_t units_of(std::string_view content, std::size_t begin, std::size_t end, bool escaped) {
    Columns columns(content, begin, escaped);
    columns.move_to(end);
    return columns.column();
}

/// A text of both sides, or a string of both JSON files.
struct Sides {
    std::string_view old_content, new_content;
    bool escaped = false;
};

/// The shifts of the edits that lie in [begin, end) of the old side.
Shifts shifts_of(const Sides& sides, std::size_t begin, std::size_t end, const std::vector<Edit>& edits) {
    Shifts shifts;
    Columns columns(sides.old_content, begin, sides.escaped);
    const auto first = std::lower_bound(edits.begin(), edits.end(), begin,
                                        [](const Edit& edit, std::size_t at) { return edit.old_begin < at; });
    for (auto edit = first; edit != edits.end() && edit->old_end <= end; ++edit) {
        columns.move_to(edit->old_begin);
        const auto length = units_of(sides.old_content, edit->old_begin, edit->old_end, sides.escaped);
        const auto grown = units_of(sides.new_content, edit->new_begin, edit->new_end, sides.escaped);
        shifts.add({columns.line(), columns.column(), columns.column() + length, grown - length});
    }
    return shifts;
}

std::string_view raw(const Subject& subject, const Scalar& scalar) {
    return subject.content.substr(scalar.begin, scalar.end - scalar.begin);
}

bool is_key(const Scalar& scalar, std::string_view key) {
    return scalar.path.size() == 1 && scalar.path.front() == key;
}

/// The same keys and everything between the values, byte for byte, so that only values differ.
bool same_structure(const Subject& old_map, const Document& old_document, const Subject& new_map,
                    const Document& new_document) {
    if (old_document.scalars.size() != new_document.scalars.size()) return false;
    std::size_t old_at = 0, new_at = 0;
    for (std::size_t i = 0; i < old_document.scalars.size(); ++i) {
        const auto& left = old_document.scalars[i];
        const auto& right = new_document.scalars[i];
        if (old_map.content.substr(old_at, left.begin - old_at) !=
            new_map.content.substr(new_at, right.begin - new_at))
            return false;
        old_at = left.end;
        new_at = right.end;
    }
    return old_map.content.substr(old_at) == new_map.content.substr(new_at);
}

const Scalar* find_key(const Document& document, std::string_view key) {
    const std::array<std::string, 1> path{std::string(key)};
    return document.find(path);
}

/// Revision 3, and no index map.
bool is_plain_map(const Document& document) {
    const auto* version = find_key(document, "version");
    const auto* mappings = find_key(document, "mappings");
    const bool sections = std::any_of(
        document.scalars.begin(), document.scalars.end(),
        [](const Scalar& scalar) { return !scalar.path.empty() && scalar.path.front() == "sections"; });
    return version != nullptr && version->value == "3" && !version->is_string && mappings != nullptr &&
           mappings->is_string && !sections;
}

/// The number of an array's element, if the scalar is one of the array `key`.
std::optional<std::size_t> index_in(const Scalar& scalar, std::string_view key) {
    if (scalar.path.size() != 2 || scalar.path.front() != key) return std::nullopt;
    const auto& digits = scalar.path.back();
    std::size_t index = 0;
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
    return error == std::errc() && stop == digits.data() + digits.size() ? std::optional(index)
                                                                         : std::nullopt;
}

/// The original files' shifts, by their index; files whose content the map does not have do not shift.
std::vector<Shifts> shifts_of_originals(const Sides& maps, const Document& document,
                                        const std::vector<Edit>& edits) {
    std::vector<Shifts> originals;
    for (const auto& scalar : document.scalars) {
        if (index_in(scalar, "sources") == originals.size()) originals.emplace_back();
    }
    for (const auto& scalar : document.scalars) {
        const auto index = index_in(scalar, "sourcesContent");
        if (index && *index < originals.size() && scalar.is_string)
            originals[*index] = shifts_of(maps, scalar.begin, scalar.end, edits);
    }
    return originals;
}

struct Verdict {
    bool derived = false;
    std::string reason;
};

Verdict judge_mappings(const Sides& maps, const Document& document, std::string_view old_mappings,
                       std::string_view new_mappings, const std::vector<Edit>& strings,
                       const std::optional<GeneratedFile>& generated) {
    if (!generated) return {false, "The columns of a source map moved, and its file is not beside it."};
    if (!all_proven(strings))
        return {false, "More moved in this source map than versions, so its columns cannot be checked."};
    if (!all_proven(generated->edits))
        return {false,
                "More moved in the file of this source map than versions, so its columns cannot be checked."};
    const Sides files{generated->old_subject.content, generated->new_subject.content};
    const auto expected =
        shift_mappings(old_mappings, shifts_of(files, 0, files.old_content.size(), generated->edits),
                       shifts_of_originals(maps, document, strings));
    if (!expected) return {false, "The mappings of this source map do not decode, or point into a version."};
    if (*expected != new_mappings)
        return {
            false,
            "Mappings of the source map that no version moved: columns behind one move by what it grew, or "
            "all stay."};
    return {true, "The columns behind the versions moved by exactly what these grew."};
}

Edit edit_over(const Scalar& old_scalar, const Scalar& new_scalar, Verdict verdict) {
    Edit edit;
    edit.old_begin = old_scalar.begin;
    edit.old_end = old_scalar.end;
    edit.new_begin = new_scalar.begin;
    edit.new_end = new_scalar.end;
    edit.kind = verdict.derived ? kind::derived_map : kind::text;
    edit.reason = std::move(verdict.reason);
    return edit;
}

Hunk hunk_over(const Scalar& old_scalar, const Scalar& new_scalar) {
    Hunk hunk;
    hunk.old_offset = old_scalar.begin;
    hunk.old_length = old_scalar.end - old_scalar.begin;
    hunk.new_offset = new_scalar.begin;
    hunk.new_length = new_scalar.end - new_scalar.begin;
    return hunk;
}

}  // namespace

bool is_source_map(std::string_view path) {
    return path.ends_with(".map");
}

std::optional<std::vector<Edit>> prove_source_map(
    const Context& context, const Subject& old_map, const Subject& new_map,
    const std::function<std::optional<GeneratedFile>()>& find_generated) {
    const auto old_document = structure::parse(structure::Format::json, old_map.content);
    const auto new_document = structure::parse(structure::Format::json, new_map.content);
    if (!old_document || !new_document || !is_plain_map(*old_document) || !is_plain_map(*new_document) ||
        !same_structure(old_map, *old_document, new_map, *new_document))
        return std::nullopt;
    ContentDifference strings;
    const Scalar* old_mappings = nullptr;
    const Scalar* new_mappings = nullptr;
    for (std::size_t i = 0; i < old_document->scalars.size(); ++i) {
        const auto& left = old_document->scalars[i];
        const auto& right = new_document->scalars[i];
        if (raw(old_map, left) == raw(new_map, right)) continue;
        if (is_key(left, "mappings")) {
            old_mappings = &left;
            new_mappings = &right;
        } else {
            strings.hunks.push_back(hunk_over(left, right));
        }
    }
    if (old_mappings == nullptr) return std::nullopt;
    auto edits = prove(context, old_map, new_map, strings);
    auto verdict =
        judge_mappings({old_map.content, new_map.content, true}, *old_document, raw(old_map, *old_mappings),
                       raw(new_map, *new_mappings), edits, find_generated());
    auto own = edit_over(*old_mappings, *new_mappings, std::move(verdict));
    const auto place = std::find_if(edits.begin(), edits.end(),
                                    [&](const Edit& edit) { return edit.old_begin >= own.old_end; });
    edits.insert(place, std::move(own));
    return edits;
}

}  // namespace bumpgate::change
