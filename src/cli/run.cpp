#include "cli/run.hpp"

#include <exception>
#include <ostream>
#include <span>
#include <string_view>

#include "base/log.hpp"
#include "cli/arguments.hpp"
#include "cli/commands.hpp"
#include "cli/process.hpp"
#include "cli/terminal.hpp"

namespace bumpgate::cli {

namespace {

log::Level log_level(const Options& options) {
    if (options.quiet) return log::Level::quiet;
    if (options.verbose > 1) return log::Level::debug;
    return options.verbose == 1 ? log::Level::verbose : log::Level::normal;
}

Result<ExitCode> run_command(std::span<const char* const> words, const Terminal& terminal) {
    auto arguments = TRY(parse_arguments(words));
    if (arguments.command == nullptr) {
        CHECK_OK(write_to(terminal, arguments.text));
        return ExitCode::pass;
    }
    log::set_level(log_level(arguments.options));
    arguments.options.limits.start_clock();
    return arguments.command->run(arguments.options, terminal);
}

ExitCode run_words(std::span<const char* const> words, const Terminal& terminal) {
    const auto code = run_command(words, terminal);
    if (code) return *code;
    log::error(code.error().describe());
    return ExitCode::no_verdict;
}

int stopped(std::ostream& err, std::string_view what) {
    err << "bumpgate: error: internal: " << what << '\n' << std::flush;
    return static_cast<int>(ExitCode::no_verdict);
}

}  // namespace

int run(int argc, const char* const* argv, std::ostream& out, std::ostream& err) {
    try {
        prepare_process();
        // A program may be started without even its own name.
        const std::span words(argv, static_cast<std::size_t>(argc));
        return static_cast<int>(run_words(words.subspan(words.empty() ? 0 : 1), look_at(out)));
    } catch (const std::exception& exception) {
        return stopped(err, exception.what());
    } catch (...) {
        return stopped(err, "unknown exception");
    }
}

}  // namespace bumpgate::cli
