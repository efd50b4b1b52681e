#include "cli/help.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>
#include <vector>

#include "base/text.hpp"
#include "cli/commands.hpp"

namespace bumpgate::cli {

namespace {

constexpr std::size_t screen_width = 100;
constexpr std::size_t name_width = 32;

/// The library's formatter with two parts of it written anew.
class Formatter : public CLI::Formatter {
  public:
    Formatter() {
        column_width(name_width);
        label("REQUIRED", "(required)");
        label("Positionals", "Arguments");
        label("SUBCOMMAND", "COMMAND");
    }

    std::string make_usage(const CLI::App* app, std::string name) const override {
        const auto* command = find_command(app->get_name());
        if (command == nullptr || command->usage.empty()) return "\n" + CLI::Formatter::make_usage(app, name);
        return "\nUsage: bumpgate " + std::string(command->name) + " " + std::string(command->usage) + "\n";
    }

    std::string make_option_desc(const CLI::Option* option) const override {
        return wrapped(option->get_description(), screen_width - name_width);
    }
};

std::string wrapped_line(std::string_view line, std::size_t width, std::string_view indent) {
    std::string text;
    std::size_t column = 0;
    for (const auto word : split(line, ' ')) {
        const bool breaks = column > 0 && column + 1 + word.size() > width;
        const std::string before = breaks ? "\n" + std::string(indent) : column > 0 ? " " : "";
        column = breaks ? indent.size() + word.size() : column + before.size() + word.size();
        text += before + std::string(word);
    }
    return text;
}

}  // namespace

void use_our_help(Parser& parser) {
    parser.formatter(std::make_shared<Formatter>());
}

std::string wrapped(std::string_view text, std::size_t width) {
    std::vector<std::string> lines;
    for (const auto line : split(text, '\n')) {
        lines.push_back(wrapped_line(line, width, lines.empty() ? "" : "  "));
    }
    return join(lines, "\n");
}

std::string amount(std::uint64_t value) {
    std::string_view unit;
    for (const std::string_view larger : {"K", "M", "G"}) {
        if (value == 0 || value % 1024 != 0) break;
        value /= 1024;
        unit = larger;
    }
    return std::to_string(value) + std::string(unit);
}

}  // namespace bumpgate::cli
