#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/options.hpp"

namespace CLI {
class App;
}

namespace bumpgate::cli {

/// What arguments are declared on. The library behind it is included in flags.cpp and arguments.cpp only.
using Parser = CLI::App;

/// Whether a command line without the argument makes sense.
enum class Presence { optional, required };

/// "--name VALUE", or a positional argument if `name` has no dash: given at most once, never empty.
void add_text(Parser& parser, std::string_view name, std::string& into, std::string_view value_name,
              std::string_view help, Presence presence = Presence::optional);
/// As `add_text`, one of a few words.
void add_choice(Parser& parser, std::string_view name, std::string& into,
                std::span<const std::string_view> words, std::string_view help, Presence presence);
/// A flag that may be repeated, one value each time; or the list of all positional arguments.
void add_list(Parser& parser, std::string_view name, std::vector<std::string>& into,
              std::string_view value_name, std::string_view help, Presence presence = Presence::optional);
void add_flag(Parser& parser, std::string_view name, bool& into, std::string_view help);
/// A command below a command; `into` becomes its name when it is the one.
Parser& add_subcommand(Parser& parser, std::string_view name, std::string& into, std::string_view help);

/// OLD and NEW.
void add_pair(Parser& parser, Options& options);
/// -p, --policy.
void add_policies(Parser& parser, Options& options);
/// -o, --output with the formats that the command knows.
void add_outputs(Parser& parser, Options& options, std::string_view formats);
/// --name, --old-version, --new-version, --scheme.
void add_identity(Parser& parser, Options& options);
/// --today.
void add_today(Parser& parser, Options& options, std::string_view help);
/// --today, --no-waivers.
void add_waiving(Parser& parser, Options& options);
/// --limit.
void add_limits(Parser& parser, Options& options);
/// --color, --ascii.
void add_look(Parser& parser, Options& options);
/// -q, -v.
void add_verbosity(Parser& parser, Options& options);

}  // namespace bumpgate::cli
