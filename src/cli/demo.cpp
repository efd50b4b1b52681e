#include <optional>
#include <utility>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/demo_files.hpp"
#include "cli/pipeline.hpp"
#include "cli/temporary_folder.hpp"
#include "report/report.hpp"

namespace bumpgate::cli {

namespace {

// Shows one comparison. An unexpected outcome means that this build is broken, which a demo must not hide.
Result<void> show(std::string_view heading, const std::filesystem::path& old_release,
                  const std::filesystem::path& new_release, Outcome expected, const Options& options,
                  const Terminal& terminal) {
    Request request;
    request.old_path = old_release;
    request.new_path = new_release;
    const Verdict verdict = judge(request, options.limits);
    if (verdict.error) return Failure(*verdict.error);
    const auto style = style_for_terminal(terminal, options.colour, options.ascii, options.verbose > 0);
    CHECK_OK(write_to(terminal, std::string(heading) + "\n\n" + report::text(verdict, style)));
    if (verdict.outcome == expected) return {};
    return fail(ErrorCode::internal, "the demo expected " + std::string(to_string(expected)) + " and got " +
                                         std::string(to_string(verdict.outcome)));
}

Result<void> show_both(const DemoPaths& paths, const Options& options, const Terminal& terminal) {
    CHECK_OK(show("1. An honest release of acme-widgets: 1.4.2 became 1.4.3, and nothing else happened.",
                  paths.old_release, paths.honest, Outcome::pass, options, terminal));
    return show("\n2. The same release with a line of code and a dependency slipped in.", paths.old_release,
                paths.tampered, Outcome::fail, options, terminal);
}

std::string where_kept(const DemoPaths& paths) {
    return "\nThe releases were kept. Try:\n  bumpgate check " + printable(paths.old_release.native()) + " " +
           printable(paths.tampered.native()) + " -o json\n";
}

}  // namespace

void declare_demo(Parser& parser, Options& options) {
    add_text(parser, "--keep", options.demo_folder, "DIR", "Write the sample releases there and leave them");
    add_look(parser, options);
    add_verbosity(parser, options);
}

Result<ExitCode> run_demo(const Options& options, const Terminal& terminal) {
    const bool keep = !options.demo_folder.empty();
    std::optional<TemporaryFolder> temporary;
    if (!keep) temporary.emplace(TRY(TemporaryFolder::create()));
    const auto paths = TRY(write_demo(keep ? std::filesystem::path(options.demo_folder) : temporary->path()));
    CHECK_OK(show_both(paths, options, terminal));
    if (keep) CHECK_OK(write_to(terminal, where_kept(paths)));
    return ExitCode::pass;
}

}  // namespace bumpgate::cli
