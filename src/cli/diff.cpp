#include "diff/diff.hpp"

#include <algorithm>
#include <array>

#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "cli/pipeline.hpp"
#include "diff/write.hpp"

namespace bumpgate::cli {

namespace {

constexpr std::array<std::string_view, 3> diff_formats{"json", "markdown", "text"};

bool is_same_hazard(const Hazard& left, const Hazard& right) {
    return left.id == right.id && left.container == right.container && left.member == right.member &&
           left.detail == right.detail;
}

// Nothing at all differs: contents, names, metadata, the container, and what two readers could see in it.
bool is_same(const Comparison& comparison) {
    const auto& diff = comparison.diff;
    if (diff.same_bytes) return true;
    return diff.container.empty() &&
           std::ranges::all_of(diff.pairs,
                               [](const Pair& pair) { return pair.status == PairStatus::identical; }) &&
           std::ranges::equal(comparison.trees.old_tree.hazards, comparison.trees.new_tree.hazards,
                              is_same_hazard);
}

std::string render(const Comparison& comparison, const Output& output, const Options& options,
                   const Terminal& terminal) {
    const auto& [trees, release, diff] = comparison;
    if (output.format == "json") return diff::to_json(diff, trees, release, options.request.overrides);
    if (output.format == "markdown") return diff::to_markdown(diff, trees, release);
    return diff::to_text(diff, trees, release, options.ascii || (output.to_stdout() && !terminal.utf8));
}

}  // namespace

void declare_diff(Parser& parser, Options& options) {
    add_pair(parser, options);
    add_outputs(parser, options,
                "json: bumpgate.diff/1, for programs; `evaluate` reads it\nmarkdown: for pull "
                "requests\ntext: for people");
    add_identity(parser, options);
    add_limits(parser, options);
    add_flag(parser, "--ascii", options.ascii, "Write text in ASCII");
    add_verbosity(parser, options);
}

Result<ExitCode> run_diff(const Options& options, const Terminal& terminal) {
    const std::array inputs{options.request.old_path, options.request.new_path};
    const auto outputs = TRY(parse_outputs(options.outputs, diff_formats, inputs));
    const auto comparison = TRY(compare(options.request, options.limits));
    for (const auto& output : outputs) {
        CHECK_OK(
            write_report(output, render(comparison, output, options, terminal), options.limits, terminal));
    }
    return is_same(comparison) ? ExitCode::pass : ExitCode::fail;
}

}  // namespace bumpgate::cli
