#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "change/kinds.hpp"
#include "gate/explain.hpp"
#include "gate/gate.hpp"
#include "gate/matching.hpp"

// Deny by default: a change starts as denied, and only what is written here makes it anything else.
namespace bumpgate::gate {

namespace {

namespace kind = change::kind;
using policy::Setting;

bool is_finding(std::string_view id) {
    return id == kind::version_downgrade || id == kind::version_reused || id == kind::identity_conflict;
}

void set_by_rule(JudgedChange& judged, const policy::Rule& rule) {
    judged.decision = Decision::allowed;
    judged.warn = rule.level == policy::Level::warn;
    judged.rule = full_name(rule);
}

/// What `metadata:` says where no rule speaks. A name in a header that follows the version is less than what the key is about.
void set_by_metadata(const policy::Policy& policy, JudgedChange& judged) {
    const auto* key = metadata_key(judged.change.kind);
    if (key == nullptr) return;
    const auto found = policy.metadata.find(std::string(key->key));
    auto setting = found == policy.metadata.end() ? Setting::deny : found->second;
    if (judged.change.kind == kind::container_header_version && setting == Setting::warn) setting = Setting::ignore;
    if (setting == Setting::deny) return;
    judged.decision = setting == Setting::ignore ? Decision::ignored : Decision::allowed;
    judged.warn = setting == Setting::warn;
    judged.rule = "metadata." + std::string(key->key);
}

void set_by_policy(const policy::Policy& policy, JudgedChange& judged) {
    if (is_finding(judged.change.kind)) return;
    const auto rules = allowing_rules(policy, judged.change);
    if (protection(policy, judged.change) != nullptr) {
        const auto lifting = std::ranges::find_if(rules, [](const policy::Rule* rule) { return rule->overrides_protect; });
        if (lifting != rules.end()) set_by_rule(judged, **lifting);
        return;
    }
    if (!rules.empty()) return set_by_rule(judged, *rules.front());
    set_by_metadata(policy, judged);
}

JudgedChange judge(const policy::Policy& policy, const release::Release& release, const Change& change) {
    JudgedChange judged;
    judged.change = change;
    set_by_policy(policy, judged);
    if (judged.decision != Decision::denied) return judged;
    judged.explanation = why_denied(policy, change);
    auto fix = fix_of(policy, release, change);
    judged.fix = std::move(fix.edit);
    judged.fix_means = std::move(fix.means);
    return judged;
}

JudgedHazard judge(const policy::Policy& policy, const HazardFinding& finding) {
    JudgedHazard judged;
    judged.finding = finding;
    if (finding.state == HazardFinding::State::gone) {
        judged.decision = Decision::allowed;
        return judged;
    }
    const auto named = policy.hazards.find(finding.hazard.id);
    auto setting = named == policy.hazards.end() ? Setting::deny : named->second;
    judged.rule = named == policy.hazards.end() ? "" : "hazards." + finding.hazard.id;
    if (setting == Setting::deny && finding.state == HazardFinding::State::existing && named == policy.hazards.end() &&
        !policy.existing_hazards_denied) {
        setting = Setting::warn;
        judged.rule = "hazards.existing";
    }
    if (setting == Setting::deny) {
        judged.rule.clear();
        judged.fix = fix_of_hazard(finding);
        return judged;
    }
    judged.decision = setting == Setting::ignore ? Decision::ignored : Decision::allowed;
    judged.warn = setting == Setting::warn;
    return judged;
}

std::string list_of(const std::set<release::Step>& steps) {
    std::string text;
    for (const auto step : steps) text += (text.empty() ? "" : ", ") + std::string(release::to_string(step));
    return text;
}

std::vector<JudgedRequirement> requirements(const policy::Policy& policy, const release::Release& release, const Changes& changes) {
    std::vector<JudgedRequirement> all;
    if (policy.bump) {
        all.push_back({"the step is one of " + list_of(*policy.bump) + " (it is " + std::string(release::to_string(release.step)) + ")", policy.name,
                       policy.bump->contains(release.step)});
    }
    for (const auto& require : policy.require) {
        const bool found = std::ranges::any_of(changes.items, [&](const Change& change) {
            if (!require.not_change.empty()) return change.kind == require.not_change || change::kind_covers(require.not_change, change.kind);
            const bool here = require.files.empty() || require.files.matches(change.path);
            return here && change::kind_covers(require.change, change.kind);
        });
        all.push_back({require.describe(), require.source, require.not_change.empty() == found});
    }
    return all;
}

/// Rules of the user's own that allowed nothing: perhaps a misspelled pattern.
std::vector<std::string> unused_rules(const policy::Policy& policy, const Changes& changes) {
    std::set<std::string> built_in;
    for (const auto& source : policy.sources) {
        if (source.built_in) built_in.insert(source.name);
    }
    std::vector<std::string> unused;
    for (const auto& rule : policy.rules) {
        if (built_in.contains(rule.source)) continue;
        const bool used = std::ranges::any_of(changes.items, [&](const Change& change) {
            return speaks_of(rule.files, change) &&
                   std::ranges::any_of(rule.allow, [&](const policy::Allow& allow) { return allows(allow, change); });
        });
        if (!used) unused.push_back(full_name(rule));
    }
    return unused;
}

std::string_view word(Setting setting) {
    return setting == Setting::ignore ? "ignore" : setting == Setting::warn ? "warn" : "deny";
}

std::string siblings(const change::Vocabulary& vocabulary) {
    using Siblings = change::Vocabulary::Siblings;
    if (vocabulary.siblings == Siblings::automatic) return "auto";
    if (vocabulary.siblings == Siblings::none) return "none";
    return join(vocabulary.sibling_patterns, ", ");
}

PolicySummary summary_of(const policy::Policy& policy) {
    PolicySummary summary;
    summary.name = policy.name;
    for (const auto& source : policy.sources) summary.sources.push_back({source.name, source.sha256, source.built_in});
    for (const auto& [key, setting] : policy.metadata) summary.settings["metadata." + key] = word(setting);
    for (const auto& [id, setting] : policy.hazards) summary.settings["hazards." + id] = word(setting);
    summary.settings["hazards.existing"] = policy.existing_hazards_denied ? "deny" : "warn";
    summary.settings["release.bump"] = policy.bump ? list_of(*policy.bump) : "any";
    summary.settings["release.scheme"] = policy.scheme.empty() ? "auto" : policy.scheme;
    summary.settings["release.siblings"] = siblings(policy.vocabulary);
    return summary;
}

std::size_t bytes_of(const Change& change) {
    const auto new_bytes = change.new_side ? change.new_side->span.length : 0;
    const auto old_bytes = change.old_side ? change.old_side->span.length : 0;
    return new_bytes != 0 ? new_bytes : old_bytes;
}

void describe(const release::Release& release, Verdict& verdict) {
    verdict.package = release.name;
    verdict.ecosystem = release.ecosystem;
    if (release.scheme != nullptr) verdict.scheme = release.scheme->id;
    if (release.old_version) verdict.from = release.old_version->text;
    if (release.new_version) verdict.to = release.new_version->text;
    if (release.has_versions()) verdict.step = release::to_string(release.step);
    verdict.old_evidence = release.old_identity.evidence;
    verdict.new_evidence = release.new_identity.evidence;
}

}  // namespace

Verdict decide(const policy::Policy& policy, const release::Release& release, const Changes& changes) {
    Verdict verdict;
    describe(release, verdict);
    verdict.policy = summary_of(policy);
    for (const auto& finding : changes.hazards) verdict.hazards.push_back(judge(policy, finding));
    for (const auto& change : changes.items) {
        verdict.changes.push_back(judge(policy, release, change));
        if (verdict.changes.back().decision == Decision::allowed) verdict.explained_bytes += bytes_of(change);
    }
    verdict.changed_bytes = changes.changed_bytes;
    verdict.requirements = requirements(policy, release, changes);
    verdict.unused_rules = unused_rules(policy, changes);
    if (!release.has_versions()) {
        return incomplete({ErrorCode::identity, "no version is known for both releases", "pass --old-version and --new-version", {}});
    }
    const bool denied = std::ranges::any_of(verdict.changes, [](const JudgedChange& one) { return one.decision == Decision::denied; }) ||
                        std::ranges::any_of(verdict.hazards, [](const JudgedHazard& one) { return one.decision == Decision::denied; });
    const bool unmet = std::ranges::any_of(verdict.requirements, [](const JudgedRequirement& one) { return !one.met; });
    verdict.outcome = denied || unmet ? Outcome::fail : Outcome::pass;
    return verdict;
}

Verdict incomplete(Error error) {
    Verdict verdict;
    verdict.error = std::move(error);
    return verdict;
}

}  // namespace bumpgate::gate
