#include "policy/policy.hpp"

#include <algorithm>
#include <set>

#include "base/digest.hpp"
#include "change/kinds.hpp"
#include "policies.hpp"
#include "policy/write.hpp"

namespace bumpgate::policy_test {
namespace {

using policy::Setting;

std::vector<std::string> ids_of(const policy::Policy& policy) {
    std::vector<std::string> ids;
    for (const auto& rule : policy.rules) ids.push_back(rule.source + "/" + rule.id);
    return ids;
}

std::vector<std::string> names_of(const std::vector<policy::Source>& sources) {
    std::vector<std::string> names;
    for (const auto& source : sources) names.push_back(source.name);
    return names;
}

Error error_of(const std::string& reference) {
    auto policy = policy::load(reference);
    REQUIRE(!policy);
    return std::move(policy).error();
}

/// Everything that decisions depend on, as text.
std::string meaning(policy::Policy policy) {
    policy.name = "same";
    return policy::show(policy);
}

Texts remarks_on(std::string_view text) {
    Texts texts;
    for (const auto& remark : policy::lint(parsed(text)))
        texts.push_back(std::to_string(remark.place.line) + ": " + remark.text);
    return texts;
}

constexpr std::string_view full_policy = R"(version: 1
name: "full: one"
description: All of the language.
select: {ecosystem: [npm, source]}
release: {scheme: semver, bump: [patch, minor], baseline: source, siblings: ["@acme/*", "b\\[c"]}
metadata: {time: warn, mode: ignore, link: deny}
hazards: {existing: deny, duplicate-member: warn, setuid: ignore}
rules:
  - files: [PKG-INFO, "**/*.md", "!docs/**", "\x01a\"b\\*", " c"]
    allow: [version, {dependency.added: {names: ["a-*"]}}, {file.added: {content: "[a]\nb = \n"}}]
  - id: two
    allow: [{dependency.version: {within: major, down: true}}, {dependency.sibling: {within: any}}]
    level: warn
  - id: three
    files: ["**!/**"]
    allow: [text.deceptive, version.stale]
    override: true
  - id: four
    when: {bump: [minor, major]}
    files: [package.json]
    allow: [{key: "/a~1b/*/c: d", as: date}, {line: {added: "^// \\d+ \"x\"$"}}, {line: {added: a, removed: "b\t"}}]
protect:
  - files: ["*.pth"]
  - kinds: [file.mode, text]
  - {files: [a], kinds: [binary]}
require:
  - {files: [PKG-INFO, b], change: version.own}
  - {change: version}
  - not: version.stale
waivers:
  - finding: 7f3a09c2aabbccdd
    reason: "vendored wheel rebuilt, audited in #812"
    by: security@acme.example
    expires: 2026-12-31
  - {finding: 1234567890123456, reason: "yes", expires: "2027-02-28"}
)";

}  // namespace

TEST_CASE("the smallest policy is what it says") {
    const auto policy =
        parsed("version: 1\nrules:\n  - files: [PKG-INFO, setup.py, requires.txt]\n    allow: [version]\n");
    CHECK(policy.name == "mine");
    REQUIRE(policy.rules.size() == 1);
    const auto& rule = policy.rules[0];
    CHECK(rule.id == "rule-1");
    CHECK(rule.source == "mine");
    CHECK(rule.place.line == 3);
    CHECK(rule.place.column == 5);
    CHECK(rule.files.patterns() == Texts{"PKG-INFO", "setup.py", "requires.txt"});
    CHECK(rule.allow.size() == 1);
    CHECK(rule.allow[0].kind == "version");
    CHECK(!policy.bump);
    CHECK(policy.scheme.empty());
    CHECK(names_of(policy.sources) == Texts{"mine.yaml"});
}

TEST_CASE("defaults are those of the language") {
    const auto policy = parsed("version: 1\n");
    const std::map<std::string, Setting> defaults{
        {"time", Setting::ignore},        {"owner", Setting::ignore},  {"order", Setting::ignore},
        {"compression", Setting::ignore}, {"format", Setting::ignore}, {"header", Setting::warn},
        {"mode", Setting::deny},          {"type", Setting::deny},     {"link", Setting::deny},
        {"xattr", Setting::deny}};
    CHECK(policy.metadata == defaults);
    CHECK(policy.hazards.empty());
    CHECK(!policy.existing_hazards_denied);
    CHECK(policy.baseline == release::Baseline::release);
    CHECK(policy.vocabulary.siblings == change::Vocabulary::Siblings::automatic);
}

TEST_CASE("everything that a policy can say is read") {
    const auto policy = parsed(full_policy);
    CHECK(policy.name == "full: one");
    CHECK(policy.ecosystems == Texts{"npm", "source"});
    CHECK(policy.scheme == "semver");
    CHECK(policy.bump == std::set{release::Step::patch, release::Step::minor});
    CHECK(policy.baseline == release::Baseline::source);
    CHECK(policy.vocabulary.sibling_patterns == Texts{"@acme/*", "b\\[c"});
    CHECK(policy.metadata.at("time") == Setting::warn);
    CHECK(policy.metadata.at("mode") == Setting::ignore);
    CHECK(policy.metadata.at("owner") == Setting::ignore);
    CHECK(policy.hazards ==
          std::map<std::string, Setting>{{"duplicate-member", Setting::warn}, {"setuid", Setting::ignore}});
    CHECK(policy.existing_hazards_denied);
    REQUIRE(policy.rules.size() == 4);
    CHECK(
        policy.rules[0].files.matches("\x01"
                                      "a\"b*"));
    CHECK(policy.rules[0].allow[1].names == Texts{"a-*"});
    CHECK(!policy.rules[0].allow[1].content);
    CHECK(policy.rules[0].allow[2].content == "[a]\nb = \n");
    CHECK(policy.rules[1].level == policy::Level::warn);
    CHECK(policy.rules[1].allow[0].within == release::Step::major);
    CHECK(policy.rules[1].allow[0].down);
    CHECK(policy.rules[1].allow[1].within_any);
    CHECK(policy.rules[2].overrides_protect);
    CHECK(policy.rules[3].when_bump == std::set{release::Step::minor, release::Step::major});
    CHECK(policy.rules[3].allow[0].key->path == Texts{"a/b", "*", "c: d"});
    CHECK(policy.rules[3].allow[0].key->as == policy::ValueAs::date);
    CHECK(policy.rules[3].allow[1].line->added->matches("// 12 \"x\""));
    CHECK(!policy.rules[3].allow[1].line->removed);
    CHECK(policy.rules[3].allow[2].line->removed->matches("b\t"));
    REQUIRE(policy.waivers.size() == 2);
    CHECK(policy.waivers[0].finding == "7f3a09c2aabbccdd");
    CHECK(policy.waivers[0].reason == "vendored wheel rebuilt, audited in #812");
    CHECK(policy.waivers[0].by == "security@acme.example");
    CHECK(to_string(policy.waivers[0].expires) == "2026-12-31");
    CHECK(policy.waivers[0].source == "full: one");
    CHECK(policy.waivers[0].place.line == 31);
    CHECK(policy.waivers[1].finding == "1234567890123456");
    CHECK(policy.protect.size() == 3);
    REQUIRE(policy.require.size() == 3);
    CHECK(policy.require[0].describe() == "one of PKG-INFO, b has a change version.own");
    CHECK(policy.require[1].describe() == "some file has a change version");
    CHECK(policy.require[2].describe() == "no change is version.stale");
}

TEST_CASE("what show prints loads again, means the same and is shown the same") {
    Texts shown{policy::show(parsed(full_policy)), policy::show(parsed("version: 1\n"))};
    for (const auto& built_in : policy::built_ins())
        shown.push_back(policy::show(loaded(std::string(built_in.name))));
    shown.push_back(policy::show(resolved({"npm", "pypi-sdist", "pypi-wheel"})));
    for (const auto& text : shown) {
        INFO(text);
        // The name of a built-in belongs to the built-in.
        const auto renamed = replace_all(text, "version: 1\nname: ", "version: 1\nname: my-");
        const auto named = has(text, "name: \"") ? text : renamed;
        const auto again = parsed(named);
        CHECK(policy::show(again) == named);
    }
}

TEST_CASE("show keeps apart rules of the same id") {
    const auto policy = resolved({"npm", "pypi-sdist"});
    const auto again = parsed(policy::show(policy));
    REQUIRE(again.rules.size() == policy.rules.size());
    CHECK(again.rules.front().id == "npm.versions");
    CHECK(meaning(policy) == meaning(again));
}

TEST_CASE("a rule on one line loads as the rule it was") {
    for (const auto& rule : parsed(full_policy).rules) {
        const auto line = policy::flow(rule);
        INFO(line);
        CHECK(policy::flow(parsed("version: 1\nrules:\n  - " + line + "\n").rules.at(0)) == line);
        CHECK(policy::flow(parsed("version: 1\nrules: [" + line + "]\n").rules.at(0)) == line);
    }
}

TEST_CASE("what a policy extends comes first, and later settings win") {
    const Folder folder;
    folder.write("base/common.yaml",
                 "version: 1\nname: common\nmetadata: {time: deny, mode: warn}\nrelease: {bump: [patch]}\n"
                 "hazards: {existing: deny, fifo: warn}\nrules: [{id: a, allow: [text]}]\nprotect: [{kinds: "
                 "[binary]}]\n");
    folder.write("team.yaml",
                 "version: 1\nextends: [base/common.yaml]\nmetadata: {mode: ignore}\nrules: [{id: a, allow: "
                 "[binary]}]\n");
    const auto file = folder.write("mine.yaml",
                                   "version: 1\nextends: [./team.yaml]\nrelease: {bump: any}\nhazards: "
                                   "{fifo: deny}\nrules: [{allow: [commit]}]\n");
    const auto policy = loaded(file);
    CHECK(policy.name == "mine");
    CHECK(names_of(policy.sources) == Texts{"common.yaml", "team.yaml", "mine.yaml"});
    CHECK(ids_of(policy) == Texts{"common/a", "team/a", "mine/rule-1"});
    CHECK(policy.metadata.at("time") == Setting::deny);
    CHECK(policy.metadata.at("mode") == Setting::ignore);
    CHECK(!policy.bump);
    CHECK(policy.existing_hazards_denied);
    CHECK(policy.hazards.at("fifo") == Setting::deny);
    CHECK(policy.protect.size() == 1);
}

TEST_CASE("what two policies extend counts once") {
    const Folder folder;
    folder.write("root.yaml", "version: 1\nmetadata: {mode: deny}\nrules: [{id: r, allow: [text]}]\n");
    folder.write("a.yaml", "version: 1\nextends: [./root.yaml]\nmetadata: {mode: warn}\n");
    folder.write("b.yaml", "version: 1\nextends: [../" + folder.path().filename().string() + "/root.yaml]\n");
    const auto policy = loaded(folder.write("mine.yaml", "version: 1\nextends: [./a.yaml, ./b.yaml]\n"));
    CHECK(ids_of(policy) == Texts{"root/r"});
    CHECK(policy.metadata.at("mode") == Setting::warn);
}

TEST_CASE("two policies that one extends must not contradict each other") {
    const Folder folder;
    folder.write("root.yaml", "version: 1\nmetadata: {mode: ignore}\n");
    folder.write("a.yaml", "version: 1\nextends: [./root.yaml]\nmetadata: {mode: warn}\n");
    folder.write("b.yaml",
                 "version: 1\nextends: [./root.yaml]\nmetadata: {mode: deny}\nrelease: {bump: [patch]}\n");
    folder.write("c.yaml", "version: 1\nextends: [./a.yaml]\nmetadata: {mode: deny}\n");
    folder.write("d.yaml", "version: 1\nmetadata: {mode: warn}\nrelease: {bump: any}\n");
    const auto extending = [&](const std::string& list, const std::string& more = {}) {
        return folder.write("mine.yaml", "version: 1\nextends: [" + list + "]\n" + more);
    };
    CHECK(has(error_of(extending("./a.yaml, ./b.yaml")).message,
              "mine.yaml:2:21: metadata.mode is warn in policy \"a.yaml\" and deny in policy \"b.yaml\""));
    CHECK(has(error_of(extending("./b.yaml, ./d.yaml")).message, "metadata.mode is deny"));
    CHECK(has(error_of(extending("./b.yaml, ./d.yaml", "metadata: {mode: deny}\n")).message,
              "release.bump is [patch] in policy \"b.yaml\" and any in policy \"d.yaml\""));
    CHECK(loaded(extending("./a.yaml, ./b.yaml", "metadata: {mode: deny}\n")).metadata.at("mode") ==
          Setting::deny);
    folder.write("e.yaml", "version: 1\nrelease: {baseline: release}\n");
    CHECK(has(error_of(extending("sdist-from-git, ./e.yaml")).message, "release.baseline is source"));
    // What overrides what it extends does so knowingly, in whatever order both are named.
    CHECK(loaded(extending("./a.yaml, ./c.yaml")).metadata.at("mode") == Setting::deny);
    CHECK(loaded(extending("./c.yaml, ./a.yaml")).metadata.at("mode") == Setting::deny);
    CHECK(loaded(extending("./a.yaml, ./d.yaml")).metadata.at("mode") == Setting::warn);
}

TEST_CASE("a policy is made for all that it extends, unless it says for what") {
    const Folder folder;
    const auto both = folder.write("both.yaml", "version: 1\nextends: [pypi-sdist, pypi-wheel]\n");
    CHECK(loaded(both).ecosystems == Texts{"pypi-sdist", "pypi-wheel"});
    const auto one = folder.write(
        "one.yaml", "version: 1\nextends: [pypi-sdist, pypi-wheel]\nselect: {ecosystem: [npm]}\n");
    CHECK(loaded(one).ecosystems == Texts{"npm"});
}

TEST_CASE("a waiver for more than a year is refused where it says so") {
    const Folder folder;
    const auto file =
        folder.write("mine.yaml",
                     "version: 1\nwaivers:\n  - {finding: 0123456789abcdef, reason: a, expires: "
                     "2027-11-27}\n");
    CHECK(policy::load(file));
    CHECK(policy::load(file, parse_date("2026-11-27")));
    const auto refused = policy::load(file, parse_date("2026-11-26"));
    REQUIRE(!refused);
    CHECK(has(refused.error().message, "mine.yaml:3:53: a waiver for more than a year"));
    CHECK(has(refused.error().message, "2027-11-26 is the last day"));
}

TEST_CASE("policies that extend one another in a circle are refused where they do") {
    const Folder folder;
    const auto a = folder.write("a.yaml", "version: 1\nextends: [./b.yaml]\n");
    const auto b = folder.write("b.yaml", "version: 1\nname: b\nextends: [base, ./c.yaml]\n");
    const auto c = folder.write("c.yaml", "version: 1\nextends: [./a.yaml]\n");
    for (const auto& file : {a, b, c}) {
        const auto error = error_of(file);
        CHECK(error.code == ErrorCode::policy);
        CHECK(has(error.message, "a circle: "));
    }
    CHECK(has(error_of(a).message, "c.yaml:2:11: a circle: \"./a.yaml\" extends this policy"));
    const auto self = folder.write("self.yaml", "version: 1\nextends: [./self.yaml]\n");
    CHECK(has(error_of(self).message, "self.yaml:2:11: a policy that extends itself"));
    std::filesystem::create_symlink(folder.path() / "link.yaml", folder.path() / "other.yaml");
    const auto link = folder.write("link.yaml", "version: 1\nextends: [./other.yaml]\n");
    CHECK(has(error_of(link).message, "a policy that extends itself"));
}

TEST_CASE("a chain of policies has an end") {
    const Folder folder;
    for (int i = 0; i < 17; ++i) {
        const auto next = i == 16 ? std::string() : "extends: [./" + std::to_string(i + 1) + ".yaml]\n";
        folder.write(std::to_string(i) + ".yaml", "version: 1\n" + next);
    }
    CHECK(policy::load((folder.path() / "1.yaml").string()));
    CHECK(has(error_of((folder.path() / "0.yaml").string()).message, "more than 16 policies"));
}

TEST_CASE("what is not there is said, with the nearest name") {
    const auto typo = error_of("pypi-sdits");
    CHECK(typo.code == ErrorCode::not_found);
    CHECK(has(typo.message, "\"pypi-sdits\""));
    CHECK(has(typo.hint, "\"pypi-sdist\""));
    CHECK(error_of("./not-there.yaml").code == ErrorCode::not_found);
    CHECK(error_of("not-there.yml").code == ErrorCode::not_found);

    const Folder folder;
    const auto file = folder.write("mine.yaml", "version: 1\nextends:\n  - pypi-sdits\n");
    CHECK(error_of(file).code == ErrorCode::not_found);
    CHECK(has(error_of(file).message, "mine.yaml:3:5: "));
    CHECK(has(error_of(file).message, "did you mean \"pypi-sdist\"?"));
    const auto deep = folder.write("deep.yaml", "version: 1\nextends: [gone/x.yaml]\n");
    CHECK(has(error_of(deep).message, "deep.yaml:2:11: "));
}

TEST_CASE("a fault in an extended policy is shown where it stands") {
    const Folder folder;
    folder.write("team.yaml", "version: 1\nnmae: a\n");
    const auto file = folder.write("mine.yaml", "version: 1\nextends: [./team.yaml]\n");
    CHECK(has(error_of(file).message, "team.yaml:2:1: unknown key \"nmae\""));
}

TEST_CASE("a file that is too large is refused before it is read whole") {
    const Folder folder;
    const auto file = folder.write("big.yaml", "version: 1\n#" + std::string(3U << 20U, 'x'));
    CHECK(error_of(file).code == ErrorCode::policy);
    CHECK(has(error_of(file).message, "big.yaml:1:1: the file is too large"));
}

TEST_CASE("a name without ending is a built-in's, even if such a file lies there") {
    const Folder folder;
    folder.write("npm", "version: 1\n");
    const auto before = std::filesystem::current_path();
    std::filesystem::current_path(folder.path());
    const auto policy = policy::load("npm");
    std::filesystem::current_path(before);
    REQUIRE(policy);
    CHECK(policy->sources.back().built_in);
}

TEST_CASE("nobody else's policy goes by the name of a built-in") {
    const Folder folder;
    const auto policy = loaded(folder.write("npm.yaml", "version: 1\nrules: [{allow: [text]}]\n"));
    CHECK(policy.name == "npm.yaml");
    CHECK(!policy::is_built_in(policy.rules[0].source));
    CHECK(has(refusal("version: 1\nname: base\n"), "a built-in policy is called \"base\""));
}

TEST_CASE("digests are those of the bytes") {
    const Folder folder;
    const std::string text = "\xEF\xBB\xBFversion: 1\r\n";
    const auto policy = loaded(folder.write("mine.yaml", text));
    CHECK(policy.sources.back().sha256 == sha256_hex(text));
    CHECK(!policy.sources.back().built_in);
}

TEST_CASE("several policies add up in order") {
    const Folder folder;
    const auto a = folder.write("a.yaml", "version: 1\nmetadata: {mode: warn}\nrules: [{allow: [text]}]\n");
    const auto b =
        folder.write("b.yaml", "version: 1\nmetadata: {mode: ignore}\nrules: [{allow: [binary]}]\n");
    const auto both = resolved({a, b});
    CHECK(both.name == "a + b");
    CHECK(ids_of(both) == Texts{"a/rule-1", "b/rule-1"});
    CHECK(both.metadata.at("mode") == Setting::ignore);
    CHECK(resolved({b, a}).metadata.at("mode") == Setting::warn);
    CHECK(resolved({a, a}).rules.size() == 1);
}

TEST_CASE("without a reference the ecosystem decides") {
    CHECK(resolved({}, "npm").name == "npm");
    CHECK(resolved({}, "pypi-sdist").name == "pypi-sdist");
    CHECK(resolved({}, "pypi-wheel").name == "pypi-wheel");
    CHECK(resolved({}, "source").name == "source");
    CHECK(!policy::resolve({}, "cobol"));
    // What builds on npm is made for npm, too, and yet nobody's choice but the user's.
    CHECK(loaded("npm-cascade").ecosystems == Texts{"npm"});
    CHECK(loaded("npm-cascade").selected_by == "npm");
}

TEST_CASE("lint points at what is probably not meant") {
    const auto on = [](const std::string& rules, const std::string& more = {}) {
        return remarks_on("version: 1\nrules:\n" + rules + more);
    };
    CHECK(on("  - {files: [\"**\"], allow: [any]}\n") ==
          Texts{"3: rule \"rule-1\" allows any in every file"});
    CHECK(on("  - {allow: [text]}\n") == Texts{"3: rule \"rule-1\" allows text in every file"});
    CHECK(on("  - {files: [\"*\"], allow: [version, binary]}\n") ==
          Texts{"3: rule \"rule-1\" allows binary in every file"});
    CHECK(on("  - {files: [\"**\", \"!src/**\"], allow: [text]}\n").empty());
    CHECK(on("  - {files: [./a], allow: [version]}\n") ==
          Texts{"3: rule \"rule-1\" has the pattern \"./a\", which no member's path can match"});
    CHECK(on("  - {files: [a/../b], allow: [version]}\n").size() == 1);
    CHECK(on("  - {files: [..a, a.], allow: [version]}\n").empty());
    CHECK(on("  - {files: [a, \"!**\"], allow: [version]}\n") ==
          Texts{"3: rule \"rule-1\" matches no file: its last pattern takes every one back"});
}

TEST_CASE("lint finds rules that another one makes superfluous") {
    const auto count = [](const std::string& first, const std::string& second) {
        return remarks_on("version: 1\nrules:\n  - " + first + "\n  - " + second + "\n").size();
    };
    CHECK(remarks_on("version: 1\nrules:\n  - {files: [a], allow: [version]}\n  - {files: [\"**\"], allow: "
                     "[version, commit]}\n") ==
          Texts{"3: rule \"rule-1\" has no effect: rule \"rule-2\" of policy \"mine\" allows all of it"});
    CHECK(count("{files: [a], allow: [version]}", "{files: [a], allow: [version]}") == 1);
    CHECK(count("{files: [a], allow: [version.own]}", "{files: [b, a], allow: [version]}") == 1);
    CHECK(count("{allow: [version]}", "{files: [a], allow: [version.own]}") == 1);
    CHECK(count("{files: [\"**!/**\"], allow: [version]}", "{files: [\"a.zip!/b\"], allow: [version]}") == 1);
    // No shadow: other kinds, other files, another level, a pattern that reaches inside, narrower steps.
    CHECK(count("{files: [a], allow: [version, commit]}", "{files: [\"**\"], allow: [version]}") == 0);
    CHECK(count("{files: [a, b], allow: [version]}", "{files: [a], allow: [version, commit]}") == 0);
    CHECK(count("{files: [a], allow: [version], level: warn}", "{files: [\"**\"], allow: [version]}") == 0);
    CHECK(count("{files: [\"**!/a\"], allow: [version]}", "{files: [\"**\"], allow: [version]}") == 0);
    CHECK(count("{files: [a], allow: [version]}", "{files: [\"**\", \"!a\"], allow: [version]}") == 0);
    CHECK(count("{files: [a], allow: [{dependency.version: {within: major}}]}",
                "{files: [a], allow: [dependency.version]}") == 1);
    CHECK(count("{files: [a], allow: [{dependency.added: {names: [b]}}]}",
                "{files: [a], allow: [{dependency.added: {names: [c]}}]}") == 0);
    CHECK(count("{files: [a], allow: [{dependency.added: {names: [b]}}]}",
                "{files: [a], allow: [dependency.added]}") == 1);
    CHECK(count("{files: [a], allow: [{file.added: {content: b}}]}", "{files: [a], allow: [file.added]}") ==
          1);
    CHECK(count("{files: [a], allow: [{file.added: {content: b}}]}",
                "{files: [a], allow: [{file.added: {content: c}}]}") == 0);
}

TEST_CASE("lint names the protection that a rule overrides") {
    const std::string rule = "version: 1\nrules:\n  - {files: [a.pth], allow: [text], override: true}\n";
    CHECK(remarks_on(rule + "protect: [{files: [\"*.pth\"]}]\n") ==
          Texts{"3: rule \"rule-1\" overrides the protection of \"*.pth\" (policy \"mine\")"});
    CHECK(remarks_on(rule + "protect: [{kinds: [binary]}]\n") ==
          Texts{"3: rule \"rule-1\" says \"override\", and nothing that it allows is protected"});
    CHECK(remarks_on(rule).size() == 1);
    // That of a built-in is no news for whoever extends it.
    CHECK(remarks_on("version: 1\nextends: [sdist-from-git]\n").empty());
}

}  // namespace bumpgate::policy_test
