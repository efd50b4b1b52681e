#pragma once

#include <span>
#include <string_view>

#include "base/result.hpp"
#include "cli/flags.hpp"
#include "cli/options.hpp"
#include "cli/terminal.hpp"

namespace bumpgate::cli {

/// The whole vocabulary of exit codes. Where several would do, the largest wins.
enum class ExitCode { pass = 0, fail = 1, no_verdict = 2 };

/// One command: a row of `commands`, a file of this folder.
struct Command {
    std::string_view name;
    std::string_view summary;  ///< one line for --help
    std::string_view usage;    ///< the words behind the name; empty: as the library puts it
    std::string_view details;  ///< below the flags of `bumpgate NAME --help`
    /// Declares the command's arguments, which parsing then stores in `options`.
    void (*declare)(Parser& parser, Options& options);
    /// Does it. An Error is shown on stderr and is exit 2.
    Result<ExitCode> (*run)(const Options& options, const Terminal& terminal);
};

/// All commands, in the order of --help.
[[nodiscard]] std::span<const Command> commands();
[[nodiscard]] const Command* find_command(std::string_view name);

// check.cpp
void declare_check(Parser& parser, Options& options);
[[nodiscard]] Result<ExitCode> run_check(const Options& options, const Terminal& terminal);
// diff.cpp
void declare_diff(Parser& parser, Options& options);
[[nodiscard]] Result<ExitCode> run_diff(const Options& options, const Terminal& terminal);
// evaluate.cpp
void declare_evaluate(Parser& parser, Options& options);
[[nodiscard]] Result<ExitCode> run_evaluate(const Options& options, const Terminal& terminal);
// guard.cpp
void declare_guard(Parser& parser, Options& options);
[[nodiscard]] Result<ExitCode> run_guard(const Options& options, const Terminal& terminal);
// init.cpp
void declare_init(Parser& parser, Options& options);
[[nodiscard]] Result<ExitCode> run_init(const Options& options, const Terminal& terminal);
// policy.cpp
void declare_policy(Parser& parser, Options& options);
[[nodiscard]] Result<ExitCode> run_policy(const Options& options, const Terminal& terminal);
// explain.cpp
void declare_explain(Parser& parser, Options& options);
[[nodiscard]] Result<ExitCode> run_explain(const Options& options, const Terminal& terminal);
// schema.cpp
void declare_schema(Parser& parser, Options& options);
[[nodiscard]] Result<ExitCode> run_schema(const Options& options, const Terminal& terminal);
// demo.cpp
void declare_demo(Parser& parser, Options& options);
[[nodiscard]] Result<ExitCode> run_demo(const Options& options, const Terminal& terminal);

}  // namespace bumpgate::cli
