#include <array>

#include "cli/commands.hpp"
#include "cli/pipeline.hpp"
#include "cli/publish.hpp"

namespace bumpgate::cli {

void declare_check(Parser& parser, Options& options) {
    add_pair(parser, options);
    add_verdict_flags(parser, options);
}

Result<ExitCode> run_check(const Options& options, const Terminal& terminal) {
    const std::array inputs{options.request.old_path, options.request.new_path};
    const auto outputs = TRY(parse_outputs(options.outputs, report_format_names(), inputs));
    return publish(judge(options.request, options.limits), outputs, options, terminal);
}

}  // namespace bumpgate::cli
