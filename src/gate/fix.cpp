// The smallest policy edit that would allow a change.
#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"
#include "change/kinds.hpp"
#include "gate/entry_for.hpp"
#include "gate/explain.hpp"
#include "gate/matching.hpp"
#include "gate/pattern.hpp"
#include "policy/write.hpp"

namespace bumpgate::gate {

namespace {

namespace kind = change::kind;
using policy::Allow;
using policy::Rule;

constexpr std::size_t longest_edit =
    140;  // bytes; what is longer is not read, so the next larger edit is offered

/// Whether a policy that has this rule too allows the change.
bool helps(const Context& context, const Rule& rule, const Change& change) {
    const bool free = rule.overrides_protect || protection(context.policy, change) == nullptr;
    return free && allows(context, rule, change) && speaks_of(rule.files, change);
}

std::optional<Rule> with_files(Rule rule, const std::vector<std::string>& patterns) {
    auto files = GlobList::compile(patterns);
    if (!files) return std::nullopt;
    rule.files = *std::move(files);
    return rule;
}

std::string lifted(const Context& context, const Change& change) {
    const auto* protect = protection(context.policy, change);
    return protect == nullptr ? "" : "; lifts a protection by policy " + printable(protect->source);
}

Fix rule_with(const Context& context, const Change& change, const Allow& entry) {
    Rule rule;
    rule.allow = {entry};
    rule.overrides_protect = protection(context.policy, change) != nullptr;
    const auto patterns = file_patterns(context, change);
    const auto complete = with_files(std::move(rule), patterns);
    if (patterns.empty() || !complete || !helps(context, *complete, change)) return {};
    return {flow(*complete), words_for(entry, change) + lifted(context, change)};
}

Fix new_rule(const Context& context, const Change& change) {
    if (const auto key = key_entry_for(change)) {
        auto fix = rule_with(context, change, *key);
        if (!fix.edit.empty() && fix.edit.size() <= longest_edit) return fix;
    }
    return rule_with(context, change, entry_for(change));
}

/// A rule of the user's own that allows such changes, with this file added to its list.
Fix longer_rule(const Context& context, const Change& change) {
    const auto more = file_patterns(context, change);
    for (const auto& rule : context.policy.rules) {
        if (policy::is_built_in(rule.source) || rule.files.empty() || !allows(context, rule, change))
            continue;
        auto patterns = rule.files.patterns();
        patterns.insert(patterns.end(), more.begin(), more.end());
        const auto longer = with_files(rule, patterns);
        if (!longer || !helps(context, *longer, change)) continue;
        auto edit = flow(*longer);
        if (edit.size() > longest_edit) continue;
        return {std::move(edit), "rule " + printable(full_name(rule)) + ", line " +
                                     std::to_string(rule.place.line) + ", with this file added"};
    }
    return {};
}

/// The names that `siblings` has to list so that this one is among them and none is lost that counts now.
std::vector<std::string> sibling_list(const Context& context, const Change& change) {
    using Siblings = change::Vocabulary::Siblings;
    const auto& vocabulary = context.policy.vocabulary;
    std::vector<std::string> patterns;
    if (vocabulary.siblings == Siblings::listed) patterns = vocabulary.sibling_patterns;
    if (vocabulary.siblings == Siblings::automatic) {
        for (const auto& name : context.siblings) patterns.push_back(literal_pattern(name));
    }
    auto added = literal_pattern(change.name);
    if (std::ranges::find(patterns, added) == patterns.end()) patterns.push_back(std::move(added));
    return patterns;
}

Fix new_sibling(const Context& context, const Change& change) {
    if (!helps_as_sibling(context, change)) return {};
    auto edit = "release: {siblings: " + policy::flow_list(sibling_list(context, change)) + "}";
    if (edit.size() > longest_edit) return {};
    return {std::move(edit), printable(change.name) + " is released in lockstep with this package"};
}

/// Only a setting speaks of the container.
Fix other_setting(const Change& change) {
    const auto* key = metadata_key(change.kind);
    if (key == nullptr) return {};
    const std::string name(key->key);
    return {"metadata: {" + name + ": warn}", "any such difference of the container, and it is shown"};
}

/// `protect` names the container's kind: no rule lifts that, and no setting.
bool is_out_of_reach(const Context& context, const Change& change) {
    return change::is_beyond_policy(change.kind) ||
           (change.path.empty() && protection(context.policy, change) != nullptr);
}

}  // namespace

bool helps_as_sibling(const Context& context, const Change& change) {
    if (!change.lockstep || change.name.empty() || protection(context.policy, change) != nullptr)
        return false;
    auto as_sibling = change;
    as_sibling.kind = kind::version_sibling;
    return !allowing_rules(context, as_sibling).empty();
}

Fix fix_of(const Context& context, const Change& change) {
    if (is_out_of_reach(context, change)) return {};
    if (change.path.empty()) return other_setting(change);
    if (auto fix = new_sibling(context, change); !fix.edit.empty()) return fix;
    if (auto fix = longer_rule(context, change); !fix.edit.empty()) return fix;
    return new_rule(context, change);
}

}  // namespace bumpgate::gate
