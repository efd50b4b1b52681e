#include <array>

#include "cli/commands.hpp"
#include "diff/write.hpp"
#include "policy/schema.hpp"
#include "report/report.hpp"

namespace bumpgate::cli {

namespace {

constexpr std::array<std::string_view, 3> schema_names{"policy", "report", "diff"};

}  // namespace

void declare_schema(Parser& parser, Options& options) {
    add_choice(parser, "WHAT", options.schema, schema_names,
               "policy: of policy files, for editors\nreport: of what check -o json writes\ndiff: of what "
               "diff -o json writes",
               Presence::required);
}

Result<ExitCode> run_schema(const Options& options, const Terminal& terminal) {
    if (options.schema == "policy") {
        CHECK_OK(write_to(terminal, policy::json_schema()));
    } else {
        CHECK_OK(write_to(terminal, options.schema == "diff" ? diff::json_schema() : report::json_schema()));
    }
    return ExitCode::pass;
}

}  // namespace bumpgate::cli
