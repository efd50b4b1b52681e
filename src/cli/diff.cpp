#include "diff/diff.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/diffoscope.hpp"
#include "cli/output.hpp"
#include "cli/pipeline.hpp"
#include "diff/diffoscope/write.hpp"
#include "diff/write.hpp"

namespace bumpgate::cli {

namespace {

/// What a format is made of.
struct Work {
    const Comparison& comparison;
    const Output& output;
    const Options& options;
    const Terminal& terminal;
};

Result<std::string> as_diffoscope_json(const Work& work) {
    return render_diffoscope(work.comparison, work.options.request, work.options.limits,
                             diff::diffoscope::to_json);
}

Result<std::string> as_diffoscope_markdown(const Work& work) {
    return render_diffoscope(work.comparison, work.options.request, work.options.limits,
                             diff::diffoscope::to_markdown);
}

Result<std::string> as_json(const Work& work) {
    const auto& [trees, release, diff] = work.comparison;
    return diff::to_json(diff, trees, release, work.options.request.overrides);
}

Result<std::string> as_markdown(const Work& work) {
    const auto& [trees, release, diff] = work.comparison;
    return diff::to_markdown(diff, trees, release);
}

Result<std::string> as_text(const Work& work) {
    const auto& [trees, release, diff] = work.comparison;
    const bool ascii = work.options.ascii || (work.output.to_stdout() && !work.terminal.utf8);
    return diff::to_text(diff, trees, release, ascii);
}

struct Format {
    std::string_view id;
    std::string_view meaning;
    Result<std::string> (*render)(const Work& work);
};

constexpr std::array formats = std::to_array<Format>({
    {"diffoscope-json", "as diffoscope --json: pairs what it pairs, misses what it misses",
     as_diffoscope_json},
    {"diffoscope-markdown", "as diffoscope --markdown, with the same blind spot", as_diffoscope_markdown},
    {"json", "bumpgate.diff/1, for programs; `evaluate` reads it", as_json},
    {"markdown", "for pull requests", as_markdown},
    {"text", "for people", as_text},
});

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

Result<std::string> render(const Work& work) {
    const auto* const format = std::ranges::find(formats, work.output.format, &Format::id);
    if (format == formats.end()) return fail(ErrorCode::internal, "no format " + work.output.format);
    return format->render(work);
}

}  // namespace

void declare_diff(Parser& parser, Options& options) {
    add_pair(parser, options);
    add_outputs(parser, options, format_meanings(formats));
    add_identity(parser, options);
    add_limits(parser, options);
    add_flag(parser, "--ascii", options.ascii, "Write text in ASCII");
    add_verbosity(parser, options);
}

Result<ExitCode> run_diff(const Options& options, const Terminal& terminal) {
    const std::array inputs{options.request.old_path, options.request.new_path};
    const auto outputs = TRY(parse_outputs(options.outputs, format_ids(formats), inputs));
    const auto comparison = TRY(compare(options.request, options.limits));
    for (const auto& output : outputs) {
        const auto report = TRY(render({comparison, output, options, terminal}));
        CHECK_OK(write_report(output, report, options.limits, terminal));
    }
    return is_same(comparison) ? ExitCode::pass : ExitCode::fail;
}

}  // namespace bumpgate::cli
