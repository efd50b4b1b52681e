#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

#include "base/digest.hpp"
#include "base/files.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/pipeline.hpp"
#include "cli/predecessor.hpp"
#include "cli/process.hpp"
#include "report/report.hpp"

namespace bumpgate::cli {

namespace {

namespace fs = std::filesystem;

/// What is gated against what.
struct Match {
    fs::path old_release;
    fs::path file;
};

Result<std::vector<Match>> match_with_folder(const GuardOptions& guard, const Limits& limits) {
    const auto candidates = TRY(identify_folder(guard.baseline, limits));
    std::vector<Match> matches;
    for (const auto& file : guard.files) {
        const auto candidate = TRY(identify_file(file, limits));
        matches.push_back({TRY(find_predecessor(candidate, candidates)), file});
    }
    return matches;
}

Result<std::vector<Match>> match_files(const GuardOptions& guard, const Limits& limits) {
    std::error_code error;
    if (fs::is_directory(guard.baseline, error)) return match_with_folder(guard, limits);
    if (guard.files.size() == 1) return std::vector<Match>{{guard.baseline, guard.files.front()}};
    return fail(
        ErrorCode::usage,
        "one baseline file cannot be the predecessor of " + std::to_string(guard.files.size()) + " files",
        "give a folder with one old file for each");
}

Result<std::string> digest_of(const fs::path& path) {
    const auto file = TRY(MappedFile::open(path));
    return sha256_hex(file.view());
}

// Only of a single file can it be said that what is published is what was gated.
Result<std::vector<std::string>> digests_of(const std::vector<std::string>& files) {
    std::vector<std::string> digests;
    for (const auto& file : files) digests.push_back(TRY(digest_of(file)));
    return digests;
}

Failure changed(const fs::path& path, std::string_view when) {
    return fail(ErrorCode::io, in_quotes(path.native()) + " changed " + std::string(when),
                "the command was not run");
}

// What was read for the verdict is what the digest was taken of.
Result<ExitCode> gate_one(const Match& match, const std::string& digest, const Options& options,
                          const Terminal& terminal) {
    auto request = options.request;
    request.old_path = match.old_release;
    request.new_path = match.file;
    Verdict verdict = judge(request, options.limits);
    if (verdict.error)
        return Failure(std::move(*verdict.error).during("gate of " + in_quotes(match.file.native())));
    if (verdict.new_input.sha256 != digest) return changed(match.file, "while it was gated");
    const auto style = style_for_terminal(terminal, options.colour, options.ascii, options.verbose > 0);
    CHECK_OK(write_to(terminal, report::text(verdict, style) + "\n"));
    return verdict.outcome == Outcome::pass ? ExitCode::pass : ExitCode::fail;
}

// All of them, also behind one that fails: one run shows everything that is in the way.
ExitCode gate_all(const std::vector<Match>& matches, const std::vector<std::string>& digests,
                  const Options& options, const Terminal& terminal) {
    auto worst = ExitCode::pass;
    for (std::size_t at = 0; at < matches.size(); ++at) {
        const auto code = gate_one(matches[at], digests[at], options, terminal);
        if (!code) log::error(code.error().describe());
        worst = std::max(worst, code ? *code : ExitCode::no_verdict);
    }
    return worst;
}

Result<void> check_unchanged(const std::vector<Match>& matches, const std::vector<std::string>& digests) {
    for (std::size_t at = 0; at < matches.size(); ++at) {
        if (TRY(digest_of(matches[at].file)) != digests[at])
            return changed(matches[at].file, "after it was gated");
    }
    return {};
}

// The command's own exit code is told and not passed on: 1 shall always mean that a file is not what the
// policy allows.
Result<ExitCode> run_guarded(const std::vector<std::string>& command) {
    log::info("every file passed: running " + in_quotes(command.front()));
    const int code = TRY(run_program(command));
    if (code == 0) return ExitCode::pass;
    return fail(ErrorCode::io, "every file passed, but the command " + in_quotes(command.front()) +
                                   " ended with exit code " + std::to_string(code));
}

Result<void> require_command(const GuardOptions& guard) {
    if (!guard.command.empty() && !guard.command.front().empty()) return {};
    return fail(ErrorCode::usage, "no command to guard: -- COMMAND is missing",
                "to gate without running anything use bumpgate check");
}

}  // namespace

void declare_guard(Parser& parser, Options& options) {
    add_list(parser, "FILE", options.guard.files, "", "The files to publish", Presence::required);
    add_text(parser, "--baseline", options.guard.baseline, "PATH",
             "The previous release: a file, or a folder with one for each FILE", Presence::required);
    add_policies(parser, options);
    add_waiving(parser, options);
    add_limits(parser, options);
    add_look(parser, options);
    add_verbosity(parser, options);
}

Result<ExitCode> run_guard(const Options& options, const Terminal& terminal) {
    const auto& guard = options.guard;
    CHECK_OK(require_command(guard));
    const auto digests = TRY(digests_of(guard.files));
    const auto matches = TRY(match_files(guard, options.limits));
    const auto code = gate_all(matches, digests, options, terminal);
    if (code != ExitCode::pass) return code;
    CHECK_OK(check_unchanged(matches, digests));
    return run_guarded(guard.command);
}

}  // namespace bumpgate::cli
