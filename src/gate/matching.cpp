#include "gate/matching.hpp"

#include <algorithm>
#include <tuple>

#include "base/glob.hpp"
#include "change/kinds.hpp"

namespace bumpgate::gate {

namespace {

namespace kind = change::kind;
using policy::Setting;

bool matches(const GlobList& files, std::string_view path) {
    if (path.empty()) return false;
    return files.empty() ? path.find("!/") == std::string_view::npos : files.matches(path);
}

std::size_t literal_length(std::string_view pattern) {
    const auto is_literal = [](char c) { return c != '*' && c != '?' && c != '/'; };
    return static_cast<std::size_t>(std::count_if(pattern.begin(), pattern.end(), is_literal));
}

/// The longest of a rule's patterns that matches the path.
std::size_t closeness(const policy::Rule& rule, std::string_view path) {
    std::size_t length = 0;
    for (const auto& pattern : rule.files.patterns()) {
        if (literal_length(pattern) <= length) continue;
        const auto glob = Glob::compile(pattern);
        if (glob && glob->matches(path)) length = literal_length(pattern);
    }
    return length;
}

std::size_t kind_length(const Context& context, const policy::Rule& rule, const Change& change) {
    constexpr std::size_t longer_than_any_kind = 100;  // a key or a line is narrower than a kind
    std::size_t length = 0;
    for (const auto& allow : rule.allow) {
        if (allow.kind == "any" || fit(context, allow, change) != Fit::fits) continue;
        length = std::max(length, allow.key || allow.line ? longer_than_any_kind : allow.kind.size());
    }
    return length;
}

void sort_by_closeness(const Context& context, const Change& change,
                       std::vector<const policy::Rule*>& rules) {
    const auto rank = [&](const policy::Rule* rule) {
        const bool silent = rule->level == policy::Level::silent;
        return std::tuple(~closeness(*rule, change.path), ~kind_length(context, *rule, change), silent,
                          full_name(*rule));
    };
    std::ranges::stable_sort(rules, {}, rank);
}

bool is_ignored_noise(const policy::Policy& policy, std::string_view id) {
    const auto* key = metadata_key(id);
    return key != nullptr && metadata_setting(policy, *key) == Setting::ignore;
}

/// An entry that names files only is about what they are and hold, not about the time they were packed at.
bool protects_kind(const policy::Policy& policy, const policy::Protect& protect, std::string_view id) {
    if (protect.kinds.empty()) return !is_ignored_noise(policy, id);
    return std::ranges::any_of(protect.kinds,
                               [&](const std::string& denied) { return denies_kind(denied, id); });
}

}  // namespace

bool denies_kind(std::string_view denied, std::string_view kind) {
    const bool child = kind.size() > denied.size() && kind.starts_with(denied) && kind[denied.size()] == '.';
    return denied == kind || denied == "any" || child;
}

bool speaks_of(const GlobList& files, const Change& change) {
    return matches(files, change.path) && (change.old_path.empty() || matches(files, change.old_path));
}

bool allows(const Context& context, const policy::Rule& rule, const Change& change) {
    return holds_now(context, rule) && std::ranges::any_of(rule.allow, [&](const policy::Allow& allow) {
               return fit(context, allow, change) == Fit::fits;
           });
}

bool holds_now(const Context& context, const policy::Rule& rule) {
    return !rule.when_bump || rule.when_bump->contains(context.release.step);
}

std::vector<const policy::Rule*> allowing_rules(const Context& context, const Change& change) {
    std::vector<const policy::Rule*> rules;
    for (const auto& rule : context.policy.rules) {
        if (allows(context, rule, change) && speaks_of(rule.files, change)) rules.push_back(&rule);
    }
    if (rules.size() > 1) sort_by_closeness(context, change, rules);
    return rules;
}

const policy::Protect* protection(const policy::Policy& policy, const Change& change) {
    const auto covers = [&](const policy::Protect& protect) {
        if (!protects_kind(policy, protect, change.kind)) return false;
        return protect.files.empty() || matches(protect.files, change.path) ||
               matches(protect.files, change.old_path);
    };
    const auto found = std::ranges::find_if(policy.protect, covers);
    return found == policy.protect.end() ? nullptr : &*found;
}

const policy::MetadataKey* metadata_key(std::string_view kind) {
    const auto keys = policy::metadata_keys();
    const auto row = std::ranges::find_if(
        keys, [&](const policy::MetadataKey& key) { return denies_kind(key.kind, kind); });
    return row == keys.end() ? nullptr : &*row;
}

Setting metadata_setting(const policy::Policy& policy, const policy::MetadataKey& key) {
    const auto found = policy.metadata.find(std::string(key.key));
    return found == policy.metadata.end() ? Setting::deny : found->second;
}

std::string full_name(const policy::Rule& rule) {
    return rule.source + "/" + rule.id;
}

}  // namespace bumpgate::gate
