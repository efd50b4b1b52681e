#include "cli/publish.hpp"

#include <utility>

#include "base/log.hpp"
#include "gate/gate.hpp"
#include "report/report.hpp"

namespace bumpgate::cli {

namespace {

report::Style style_for(const Output& output, const Options& options, const Terminal& terminal) {
    if (!output.to_stdout()) return style_for_file(options.ascii, options.verbose > 0);
    return style_for_terminal(terminal, options.colour, options.ascii, options.verbose > 0);
}

// People read why there is no verdict on stderr; a program that asked for JSON gets its object all the same.
bool is_silent(const Output& output, const Verdict& verdict) {
    return output.to_stdout() && output.format == "text" && verdict.outcome == Outcome::incomplete;
}

Result<void> publish_one(const Verdict& verdict, const Output& output, const Options& options,
                         const Terminal& terminal) {
    if (is_silent(output, verdict)) return {};
    const auto* format = report::find_format(output.format);
    if (format == nullptr) return fail(ErrorCode::internal, "no format " + output.format);
    return write_report(output, format->render(verdict, style_for(output, options, terminal)), options.limits,
                        terminal);
}

Result<void> write_all(const Verdict& verdict, std::span<const Output> outputs, const Options& options,
                       const Terminal& terminal) {
    for (const auto& output : outputs) CHECK_OK(publish_one(verdict, output, options, terminal));
    return {};
}

// A pass that could not be written is no pass: what was written already must not go on saying so.
Verdict retract(Error error, std::span<const Output> outputs, const Options& options,
                const Terminal& terminal) {
    Verdict verdict = gate::incomplete(std::move(error));
    for (const auto& output : outputs) {
        // The error that counts is already on its way to the user.
        [[maybe_unused]] const auto tried = publish_one(verdict, output, options, terminal);
    }
    return verdict;
}

ExitCode exit_code(const Verdict& verdict, bool exit_zero) {
    switch (verdict.exit_code()) {
        case 0:
            return ExitCode::pass;
        case 1:
            return exit_zero ? ExitCode::pass : ExitCode::fail;
        default:
            return ExitCode::no_verdict;
    }
}

}  // namespace

std::vector<std::string_view> report_format_names() {
    return format_ids(report::formats());
}

void add_verdict_flags(Parser& parser, Options& options) {
    add_policies(parser, options);
    add_outputs(parser, options, format_meanings(report::formats()));
    add_identity(parser, options);
    add_limits(parser, options);
    add_look(parser, options);
    add_verbosity(parser, options);
    add_waiving(parser, options);
    add_flag(parser, "--exit-zero", options.exit_zero, "Exit 0 where it would be 1; 2 stays 2");
}

ExitCode publish(Verdict verdict, std::span<const Output> outputs, const Options& options,
                 const Terminal& terminal) {
    if (auto written = write_all(verdict, outputs, options, terminal); !written)
        verdict = retract(std::move(written).error(), outputs, options, terminal);
    if (verdict.error) log::error(verdict.error->describe());
    return exit_code(verdict, options.exit_zero);
}

}  // namespace bumpgate::cli
