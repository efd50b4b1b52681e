#include "change/parts.hpp"

#include <algorithm>
#include <span>

#include "base/text.hpp"
#include "change/history.hpp"
#include "change/words.hpp"

namespace bumpgate::change {

namespace {

void add_part(std::vector<Part>& parts, std::string old_text, std::string new_text) {
    if (old_text != new_text && !old_text.empty() && !new_text.empty())
        parts.push_back({std::move(old_text), std::move(new_text)});
}

/// The first two numbers, the first three, …: those of both versions, but not all of either.
void add_fronts(const release::Version& from, const release::Version& to, std::vector<Part>& parts) {
    const auto most = std::min(from.release.size(), to.release.size());
    for (std::size_t count = 2; count <= most; ++count) {
        const bool whole = count == from.release.size() && from.parts.empty();
        const bool new_whole = count == to.release.size() && to.parts.empty();
        if (whole || new_whole) break;
        const auto written_alike =
            std::equal(from.release.begin(), from.release.begin() + static_cast<std::ptrdiff_t>(count),
                       to.release.begin(), release::same_width);
        if (!written_alike) break;
        add_part(parts, join(std::span(from.release).first(count), "."),
                 join(std::span(to.release).first(count), "."));
    }
}

/// What stands behind one of the separators, if it is long enough to be more than chance.
void add_backs(std::string_view from, std::string_view to, std::vector<Part>& parts) {
    constexpr std::string_view separators = "+-~.";
    constexpr std::size_t shortest = 7;
    std::size_t old_at = 0, new_at = 0;
    while (true) {
        old_at = from.find_first_of(separators, old_at);
        new_at = to.find_first_of(separators, new_at);
        if (old_at == std::string_view::npos || new_at == std::string_view::npos) return;
        if (from[old_at] != to[new_at]) return;
        ++old_at;
        ++new_at;
        const auto old_back = from.substr(old_at);
        const auto new_back = to.substr(new_at);
        if (std::min(old_back.size(), new_back.size()) >= shortest)
            add_part(parts, std::string(old_back), std::string(new_back));
    }
}

/// `version = "`, `pub const VERSION: &str = "`, `#define ACME_VERSION `: nothing but words stands before the
/// value and what connects them, and no comment. In `{"version": "` and `<plist version="` it is a part of
/// something else.
bool is_assigned(std::string_view left) {
    constexpr std::string_view connection = " \t\"'=:", define = "#define ";
    const auto last = left.find_last_not_of(connection);
    if (last == std::string_view::npos) return false;
    left = trim(left.substr(0, last + 1));
    if (left.starts_with(define)) left.remove_prefix(define.size());
    const auto is_word = [](char c) {
        return is_alnum(c) || is_blank(c) || std::string_view("_-.$&*:[]").find(c) != std::string_view::npos;
    };
    return (is_alnum(left.front()) || left.front() == '_' || left.front() == '$') &&
           std::all_of(left.begin(), left.end(), is_word);
}

}  // namespace

std::vector<Part> parts_of(const Context& context) {
    std::vector<Part> parts;
    if (!context.release.has_versions()) return parts;
    const auto& from = context.version(Side::old_side);
    const auto& to = context.version(Side::new_side);
    add_fronts(from, to, parts);
    add_backs(from.text, to.text, parts);
    return parts;
}

bool is_part_left_behind(const Context& context, const Subject& subject, std::size_t begin, std::size_t end,
                         bool file_moved) {
    using By = Ownership::By;
    if (subject.is_name || !subject.is_parsed() || words::is_prose(subject.path)) return false;
    const auto owner = owner_of(context, subject, begin, end);
    if (owner.kinship != Kinship::own || owner.format_field || owner.may_stay) return false;
    // `acme>=1.4` is a floor, and `acme-1.4` may be the name of an interface.
    if (owner.by == By::requirement || owner.by == By::text) return false;
    if (!in_version_context(context, subject, begin, end, owner) || speaks_of_the_past(subject, begin))
        return false;
    if (!subject.document) {
        const auto line = subject.line_begin(begin);
        return is_assigned(subject.content.substr(line, begin - line));
    }
    return owner.by == By::structure || (file_moved && subject.document->format != structure::Format::xml);
}

}  // namespace bumpgate::change
