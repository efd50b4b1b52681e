#include "cli/pipeline.hpp"

#include <chrono>

#include "archive/read.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "change/change.hpp"
#include "cli/summary.hpp"
#include "diff/invariants.hpp"
#include "diff/read.hpp"
#include "gate/gate.hpp"
#include "policy/policy.hpp"

// The whole program from top to bottom: archive → release → diff → change → gate.
namespace bumpgate::cli {

namespace {

/// The policy's word where the command line says nothing.
release::Overrides with_scheme(release::Overrides overrides, const policy::Policy& policy) {
    if (overrides.scheme.empty()) overrides.scheme = policy.scheme;
    return overrides;
}

/// Two releases and what each difference between them is.
struct Explained {
    policy::Policy policy;
    release::Release release;
    Diff diff;
    Changes changes;
};

/// From trees to changes. `vocabulary`: in place of the policy's word, or null.
Result<Explained> explain(const Trees& trees, const Request& request, const Limits& limits,
                          const change::Vocabulary* vocabulary) {
    Explained explained;
    auto& [policy, release, diff, changes] = explained;
    release = TRY(release::identify(trees, request.overrides));
    policy = TRY(policy::resolve(request.policies, release.ecosystem, today_of(request).date));
    if (!policy.scheme.empty())
        release = TRY(release::identify(trees, with_scheme(request.overrides, policy)));

    diff = TRY(diff::compare(trees, release, limits));
    CHECK_OK(diff::check(diff, trees));
    if (diff.same_bytes) {
        return fail(ErrorCode::same_input, "OLD and NEW are the same bytes, so there is nothing to compare",
                    "pass the previous release first and the new one second");
    }
    CHECK_OK(release::require_versions(release));

    changes = TRY(change::classify(diff, trees, release,
                                   vocabulary != nullptr ? *vocabulary : policy.vocabulary, limits));
    CHECK_OK(change::check_invariants(changes, diff, trees, release));
    return explained;
}

/// All but reading.
Result<Verdict> run(const Trees& trees, const Request& request, const Limits& limits) {
    auto explained = TRY(explain(trees, request, limits, nullptr));
    auto& policy = explained.policy;
    if (request.no_waivers) policy.waivers.clear();

    Verdict verdict = gate::decide(policy, explained.release, explained.changes, today_of(request));
    verdict.old_input = summary_of(trees.old_tree);
    verdict.new_input = summary_of(trees.new_tree);
    verdict.counts = gate::count_members(verdict, explained.diff, trees);
    if (gate::recompute(verdict) != verdict.outcome) {
        return fail(ErrorCode::internal, "the verdict does not follow from its parts",
                    "This is a fault of bumpgate, please report it.");
    }
    return verdict;
}

Result<Verdict> run_on_inputs(const Request& request, const Limits& limits) {
    const Trees trees = TRY(archive::read_both(request.old_path, request.new_path, limits));
    return run(trees, request, limits);
}

/// The command line's word before the one that was given when the diff was made.
void fill(std::string& said, const std::string& before) {
    if (said.empty()) said = before;
}

Result<Verdict> run_on_diff(const std::filesystem::path& path, Request request, const Limits& limits) {
    const auto text = TRY(read_file(path, limits.report_bytes));
    auto recorded = diff::from_json(text, limits);
    if (!recorded) return Failure(std::move(recorded).error().during(printable(path.native())));
    fill(request.overrides.name, recorded->overrides.name);
    fill(request.overrides.old_version, recorded->overrides.old_version);
    fill(request.overrides.new_version, recorded->overrides.new_version);
    fill(request.overrides.scheme, recorded->overrides.scheme);
    fill(request.overrides.ecosystem, recorded->overrides.ecosystem);
    return run(recorded->trees, request, limits);
}

Verdict verdict_of(Result<Verdict> verdict) {
    return verdict ? *std::move(verdict) : gate::incomplete(std::move(verdict).error());
}

}  // namespace

gate::Today today_of(const Request& request) {
    if (request.today) return {*request.today, true};
    const auto now = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    return {Date(now), false};
}

Verdict judge(const Request& request, const Limits& limits) {
    return verdict_of(run_on_inputs(request, limits));
}

Verdict judge(const Trees& trees, const Request& request, const Limits& limits) {
    return verdict_of(run(trees, request, limits));
}

Verdict evaluate(const std::filesystem::path& diff, const Request& request, const Limits& limits) {
    return verdict_of(run_on_diff(diff, request, limits));
}

Result<gate::Lesson> study(const Request& request, const Limits& limits,
                           const change::Vocabulary* vocabulary) {
    const Trees trees = TRY(archive::read_both(request.old_path, request.new_path, limits));
    auto explained = TRY(explain(trees, request, limits, vocabulary));
    return gate::Lesson{std::move(explained.release), std::move(explained.changes)};
}

Result<Comparison> compare(const Request& request, const Limits& limits) {
    Comparison comparison;
    comparison.trees = TRY(archive::read_both(request.old_path, request.new_path, limits));
    comparison.release = TRY(release::identify(comparison.trees, request.overrides));
    comparison.diff = TRY(diff::compare(comparison.trees, comparison.release, limits));
    CHECK_OK(diff::check(comparison.diff, comparison.trees));
    return comparison;
}

}  // namespace bumpgate::cli
