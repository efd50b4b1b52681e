#include <algorithm>
#include <string>

#include "base/text.hpp"
#include "catch.hpp"
#include "report/report.hpp"
#include "verdicts.hpp"

namespace bumpgate::report_test {
namespace {

std::string text_of(const Verdict& verdict, bool verbose = false) {
    return report::text(verdict, {.colour = false, .unicode = true, .verbose = verbose});
}

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

std::size_t count_of(const std::string& text, std::string_view part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

Verdict failing_by(std::vector<JudgedChange> changes) {
    auto verdict = acme();
    verdict.outcome = Outcome::fail;
    verdict.changes = std::move(changes);
    return numbered(std::move(verdict));
}

JudgedChange text_change(std::string path, ChangeSide old_side, ChangeSide new_side) {
    return denied(
        edit(kind::text, std::move(path), std::move(old_side), std::move(new_side), "Not a version."),
        "No rule speaks of this file.", "{files: [a], allow: [text]}", "any text change in this file");
}

}  // namespace

TEST_CASE("the answer is the first word") {
    CHECK(text_of(passing()).starts_with(
        "PASS  backend.ai-common 23.3.8 → 23.3.9   patch   policy pypi-sdist\n"));
    CHECK(text_of(failing()).starts_with("FAIL  acme 1.4.2 → 1.4.3   patch   policy pypi-sdist"));
    CHECK(text_of(truncated()).starts_with("NO VERDICT  acme-1.4.3.tar.gz: member acme/data.bin: "));
    CHECK(text_of(unfinished()).starts_with("NO VERDICT  "));
}

TEST_CASE("a pass is short and names no rule") {
    const auto text = text_of(passing());
    CHECK(std::ranges::count(text, '\n') <= 8);
    CHECK(!has(text, "by pypi-sdist/"));
    CHECK(has(text_of(passing(), true), "by pypi-sdist/versions"));
}

TEST_CASE("every denied change has its id, its reason and its edit") {
    const auto verdict = failing();
    const auto text = text_of(verdict, true);
    for (const auto& judged : verdict.changes) {
        if (judged.decision != Decision::denied) continue;
        INFO(judged.change.path << " " << judged.change.kind);
        CHECK(has(text, judged.change.id));
        CHECK(has(text, judged.fix));
    }
    for (const auto& judged : verdict.hazards) CHECK(has(text, "hazard." + judged.finding.hazard.id));
    CHECK(has(text, "requirement not met: CHANGELOG.md has a change text"));
    CHECK(!has(text, "requirement not met: PKG-INFO"));
    CHECK(has(text, "rule mine/changelog allowed nothing"));
}

TEST_CASE("verbose names every denied change, however many there are") {
    for (const auto& named : all_verdicts()) {
        const auto verdict = named.make();
        if (verdict.outcome != Outcome::fail) continue;
        const auto text = text_of(verdict, true);
        for (const auto& judged : verdict.changes) {
            if (judged.decision == Decision::denied) CHECK(count_of(text, judged.change.id) == 1);
        }
    }
}

TEST_CASE("what no rule can allow comes first, and says so") {
    const auto text = text_of(failing());
    const auto protected_file = text.find("acme/_hook.pth");
    REQUIRE(protected_file != std::string::npos);
    CHECK(protected_file < text.find("acme/arch.py"));
    CHECK(count_of(text, "No rule can allow it.") == 1);
    CHECK(count_of(text, "No rule can make this legal.") == 1);  // the gate's own words are not said twice
}

TEST_CASE("equal edits are told once") {
    const auto text = text_of(crowded());
    CHECK(count_of(text, "Copyright") == 2);  // both sides of one block
    CHECK(has(text, "The same in 39 more places: acme/module_101.py:1, "));
    CHECK(has(text, "149 more like it: vendor/lib101/index.js, "));
    CHECK(std::ranges::count(text, '\n') < 100);
}

TEST_CASE("equal bytes are not the same edit when only their beginning is known") {
    auto one = text_change("a.py", whole_lines(1, "x\n"), whole_lines(1, "y\n"));
    auto other = text_change("b.py", whole_lines(1, "x\n"), whole_lines(1, "y\n"));
    CHECK(has(text_of(failing_by({one, other})), "The same in 1 more place: b.py:1"));
    one.change.new_side->span.length = other.change.new_side->span.length = 9000;
    CHECK(!has(text_of(failing_by({one, other})), "The same in"));
}

TEST_CASE("an edit that may be allowed never hides one that may not") {
    auto one = text_change("a.py", whole_lines(1, "x\n"), whole_lines(1, "y\n"));
    auto other = one;
    other.change.path = "b.py";
    other.fix.clear();
    const auto text = text_of(failing_by({one, other}));
    CHECK(!has(text, "The same in"));
    CHECK(has(text, "✗ b.py:1"));
}

TEST_CASE("many changes of one kind cannot push another kind out of sight") {
    std::vector<JudgedChange> changes;
    for (std::size_t number = 0; number < 40; ++number) {
        const auto text = std::to_string(number);
        changes.push_back(
            text_change("a" + text + ".py", in_line(1, text, text), in_line(1, "x" + text, "x" + text)));
    }
    changes.push_back(denied(swap(kind::file_mode, "z/run.sh", "0644", "0755", "The mode changed."), "",
                             "{files: [z/run.sh], allow: [file.mode]}"));
    const auto text = text_of(failing_by(changes));
    CHECK(has(text, "✗ z/run.sh   file.mode"));
    CHECK(count_of(text, "✗ ") == 10);
    CHECK(has(text, "and 31 more are not allowed: 31 text (-v shows them)"));
}

TEST_CASE("many changes of one kind in one file end in a list of places") {
    std::vector<JudgedChange> changes;
    for (std::size_t number = 1; number <= 9; ++number) {
        const auto text = std::to_string(number);
        changes.push_back(text_change("a.py", in_line(number, "f" + text, "f" + text),
                                      in_line(number, "g" + text, "g" + text)));
    }
    const auto text = text_of(failing_by(changes));
    CHECK(count_of(text, "✗ ") == 3);
    CHECK(has(text, "6 more text changes in this file: a.py:4, a.py:5, a.py:6, … (-v lists them)"));
}

TEST_CASE("of a long line the part that differs is shown, with carets below it") {
    const auto text = text_of(long_lines());
    CHECK(has(text, "load('x')z"));
    CHECK(has(text, "load(evil)z"));
    CHECK(has(text, "- …token=1;…"));  // beyond the first 4096 bytes of the line
    CHECK(has(text, "+ …token=2;…"));
    CHECK(has(text, "sold();"));
    CHECK(has(text, "snew();"));
    for (const auto line : split(text, '\n')) CHECK(line.size() < 200);
}

TEST_CASE("carets stand below what differs") {
    const auto text = text_of(failing_by(
        {text_change("a.py", in_line(3, "a = \"漢\" + old", "old"), in_line(3, "a = \"漢\" + new", "new"))}));
    CHECK(has(text,
              "      - a = \"漢\" + old\n"
              "                   ^^^\n"
              "      + a = \"漢\" + new\n"
              "                   ^^^\n"));
}

TEST_CASE("added lines are shown without the line that follows them") {
    const auto text = text_of(
        failing_by({text_change("a.py", nothing_before(4, "PyYAML>=6"), whole_lines(4, "left-pad>=1.0\n"))}));
    CHECK(has(text, "+ left-pad>=1.0\n"));
    CHECK(!has(text, "PyYAML"));
}

TEST_CASE("a line end that changed can be seen") {
    const auto text =
        text_of(failing_by({text_change("a.bat", in_line(2, "echo", "\n"), in_line(2, "echo\r", "\r\n"))}));
    CHECK(has(text, "- echo\n"));
    CHECK(has(text, "+ echo\\x0D\n"));
    auto last = in_line(2, "echo", "\n");
    auto without = in_line(2, "echo", "");
    const auto final_end = text_of(failing_by({text_change("a.bat", last, without)}));
    CHECK(has(final_end, "- \\n\n"));
}

TEST_CASE("lines beyond the sixth are counted") {
    const auto text = text_of(failing_by(
        {text_change("a.py", nothing_before(1, "z"), whole_lines(1, "1\n2\n3\n4\n5\n6\n7\n8\n"))}));
    CHECK(has(text, "+ 6\n        … 2 more lines\n"));
}

TEST_CASE("a finding shows the line as it stands, neither added nor removed") {
    const auto text = text_of(failing(), true);
    CHECK(has(text,
              "        release = '"
              "1.4.2'\n"
              "                   ^^^^^\n"));
}

TEST_CASE("an added text file shows how it begins, an added binary only what it is") {
    const auto text = text_of(failing());
    CHECK(has(text, "        file, 812 bytes\n      + import os; os.system('id')\n"));
    CHECK(has(text, "        file, 812 bytes\n      The old release has no such member."));
}

TEST_CASE("where rules go depends on whose policy it is") {
    auto verdict = failing_once();
    CHECK(has(text_of(verdict), "in a policy of your own that says \"extends: [pypi-sdist]\" (-p FILE)."));
    verdict.policy.sources.push_back({"policy.yaml", "", false});
    CHECK(has(text_of(verdict), "goes under \"rules:\" in policy.yaml."));
    verdict.changes[0].fix = "";
    CHECK(!has(text_of(verdict), "braces"));
}

TEST_CASE("an edit too long to copy is not cut") {
    auto verdict = failing_once();
    verdict.changes[0].fix = "{files: [" + std::string(500, 'a') + "], allow: [text]}";
    const auto text = text_of(verdict);
    CHECK(!has(text, "aaaaaaaaaa"));
    CHECK(has(text, "see \"fix\" in -o json"));
}

TEST_CASE("the headline counts what is wrong") {
    CHECK(has(text_of(failing_once()), "the only change is not allowed\n"));
    CHECK(has(text_of(long_lines()), "none of the 4 changes is allowed\n"));
    CHECK(has(text_of(crowded()), "232 of 236 changes are not allowed\n"));
    CHECK(
        has(text_of(failing()), "11 of 15 changes and 1 hazard are not allowed, 1 requirement is not met\n"));
    auto verdict = acme();
    verdict.outcome = Outcome::fail;
    verdict.requirements = {{"PKG-INFO has a change version.own", "mine", false}};
    CHECK(has(text_of(verdict), "1 requirement is not met\n"));
}

TEST_CASE("several spellings of the version are told as one version") {
    CHECK(has(text_of(passing()), "spelled 23.3.9 and 23.03.9: one version under pep440"));
    CHECK(!has(text_of(passing_barely()), "spelled"));
}

TEST_CASE("remarks on what is allowed are grouped by kind and rule") {
    auto verdict = passing_with_remarks();
    for (int number = 0; number < 50; ++number) {
        auto more = verdict.changes.back();
        for (const auto& judged : verdict.changes) {
            if (judged.warn) more = judged;
        }
        more.change.path = "dist/more" + std::to_string(100 + number) + ".js";
        verdict.changes.push_back(more);
    }
    const auto text = text_of(verdict);
    CHECK(count_of(text, "warning: text, allowed by mine/banner: ") == 1);
    CHECK(has(text, ", 48 more\n"));
}

}  // namespace bumpgate::report_test
