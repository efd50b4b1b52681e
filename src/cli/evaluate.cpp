#include <array>

#include "cli/commands.hpp"
#include "cli/pipeline.hpp"
#include "cli/publish.hpp"

namespace bumpgate::cli {

void declare_evaluate(Parser& parser, Options& options) {
    add_text(
        parser, "DIFF", options.diff, "FILE",
        "What `bumpgate diff -o json=FILE`, `diffoscope --json FILE` or `diffoscope --markdown FILE` wrote",
        Presence::required);
    add_verdict_flags(parser, options);
    add_flag(parser, "--trust-diff", options.request.trust_diff,
             "Take what a diffoscope report never compared to be equal");
}

Result<ExitCode> run_evaluate(const Options& options, const Terminal& terminal) {
    const std::array<std::filesystem::path, 1> inputs{options.diff};
    const auto outputs = TRY(parse_outputs(options.outputs, report_format_names(), inputs));
    return publish(evaluate(options.diff, options.request, options.limits), outputs, options, terminal);
}

}  // namespace bumpgate::cli
