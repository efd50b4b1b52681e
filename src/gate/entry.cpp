// Whether one entry of `allow` takes a change.
#include "gate/entry.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "change/kinds.hpp"
#include "gate/matching.hpp"

namespace bumpgate::gate {

namespace {

namespace kind = change::kind;

/// What a key or a line can be about: edits of text. What runs by itself, what is wrong (a digest, a version
/// left behind) and what deceives has to be named.
constexpr std::array edit_kinds = std::to_array<std::string_view>(
    {kind::changelog_entry, kind::commit, kind::date, kind::dependency_added, kind::dependency_removed,
     kind::dependency_sibling, kind::dependency_version, kind::digest_derived, kind::digest_sibling,
     kind::text, kind::text_whitespace, kind::tool_version, kind::version_lag, kind::version_own,
     kind::version_part, kind::version_sibling, kind::version_weak, kind::year});

/// Lines that came or went as a whole: from the first byte of a line to a line's end or the file's.
bool is_whole_lines(const ChangeSide& side) {
    return side.span.length > 0 && side.span.column == 1 && side.span.length >= side.lines.size();
}

bool is_edit(std::string_view id) {
    return std::ranges::find(edit_kinds, id) != edit_kinds.end();
}

bool is_requirement(std::string_view id) {
    return id == kind::dependency_sibling || id == kind::dependency_version;
}

/// As written, or as the ecosystem compares names: typing-extensions is typing_extensions for PyPI.
bool names_it(const Context& context, const policy::Allow& allow, std::string_view name) {
    const auto normal = context.normal_name(name);
    return allow.names.empty() || std::ranges::any_of(allow.names, [&](const std::string& pattern) {
               return name_matches(pattern, name) || name_matches(context.normal_name(pattern), normal);
           });
}

/// A requirement that moved: upward unless said otherwise, and not too far. What cannot be told may be any
/// step downward.
Fit fit_of_step(const policy::Allow& allow, const Change& change) {
    if (!is_requirement(change.kind) || allow.kind == "any") return Fit::fits;
    const auto step = release::step_from_string(change.step);
    const bool may_go_down = allow.down && change.kind == kind::dependency_version;
    if (!step) return allow.within_any && may_go_down ? Fit::fits : Fit::too_far;
    if (*step == release::Step::downgrade) return may_go_down ? Fit::fits : Fit::downward;
    return allow.within_any || *step <= allow.within.value_or(default_within) ? Fit::fits : Fit::too_far;
}

/// The excerpt of a side is all of it if it is as long. A link or a folder has no side, and holds nothing.
bool holds(const policy::Allow& allow, const Change& change) {
    if (!allow.content) return true;
    return change.new_side && change.new_side->span.length == allow.content->size() &&
           change.new_side->text == *allow.content;
}

bool is_at(const policy::KeyEntry& key, const ChangedValue& value) {
    const auto fits = [&](const std::string& wanted, const std::string& found) {
        return wanted == "*" || wanted == found || (value.any_case && to_lower(wanted) == to_lower(found));
    };
    return std::ranges::equal(key.path, value.path, fits);
}

bool is_version(const Change& change) {
    return change.value->is_version || change.kind == kind::version_own ||
           change.kind == kind::version_sibling || change.kind == kind::version_weak;
}

bool is_as(policy::ValueAs as, const Change& change) {
    switch (as) {
        case policy::ValueAs::any:
            return true;
        case policy::ValueAs::commit:
            return change.value->is_commit;
        case policy::ValueAs::date:
            return change.value->is_date;
        case policy::ValueAs::tool:
            return change.value->is_tool;
        case policy::ValueAs::version:
            return is_version(change);
    }
    return false;
}

Fit fit_of_key(const policy::KeyEntry& key, const Change& change) {
    if (!change.value || !is_edit(change.kind) || !is_at(key, *change.value)) return Fit::other_kind;
    return is_as(key.as, change) ? Fit::fits : Fit::other_value;
}

bool match(const std::optional<Regex>& expression, const ChangeSide& side) {
    if (!expression || side.lines_cut) return false;
    const auto lines = split(side.lines, '\n');
    return std::ranges::all_of(
        lines, [&](std::string_view line) { return !hides_something(line) && expression->matches(line); });
}

Fit fit_of_line(const policy::LineEntry& line, const Change& change) {
    if (!change.old_side || !change.new_side || !is_edit(change.kind)) return Fit::other_kind;
    const bool old_fits = is_pure_addition(change) || match(line.removed, *change.old_side);
    const bool new_fits = is_pure_removal(change) || match(line.added, *change.new_side);
    return old_fits && new_fits ? Fit::fits : Fit::other_line;
}

}  // namespace

bool hides_something(std::string_view line) {
    for (std::size_t at = 0; at < line.size();) {
        const auto point = decode_utf8(line, at);
        if (!point) {
            if (static_cast<unsigned char>(line[at]) == 0x85) return true;  // NEL in Latin-1
            ++at;
            continue;
        }
        const bool tab = point->value == U'\t';
        if (!tab && is_deceptive(point->value)) return true;
        at += point->length;
    }
    return false;
}

bool is_pure_addition(const Change& change) {
    const auto& from = *change.old_side;
    return from.span.length == 0 && from.span.column == 1 && is_whole_lines(*change.new_side);
}

bool is_pure_removal(const Change& change) {
    const auto& to = *change.new_side;
    return to.span.length == 0 && to.span.column == 1 && is_whole_lines(*change.old_side);
}

Fit fit(const Context& context, const policy::Allow& allow, const Change& change) {
    if (allow.key) return fit_of_key(*allow.key, change);
    if (allow.line) return fit_of_line(*allow.line, change);
    if (change::is_beyond_policy(change.kind) || !change::kind_covers(allow.kind, change.kind))
        return Fit::other_kind;
    if (!names_it(context, allow, change.name)) return Fit::other_name;
    if (!holds(allow, change)) return Fit::other_content;
    return fit_of_step(allow, change);
}

}  // namespace bumpgate::gate
