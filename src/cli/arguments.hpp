#pragma once

#include <span>
#include <string>

#include "base/result.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"

namespace bumpgate::cli {

/// A command line that was understood.
struct Arguments {
    const Command* command = nullptr;  ///< nothing if only `text` was asked for
    Options options;
    std::string text;  ///< what --help or --version print on stdout
};

/// Reads the words behind the program's name. Error `usage` for anything else than what --help tells.
[[nodiscard]] Result<Arguments> parse_arguments(std::span<const char* const> words);

}  // namespace bumpgate::cli
