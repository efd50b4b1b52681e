#include "verdicts.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace bumpgate::report_test {

namespace {

constexpr std::string_view versions_differ = "The old side spells 1.4.2, the new side 1.4.3.";
constexpr std::string_view no_version = "Not a version: the old side does not spell 1.4.2.";
constexpr std::string_view no_rule = "No rule speaks of this file.";

std::string digest_of(char digit) {
    return std::string(64, digit);
}

InputSummary input(std::string name, char digit, std::size_t members) {
    return {std::move(name), digest_of(digit), 20480, {"gzip", "tar"}, members};
}

HazardFinding hazard(std::string id, std::string member, std::uint64_t offset, std::string container,
                     std::string detail, HazardFinding::State state) {
    return {{std::move(id), std::move(member), offset, std::move(container), std::move(detail)}, state, ""};
}

Change own_version(std::string path, std::size_t line_number, std::string_view before) {
    const auto old_line = std::string(before) + "1.4.2";
    const auto new_line = std::string(before) + "1.4.3";
    return edit(kind::version_own, std::move(path), in_line(line_number, old_line, "1.4.2"),
                in_line(line_number, new_line, "1.4.3"), std::string(versions_differ));
}

Change added_file(std::string path) {
    return swap(kind::file_added, std::move(path), "", "file, 812 bytes",
                "The old release has no such member.");
}

std::string rule_for(const std::string& path, std::string_view kind) {
    return "{files: [" + path + "], allow: [" + std::string(kind) + "]}";
}

JudgedChange denied_text(std::string path, ChangeSide old_side, ChangeSide new_side) {
    auto fix = rule_for(path, "text");
    return denied(
        edit(kind::text, std::move(path), std::move(old_side), std::move(new_side), std::string(no_version)),
        std::string(no_rule), std::move(fix), "any text change in this file");
}

JudgedChange denied_file(std::string path) {
    auto fix = rule_for(path, "file.added");
    return denied(added_file(std::move(path)), std::string(no_rule), std::move(fix),
                  "this file may be added, with any content");
}

void add_proven_versions(Verdict& verdict) {
    for (const auto* path : {"PKG-INFO", "acme.egg-info/PKG-INFO", "acme/__init__.py", "setup.py"}) {
        verdict.changes.push_back(allowed(own_version(path, 3, "Version: "), "pypi-sdist/versions"));
    }
}

void add_findings(Verdict& verdict) {
    verdict.changes.push_back(denied(swap(kind::identity_conflict, "", "1.4.2", "1.4.3",
                                          "new: root folder says 1.4.4, PKG-INFO says 1.4.3"),
                                     "No rule can make this legal."));
    Change stale;
    stale.kind = kind::version_stale;
    stale.path = "docs/conf.py";
    stale.new_side = in_line(12, "release = '1.4.2'", "1.4.2");
    stale.reason = "The old version still stands here.";
    verdict.changes.push_back(denied(std::move(stale), "Only a rule that names version.stale allows it.",
                                     rule_for("docs/conf.py", "version.stale"),
                                     "the old version may stay in this file"));
}

void add_content_changes(Verdict& verdict) {
    verdict.changes.push_back(denied_text("acme/arch.py",
                                          in_line(3, "DEFAULT_ARCH = \"x86_64\"", "\"x86_64\""),
                                          in_line(3, "DEFAULT_ARCH = run(\"x86_64\")", "run(\"x86_64\")")));
    auto lines = denied_text("acme/boot.py", nothing_before(8, "def main():"),
                             whole_lines(8, "import os\nimport sys\nos.system(sys.argv[1])\n"));
    lines.change.reason = "Added; a version bump adds no lines.";
    verdict.changes.push_back(std::move(lines));
    verdict.changes.push_back(
        denied(edit(kind::dependency_added, "acme.egg-info/requires.txt", nothing_before(4, "PyYAML>=6"),
                    whole_lines(4, "left-pad>=1.0\n"),
                    "A dependency that the old release did not have: \"left-pad\"."),
               "Rule pypi-sdist/requirements allows version here, not dependency.added.",
               R"({files: ["**/*.egg-info/requires.txt"], allow: [{dependency.added: {names: [left-pad]}}]})",
               "only this dependency"));
    verdict.changes.back().change.name = "left-pad";
    verdict.changes.push_back(denied(edit(kind::binary, "acme/logo.png", at_byte(1047, "\x89PNG\x01"),
                                          at_byte(1047, "\x89PNG\x02\x03"), "Bytes changed."),
                                     std::string(no_rule), rule_for("acme/logo.png", "binary"),
                                     "any change of bytes in this file"));
    verdict.changes.push_back(denied(
        edit(kind::text_line_ending, "acme/win.bat", in_line(2, "echo hello", "\n"),
             in_line(2, "echo hello\r", "\r\n"), "Only line ends changed."),
        std::string(no_rule), rule_for("acme/win.bat", "text.line-ending"), "other line ends in this file"));
}

/// A protected file: no edit of the rules helps.
void protect(JudgedChange& judged) {
    judged.rule = "pypi-sdist/protect";
    judged.explanation = "Policy pypi-sdist protects **/*.pth.";
    judged.fix.clear();
    judged.fix_means.clear();
}

void add_member_changes(Verdict& verdict) {
    verdict.changes.push_back(denied_file("acme/_hook.pth"));
    verdict.changes.back().change.new_side = whole_lines(1, "import os; os.system('id')\n");
    protect(verdict.changes.back());
    verdict.changes.push_back(denied_file("acme/lib.so"));
    verdict.changes.back().change.new_side = at_byte(0, std::string_view("\x7F"
                                                                         "ELF\x02\x01\x01\0\0",
                                                                         9));
    verdict.changes.push_back(denied(
        swap(kind::file_mode, "acme/run.sh", "0644", "0755", "The mode changed."), "metadata.mode is deny.",
        rule_for("acme/run.sh", "file.mode"), "any permissions of this file"));
    auto renamed = swap(kind::file_renamed, "acme/tools.py", "acme/util.py", "acme/tools.py",
                        "The content is the same.");
    renamed.old_path = "acme/util.py";
    verdict.changes.push_back(denied(std::move(renamed), std::string(no_rule),
                                     rule_for("acme/tools.py", "file.renamed"),
                                     "this file may have had another name"));
}

void add_hazards(Verdict& verdict) {
    verdict.hazards.push_back({hazard("tar-trailing-data", "", 10240, "tar", "512 bytes that are not zero",
                                      HazardFinding::State::introduced),
                               Decision::denied, false, "hazards.tar-trailing-data", std::nullopt,
                               "hazards: {tar-trailing-data: warn}"});
    verdict.hazards.push_back({hazard("duplicate-member", "acme/x.py", 4096, "tar", "the same path twice",
                                      HazardFinding::State::existing),
                               Decision::allowed, true, "hazards.duplicate-member", std::nullopt, ""});
}

void count(Verdict& verdict, std::size_t identical, std::size_t changed, std::size_t added,
           std::size_t removed, std::size_t renamed) {
    auto& counts = verdict.counts;
    counts.identical = identical;
    counts.changed = changed;
    counts.added = added;
    counts.removed = removed;
    counts.renamed = renamed;
    counts.old_files = identical + changed + renamed + removed;
    counts.new_files = identical + changed + renamed + added;
    counts.old_members = counts.old_files + 7;
    counts.new_members = counts.new_files + 7;
}

}  // namespace

Verdict acme() {
    Verdict verdict;
    verdict.outcome = Outcome::pass;
    verdict.package = "acme";
    verdict.ecosystem = "pypi-sdist";
    verdict.scheme = "pep440";
    verdict.from = "1.4.2";
    verdict.to = "1.4.3";
    verdict.step = "patch";
    verdict.old_evidence = {{"PKG-INFO", "acme", "1.4.2"}, {"root folder", "acme", "1.4.2"}};
    verdict.new_evidence = {{"PKG-INFO", "acme", "1.4.3"}, {"file name", std::nullopt, "1.4.3"}};
    verdict.old_input = input("acme-1.4.2.tar.gz", 'a', 57);
    verdict.new_input = input("acme-1.4.3.tar.gz", 'b', 58);
    verdict.policy.name = "pypi-sdist";
    verdict.policy.sources = {{"base", digest_of('c'), true}, {"pypi-sdist", digest_of('d'), true}};
    verdict.policy.settings = {
        {"metadata.mode", "deny"}, {"metadata.time", "ignore"}, {"release.bump", "any"}};
    count(verdict, 50, 0, 0, 0, 0);
    return verdict;
}

Verdict passing() {
    auto verdict = acme();
    verdict.package = "backend.ai-common";
    verdict.from = "23.3.8";
    verdict.to = "23.3.9";
    const auto own = [](std::string path, std::size_t line_number, std::string_view before,
                        std::string old_text, std::string new_text) {
        return allowed(edit(kind::version_own, std::move(path),
                            in_line(line_number, std::string(before) + old_text, old_text),
                            in_line(line_number, std::string(before) + new_text, new_text),
                            "The old side spells " + old_text + ", the new side " + new_text + "."),
                       "pypi-sdist/versions");
    };
    verdict.changes = {
        own("PKG-INFO", 3, "Version: ", "23.3.8", "23.3.9"),
        own("ai/backend/common/VERSION", 1, "", "23.03.8", "23.03.9"),
        own("backend.ai_common.egg-info/PKG-INFO", 3, "Version: ", "23.3.8", "23.3.9"),
        own("setup.py", 126, "    'version': '", "23.3.8", "23.3.9"),
    };
    for (const auto* path : {"backend.ai_common.egg-info/requires.txt", "setup.py"}) {
        auto sibling = edit(kind::version_sibling, path, in_line(34, "backend.ai-plugin==23.3.8", "23.3.8"),
                            in_line(34, "backend.ai-plugin==23.3.9", "23.3.9"),
                            "\"backend.ai-plugin\" moved in lockstep.");
        sibling.name = "backend.ai-plugin";
        verdict.changes.push_back(allowed(std::move(sibling), "pypi-sdist/siblings"));
    }
    for (const auto* path : {"PKG-INFO", "README.md", "setup.py"}) {
        verdict.changes.push_back(ignored(
            swap(kind::file_time, path, "2023-07-17T14:36:06Z", "2023-08-01T09:00:00Z", "The time changed."),
            "metadata.time"));
    }
    verdict.changed_bytes = verdict.explained_bytes = 37;
    count(verdict, 46, 5, 0, 0, 0);
    return numbered(std::move(verdict));
}

Verdict passing_with_remarks() {
    auto verdict = acme();
    verdict.outcome = Outcome::pass;
    add_proven_versions(verdict);
    auto banner = allowed(edit(kind::text, "dist/acme.js", in_line(1, "// built 2023-07-17", "07-17"),
                               in_line(1, "// built 2023-08-01", "08-01"), std::string(no_version)),
                          "mine/banner");
    banner.warn = true;
    verdict.changes.push_back(std::move(banner));
    add_hazards(verdict);
    verdict.hazards.erase(verdict.hazards.begin());
    verdict.requirements = {{"PKG-INFO has a change version.own", "mine", true}};
    verdict.unused_rules = {"mine/changelog"};
    verdict.policy.name = "mine";
    verdict.policy.sources.push_back({"policy.yaml", digest_of('e'), false});
    verdict.warnings = {"policy.yaml:7: the rule \"old-docs\" can never match"};
    count(verdict, 45, 5, 0, 0, 0);
    return numbered(std::move(verdict));
}

Verdict passing_by_waivers() {
    auto verdict = acme();
    verdict.outcome = Outcome::pass;
    add_proven_versions(verdict);
    auto change = edit(kind::text, "package.json", in_line(7, "  \"built\": \"a\"", "a"),
                       in_line(7, "  \"built\": \"b\"", "b"), std::string(no_version));
    change.value = ChangedValue{};
    change.value->path = {"built"};
    auto waived = denied(std::move(change), std::string(no_rule));
    waived.decision = Decision::waived;
    waived.warn = true;
    waived.rule = "waivers.0000000000000005";
    waived.waiver =
        WaivedBy{"vendored wheel rebuilt, audited in #812", "security@acme.example", "2026-12-31"};
    verdict.changes.push_back(std::move(waived));
    add_hazards(verdict);
    verdict.hazards.pop_back();
    auto& hazard = verdict.hazards.back();
    hazard.decision = Decision::waived;
    hazard.warn = true;
    hazard.rule = "waivers.1111111111111111";
    hazard.waiver = WaivedBy{"padding of an old tool", "", "2026-07-01"};
    hazard.fix.clear();
    verdict.policy.name = "mine";
    verdict.policy.today = "2026-06-30";
    verdict.unused_waivers = {"mine/2222222222222222"};
    verdict.warnings = {"waiver 1111111111111111 (policy mine, line 9) ends tomorrow, on 2026-07-01"};
    count(verdict, 45, 5, 0, 0, 0);
    return numbered(std::move(verdict));
}

Verdict passing_barely() {
    auto verdict = acme();
    verdict.changes = {allowed(own_version("package.json", 3, "  \"version\": "), "npm/versions")};
    count(verdict, 0, 1, 0, 0, 0);
    return numbered(std::move(verdict));
}

Verdict failing() {
    auto verdict = acme();
    verdict.outcome = Outcome::fail;
    add_proven_versions(verdict);
    add_findings(verdict);
    add_content_changes(verdict);
    add_member_changes(verdict);
    add_hazards(verdict);
    verdict.requirements = {{"PKG-INFO has a change version.own", "pypi-sdist", true},
                            {"CHANGELOG.md has a change text", "mine", false}};
    verdict.unused_rules = {"mine/changelog", "mine/docs"};
    verdict.warnings = {"policy.yaml:7: the rule \"old-docs\" can never match"};
    verdict.changed_bytes = 180;
    verdict.explained_bytes = 20;
    count(verdict, 38, 10, 1, 0, 1);
    return numbered(std::move(verdict));
}

Verdict failing_once() {
    auto verdict = acme();
    verdict.outcome = Outcome::fail;
    verdict.changes = {denied_text("acme/arch.py", in_line(3, "DEFAULT_ARCH = \"x86_64\"", "x86_64"),
                                   in_line(3, "DEFAULT_ARCH = \"arm64\"", "arm64"))};
    count(verdict, 49, 1, 0, 0, 0);
    return numbered(std::move(verdict));
}

Verdict crowded() {
    auto verdict = acme();
    verdict.outcome = Outcome::fail;
    add_proven_versions(verdict);
    for (int number = 0; number < 40; ++number) {
        const auto path = "acme/module_" + std::to_string(100 + number) + ".py";
        verdict.changes.push_back(denied_text(path, in_line(1, "# Copyright 2022-2023 Acme", "2023"),
                                              in_line(1, "# Copyright 2022-2024 Acme", "2024")));
    }
    for (int number = 0; number < 12; ++number) {
        const auto text = std::to_string(number);
        verdict.changes.push_back(denied_text(
            "acme/table.py", in_line(static_cast<std::size_t>(10 + number), "row(" + text + ", 1)", "1)"),
            in_line(static_cast<std::size_t>(10 + number), "row(" + text + ", 7)", "7)")));
    }
    for (int number = 0; number < 150; ++number) {
        verdict.changes.push_back(denied_file("vendor/lib" + std::to_string(100 + number) + "/index.js"));
    }
    for (int number = 0; number < 30; ++number) {
        const auto text = std::to_string(number);
        verdict.changes.push_back(denied_text("src/part_" + std::to_string(10 + number) + ".c",
                                              in_line(7, "int f = " + text + ";", text),
                                              in_line(7, "int f = -" + text + ";", "-" + text)));
    }
    count(verdict, 20, 75, 150, 0, 0);
    return numbered(std::move(verdict));
}

Verdict long_lines() {
    auto verdict = acme();
    verdict.outcome = Outcome::fail;
    std::string before;
    for (int number = 0; number < 60; ++number) before += "var a" + std::to_string(number) + "=0;";
    const std::string after = std::string(400, 'z') + ";";
    verdict.changes.push_back(denied_text("dist/a.min.js", in_line(1, before + "load('x')" + after, "'x'"),
                                          in_line(1, before + "load(evil)" + after, "evil")));
    // The line's first 4096 bytes end before what differs.
    auto old_side = in_line(1, std::string(9000, 'q') + "token=1;" + after, "token=1;");
    auto new_side = in_line(1, std::string(9000, 'q') + "token=2;" + after, "token=2;");
    old_side.lines.resize(4096);
    new_side.lines.resize(4096);
    verdict.changes.push_back(denied_text("dist/b.min.js", std::move(old_side), std::move(new_side)));
    // What differs begins inside those bytes, but its first difference lies behind them.
    const auto prefix = std::string(4000, 'p');
    const auto shared = std::string(200, 's');
    old_side = in_line(1, prefix + shared + "old();", shared + "old();");
    new_side = in_line(1, prefix + shared + "new();", shared + "new();");
    old_side.lines.resize(4096);
    new_side.lines.resize(4096);
    verdict.changes.push_back(denied_text("dist/c.min.js", std::move(old_side), std::move(new_side)));
    // A line that is replaced as a whole and longer than what is kept of it.
    old_side = whole_lines(1, std::string(4095, 'o') + "\n");
    new_side = whole_lines(1, std::string(4095, 'n') + "\n");
    old_side.text.back() = 'o';
    new_side.text.back() = 'n';
    old_side.lines = old_side.text;
    new_side.lines = new_side.text;
    old_side.span.length = 100'000;
    new_side.span.length = 200'000;
    verdict.changes.push_back(denied_text("dist/d.min.js", std::move(old_side), std::move(new_side)));
    count(verdict, 46, 4, 0, 0, 0);
    return numbered(std::move(verdict));
}

Verdict truncated() {
    auto verdict = acme();
    verdict.outcome = Outcome::incomplete;
    verdict.error = Error{ErrorCode::truncated,
                          "the archive ends in the middle of a member",
                          "fetch the file again and compare its digest",
                          {"member acme/data.bin", "acme-1.4.3.tar.gz"}};
    verdict.new_input = {};
    return verdict;
}

Verdict wrong_policy() {
    Verdict verdict;
    verdict.error = Error{ErrorCode::policy,
                          "policy.yaml:7:5: unknown key \"file\"\n    7 |     file: [PKG-INFO]\n      |     "
                          "^~~~ did you mean \"files\"?",
                          "",
                          {}};
    return verdict;
}

Verdict unfinished() {
    return {};
}

const std::vector<Named>& all_verdicts() {
    static const std::vector<Named> all = {
        {"pass", passing},
        {"pass-remarks", passing_with_remarks},
        {"pass-waived", passing_by_waivers},
        {"pass-small", passing_barely},
        {"fail", failing},
        {"fail-once", failing_once},
        {"fail-crowded", crowded},
        {"fail-long-lines", long_lines},
        {"hostile", hostile},
        {"incomplete", truncated},
        {"incomplete-policy", wrong_policy},
        {"incomplete-unfinished", unfinished},
    };
    return all;
}

}  // namespace bumpgate::report_test
