#include <string>

#include "policies.hpp"

namespace bumpgate::policy_test {
namespace {

constexpr std::string_view everything = R"(version: 1
name: "everything: at once"
description: |
  Two lines,
  and a "quote" \ with a tab	in it
extends: [base]
select: {ecosystem: [npm, source]}
release: {scheme: semver, bump: [patch, epoch], baseline: source, siblings: ["@acme/*", "odd", "010"]}
metadata: {mode: warn, header: deny}
hazards: {existing: deny, duplicate-member: warn, tar-trailing-data: ignore}
rules:
  - files: [" lead", "a b", "#x", "'", "\"", "\\!x", "*", "!b", "!/**", "on", "d\u00e9j\u00e0/**", "w.whl!/**", "\u202e", "{a: b}", "- x", "%y"]
    allow: [version, any]
  - id: second
    allow:
      - {dependency.version: {names: ["a*", "b?"], within: major, down: true}}
      - {dependency.version: {within: any}}
      - {dependency.added: {names: [left-pad]}}
      - {file.added: {content: "[a]\n\tb = \"c\" \u202e\n\n"}}
      - {dependency.sibling: {within: build}}
      - text.deceptive
    level: warn
    override: true
protect:
  - {files: [a, "b c"]}
  - {kinds: [file.mode, version.downgrade]}
  - {files: [x], kinds: [any]}
require:
  - {files: ["a b", c], change: version.own}
  - {change: text}
  - {not: version.downgrade}
)";

std::string shown_again(const std::string& shown) {
    const auto policy = policy::parse(shown, "again.yaml", "");
    if (!policy) FAIL(policy.error().message + "\n" + shown);
    return policy::show(*policy);
}

TEST_CASE("What is shown loads again and is shown alike") {
    const auto shown = policy::show(parsed(everything));
    CHECK(shown_again(shown) == shown);
}

TEST_CASE("What is shown means the same") {
    const auto policy = parsed(everything);
    const auto again = parsed(policy::show(policy));
    CHECK(again.name == policy.name);
    CHECK(again.description == policy.description);
    CHECK(again.ecosystems == policy.ecosystems);
    CHECK(again.scheme == policy.scheme);
    CHECK(again.bump == policy.bump);
    CHECK(again.baseline == policy.baseline);
    CHECK(again.vocabulary.siblings == policy.vocabulary.siblings);
    CHECK(again.vocabulary.sibling_patterns == policy.vocabulary.sibling_patterns);
    CHECK(again.metadata == policy.metadata);
    CHECK(again.hazards == policy.hazards);
    CHECK(again.existing_hazards_denied == policy.existing_hazards_denied);
    REQUIRE(again.rules.size() == policy.rules.size());
    for (std::size_t i = 0; i < policy.rules.size(); ++i) {
        const auto& one = again.rules[i];
        const auto& other = policy.rules[i];
        CHECK(one.files.patterns() == other.files.patterns());
        CHECK(one.level == other.level);
        CHECK(one.overrides_protect == other.overrides_protect);
        REQUIRE(one.allow.size() == other.allow.size());
        for (std::size_t k = 0; k < one.allow.size(); ++k) {
            CHECK(one.allow[k].kind == other.allow[k].kind);
            CHECK(one.allow[k].names == other.allow[k].names);
            CHECK(one.allow[k].within == other.allow[k].within);
            CHECK(one.allow[k].within_any == other.allow[k].within_any);
            CHECK(one.allow[k].down == other.allow[k].down);
            CHECK(one.allow[k].content == other.allow[k].content);
        }
    }
    REQUIRE(again.protect.size() == policy.protect.size());
    for (std::size_t i = 0; i < policy.protect.size(); ++i) {
        CHECK(again.protect[i].files.patterns() == policy.protect[i].files.patterns());
        CHECK(again.protect[i].kinds == policy.protect[i].kinds);
    }
    REQUIRE(again.require.size() == policy.require.size());
    for (std::size_t i = 0; i < policy.require.size(); ++i)
        CHECK(again.require[i].describe() == policy.require[i].describe());
}

TEST_CASE("Every built-in is shown so that it loads again") {
    for (const auto& row : policy::built_ins()) {
        INFO(row.name);
        const auto policy = policy::load(row.name);
        REQUIRE(policy);
        const auto shown = policy::show(*policy);
        CHECK_FALSE(has(shown, "extends:"));
        CHECK(shown_again(shown) == shown);
    }
}

TEST_CASE("Several built-ins at once are shown so that they load again") {
    const auto policy = policy::resolve({"npm", "source", "pypi-sdist"}, "");
    REQUIRE(policy);
    const auto shown = policy::show(*policy);
    CHECK(shown_again(shown) == shown);
}

TEST_CASE("Rules of one id from policies with odd names are told apart") {
    const Folder folder;
    folder.write("my base.yaml", "version: 1\nrules: [{files: [a], allow: [text]}]\n");
    folder.write("my-base.yaml", "version: 1\nrules: [{files: [b], allow: [text]}]\n");
    folder.write("b\xC3\xA4se.yaml", "version: 1\nrules: [{files: [c], allow: [text]}]\n");
    const auto path = folder.write(
        "mine too.yaml",
        "version: 1\nextends: [./my base.yaml, ./my-base.yaml, \"./b\xC3\xA4se.yaml\"]\n"
        "rules: [{files: [d], allow: [text]}, {id: my-base.rule-1, files: [e], allow: [text]}]\n");
    const auto policy = policy::load(path);
    if (!policy) FAIL(policy.error().message);
    REQUIRE(policy->rules.size() == 5);
    const auto shown = policy::show(*policy);
    CHECK(shown_again(shown) == shown);
}

}  // namespace
}  // namespace bumpgate::policy_test
