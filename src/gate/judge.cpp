#include "gate/judge.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "change/kinds.hpp"
#include "gate/explain.hpp"
#include "gate/matching.hpp"
#include "policy/write.hpp"

// Deny by default: a judgement starts as denied, and only what is written here makes it anything else.
namespace bumpgate::gate {

namespace {

namespace kind = change::kind;
using policy::Setting;

void set_by_rule(JudgedChange& judged, const policy::Rule& rule) {
    judged.decision = Decision::allowed;
    judged.warn = rule.level == policy::Level::warn;
    judged.rule = full_name(rule);
}

/// A file name in a header that follows the version is less than what `header` is about.
Setting setting_for(const policy::Policy& policy, const policy::MetadataKey& key, std::string_view id) {
    const auto setting = metadata_setting(policy, key);
    return id == kind::container_header_version && setting == Setting::warn ? Setting::ignore : setting;
}

/// What `metadata:` says where no rule speaks.
void set_by_metadata(const policy::Policy& policy, JudgedChange& judged) {
    const auto* key = metadata_key(judged.change.kind);
    if (key == nullptr) return;
    const auto setting = setting_for(policy, *key, judged.change.kind);
    if (setting == Setting::deny) return;
    judged.decision = setting == Setting::ignore ? Decision::ignored : Decision::allowed;
    judged.warn = setting == Setting::warn;
    judged.rule = "metadata." + std::string(key->key);
}

/// A rule speaks of noise only by naming its kind: `any` for a folder is no reason to list the time of each
/// file in it.
bool names_kind(const policy::Rule& rule, std::string_view id) {
    return std::ranges::any_of(rule.allow, [&](const policy::Allow& allow) { return allow.kind == id; });
}

void set_by_policy(const Context& context, JudgedChange& judged) {
    if (change::is_beyond_policy(judged.change.kind)) return;
    auto rules = allowing_rules(context, judged.change);
    if (protection(context.policy, judged.change) != nullptr) {
        std::erase_if(rules, [](const policy::Rule* rule) { return !rule->overrides_protect; });
        if (!rules.empty()) set_by_rule(judged, *rules.front());
        return;
    }
    set_by_metadata(context.policy, judged);
    if (rules.empty()) return;
    if (judged.decision != Decision::ignored || names_kind(*rules.front(), judged.change.kind))
        set_by_rule(judged, *rules.front());
}

Setting setting_for(const policy::Policy& policy, const HazardFinding& finding) {
    const auto named = policy.hazards.find(finding.hazard.id);
    if (named != policy.hazards.end()) return named->second;
    const bool existing = finding.state == HazardFinding::State::existing;
    return existing && !policy.existing_hazards_denied ? Setting::warn : Setting::deny;
}

bool is_met(const policy::Require& require, const Changes& changes) {
    const bool unwanted = !require.not_change.empty();
    const bool found = std::ranges::any_of(changes.items, [&](const Change& change) {
        if (unwanted) return denies_kind(require.not_change, change.kind);
        const bool here =
            require.files.empty() || (!change.path.empty() && require.files.matches(change.path));
        return here && change::kind_covers(require.change, change.kind);
    });
    return found != unwanted;
}

/// Above the old version; or the same, if the old side is the source.
bool is_right_step(const release::Release& release) {
    if (release.baseline == release::Baseline::source) return release.step == release::Step::none;
    return release.step != release::Step::none && release.step != release::Step::downgrade;
}

/// The classifier reports a version that is not as it should be. That it did is not taken on trust.
bool lacks_a_finding(const release::Release& release, const Changes& changes) {
    return !is_right_step(release) && std::ranges::none_of(changes.items, [](const Change& change) {
        return change::is_finding(change.kind);
    });
}

}  // namespace

JudgedChange judge(const Context& context, const Change& change) {
    JudgedChange judged;
    judged.change = change;
    set_by_policy(context, judged);
    if (judged.decision != Decision::denied) return judged;
    judged.explanation = why_denied(context, change);
    auto fix = fix_of(context, change);
    judged.fix = std::move(fix.edit);
    judged.fix_means = std::move(fix.means);
    return judged;
}

JudgedHazard judge(const policy::Policy& policy, const HazardFinding& finding) {
    JudgedHazard judged;
    judged.finding = finding;
    const auto setting = setting_for(policy, finding);
    if (finding.state == HazardFinding::State::gone) {
        judged.decision = Decision::allowed;
    } else if (setting == Setting::deny) {
        judged.fix = "hazards: {" + finding.hazard.id + ": warn}";
    } else {
        judged.decision = setting == Setting::ignore ? Decision::ignored : Decision::allowed;
        judged.warn = setting == Setting::warn;
        judged.rule =
            "hazards." + (policy.hazards.contains(finding.hazard.id) ? finding.hazard.id : "existing");
    }
    return judged;
}

std::vector<JudgedRequirement> requirements(const Context& context, const Changes& changes) {
    const auto& policy = context.policy;
    const auto step = context.release.step;
    std::vector<JudgedRequirement> all;
    if (lacks_a_finding(context.release, changes)) {
        const bool source = context.release.baseline == release::Baseline::source;
        all.push_back(
            {source ? "the source has the release's version" : "the new version is above the old one",
             policy.name, false});
    }
    if (policy.bump) {
        all.push_back({"the step is one of " + policy::flow(policy.bump) + ", and it is " +
                           std::string(release::to_string(step)),
                       policy.name, policy.bump->contains(step)});
    }
    for (const auto& require : policy.require)
        all.push_back({require.describe(), require.source, is_met(require, changes)});
    return all;
}

}  // namespace bumpgate::gate
