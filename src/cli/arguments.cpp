#include "cli/arguments.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "base/version.hpp"
#include "cli/help.hpp"

namespace bumpgate::cli {

namespace {

constexpr std::string_view description =
    "Proves that a release is a version bump and nothing else.\n\n"
    "Compares the previous release with the new one, byte by byte and inside the archives, gives every\n"
    "difference a kind, and asks a policy whether such differences may be.";

constexpr std::string_view footer =
    "Example:\n"
    "  bumpgate check acme-1.4.2.tar.gz acme-1.4.3.tar.gz\n"
    "  bumpgate demo\n\n"
    "Exit codes:\n"
    "  0  pass: every difference is one that the policy allows\n"
    "  1  fail: at least one is not\n"
    "  2  no verdict: wrong usage or policy, an input that cannot be read whole, a limit, a report not "
    "written\n\n"
    "\"bumpgate COMMAND --help\" tells more about a command.";

std::string version_line() {
    return "bumpgate " + std::string(program_version) + "\n";
}

Failure usage(const std::string& message, std::string_view command) {
    const std::string of = command.empty() ? "" : std::string(command) + " ";
    return fail(ErrorCode::usage, printable(message), "see bumpgate " + of + "--help");
}

// The library would only say that the word "was not expected".
Result<void> check_command_name(const std::vector<std::string>& words) {
    if (words.empty()) return fail(ErrorCode::usage, "no command given", "see bumpgate --help");
    const auto& word = words.front();
    if (find_command(word) != nullptr || word == "-h" || word == "--help" || word == "--version") return {};
    if (word.starts_with('-'))
        return fail(ErrorCode::usage, "a command comes first, not " + in_quotes(word), "see bumpgate --help");
    std::vector<std::string_view> names;
    for (const auto& command : commands()) names.push_back(command.name);
    const auto near = nearest(word, names);
    return fail(
        ErrorCode::usage, "unknown command " + in_quotes(word),
        near.empty() ? "one of: " + join(names, ", ") : "did you mean \"" + std::string(near) + "\"?");
}

// What stands behind "--" is another program's command line: no word of it is ours to understand.
std::vector<std::string> take_guarded_command(std::vector<std::string>& words) {
    if (words.front() != "guard") return {};
    const auto dashes = std::ranges::find(words, "--");
    if (dashes == words.end()) return {};
    std::vector<std::string> command(dashes + 1, words.end());
    words.erase(dashes, words.end());
    return command;
}

void declare_all(CLI::App& app, Arguments& arguments) {
    app.footer(std::string(footer));
    app.set_version_flag("--version", version_line(), "Print the version");
    app.require_subcommand(1);
    use_our_help(app);
    for (const auto& command : commands()) {
        CLI::App* child = app.add_subcommand(std::string(command.name), std::string(command.summary));
        child->group("Commands");
        child->footer(std::string(command.details));
        child->callback([&arguments, row = &command] { arguments.command = row; });
        command.declare(*child, arguments.options);
    }
}

Result<void> parse_words(CLI::App& app, std::vector<std::string> words, Arguments& arguments) {
    const std::string command = find_command(words.front()) == nullptr ? "" : words.front();
    std::ranges::reverse(words);  // the library takes them from the back
    try {
        app.parse(std::move(words));
    } catch (const CLI::CallForVersion&) {
        arguments.text = version_line();
    } catch (const CLI::CallForHelp&) {
        arguments.text = app.help();
    } catch (const CLI::RequiredError& error) {
        const auto left = app.remaining(true);
        return usage(left.empty() ? error.what() : "not understood: " + left.front(), command);
    } catch (const CLI::ParseError& error) {
        return usage(error.what(), command);
    }
    if (!arguments.text.empty()) arguments.command = nullptr;
    return {};
}

}  // namespace

Result<Arguments> parse_arguments(std::span<const char* const> words) {
    std::vector<std::string> rest(words.begin(), words.end());
    CHECK_OK(check_command_name(rest));
    Arguments arguments;
    arguments.options.guard.command = take_guarded_command(rest);
    CLI::App app{std::string(description), "bumpgate"};
    declare_all(app, arguments);
    CHECK_OK(parse_words(app, std::move(rest), arguments));
    return arguments;
}

}  // namespace bumpgate::cli
