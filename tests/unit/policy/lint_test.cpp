#include <string>
#include <vector>

#include "policies.hpp"

namespace bumpgate::policy_test {
namespace {

std::vector<std::string> remarks(std::string_view rules) {
    std::vector<std::string> texts;
    for (const auto& remark : policy::lint(parsed("version: 1\n" + std::string(rules))))
        texts.push_back(remark.text);
    return texts;
}

bool remarks_on(std::string_view rules, std::string_view part) {
    for (const auto& text : remarks(rules)) {
        if (has(text, part)) return true;
    }
    return false;
}

TEST_CASE("Lint has nothing to say of a narrow policy") {
    CHECK(remarks("rules:\n  - {files: [a], allow: [text]}\n  - {files: [b], allow: [text, any]}\n"
                  "  - {files: [\"**\", \"**!/**\"], allow: [version]}\nprotect: [{files: [\"*.pth\"]}]\n")
              .empty());
}

TEST_CASE("Lint remarks on rules that allow anything everywhere, with their place") {
    for (const std::string_view files :
         {"files: [\"**\"], ", "files: [\"*\"], ", "files: [\"/**\"], ", "files: [a, \"**/*\"], ", ""}) {
        for (const std::string_view kind : {"any", "text", "binary", "file", "file.added"}) {
            const auto text =
                "rules:\n  - {" + std::string(files) + "allow: [version, " + std::string(kind) + "]}\n";
            INFO(text);
            CHECK(remarks_on(text, "allows " + std::string(kind) + " in every file"));
        }
    }
    CHECK_FALSE(remarks_on("rules: [{files: [\"**\", \"!*.py\"], allow: [text]}]\n", "in every file"));
    const auto found = policy::lint(parsed("version: 1\nrules:\n  - {id: wide, allow: [any]}\n"));
    REQUIRE(found.size() == 1);
    CHECK(found[0].place.file == "mine.yaml");
    CHECK(found[0].place.line == 3);
    CHECK(has(found[0].text, "\"wide\""));
}

TEST_CASE("Lint remarks on a rule that another one makes needless") {
    CHECK(remarks_on(
        "rules:\n  - {files: [\"**\"], allow: [version]}\n  - {files: [a], allow: [version.own]}\n",
        "\"rule-2\" has no effect"));
    CHECK(remarks_on(
        "rules:\n  - {files: [a], allow: [version.own]}\n  - {files: [\"**\"], allow: [version]}\n",
        "\"rule-1\" has no effect"));
    CHECK(remarks_on("rules:\n  - {files: [a], allow: [text]}\n  - {files: [a], allow: [text]}\n",
                     "\"rule-2\" has no effect"));
    CHECK(remarks("rules:\n  - {files: [a], allow: [text]}\n  - {files: [a], allow: [text]}\n").size() == 1);
}

TEST_CASE("Lint does not call a rule needless that is not") {
    for (const std::string_view rules : {
             "rules:\n  - {files: [\"**\"], allow: [version]}\n  - {files: [\"**!/**\"], allow: "
             "[version.own]}\n",
             "rules:\n  - {files: [\"**\"], allow: [version]}\n  - {files: [a], allow: [version.own], level: "
             "warn}\n",
             "rules:\n  - {files: [\"**\"], allow: [version]}\n  - {files: [a], allow: [version.weak]}\n",
             "rules:\n  - {files: [\"**\", \"!a\"], allow: [version]}\n  - {files: [a], allow: "
             "[version.own]}\n",
             "rules:\n  - {files: [a], allow: [dependency.version]}\n  - {files: [a], allow: "
             "[{dependency.version: {within: major}}]}\n",
             "rules:\n  - {files: [a], allow: [dependency.version]}\n  - {files: [a], allow: "
             "[{dependency.version: {down: true}}]}\n",
             "rules:\n  - {files: [a], allow: [{dependency.added: {names: [x]}}]}\n  - {files: [a], allow: "
             "[dependency.added]}\n",
         }) {
        INFO(rules);
        CHECK_FALSE(remarks_on(rules, "\"rule-2\" has no effect"));
    }
}

TEST_CASE("Lint remarks on patterns that can match nothing") {
    CHECK(remarks_on("rules: [{files: [./a], allow: [text]}]\n", "\"./a\""));
    CHECK(remarks_on("rules: [{files: [../a], allow: [text]}]\n", "no member's path can match"));
    CHECK(remarks_on("rules: [{files: [a, \"!**\"], allow: [text]}]\n", "takes every one back"));
    CHECK(remarks("rules: [{files: [\"...\", a.b], allow: [text]}]\n").empty());
}

TEST_CASE("Lint remarks on protections that a rule lifts") {
    CHECK(
        remarks_on("rules: [{files: [a], allow: [text], override: true}]\nprotect: [{files: [\"*.pth\"]}]\n",
                   "overrides the protection of \"*.pth\" (policy \"mine\")"));
    CHECK(remarks_on(
        "rules: [{files: [a], allow: [file.mode], override: true}]\nprotect: [{kinds: [file.mode]}]\n",
        "overrides the protection"));
    CHECK(
        remarks_on("rules: [{files: [a], allow: [text], override: true}]\nprotect: [{kinds: [file.mode]}]\n",
                   "nothing that it allows is protected"));
    CHECK(remarks_on("rules: [{files: [a], allow: [text], override: true}]\n",
                     "nothing that it allows is protected"));
}

std::vector<std::string> remarks_of_waivers(std::string_view expires, std::string_view today) {
    const auto policy = policy::parse(
        "version: 1\nwaivers:\n  - {finding: 0123456789abcdef, reason: a, expires: " + std::string(expires) +
            "}\n",
        "mine.yaml", "");
    REQUIRE(policy);
    std::vector<std::string> texts;
    for (const auto& remark : policy::lint(*policy, parse_date(today))) {
        CHECK(remark.place.file == "mine.yaml");
        CHECK(remark.place.line == 3);
        texts.push_back(remark.text);
    }
    return texts;
}

TEST_CASE("Lint remarks on waivers that have ended, end soon or end too late") {
    struct Row {
        std::string_view today, says;
    };
    for (const auto& [today, says] : std::vector<Row>{
             {"2027-01-01", "has ended, on 2026-12-31"},
             {"2026-12-31", "ends today, on 2026-12-31"},
             {"2026-12-30", "ends tomorrow"},
             {"2026-12-17", "ends in 14 days, on 2026-12-31"},
             {"2025-12-30", "ends more than a year ahead"},
         }) {
        INFO(today);
        const auto texts = remarks_of_waivers("2026-12-31", today);
        REQUIRE(texts.size() == 1);
        CHECK(has(texts[0], says));
        CHECK(has(texts[0], "0123456789abcdef"));
    }
    CHECK(remarks_of_waivers("2026-12-31", "2026-12-16").empty());
    CHECK(remarks_of_waivers("2026-12-31", "2025-12-31").empty());
}

TEST_CASE("Lint remarks on lines that may be any") {
    for (const std::string_view expression : {".*", ".+", "(.*)", ".*.*", "(?s).*", "[^\\x00]*", "|.+"}) {
        INFO(expression);
        const auto added =
            "rules: [{files: [a], allow: [{line: {added: '" + std::string(expression) + "'}}]}]\n";
        CHECK(remarks_on(added, "\"rule-1\" allows any line to be added"));
        const auto removed =
            "rules: [{files: [a], allow: [{line: {removed: '" + std::string(expression) + "'}}]}]\n";
        CHECK(remarks_on(removed, "\"rule-1\" allows any line to be removed"));
    }
    for (const std::string_view expression : {"// .*", "[ -~]*", ".*;", "[a-z]*", ".", "x?"}) {
        INFO(expression);
        CHECK(remarks("rules: [{files: [a], allow: [{line: {added: '" + std::string(expression) + "'}}]}]\n")
                  .empty());
    }
}

TEST_CASE("Lint does not call a file wide whose content is given") {
    CHECK(remarks_on("rules: [{allow: [file.added]}]\n", "allows file.added in every file"));
    CHECK(remarks("rules: [{allow: [{file.added: {content: x}}]}]\n").empty());
}

TEST_CASE("Lint remarks on any value of a key in every file") {
    CHECK(remarks_on("rules: [{allow: [{key: /a/b, as: any}]}]\n",
                     "allows any value of \"/a/b\" in every file"));
    CHECK(remarks("rules: [{files: [a], allow: [{key: /a, as: any}]}]\n").empty());
    CHECK(remarks("rules: [{allow: [{key: /a, as: commit}]}]\n").empty());
}

TEST_CASE("Lint remarks on rules for steps that no release makes") {
    CHECK(remarks_on(
        "release: {bump: [patch]}\nrules: [{when: {bump: [minor, major]}, files: [a], allow: [text]}]\n",
        "\"rule-1\" never holds: it is for the steps [minor, major], and release.bump allows [patch]"));
    CHECK(
        remarks(
            "release: {bump: [patch, minor]}\nrules: [{when: {bump: [minor]}, files: [a], allow: [text]}]\n")
            .empty());
    CHECK(remarks("rules: [{when: {bump: [minor]}, files: [a], allow: [text]}]\n").empty());
}

TEST_CASE("A rule for some steps is not needless beside one for others, and one for all makes it so") {
    const std::string narrow = "  - {when: {bump: [minor]}, files: [a], allow: [text]}\n";
    CHECK(remarks("rules:\n" + narrow + "  - {when: {bump: [major]}, files: [a], allow: [text]}\n").empty());
    CHECK(remarks_on("rules:\n" + narrow + "  - {files: [a], allow: [text]}\n", "\"rule-1\" has no effect"));
    CHECK(remarks_on("rules:\n" + narrow + "  - {when: {bump: [major, minor]}, files: [a], allow: [text]}\n",
                     "\"rule-1\" has no effect"));
    CHECK_FALSE(remarks_on("rules:\n  - {files: [a], allow: [text]}\n" + narrow, "\"rule-1\" has no effect"));
}

TEST_CASE("Keys and lines are needless beside the same ones only") {
    const auto two = [](std::string_view first, std::string_view second) {
        return "rules:\n  - {files: [a], allow: [" + std::string(first) + "]}\n  - {files: [a], allow: [" +
               std::string(second) + "]}\n";
    };
    CHECK(remarks(two("{key: /a, as: commit}", "{key: /b, as: commit}")).empty());
    CHECK(remarks(two("{key: /a, as: commit}", "{key: /a, as: date}")).empty());
    CHECK(remarks(two("{line: {added: a}}", "{line: {removed: a}}")).empty());
    CHECK(remarks(two("{line: {added: a}}", "{line: {added: b}}")).empty());
    CHECK(remarks(two("any", "{line: {added: a}}")).empty());
    CHECK(remarks_on(two("{key: /a, as: any}", "{key: /a, as: date}"), "\"rule-2\" has no effect"));
    CHECK(remarks_on(two("{line: {added: a}}", "{line: {added: a}}"), "\"rule-2\" has no effect"));
}

TEST_CASE("Lint remarks on patterns that are taken back") {
    CHECK(remarks_on("rules: [{files: [a, b, \"!a\"], allow: [text]}]\n",
                     "\"a\", and \"!a\" takes every one of its files back"));
    CHECK_FALSE(remarks_on("rules: [{files: [a, b, \"!a\"], allow: [text]}]\n", "matches no file"));
    CHECK(remarks_on("rules: [{files: [a, \"!a\"], allow: [text]}]\n", "\"rule-1\" matches no file"));
    CHECK(remarks_on("rules: [{files: [\"x!/**\", \"!**!/**\"], allow: [text]}]\n", "matches no file"));
    CHECK(remarks("rules: [{files: [\"x!/**\", \"!**\"], allow: [text]}]\n").empty());
    CHECK(remarks("rules: [{files: [a, \"!b\", b], allow: [text]}]\n").empty());
}

TEST_CASE("Lint remarks on what a rule allows in vain, for it is protected") {
    CHECK(remarks_on("rules: [{files: [a], allow: [exec.surface]}]\nprotect: [{kinds: [exec]}]\n",
                     "\"rule-1\" allows exec.surface without effect: policy \"mine\" protects it"));
    CHECK(remarks("rules: [{files: [a], allow: [text]}]\nprotect: [{kinds: [text.deceptive]}]\n").empty());
    CHECK(remarks("rules: [{files: [a], allow: [exec.surface]}]\nprotect: [{files: [b], kinds: [exec]}]\n")
              .empty());
}

TEST_CASE("Lint is quick on the largest policies that load") {
    std::string rules = "rules:\n";
    for (int i = 0; i < 1000; ++i)
        rules += "  - {files: [f" + std::to_string(i) + ", g], allow: [text, date]}\n";
    CHECK(remarks(rules).empty());
    CHECK(has(refusal("version: 1\n" + rules + "  - {files: [a], allow: [text]}\n"),
              "rules has more than 1000 items"));
    const auto long_rule = [](char letter) {
        std::string rule = "  - {allow: [text], files: [";
        for (int i = 0; i < 20000; ++i) rule += std::string(i == 0 ? "" : ", ") + letter + std::to_string(i);
        return rule + "]}\n";
    };
    CHECK(remarks("rules:\n" + long_rule('a') + long_rule('b')).empty());
}

}  // namespace
}  // namespace bumpgate::policy_test
