#include "cases.hpp"

// The edit that a report proposes: small, and true.
namespace bumpgate::gate_test {
namespace {

/// A policy's text with an edit of a report made in it.
std::string mended(std::string policy, const std::string& fix) {
    if (fix.starts_with('{'))
        return policy + (policy.find("rules:") == std::string::npos ? "rules:\n" : "") + "  - " + fix + "\n";
    return policy + fix + "\n";
}

std::vector<std::string> awkward_paths() {
    return {"a",
            "a/b",
            "a*b",
            "[x]/?.txt",
            "!a",
            "a/!b",
            "#c",
            "a b",
            " a",
            "a\\b",
            "\"q\"'s",
            "{a: b}, [c]",
            "a: b",
            "- a",
            "yes",
            "010",
            "**",
            "a/**/b",
            "**!/a",
            "x.whl!/a/b",
            "x.whl!/*",
            "d!/e",
            "a/./b",
            "../up",
            "caf\xC3\xA9",
            "\xff\xfe",
            "a/\xff.x",
            "\x01",
            "new\nline/x",
            "tab\t",
            "\xE2\x80\xAE",
            "a/" + std::string(300, 'x'),
            "\\",
            "a\\/b",
            "]",
            "[",
            "a,b",
            "%a",
            "@a",
            "`a",
            "~"};
}

const std::string empty_policy = "version: 1\n";
const std::string small_policy =
    "version: 1\nrules:\n  - {files: [PKG-INFO], allow: [version, text, {dependency.added: {names: [a]}}]}\n";
const std::string protective_policy =
    "version: 1\nprotect: [{files: [\"**\"]}]\nrules:\n  - {files: [PKG-INFO], allow: [text]}\n";

bool is_parent(std::string_view id) {
    return !change::kind_covers(id, id);
}

}  // namespace

TEST_CASE("with the proposed edit the change is allowed: for every kind") {
    for (const auto& text : {empty_policy, small_policy, protective_policy}) {
        for (const auto& row : change::all_kinds()) {
            auto change = change_of(row.id, "src/a.py");
            change.name = "left-pad";
            change.step = "major";
            const auto before = one(parsed(text), change);
            if (before.decision != Decision::denied) continue;
            INFO(text << row.id << "\n" << before.fix);
            const bool finding = row.id == kind::version_downgrade || row.id == kind::version_reused ||
                                 row.id == kind::identity_conflict;
            CHECK(before.fix.empty() == (finding || is_parent(row.id)));
            CHECK(before.fix_means.empty() == before.fix.empty());
            if (!before.fix.empty()) CHECK(allows(parsed(mended(text, before.fix)), change));
        }
    }
}

TEST_CASE("with the proposed edit the change is allowed: for every path, and for nothing beside it") {
    for (const auto& text : {empty_policy, small_policy, protective_policy}) {
        for (const auto& path : awkward_paths()) {
            const auto change = change_of(kind::text, path);
            const auto fix = one(parsed(text), change).fix;
            INFO(printable(path) << "\n" << fix);
            REQUIRE(!fix.empty());
            CHECK(fix.find('\n') == std::string::npos);
            CHECK(is_utf8(fix));
            const auto after = parsed(mended(text, fix));
            CHECK(allows(after, change));
            CHECK(!allows(after, change_of(kind::text, "elsewhere/" + path)));
            CHECK(!allows(after, change_of(kind::text, path + "x")));
            CHECK(!allows(after, change_of(kind::binary, path)));
        }
    }
}

TEST_CASE("no edit is proposed where a pattern would match paths beside the file's") {
    for (const std::string path : {"/abs", "a//b", "//", "a/"}) {
        for (const auto& change :
             {change_of(kind::text, path), moved(change_of(kind::file_renamed, "a"), path)}) {
            const auto judged = one(parsed(small_policy), change);
            INFO(path << "\n" << judged.fix);
            CHECK(judged.decision == Decision::denied);
            const bool narrow = judged.fix.empty() || !allows(parsed(mended(small_policy, judged.fix)),
                                                              change_of(kind::text, "elsewhere" + path));
            CHECK(narrow);
            if (path != "a/") CHECK(judged.fix.empty());
        }
    }
}

TEST_CASE("with the proposed edit the change is allowed: for members that moved") {
    const auto paths = awkward_paths();
    for (std::size_t at = 0; at < paths.size(); ++at) {
        for (const std::size_t step : {std::size_t{1}, std::size_t{7}, paths.size() / 2}) {
            const auto& old_path = paths[(at + step) % paths.size()];
            const auto change = moved(change_of(kind::file_renamed, paths[at]), old_path);
            const auto fix = one(parsed(small_policy), change).fix;
            INFO(printable(old_path) << " " << printable(paths[at]) << "\n" << fix);
            REQUIRE(!fix.empty());
            CHECK(allows(parsed(mended(small_policy, fix)), change));
        }
    }
}

TEST_CASE("with the proposed edit the change is allowed: for dependencies of any name and step") {
    for (const std::string name :
         {"left-pad", "@scope/a", "a*b", "[x]", "\xff", "a \"b\"", "yes", "010", "!x", "Typing_Extensions"}) {
        for (const std::string step :
             {"", "none", "build", "pre", "post", "patch", "minor", "major", "epoch", "downgrade"}) {
            for (const auto id : {kind::dependency_version, kind::dependency_added, kind::dependency_removed,
                                  kind::dependency_sibling}) {
                if (id == kind::dependency_sibling && (step.empty() || step == "downgrade")) continue;
                const auto change = requirement(id, name, step);
                const auto fix = one(parsed(small_policy), change).fix;
                INFO(id << " " << printable(name) << " " << step << "\n" << fix);
                REQUIRE(!fix.empty());
                const auto after = parsed(mended(small_policy, fix));
                CHECK(allows(after, change));
                CHECK(!allows(after, requirement(id, "another", step)));
                const bool limited = id == kind::dependency_version && !step.empty() && step != "downgrade";
                if (limited) CHECK(!allows(after, requirement(id, name, "downgrade")));
                if (limited && step != "major" && step != "epoch")
                    CHECK(!allows(after, requirement(id, name, "major")));
            }
        }
    }
}

TEST_CASE("a file that the user's rule forgot is added to that rule") {
    const std::string text =
        "version: 1\nrules:\n  - files: [PKG-INFO, setup.py, requires.txt]\n    allow: [version]\n";
    const auto policy = parsed(text);
    const auto verdict = judged(policy, {change_of(kind::version_own, "PKG-INFO"),
                                         change_of(kind::version_own, "ai/backend/common/VERSION"),
                                         change_of(kind::version_own, "setup.py")});
    CHECK(verdict.outcome == Outcome::fail);
    CHECK(verdict.count(Decision::denied) == 1);
    const auto& judged = verdict.changes[1];
    CHECK(judged.explanation == "Rule mine/rule-1 allows version.own, but not in this file.");
    CHECK(judged.fix ==
          "{files: [PKG-INFO, setup.py, requires.txt, ai/backend/common/VERSION], allow: [version]}");
    CHECK(judged.fix_means == "rule mine/rule-1, line 3, with this file added");
    // In place of the rule, or behind it.
    CHECK(allows(with_rules({judged.fix}), change_of(kind::version_own, "ai/backend/common/VERSION")));
    CHECK(
        allows(parsed(mended(text, judged.fix)), change_of(kind::version_own, "ai/backend/common/VERSION")));
    CHECK(!allows(with_rules({judged.fix}), change_of(kind::version_own, "VERSION")));
}

TEST_CASE("a rule keeps what else it says") {
    const auto fix =
        one(with_rules({"{id: x, files: [a], allow: [text, commit], level: warn, override: true}"},
                       "protect: [{kinds: [text]}]\n"),
            change_of(kind::text, "b"))
            .fix;
    CHECK(fix == "{files: [a, /b], allow: [text, commit], level: warn, override: true}");
}

TEST_CASE("a new rule is proposed where no rule of the user's own fits") {
    const auto fix = [](const policy::Policy& policy, const Change& change) {
        return one(policy, change).fix;
    };
    const auto source = change_of(kind::text, "acme/arch.py");
    CHECK(fix(built_in("pypi-sdist"), source) == "{files: [acme/arch.py], allow: [text]}");
    CHECK(fix(built_in("npm"), change_of(kind::commit, "lib/a.js")) ==
          "{files: [lib/a.js], allow: [commit]}");
    CHECK(fix(with_rules({"{files: [a], allow: [version]}"}), source) ==
          "{files: [acme/arch.py], allow: [text]}");
    CHECK(fix(with_rules({"{allow: [text]}"}), change_of(kind::text, "a.zip!/b")) ==
          "{files: [\"a.zip!/b\"], allow: [text]}");
    // A long list is not repeated.
    const auto many = with_rules({"{files: [" + std::string(120, 'a') + "], allow: [text]}"});
    CHECK(fix(many, source) == "{files: [acme/arch.py], allow: [text]}");
}

TEST_CASE("at the root a pattern is anchored, or it would match at any depth") {
    const auto judged = one(built_in("pypi-sdist"), change_of(kind::text, "setup.py"));
    CHECK(judged.fix == "{files: [/setup.py], allow: [text]}");
    CHECK(judged.fix_means == "any text change in this file");
    CHECK(
        judged.explanation ==
        "Rules for this file allow derived.map, digest.derived, version.own, version.part, version.sibling, "
        "and nothing else.");
}

TEST_CASE("a dependency is allowed by name and no further than it moved") {
    const auto policy = built_in("pypi-sdist");
    CHECK(one(policy, requirement(kind::dependency_added, "left-pad")).fix ==
          "{files: [/requires.txt], allow: [{dependency.added: {names: [left-pad]}}]}");
    CHECK(one(policy, requirement(kind::dependency_version, "a", "patch")).fix ==
          "{files: [/requires.txt], allow: [{dependency.version: {names: [a]}}]}");
    CHECK(one(policy, requirement(kind::dependency_version, "a", "major")).fix ==
          "{files: [/requires.txt], allow: [{dependency.version: {names: [a], within: major}}]}");
    CHECK(one(policy, requirement(kind::dependency_version, "a", "downgrade")).fix ==
          "{files: [/requires.txt], allow: [{dependency.version: {names: [a], down: true}}]}");
    CHECK(one(policy, requirement(kind::dependency_version, "a", "major")).fix_means ==
          "the version that this file asks of a may move by a step up to major");
}

TEST_CASE("a path that moves with the version is proposed for the next release, too") {
    const auto change =
        moved(change_of(kind::text, "acme-1.4.3.dist-info/METADATA"), "acme-1.4.2.dist-info/METADATA");
    CHECK(one(built_in("pypi-wheel"), change).fix ==
          "{files: [\"acme-*.dist-info/METADATA\"], allow: [text]}");
    const auto renamed = moved(change_of(kind::file_renamed, "b.py"), "a.py");
    CHECK(one(built_in("pypi-wheel"), renamed).fix == "{files: [/b.py, /a.py], allow: [file.renamed]}");
}

TEST_CASE("a package that moved in lockstep is proposed as a sibling") {
    auto plugin = requirement(kind::dependency_version, "widgets", "patch");
    plugin.lockstep = true;
    const auto policy = built_in("pypi-sdist");
    CHECK(one(policy, plugin).fix == "release: {siblings: [widgets]}");
    CHECK(one(policy, plugin).fix_means == "widgets is released in lockstep with this package");

    // Those that count as siblings now, and those that the policy lists, stay.
    auto known = change_of(kind::version_sibling, "requires.txt");
    known.name = "acme-core";
    CHECK(judged(policy, {known, plugin}).changes[1].fix == "release: {siblings: [acme-core, widgets]}");
    const auto listed =
        with_rules({"{files: [requires.txt], allow: [version]}"}, "release: {siblings: [\"x-*\"]}\n");
    CHECK(one(listed, plugin).fix == "release: {siblings: [\"x-*\", widgets]}");

    // Only where it would help.
    const auto strict = with_rules({"{files: [requires.txt], allow: [version.own]}"});
    CHECK(one(strict, plugin).fix ==
          "{files: [/requires.txt], allow: [{dependency.version: {names: [widgets]}}]}");
}

TEST_CASE("noise of the container is a matter of settings") {
    const auto change = change_of(kind::container_order, "");
    const std::string text = "version: 1\nmetadata: {order: deny}\n";
    const auto judged = one(parsed(text), change);
    CHECK(judged.explanation == "metadata.order is deny.");
    CHECK(judged.fix == "metadata: {order: warn}");
    CHECK(allows(parsed("version: 1\n" + judged.fix + "\n"), change));
    CHECK(one(parsed(text + "protect: [{kinds: [container.order]}]\n"), change).fix.empty());
    CHECK(one(parsed(text), change_of(kind::text, "")).fix.empty());
}

TEST_CASE("a protected file's edit says that it lifts a protection") {
    const auto judged = one(built_in("pypi-sdist"), change_of(kind::exec_surface, "evil.pth"));
    CHECK(judged.fix == "{files: [/evil.pth], allow: [exec.surface], override: true}");
    CHECK(judged.fix_means ==
          "any change, by which other code may run by itself; lifts a protection by policy base");
    CHECK(judged.explanation ==
          "Policy base protects exec.surface, text.deceptive: only a rule with \"override: true\" may allow "
          "it.");
}

TEST_CASE("explanations name what is in the way") {
    const auto why = [](const policy::Policy& policy, const Change& change) {
        return one(policy, change).explanation;
    };
    const auto narrow =
        with_rules({"{files: [requires.txt], allow: [{dependency.version: {within: patch}}]}"});
    CHECK(why(narrow, requirement(kind::dependency_version, "a", "minor")) ==
          "Rule mine/rule-1 allows dependency.version here, but within patch, and this step is minor.");
    CHECK(why(narrow, requirement(kind::dependency_version, "a", "downgrade")) ==
          "Rule mine/rule-1 allows dependency.version here, but not downward.");
    CHECK(why(narrow, requirement(kind::dependency_version, "a", "")) ==
          "Rule mine/rule-1 allows dependency.version here, but which step this is cannot be told.");
    CHECK(why(with_rules({"{files: [b], allow: [commit]}"}), change_of(kind::text, "a")) ==
          "No rule speaks of this file.");
    CHECK(why(with_rules({"{files: [b], allow: [commit]}"}), change_of(kind::text, "a.zip!/b")) ==
          "No rule speaks of this file. It lies in an archive, where only patterns with \"!/\" reach.");
}

TEST_CASE("explanations and meanings are printable, whatever the archive says") {
    auto change = requirement(kind::dependency_version, "\x1b[31m\xff\xE2\x80\xAE", "major");
    change.path = "\x1b[2J\n";
    const auto judged =
        one(with_rules({"{files: [\"**\"], allow: [{dependency.version: {names: [a]}}]}"}), change);
    for (const auto& text : {judged.explanation, judged.fix, judged.fix_means}) {
        INFO(printable(text));
        CHECK(!text.empty());
        CHECK(terminal_safe(text) == text);
        CHECK(text.find('\n') == std::string::npos);
    }
}

}  // namespace bumpgate::gate_test
