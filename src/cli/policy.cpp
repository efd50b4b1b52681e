#include "policy/policy.hpp"

#include <algorithm>

#include "base/log.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/pipeline.hpp"
#include "cli/policy_test.hpp"

namespace bumpgate::cli {

namespace {

Result<ExitCode> list(const Terminal& terminal) {
    std::size_t width = 0;
    for (const auto& built_in : policy::built_ins()) width = std::max(width, built_in.name.size());
    std::string text;
    for (const auto& built_in : policy::built_ins()) {
        const auto policy = TRY(policy::load(built_in.name));
        std::string name(built_in.name);
        name.resize(width + 2, ' ');
        text += name + policy.description + "\n";
    }
    CHECK_OK(write_to(terminal, text));
    return ExitCode::pass;
}

Result<ExitCode> show(const std::string& reference, const Terminal& terminal) {
    const auto policy = TRY(policy::load(reference));
    CHECK_OK(write_to(terminal, policy::show(policy)));
    return ExitCode::pass;
}

std::string describe(const policy::Remark& remark) {
    const auto& place = remark.place;
    return terminal_safe(place.file + ":" + std::to_string(place.line) + ":" + std::to_string(place.column) +
                         ": " + remark.text) +
           "\n";
}

Result<ExitCode> lint_one(const std::string& file, const Date& today, const Terminal& terminal) {
    // Without the day: what a gate would refuse for it is a remark here, and one run tells everything.
    const auto policy = TRY(policy::load(file));
    const auto remarks = policy::lint(policy, today);
    for (const auto& remark : remarks) CHECK_OK(write_to(terminal, describe(remark)));
    return remarks.empty() ? ExitCode::pass : ExitCode::fail;
}

// A file that does not load does not hide the others: one run tells everything.
ExitCode lint(const std::vector<std::string>& files, const Date& today, const Terminal& terminal) {
    auto worst = ExitCode::pass;
    for (const auto& file : files) {
        const auto code = lint_one(file, today, terminal);
        if (!code) log::error(code.error().describe());
        worst = std::max(worst, code ? *code : ExitCode::no_verdict);
    }
    return worst;
}

}  // namespace

void declare_policy(Parser& parser, Options& options) {
    auto& [action, reference, files] = options.policy;
    add_subcommand(parser, "list", action, "Name the built-in policies, one line each");
    Parser& show_parser = add_subcommand(parser, "show", action,
                                         "Print a policy with all it extends, every setting spelled out");
    add_text(show_parser, "NAME", reference, "", "A built-in's name or a policy file", Presence::required);
    Parser& lint_parser = add_subcommand(parser, "lint", action,
                                         "Load policy files strictly; point out what is probably not meant");
    add_list(lint_parser, "FILE", files, "", "Policy files", Presence::required);
    add_today(lint_parser, options, "The day that waivers are held against");
    Parser& test_parser = add_subcommand(parser, "test", action, "Run the test cases of policies");
    add_list(
        test_parser, "FILE", files, "",
        "Policy files, built-ins' names, or folders of policy files; cases stand under \"tests\" in a policy "
        "or in NAME.tests.yaml beside NAME.yaml",
        Presence::required);
}

Result<ExitCode> run_policy(const Options& options, const Terminal& terminal) {
    const auto& [action, reference, files] = options.policy;
    if (action == "list") return list(terminal);
    if (action == "show") return show(reference, terminal);
    if (action == "test") return test_policies(files, options, terminal);
    return lint(files, today_of(options.request).date, terminal);
}

}  // namespace bumpgate::cli
