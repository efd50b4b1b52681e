#include "cli/policy_test.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "archive/in_memory.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "cli/pipeline.hpp"
#include "policy/cases.hpp"
#include "report/report.hpp"

namespace bumpgate::cli {

namespace {

namespace fs = std::filesystem;
using policy::Case;
using policy::CaseMember;

MemberType type_of(CaseMember::Type type) {
    switch (type) {
        case CaseMember::Type::directory:
            return MemberType::directory;
        case CaseMember::Type::symlink:
            return MemberType::symlink;
        case CaseMember::Type::file:
            break;
    }
    return MemberType::file;
}

Member member_of(const std::string& path, const CaseMember& stated) {
    Member member;
    member.path = path;
    member.type = type_of(stated.type);
    member.mode = stated.mode;
    member.user = stated.owner;
    member.link_target = stated.link_target;
    if (stated.time) member.mtime = Timestamp{*stated.time, 0};
    for (const auto& attribute : stated.attributes)
        member.attributes.push_back({"xattr." + attribute.first, attribute.second});
    member.content = stated.content;
    return member;
}

Result<Tree> tree_of(const std::string& name, const policy::CaseSide& side) {
    std::vector<Member> members;
    for (const auto& entry : side) members.push_back(member_of(entry.first, entry.second));
    return archive::tree_of(name, std::move(members));
}

Request request_for(const std::string& reference, const policy::Policy& policy, const Case& test) {
    Request request;
    request.policies = {reference};
    request.overrides.name = test.package;
    request.overrides.old_version = test.from;
    request.overrides.new_version = test.to;
    request.overrides.ecosystem = test.ecosystem;
    if (test.ecosystem.empty() && !policy.ecosystems.empty())
        request.overrides.ecosystem = policy.ecosystems.front();
    return request;
}

Result<Verdict> verdict_of(const std::string& reference, const policy::Policy& policy, const Case& test,
                           const Options& options) {
    Trees trees;
    trees.old_tree = TRY(tree_of("old", test.old_side));
    trees.new_tree = TRY(tree_of("new", test.new_side));
    auto request = request_for(reference, policy, test);
    request.today = options.request.today;
    auto verdict = judge(trees, request, options.limits);
    if (verdict.error) return Failure(*std::move(verdict.error));
    return verdict;
}

std::set<std::string> denied_kinds(const Verdict& verdict) {
    std::set<std::string> kinds;
    for (const auto& judged : verdict.changes) {
        if (judged.decision == Decision::denied) kinds.emplace(judged.change.kind);
    }
    for (const auto& judged : verdict.hazards) {
        if (judged.decision == Decision::denied) kinds.insert("hazard." + judged.finding.hazard.id);
    }
    if (std::ranges::any_of(verdict.requirements, [](const auto& requirement) { return !requirement.met; }))
        kinds.emplace(policy::requirement_word);
    return kinds;
}

bool is_as_expected(const Case& test, const Verdict& verdict) {
    if (test.passes) return verdict.outcome == Outcome::pass;
    return verdict.outcome == Outcome::fail && (test.kinds.empty() || test.kinds == denied_kinds(verdict));
}

std::string listed(const std::set<std::string>& kinds) {
    return join(std::vector<std::string>(kinds.begin(), kinds.end()), ", ");
}

std::string expectation(const Case& test) {
    if (test.passes) return "pass";
    return test.kinds.empty() ? "fail" : "fail for " + listed(test.kinds) + " and nothing else";
}

std::string outcome(const Verdict& verdict) {
    if (verdict.outcome == Outcome::pass) return "pass";
    std::string text = "fail for " + listed(denied_kinds(verdict));
    for (const auto& judged : verdict.changes) {
        if (judged.decision != Decision::denied) continue;
        text += "\n              " + std::string(judged.change.kind) + " in " +
                (judged.change.path.empty() ? "the release" : printable(judged.change.path)) + ": " +
                judged.change.reason + " " + judged.explanation;
    }
    return text;
}

/// What came of all cases of one policy.
struct Score {
    std::size_t cases = 0;
    std::string complaints;  ///< one block for each case that is not as expected
    std::size_t wrong = 0;
};

void complain(const Case& test, const std::string& got, Score& score) {
    ++score.wrong;
    score.complaints += "  " + test.place.file + ":" + std::to_string(test.place.line) + ": " +
                        printable(test.name) + "\n    expected: " + expectation(test) +
                        "\n    got:      " + got + "\n";
}

Result<Score> run_cases(const std::string& reference, const Options& options) {
    const auto policy = TRY(policy::load(reference));
    const auto cases = TRY(policy::load_cases(reference));
    if (cases.empty()) {
        return fail(
            ErrorCode::policy, "policy " + in_quotes(reference) + " has no tests",
            "write some under \"tests\" in it, or in a file beside it whose name ends in .tests.yaml");
    }
    Score score;
    score.cases = cases.size();
    for (const auto& test : cases) {
        const auto verdict = verdict_of(reference, policy, test, options);
        if (!verdict) {
            complain(test, "no verdict: " + verdict.error().describe(), score);
        } else if (!is_as_expected(test, *verdict)) {
            complain(test, outcome(*verdict), score);
        }
    }
    return score;
}

std::string tests(std::size_t count) {
    return std::to_string(count) + (count == 1 ? " test" : " tests");
}

std::string summary(const std::string& name, const Score& score) {
    return name + ": " + tests(score.cases) + ", " +
           (score.wrong == 0 ? "all as expected" : std::to_string(score.wrong) + " not as expected") + "\n";
}

bool is_policy_file(const fs::path& path) {
    const auto extension = path.extension();
    return (extension == ".yaml" || extension == ".yml") && !policy::is_case_file(path.filename().string());
}

/// A folder stands for the policy files in it, a file of cases for the policy beside it.
Result<std::vector<std::string>> policies_of(const std::string& reference) {
    std::error_code problem;
    if (policy::is_case_file(reference)) {
        const fs::path path(reference);
        const auto stem = path.stem().stem().string();
        return std::vector{(path.parent_path() / (stem + path.extension().string())).string()};
    }
    if (!fs::is_directory(reference, problem)) return std::vector{reference};
    std::vector<std::string> files;
    auto entry = fs::directory_iterator(reference, problem);
    for (; !problem && entry != fs::directory_iterator(); entry.increment(problem)) {
        if (is_policy_file(entry->path())) files.push_back(entry->path().string());
    }
    if (problem) return fail(ErrorCode::io, "cannot list " + in_quotes(reference) + ": " + problem.message());
    if (files.empty())
        return fail(ErrorCode::not_found, "no policy files in " + in_quotes(reference),
                    "their names end in .yaml");
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

Result<ExitCode> test_policies(const std::vector<std::string>& references, const Options& options,
                               const Terminal& terminal) {
    auto worst = ExitCode::pass;
    Score total;
    // A policy that does not load does not hide the others: one run tells everything.
    for (const auto& reference : references) {
        for (const auto& policy : TRY(policies_of(reference))) {
            const auto score = run_cases(policy, options);
            if (!score) {
                log::error(score.error().describe());
                worst = ExitCode::no_verdict;
                continue;
            }
            CHECK_OK(write_to(terminal, terminal_safe(summary(policy, *score) + score->complaints)));
            total.cases += score->cases;
            total.wrong += score->wrong;
        }
    }
    if (references.size() > 1 || total.cases > 0)
        CHECK_OK(write_to(terminal, terminal_safe(summary("in all", total))));
    return std::max(worst, total.wrong == 0 ? ExitCode::pass : ExitCode::fail);
}

}  // namespace bumpgate::cli
