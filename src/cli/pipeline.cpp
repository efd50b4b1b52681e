#include "cli/pipeline.hpp"

#include "archive/read.hpp"
#include "change/change.hpp"
#include "cli/summary.hpp"
#include "diff/invariants.hpp"
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

Result<Verdict> run(const Request& request, const Limits& limits) {
    const Trees trees = TRY(archive::read_both(request.old_path, request.new_path, limits));
    auto release = TRY(release::identify(trees, request.overrides));
    const auto policy = TRY(policy::resolve(request.policies, release.ecosystem));
    if (!policy.scheme.empty())
        release = TRY(release::identify(trees, with_scheme(request.overrides, policy)));

    const Diff diff = TRY(diff::compare(trees, release, limits));
    CHECK_OK(diff::check(diff, trees));
    if (diff.same_bytes) {
        return fail(ErrorCode::same_input, "OLD and NEW are the same bytes, so there is nothing to compare",
                    "pass the previous release first and the new one second");
    }
    CHECK_OK(release::require_versions(release));

    const Changes changes = TRY(change::classify(diff, trees, release, policy.vocabulary, limits));
    CHECK_OK(change::check_invariants(changes, diff, trees, release));

    Verdict verdict = gate::decide(policy, release, changes);
    verdict.old_input = summary_of(trees.old_tree);
    verdict.new_input = summary_of(trees.new_tree);
    verdict.counts = gate::count_members(verdict, diff, trees);
    if (gate::recompute(verdict) != verdict.outcome) {
        return fail(ErrorCode::internal, "the verdict does not follow from its parts",
                    "This is a fault of bumpgate, please report it.");
    }
    return verdict;
}

}  // namespace

Verdict judge(const Request& request, const Limits& limits) {
    auto verdict = run(request, limits);
    return verdict ? *std::move(verdict) : gate::incomplete(std::move(verdict).error());
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
