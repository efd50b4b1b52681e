#include "gate/matching.hpp"

#include <algorithm>
#include <tuple>

#include "base/glob.hpp"
#include "change/kinds.hpp"

namespace bumpgate::gate {

namespace {

namespace kind = change::kind;

bool matches(const GlobList& files, std::string_view path) {
    if (path.empty()) return false;
    return files.empty() ? path.find("!/") == std::string_view::npos : files.matches(path);
}

bool names_it(const policy::Allow& allow, const Change& change) {
    return allow.names.empty() ||
           std::ranges::any_of(allow.names, [&](const std::string& pattern) { return name_matches(pattern, change.name); });
}

/// A requirement that moved: upward, and not too far.
bool is_within(const policy::Allow& allow, const Change& change) {
    if (change.kind != kind::dependency_sibling && change.kind != kind::dependency_version) return true;
    const auto step = release::step_from_string(change.step);
    if (!step) return false;
    if (*step == release::Step::downgrade) return allow.down && change.kind == kind::dependency_version;
    return allow.within_any || *step <= allow.within.value_or(default_within);
}

bool is_protected_kind(std::string_view protected_kind, std::string_view kind) {
    const bool child = kind.size() > protected_kind.size() && kind.starts_with(protected_kind) && kind[protected_kind.size()] == '.';
    return kind == protected_kind || child || change::kind_covers(protected_kind, kind);
}

std::size_t pattern_length(const policy::Rule& rule) {
    std::size_t length = 0;
    for (const auto& pattern : rule.files.patterns()) {
        const auto letters = std::ranges::count_if(pattern, [](char c) { return c != '*' && c != '/'; });
        length = std::max(length, static_cast<std::size_t>(letters));
    }
    return length;
}

}  // namespace

bool speaks_of(const GlobList& files, const Change& change) {
    return matches(files, change.path) && (change.old_path.empty() || matches(files, change.old_path));
}

bool allows(const policy::Allow& allow, const Change& change) {
    return change::kind_covers(allow.kind, change.kind) && names_it(allow, change) && is_within(allow, change);
}

std::vector<const policy::Rule*> allowing_rules(const policy::Policy& policy, const Change& change) {
    std::vector<const policy::Rule*> rules;
    for (const auto& rule : policy.rules) {
        const bool fits = std::ranges::any_of(rule.allow, [&](const policy::Allow& allow) { return allows(allow, change); });
        if (fits && speaks_of(rule.files, change)) rules.push_back(&rule);
    }
    std::ranges::reverse(rules);  // of equals, the later one
    std::ranges::stable_sort(rules, [](const policy::Rule* a, const policy::Rule* b) { return pattern_length(*a) > pattern_length(*b); });
    return rules;
}

const policy::Protect* protection(const policy::Policy& policy, const Change& change) {
    for (const auto& protect : policy.protect) {
        const bool file = protect.files.empty() || matches(protect.files, change.path) || matches(protect.files, change.old_path);
        const bool kind = protect.kinds.empty() ||
                          std::ranges::any_of(protect.kinds, [&](const std::string& id) { return is_protected_kind(id, change.kind); });
        if (file && kind) return &protect;
    }
    return nullptr;
}

const policy::MetadataKey* metadata_key(std::string_view kind) {
    const auto keys = policy::metadata_keys();
    const auto row = std::ranges::find_if(keys, [&](const policy::MetadataKey& key) { return change::kind_covers(key.kind, kind); });
    return row == keys.end() ? nullptr : &*row;
}

std::string full_name(const policy::Rule& rule) {
    return rule.source + "/" + rule.id;
}

}  // namespace bumpgate::gate
