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

}  // namespace
}  // namespace bumpgate::policy_test
