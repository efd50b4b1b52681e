#include "cli/commands.hpp"

#include <algorithm>
#include <iterator>

namespace bumpgate::cli {

namespace {

constexpr Command table[] = {
    {"check", "The gate: may these differences between OLD and NEW be?", "OLD NEW [OPTIONS]",
     "Example:\n"
     "  bumpgate check acme-1.4.2.tar.gz acme-1.4.3.tar.gz\n"
     "  bumpgate check old/ new/ -p policy.yaml -o text -o json=report.json\n\n"
     "Exit codes: 0 pass, 1 fail, 2 no verdict.",
     declare_check, run_check},
    {"diff", "The differ alone: everything that differs between OLD and NEW", "OLD NEW [OPTIONS]",
     "Exit codes: 0 nothing differs, 1 something differs, 2 trouble.", declare_diff, run_diff},
    {"evaluate", "The gate on a diff that was written to a file, without the releases", "DIFF [OPTIONS]",
     "Example:\n"
     "  bumpgate diff old.tgz new.tgz -o json=diff.json\n"
     "  bumpgate evaluate diff.json -p policy.yaml\n\n"
     "The verdict and the report are those of `check` on the releases themselves. A report of diffoscope\n"
     "(JSON or Markdown) is judged, too: its verdict is worth what the report is worth, and members that\n"
     "it never compared fail the gate unless --trust-diff is given.\n\n"
     "Exit codes: 0 pass, 1 fail, 2 no verdict.",
     declare_evaluate, run_evaluate},
    {"guard", "Gate files, then run a publish command only if all of them pass",
     "FILE... --baseline PATH [OPTIONS] -- COMMAND [ARGUMENTS]",
     "Example:\n"
     "  bumpgate guard dist/* --baseline published/ -- twine upload dist/*\n\n"
     "PATH is one old file, or a folder of old files: then each FILE is gated against the release of\n"
     "the same package with the greatest version below its own. COMMAND runs, without a shell, only\n"
     "if every FILE passes and its bytes are still those that were gated.\n\n"
     "Exit codes: 0 all passed and COMMAND succeeded, 1 a FILE failed and COMMAND was not run,\n"
     "2 no verdict for a FILE, or COMMAND could not be run or failed (stderr has its exit code).",
     declare_guard, run_guard},
    {"init", "Learn a policy from releases that are known to be good", "OLD NEW... [OPTIONS]",
     "Example:\n"
     "  bumpgate init acme-1.4.1.tgz acme-1.4.2.tgz acme-1.4.3.tgz > .bumpgate/policy.yaml\n\n"
     "Writes a policy: the built-in one for the ecosystem, and the fewest and narrowest rules under which "
     "every\n"
     "step passes. Rules wider than a version are written as comments, with what they would let through.\n"
     "With more than one step, each is also judged by what the others teach.\n\n"
     "Exit codes: 0 all steps pass with all the rules, 1 some cannot, 2 trouble.",
     declare_init, run_init},
    {"policy", "List the built-in policies, show one, look a policy file over, or run its tests", "",
     "Exit codes of lint: 0 clean, 1 remarks, 2 the policy does not load.\n"
     "Exit codes of test: 0 all as expected, 1 some are not, 2 a policy does not load or has no tests.",
     declare_policy, run_policy},
    {"explain", "Tell what a kind, hazard, rule, key or finding means and what to do about it",
     "[ID] [OPTIONS]",
     "Example:\n"
     "  bumpgate explain version.stale\n"
     "  bumpgate explain 7f3a09c2d1e4b586 --report report.json\n\n"
     "Without an ID: all ids, one line each.",
     declare_explain, run_explain},
    {"schema", "Print the JSON Schema of policies, or of what -o json writes", "", "", declare_schema,
     run_schema},
    {"demo", "Write two small sample releases and gate them: one pass, one fail", "",
     "The exit code is 0 if both come out as they should, else 2.", declare_demo, run_demo},
};

}  // namespace

std::span<const Command> commands() {
    return table;
}

const Command* find_command(std::string_view name) {
    const auto found = std::ranges::find(table, name, &Command::name);
    return found == std::end(table) ? nullptr : found;
}

}  // namespace bumpgate::cli
