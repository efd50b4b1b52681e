#include <array>

#include "cli/commands.hpp"
#include "diff/write.hpp"
#include "report/report.hpp"

namespace bumpgate::cli {

namespace {

constexpr std::array<std::string_view, 2> schema_names{"report", "diff"};

}  // namespace

void declare_schema(Parser& parser, Options& options) {
    add_choice(parser, "WHAT", options.schema, schema_names,
               "report: of what check -o json writes\ndiff: of what diff -o json writes", Presence::required);
}

Result<ExitCode> run_schema(const Options& options, const Terminal& terminal) {
    CHECK_OK(write_to(terminal, options.schema == "diff" ? diff::json_schema() : report::json_schema()));
    return ExitCode::pass;
}

}  // namespace bumpgate::cli
