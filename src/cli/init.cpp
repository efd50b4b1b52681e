#include <algorithm>
#include <filesystem>
#include <map>

#include "archive/read.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/pipeline.hpp"
#include "gate/gate.hpp"
#include "gate/learn.hpp"
#include "policy/write.hpp"

// `init`: from steps that are known to be good to a policy under which they pass.
namespace bumpgate::cli {

namespace {

namespace fs = std::filesystem;

/// Two neighbours of the releases that were named.
struct Step {
    fs::path old_path, new_path;
};

/// What a policy says, apart from the program's own.
struct Draft {
    std::vector<std::string> extends;
    gate::Learned learned;
};

std::string step_name(const gate::Lesson& lesson) {
    const auto& release = lesson.release;
    const auto text = [](const std::optional<release::Version>& version) {
        return version ? version->text : "?";
    };
    return printable(text(release.old_version)) + " to " + printable(text(release.new_version));
}

Result<gate::Lesson> lesson_of(const Step& step, const Options& options,
                               const change::Vocabulary* vocabulary) {
    Request request = options.request;
    request.old_path = step.old_path;
    request.new_path = step.new_path;
    return study(request, options.limits, vocabulary);
}

Result<std::vector<gate::Lesson>> lessons_of(const std::vector<Step>& steps, const Options& options,
                                             const change::Vocabulary* vocabulary) {
    std::vector<gate::Lesson> lessons;
    for (const auto& step : steps) {
        auto lesson = lesson_of(step, options, vocabulary);
        if (!lesson)
            return Failure(std::move(lesson).error().during(printable(step.new_path.filename().native())));
        lessons.push_back(*std::move(lesson));
    }
    return lessons;
}

std::string release_lines(const gate::Learned& learned) {
    return learned.siblings.empty() ? ""
                                    : "release:\n  siblings: " + policy::flow_list(learned.siblings) + "\n";
}

/// A section that is wider than versions: commented out unless all shall hold.
std::string wide_settings(const gate::Learned& learned, bool all) {
    const std::string mark = all ? "" : "# ";
    std::string text;
    if (!learned.metadata.empty())
        text += "# Any such difference of the container, and it is shown:\n" + mark + "metadata:\n";
    for (const auto& key : learned.metadata) text += mark + "  " + key + ": warn\n";
    if (!learned.hazards.empty())
        text += "# What two readers may see differently, and it is shown:\n" + mark + "hazards:\n";
    for (const auto& id : learned.hazards) text += mark + "  " + id + ": warn\n";
    return text;
}

std::string rule_lines(const gate::LearnedRule& learned, bool live) {
    return "  # " + learned.means + "\n  " + (live ? "" : "# ") + "- " + policy::flow(learned.rule) + "\n";
}

std::string rules_lines(const gate::Learned& learned, bool all) {
    const auto is_live = [&](const gate::LearnedRule& rule) { return rule.narrow || all; };
    if (learned.rules.empty()) return "";
    const bool any_live = std::ranges::any_of(learned.rules, is_live);
    std::string text = any_live ? "rules:\n" : "# rules:\n";
    for (const auto& rule : learned.rules) {
        if (is_live(rule)) text += rule_lines(rule, true);
    }
    std::string wide;
    for (const auto& rule : learned.rules) {
        if (!is_live(rule)) wide += rule_lines(rule, false);
    }
    if (wide.empty()) return text;
    return text +
           "\n  # Wider than a version: without the mark in front, each lets through what stands above "
           "it.\n" +
           wide;
}

std::string yaml(const Draft& draft, bool all) {
    std::string text = "version: 1\nextends: " + policy::flow_list(draft.extends) + "\n" +
                       release_lines(draft.learned) + wide_settings(draft.learned, all) +
                       rules_lines(draft.learned, all);
    for (const auto& what : draft.learned.beyond) text += "# No rule can allow this: " + what + "\n";
    return text;
}

/// The policy that a draft makes; paths in `extends` are as on the command line.
Result<policy::Policy> policy_of(const Draft& draft, bool all) {
    auto loaded = policy::parse(yaml(draft, all), "learned.yaml", "");
    if (loaded) return loaded;
    return fail(ErrorCode::internal, "what was learned does not load: " + loaded.error().message,
                "This is a fault of bumpgate, please report it.");
}

/// Learns until no new siblings are found: what they explain is judged anew.
Result<Draft> draft_from(const std::vector<Step>& steps, const Options& options) {
    Draft draft;
    auto lessons = TRY(lessons_of(steps, options, nullptr));
    auto policy = TRY(policy::resolve(options.request.policies, lessons.front().release.ecosystem));
    draft.extends = options.request.policies;
    if (draft.extends.empty()) draft.extends = {policy.name};
    draft.learned = gate::learn(policy, lessons);
    constexpr int most_rounds = 4;
    for (int round = 0; round < most_rounds && !draft.learned.siblings.empty(); ++round) {
        const auto siblings = draft.learned.siblings;
        policy.vocabulary = {change::Vocabulary::Siblings::listed, siblings};
        lessons = TRY(lessons_of(steps, options, &policy.vocabulary));
        draft.learned = gate::learn(policy, lessons);
        if (!draft.learned.siblings.empty()) continue;
        draft.learned.siblings = siblings;
        break;
    }
    return draft;
}

Result<bool> passes(const Step& step, const policy::Policy& policy, const Options& options) {
    const auto lesson = TRY(lesson_of(step, options, &policy.vocabulary));
    const gate::Today today{*parse_date("1970-01-01"), true};  // a draft has no waivers
    const auto verdict = gate::decide(policy, lesson.release, lesson.changes, today);
    return verdict.outcome == Outcome::pass;
}

/// How many steps pass under the rules that are live, and under all.
struct Count {
    std::size_t live = 0, all = 0;
};

Result<Count> count_passes(const Draft& draft, const std::vector<Step>& steps, const Options& options) {
    const auto live = TRY(policy_of(draft, false));
    const auto all = TRY(policy_of(draft, true));
    Count count;
    for (const auto& step : steps) {
        count.live += TRY(passes(step, live, options)) ? 1U : 0U;
        count.all += TRY(passes(step, all, options)) ? 1U : 0U;
    }
    return count;
}

std::string told(const Count& count, std::size_t of) {
    auto text = std::to_string(count.live) + " of " + std::to_string(of) + " pass";
    if (count.all > count.live) text += ", " + std::to_string(count.all) + " with the wider rules too";
    return text;
}

/// Each step judged by what the others teach.
Result<Count> hold_out(const std::vector<Step>& steps, const Options& options) {
    Count count;
    for (std::size_t out = 0; out < steps.size(); ++out) {
        auto others = steps;
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(out));
        const auto draft = TRY(draft_from(others, options));
        const auto one = TRY(count_passes(draft, {steps[out]}, options));
        count.live += one.live;
        count.all += one.all;
    }
    return count;
}

std::vector<Step> steps_of(const std::vector<std::string>& releases) {
    std::vector<Step> steps;
    for (std::size_t i = 1; i < releases.size(); ++i) steps.push_back({releases[i - 1], releases[i]});
    return steps;
}

std::string head(const std::vector<gate::Lesson>& lessons, const Count& count,
                 const std::optional<Count>& held_out) {
    std::vector<std::string> steps;
    for (const auto& lesson : lessons) steps.push_back(step_name(lesson));
    auto text = "# Learned by `bumpgate init` from " + printable(lessons.front().release.name) + " " +
                join(steps, ", ") + ".\n# Of these steps " + told(count, lessons.size()) + ".\n";
    if (held_out)
        text +=
            "# Held out one by one, and learned from the others, " + told(*held_out, lessons.size()) + ".\n";
    return text;
}

}  // namespace

void declare_init(Parser& parser, Options& options) {
    add_list(parser, "RELEASE", options.init.releases, "",
             "Releases of one package that are known to be good, oldest first: each step from one to the "
             "next is learned",
             Presence::required);
    add_policies(parser, options);
    add_flag(parser, "--all", options.init.all, "Write the wider rules live, too");
    add_limits(parser, options);
    add_verbosity(parser, options);
}

Result<ExitCode> run_init(const Options& options, const Terminal& terminal) {
    const auto steps = steps_of(options.init.releases);
    if (steps.empty())
        return fail(ErrorCode::usage, "one release alone is no step",
                    "name the previous one first: init OLD NEW...");
    const auto draft = TRY(draft_from(steps, options));
    const auto count = TRY(count_passes(draft, steps, options));
    std::optional<Count> held_out;
    if (steps.size() > 1) held_out = TRY(hold_out(steps, options));
    const auto lessons = TRY(lessons_of(steps, options, nullptr));
    CHECK_OK(write_to(terminal, head(lessons, count, held_out) + yaml(draft, options.init.all)));
    for (const auto& what : draft.learned.beyond) log::warning("no rule can allow this: " + what);
    return count.all == steps.size() ? ExitCode::pass : ExitCode::fail;
}

}  // namespace bumpgate::cli
