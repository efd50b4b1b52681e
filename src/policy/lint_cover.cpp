#include "policy/lint_cover.hpp"

#include <algorithm>
#include <array>

#include "change/kinds.hpp"

namespace bumpgate::policy {

namespace {

constexpr std::array wide_patterns = std::to_array<std::string_view>({"**", "*", "/**", "**/*", "**/**"});
constexpr std::string_view every_nested_member = "**!/**";
constexpr std::size_t most_comparisons =
    1'000'000;  // of two lists of patterns; longer ones are taken for unlike

using Patterns = std::vector<std::string>;

bool reaches_inside(const std::string& pattern) {
    return pattern.find("!/") != std::string::npos;
}

bool has_all_files(const Rule& wide, const Rule& narrow) {
    const auto all = wide.files.patterns();
    const auto some = narrow.files.patterns();
    if (all == some) return true;
    if (std::ranges::any_of(all, is_negation)) return false;
    if (some.empty()) return matches_every_member(wide.files);
    if (all.empty()) return std::ranges::none_of(some, reaches_inside);
    if (all.size() * some.size() > most_comparisons) return false;
    return std::ranges::all_of(
        some, [&](const auto& pattern) { return is_negation(pattern) || includes(all, pattern); });
}

/// The largest step that an entry allows; what says nothing says minor.
release::Step largest_step(const Allow& allow) {
    if (allow.within_any || allow.kind == "any") return release::Step::epoch;
    return allow.within.value_or(release::Step::minor);
}

/// Keys and lines that are alike; a kind never covers one of them, as far as its text tells.
bool is_same_place(const Allow& wide, const Allow& narrow) {
    if (wide.key && narrow.key) {
        const bool has_value = wide.key->as == narrow.key->as || wide.key->as == ValueAs::any;
        return wide.key->path == narrow.key->path && has_value;
    }
    if (!wide.line || !narrow.line) return false;
    const auto pattern = [](const std::optional<Regex>& side) {
        return side ? "=" + side->pattern() : std::string();
    };
    return pattern(wide.line->added) == pattern(narrow.line->added) &&
           pattern(wide.line->removed) == pattern(narrow.line->removed);
}

bool covers(const Allow& wide, const Allow& narrow) {
    if (wide.key || wide.line || narrow.key || narrow.line) return is_same_place(wide, narrow);
    if (!covers_kind(wide.kind, narrow.kind)) return false;
    if (wide.kind == "any") return true;
    if (wide.content && wide.content != narrow.content) return false;
    const bool has_names = wide.names.empty() || wide.names == narrow.names;
    return has_names && largest_step(wide) >= largest_step(narrow) && (wide.down || !narrow.down);
}

bool holds_whenever(const Rule& wide, const Rule& narrow) {
    if (!wide.when_bump) return true;
    return narrow.when_bump && std::ranges::includes(*wide.when_bump, *narrow.when_bump);
}

}  // namespace

bool is_negation(const std::string& pattern) {
    return pattern.starts_with('!');
}

bool is_wide_pattern(std::string_view pattern) {
    return std::ranges::find(wide_patterns, pattern) != wide_patterns.end();
}

bool matches_every_member(const GlobList& files) {
    const auto patterns = files.patterns();
    if (patterns.empty()) return true;
    return std::ranges::none_of(patterns, is_negation) && std::ranges::any_of(patterns, is_wide_pattern);
}

bool includes(const Patterns& wide, const std::string& pattern) {
    if (std::ranges::find(wide, pattern) != wide.end()) return true;
    if (reaches_inside(pattern)) return std::ranges::find(wide, every_nested_member) != wide.end();
    return std::ranges::any_of(wide, is_wide_pattern);
}

/// Asked of every change there can be: `version`, for one, stands for others and is none itself.
bool covers_kind(std::string_view wide, std::string_view narrow) {
    const auto kinds = change::all_kinds();
    return std::all_of(kinds.begin(), kinds.end(), [&](const change::KindInfo& row) {
        return !change::kind_covers(narrow, row.id) || change::kind_covers(wide, row.id);
    });
}

bool shadows(const Rule& wide, const Rule& narrow) {
    if (wide.level != narrow.level || wide.overrides_protect != narrow.overrides_protect) return false;
    if (!holds_whenever(wide, narrow) || !has_all_files(wide, narrow)) return false;
    return std::ranges::all_of(narrow.allow, [&](const Allow& entry) {
        return std::ranges::any_of(wide.allow, [&](const Allow& other) { return covers(other, entry); });
    });
}

}  // namespace bumpgate::policy
