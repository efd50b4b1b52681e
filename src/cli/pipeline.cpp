#include "cli/pipeline.hpp"

#include <chrono>
#include <functional>

#include "archive/read.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "change/change.hpp"
#include "cli/summary.hpp"
#include "diff/diffoscope/read.hpp"
#include "diff/diffoscope/told.hpp"
#include "diff/invariants.hpp"
#include "diff/read.hpp"
#include "gate/gate.hpp"
#include "policy/policy.hpp"

// The whole program from top to bottom: archive → release → diff → change → gate.
namespace bumpgate::cli {

namespace {

/// The policy's word where the command line says nothing.
release::Overrides with_settings(release::Overrides overrides, const policy::Policy& policy) {
    if (overrides.scheme.empty()) overrides.scheme = policy.scheme;
    overrides.baseline = policy.baseline;
    return overrides;
}

/// How the Diff of two trees is come by.
using Differ = std::function<Result<Diff>(const release::Release& release)>;

/// Two releases and what each difference between them is.
struct Explained {
    policy::Policy policy;
    release::Release release;
    Diff diff;
    Changes changes;
};

/// From trees to changes. `vocabulary`: in place of the policy's word, or null.
Result<Explained> explain(const Trees& trees, const Differ& differ, const Request& request, const Date& today,
                          const Limits& limits, const change::Vocabulary* vocabulary) {
    Explained explained;
    auto& [policy, release, diff, changes] = explained;
    release = TRY(release::identify(trees, request.overrides));
    policy = TRY(policy::resolve(request.policies, release.ecosystem, today));
    if (!policy.scheme.empty() || policy.baseline != release.baseline)
        release = TRY(release::identify(trees, with_settings(request.overrides, policy)));

    diff = TRY(differ(release));
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
Result<Verdict> run(const Trees& trees, const Differ& differ, const Request& request, const Limits& limits) {
    const auto today = today_of(request);
    auto explained = TRY(explain(trees, differ, request, today.date, limits, nullptr));
    auto& policy = explained.policy;
    if (request.no_waivers) policy.waivers.clear();

    Verdict verdict = gate::decide(policy, explained.release, explained.changes, today);
    verdict.old_input = summary_of(trees.old_tree);
    verdict.new_input = summary_of(trees.new_tree);
    verdict.counts = gate::count_members(verdict, explained.diff, trees);
    if (gate::recompute(verdict) != verdict.outcome) {
        return fail(ErrorCode::internal, "the verdict does not follow from its parts",
                    "This is a fault of bumpgate, please report it.");
    }
    return verdict;
}

Differ differ_of(const Trees& trees, const Limits& limits) {
    return [&](const release::Release& release) { return diff::compare(trees, release, limits); };
}

Result<Verdict> run_on_trees(const Trees& trees, const Request& request, const Limits& limits) {
    return run(trees, differ_of(trees, limits), request, limits);
}

Result<Verdict> run_on_inputs(const Request& request, const Limits& limits) {
    const Trees trees = TRY(archive::read_both(request.old_path, request.new_path, limits));
    return run_on_trees(trees, request, limits);
}

/// The command line's word before the one that was given when the diff was made.
void fill(std::string& said, const std::string& before) {
    if (said.empty()) said = before;
}

/// A file that was read, and its name for what is wrong with it.
struct Report {
    std::string text;
    std::string name;

    template <class T>
    Result<T> about(Result<T> result) const {
        if (!result) return Failure(std::move(result).error().during(name));
        return result;
    }
};

Result<Verdict> run_on_recorded(const Report& report, Request request, const Limits& limits) {
    const auto recorded = TRY(report.about(diff::from_json(report.text, limits)));
    fill(request.overrides.name, recorded.overrides.name);
    fill(request.overrides.old_version, recorded.overrides.old_version);
    fill(request.overrides.new_version, recorded.overrides.new_version);
    fill(request.overrides.scheme, recorded.overrides.scheme);
    fill(request.overrides.ecosystem, recorded.overrides.ecosystem);
    return run_on_trees(recorded.trees, request, limits);
}

using ReadReport = Result<diff::diffoscope::Node> (*)(std::string_view text, const Limits& limits);

/// A report of diffoscope: the Diff is what it says, and what it does not say is in the Diff, too.
Result<Verdict> run_on_report(ReadReport read, const Report& report, const Request& request,
                              const Limits& limits) {
    namespace diffoscope = diff::diffoscope;
    const auto root = TRY(report.about(read(report.text, limits)));
    auto told = TRY(report.about(diffoscope::read_nodes(root, limits)));
    const auto trust = request.trust_diff ? diffoscope::Trust::report : diffoscope::Trust::none;
    auto verdict = TRY(run(
        told.trees,
        [&](const release::Release& release) -> Result<Diff> {
            return diffoscope::diff_of(told, release, trust);
        },
        request, limits));
    verdict.warnings.emplace_back(
        "Worth what the report is worth: the releases themselves were not read "
        "(docs/diffoscope.md).");
    return verdict;
}

Result<Verdict> run_on_diff(const std::filesystem::path& path, const Request& request, const Limits& limits) {
    const Report report{TRY(read_file(path, limits.report_bytes)), printable(path.native())};
    if (diff::diffoscope::is_json_report(report.text))
        return run_on_report(diff::diffoscope::read_json, report, request, limits);
    if (diff::diffoscope::is_markdown_report(report.text))
        return run_on_report(diff::diffoscope::read_markdown, report, request, limits);
    return run_on_recorded(report, request, limits);
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
    return verdict_of(run_on_trees(trees, request, limits));
}

Verdict evaluate(const std::filesystem::path& diff, const Request& request, const Limits& limits) {
    return verdict_of(run_on_diff(diff, request, limits));
}

Result<gate::Lesson> study(const Request& request, const Limits& limits,
                           const change::Vocabulary* vocabulary) {
    const Trees trees = TRY(archive::read_both(request.old_path, request.new_path, limits));
    auto explained =
        TRY(explain(trees, differ_of(trees, limits), request, today_of(request).date, limits, vocabulary));
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
