#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "gate/verdict.hpp"

// What all commands that end in a verdict do with it.
namespace bumpgate::cli {

/// The formats that `-o` takes for a verdict.
[[nodiscard]] std::vector<std::string_view> report_format_names();

/// Declares the flags that such commands share.
void add_verdict_flags(Parser& parser, Options& options);

/// Writes the verdict to every output and returns the exit code. An output that cannot be written makes it no
/// verdict, in the outputs that are written already, too.
[[nodiscard]] ExitCode publish(Verdict verdict, std::span<const Output> outputs, const Options& options,
                               const Terminal& terminal);

}  // namespace bumpgate::cli
