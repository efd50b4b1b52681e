#include <algorithm>

#include "change/kinds.hpp"
#include "gate/gate.hpp"
#include "gate/judge.hpp"
#include "gate/matching.hpp"
#include "gate/waive.hpp"
#include "policy/write.hpp"

namespace bumpgate::gate {

namespace {

/// Rules of the user's own that allow nothing that changed: perhaps a misspelled pattern.
std::vector<std::string> unused_rules(const Context& context, const Changes& changes) {
    std::vector<std::string> unused;
    for (const auto& rule : context.policy.rules) {
        if (policy::is_built_in(rule.source) || !holds_now(context, rule)) continue;
        const bool used = std::ranges::any_of(changes.items, [&](const Change& change) {
            return allows(context, rule, change) && speaks_of(rule.files, change);
        });
        if (!used) unused.push_back(full_name(rule));
    }
    return unused;
}

std::string word(policy::Setting setting) {
    return std::string(policy::to_string(setting));
}

PolicySummary summary_of(const policy::Policy& policy) {
    PolicySummary summary;
    summary.name = policy.name;
    for (const auto& source : policy.sources)
        summary.sources.push_back({source.name, source.sha256, source.built_in});
    auto& settings = summary.settings;
    for (const auto& [key, setting] : policy.metadata) settings["metadata." + key] = word(setting);
    for (const auto& [id, setting] : policy.hazards) settings["hazards." + id] = word(setting);
    settings["hazards.existing"] = policy.existing_hazards_denied ? "deny" : "warn";
    settings["release.baseline"] = std::string(policy::to_string(policy.baseline));
    settings["release.bump"] = policy::flow(policy.bump);
    settings["release.scheme"] = policy.scheme.empty() ? "auto" : policy.scheme;
    settings["release.siblings"] = policy::flow(policy.vocabulary);
    return summary;
}

/// As Changes counts them: the new side's bytes, or the old one's where there is no new side.
std::size_t bytes_of(const Change& change) {
    if (change.new_side) return change.new_side->span.length;
    return change.old_side ? change.old_side->span.length : 0;
}

void add_release(const release::Release& release, Verdict& verdict) {
    verdict.package = release.name;
    verdict.ecosystem = release.ecosystem;
    if (release.scheme != nullptr) verdict.scheme = release.scheme->id;
    if (release.old_version) verdict.from = release.old_version->text;
    if (release.new_version) verdict.to = release.new_version->text;
    if (release.has_versions()) verdict.step = release::to_string(release.step);
    verdict.old_evidence = release.old_identity.evidence;
    verdict.new_evidence = release.new_identity.evidence;
}

void add_judgements(const Context& context, const Changes& changes, Verdict& verdict) {
    for (const auto& finding : changes.hazards) verdict.hazards.push_back(judge(context.policy, finding));
    for (const auto& change : changes.items) {
        verdict.changes.push_back(judge(context, change));
        if (verdict.changes.back().decision == Decision::allowed) verdict.explained_bytes += bytes_of(change);
    }
    verdict.changed_bytes = changes.changed_bytes;
    verdict.requirements = requirements(context, changes);
    verdict.unused_rules = unused_rules(context, changes);
}

/// A policy that was made for something else is no error: it may be meant so.
void add_warnings(const Context& context, Verdict& verdict) {
    const auto& meant_for = context.policy.ecosystems;
    const auto& ecosystem = context.release.ecosystem;
    if (meant_for.empty() || std::ranges::find(meant_for, ecosystem) != meant_for.end()) return;
    verdict.warnings.push_back("policy " + context.policy.name + " is made for " +
                               policy::flow_list(meant_for) + ", and this release is of " + ecosystem);
}

/// Why there can be no verdict at all, if so.
std::optional<Error> obstacle(const release::Release& release, const Changes& changes) {
    if (!release.has_versions()) {
        return Error{ErrorCode::identity,
                     "no version is known for both releases",
                     "pass --old-version and --new-version",
                     {}};
    }
    if (changes.items.empty()) {
        return Error{ErrorCode::same_input,
                     "OLD and NEW do not differ in anything, so there is nothing to judge",
                     "pass the previous release first and the new one second",
                     {}};
    }
    return std::nullopt;
}

bool is_denied(const Verdict& verdict) {
    const auto denied = [](const auto& judged) { return judged.decision == Decision::denied; };
    const auto unmet = [](const JudgedRequirement& requirement) { return !requirement.met; };
    return std::ranges::any_of(verdict.changes, denied) || std::ranges::any_of(verdict.hazards, denied) ||
           std::ranges::any_of(verdict.requirements, unmet);
}

}  // namespace

Verdict decide(const policy::Policy& policy, const release::Release& release, const Changes& changes,
               const Today& today) {
    const Context context(policy, release, changes);
    Verdict verdict;
    add_release(release, verdict);
    verdict.policy = summary_of(policy);
    add_judgements(context, changes, verdict);
    add_warnings(context, verdict);
    apply_waivers(policy, today, verdict);
    verdict.error = obstacle(release, changes);
    if (!verdict.error) verdict.outcome = is_denied(verdict) ? Outcome::fail : Outcome::pass;
    return verdict;
}

Verdict incomplete(Error error) {
    Verdict verdict;
    verdict.error = std::move(error);
    return verdict;
}

}  // namespace bumpgate::gate
