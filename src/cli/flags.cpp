#include "cli/flags.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <string>

#include "base/limits.hpp"
#include "base/text.hpp"
#include "cli/help.hpp"
#include "release/scheme.hpp"

namespace bumpgate::cli {

namespace {

bool is_positional(std::string_view name) {
    return !name.starts_with('-');
}

// An empty value comes from a shell variable that is not set: taking it for "not said" would change what is
// asked.
void refuse_empty(std::string_view name, const std::string& value) {
    if (value.empty()) throw CLI::ValidationError(std::string(name), "the value is empty");
}

// Stores values as they were written. The library's own conversion to lists takes "{}" for an empty one,
// which here would be "no policy given".
CLI::Option& add_values(CLI::App& app, std::string_view name, std::string_view value_name,
                        std::string_view help, Presence presence,
                        const std::function<void(const std::string&)>& store) {
    const auto store_all = [name = std::string(name), store](const CLI::results_t& values) {
        for (const auto& value : values) {
            refuse_empty(name, value);
            store(value);
        }
        return true;
    };
    CLI::Option* option = app.add_option(std::string(name), store_all, std::string(help));
    option->type_size(1)->required(presence == Presence::required);
    option->type_name(is_positional(name) ? "" : std::string(value_name));
    return *option;
}

void store_limit(Options& options, const std::string& assignment) {
    if (const auto set = set_limit(options.limits, assignment); !set) {
        throw CLI::ValidationError("--limit", set.error().describe());
    }
}

std::string limits_help() {
    std::string text =
        "Raise or lower a bound on what an input may cost; repeatable. A limit that is hit is exit 2. VALUE "
        "is "
        "a number, perhaps with K, M or G behind it. KEY is";
    const Limits defaults;
    for (const auto& info : all_limits()) {
        text += "\n" + std::string(info.key) + ": " + std::string(info.meaning) +
                " (default: " + amount(defaults.*info.field) + ")";
    }
    return text;
}

std::string scheme_help() {
    std::string text = "How versions are written and ordered:";
    for (const auto& scheme : release::schemes()) text += " " + std::string(scheme.id);
    return text + " (default: the ecosystem's own)";
}

Colour colour_from(const std::string& word) {
    if (word == "always") return Colour::always;
    return word == "never" ? Colour::never : Colour::automatic;
}

Date date_from(const std::string& text) {
    const auto date = parse_date(text);
    if (!date) throw CLI::ValidationError("--today", "no day of the calendar; write it as 2026-12-31");
    return *date;
}

}  // namespace

void add_text(Parser& parser, std::string_view name, std::string& into, std::string_view value_name,
              std::string_view help, Presence presence) {
    add_values(parser, name, value_name, help, presence, [&into](const std::string& value) { into = value; });
}

void add_choice(Parser& parser, std::string_view name, std::string& into,
                std::span<const std::string_view> words, std::string_view help, Presence presence) {
    const std::vector<std::string> known(words.begin(), words.end());
    auto& option =
        add_values(parser, name, "", help, presence, [&into](const std::string& value) { into = value; });
    option.check(CLI::IsMember(known).description(""));
    option.type_name(is_positional(name) ? "" : join(words, "|"));
}

void add_list(Parser& parser, std::string_view name, std::vector<std::string>& into,
              std::string_view value_name, std::string_view help, Presence presence) {
    auto& option = add_values(parser, name, value_name, help, presence,
                              [&into](const std::string& value) { into.push_back(value); });
    if (is_positional(name)) {
        option.expected(1, CLI::detail::expected_max_vector_size)->allow_extra_args()->take_all();
    } else {
        option.take_all()->allow_extra_args(false);
    }
}

void add_flag(Parser& parser, std::string_view name, bool& into, std::string_view help) {
    parser.add_flag(std::string(name), into, std::string(help));
}

Parser& add_subcommand(Parser& parser, std::string_view name, std::string& into, std::string_view help) {
    CLI::App* child = parser.add_subcommand(std::string(name), std::string(help));
    child->group("Commands");
    child->footer("");
    child->callback([&into, name = std::string(name)] { into = name; });
    parser.require_subcommand(1);
    return *child;
}

void add_pair(Parser& parser, Options& options) {
    const auto add_path = [&parser](std::string_view name, std::filesystem::path& into,
                                    std::string_view help) {
        add_values(parser, name, "", help, Presence::required,
                   [&into](const std::string& value) { into = value; });
    };
    add_path("OLD", options.request.old_path, "The previous release: an archive or a directory");
    add_path("NEW", options.request.new_path, "The new release");
}

void add_policies(Parser& parser, Options& options) {
    add_list(
        parser, "-p,--policy", options.request.policies, "FILE|NAME",
        "What may change: a policy file (with \"/\" or .yaml in its name) or a built-in's name; repeatable, "
        "the rules add up (default: the built-in for the release's ecosystem)");
}

void add_outputs(Parser& parser, Options& options, std::string_view formats) {
    add_list(parser, "-o,--output", options.outputs, "FORMAT[=PATH]",
             "Write a report, to stdout without a PATH; repeatable (default: text). FORMAT is\n" +
                 std::string(formats));
}

void add_identity(Parser& parser, Options& options) {
    auto& said = options.request.overrides;
    add_text(parser, "--name", said.name, "NAME", "The package's name (default: from its metadata)");
    add_text(parser, "--old-version", said.old_version, "VERSION",
             "The version of OLD (default: from its metadata)");
    add_text(parser, "--new-version", said.new_version, "VERSION",
             "The version of NEW (default: from its metadata)");
    add_text(parser, "--scheme", said.scheme, "SCHEME", scheme_help());
}

void add_today(Parser& parser, Options& options, std::string_view help) {
    add_values(parser, "--today", "DATE",
               std::string(help) + ", as 2026-12-31 (default: the clock's, in UTC)", Presence::optional,
               [&options](const std::string& value) { options.request.today = date_from(value); });
}

void add_waiving(Parser& parser, Options& options) {
    add_today(parser, options, "The day that waivers are held against");
    add_flag(parser, "--no-waivers", options.request.no_waivers, "Judge as if the policy had no waivers");
}

void add_limits(Parser& parser, Options& options) {
    auto& option = add_values(parser, "--limit", "KEY=VALUE", limits_help(), Presence::optional,
                              [&options](const std::string& value) { store_limit(options, value); });
    option.take_all()->allow_extra_args(false);
}

void add_look(Parser& parser, Options& options) {
    auto& option = add_values(
        parser, "--color", "auto|always|never",
        "Colour the report on stdout (default: auto, on a terminal unless NO_COLOR is set)",
        Presence::optional, [&options](const std::string& value) { options.colour = colour_from(value); });
    option.check(CLI::IsMember(std::vector<std::string>{"auto", "always", "never"}).description(""));
    option.type_name("auto|always|never");
    add_flag(parser, "--ascii", options.ascii, "Write text reports in ASCII");
}

void add_verbosity(Parser& parser, Options& options) {
    add_flag(parser, "-q,--quiet", options.quiet, "Show nothing but errors on stderr");
    parser.add_flag("-v,--verbose", options.verbose,
                    "List the allowed changes too, and say on stderr what is done");
}

}  // namespace bumpgate::cli
