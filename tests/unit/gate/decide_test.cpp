#include "cases.hpp"

// What `decide` promises about rules, clause by clause.
namespace bumpgate::gate_test {
namespace {

using State = HazardFinding::State;

}  // namespace

TEST_CASE("what no rule speaks of is denied, whatever its kind") {
    const auto policy = with_rules({files_rule("PKG-INFO", "version")});
    for (const auto& row : change::all_kinds()) {
        INFO(row.id);
        const auto judged = one(policy, change_of(row.id, "setup.py"));
        const bool noise = row.id == kind::file_time || row.id == kind::file_owner || row.id == "container" ||
                           row.id.starts_with("container.");
        if (!noise) CHECK(judged.decision == Decision::denied);
        if (!noise) CHECK(judged.rule.empty());
        if (!noise) CHECK(!judged.explanation.empty());
    }
    CHECK(judged(policy, {change_of(kind::text, "setup.py")}).outcome == Outcome::fail);
}

TEST_CASE("an allowed change names its rule, and the verdict is pass") {
    const auto verdict =
        judged(with_rules({files_rule("PKG-INFO", "version")}), {change_of(kind::version_own, "PKG-INFO")});
    CHECK(verdict.outcome == Outcome::pass);
    CHECK(verdict.exit_code() == 0);
    CHECK(verdict.changes[0].rule == "mine/rule-1");
    CHECK(verdict.changes[0].explanation.empty());
    CHECK(verdict.changes[0].fix.empty());
    CHECK(!verdict.changes[0].warn);
}

TEST_CASE("one denied change among many fails the gate") {
    std::vector<Change> changes(100, change_of(kind::version_own, "PKG-INFO"));
    const auto policy = with_rules({files_rule("PKG-INFO", "version")});
    CHECK(judged(policy, changes).outcome == Outcome::pass);
    for (const std::size_t at : {std::size_t{0}, std::size_t{50}, std::size_t{99}}) {
        auto tampered = changes;
        tampered[at].kind = kind::text;
        const auto verdict = judged(policy, tampered);
        CHECK(verdict.outcome == Outcome::fail);
        CHECK(verdict.exit_code() == 1);
        CHECK(verdict.count(Decision::denied) == 1);
        CHECK(verdict.count(Decision::allowed) == 99);
    }
}

TEST_CASE("nothing to judge is no pass") {
    const auto policy = with_rules({std::string(wide_rule)});
    const auto verdict = judged(policy, {});
    CHECK(verdict.outcome == Outcome::incomplete);
    CHECK(verdict.exit_code() == 2);
    REQUIRE(verdict.error);
    CHECK(verdict.error->code == ErrorCode::same_input);
    CHECK(judged(policy, {}, {hazard("setuid", State::introduced)}).outcome == Outcome::incomplete);
}

TEST_CASE("without both versions there is no verdict") {
    const auto policy = with_rules({std::string(wide_rule)});
    auto release = release_of();
    release.old_version.reset();
    const auto verdict = judged(policy, {change_of(kind::version_own, "PKG-INFO")}, {}, release);
    CHECK(verdict.outcome == Outcome::incomplete);
    CHECK(verdict.error->code == ErrorCode::identity);
}

TEST_CASE("no rule makes a finding legal") {
    auto policy = with_rules({std::string(wide_rule)});
    for (const auto id : {kind::version_downgrade, kind::version_reused, kind::identity_conflict}) {
        policy::Allow entry;
        entry.kind = id;
        policy.rules[0].allow.push_back(entry);  // the loader would refuse it
        policy.rules[0].overrides_protect = true;
        for (const auto* path : {"", "PKG-INFO"}) {
            const auto judged = one(policy, change_of(id, path));
            CHECK(judged.decision == Decision::denied);
            CHECK(judged.fix.empty());
            CHECK(judged.explanation == "No rule can make this legal.");
        }
    }
}

TEST_CASE("a version that does not rise fails even if nobody reports it") {
    const auto policy = with_rules({std::string(wide_rule)});
    for (const auto* to : {"1.4.2", "1.4.1"}) {
        const auto verdict = judged(policy, {change_of(kind::text, "a")}, {}, release_of("1.4.2", to));
        CHECK(verdict.outcome == Outcome::fail);
        REQUIRE(verdict.requirements.size() == 1);
        CHECK(verdict.requirements[0].text == "the new version is above the old one");
    }
}

TEST_CASE("a source has the release's version, or it fails even if nobody reports it") {
    const auto policy = with_rules({std::string(wide_rule)}, "release: {baseline: source}\n");
    for (const auto* from : {"1.4.2", "1.4.3", "1.4.4"}) {
        auto release = release_of(from, "1.4.3");
        release.baseline = release::Baseline::source;
        const auto verdict = judged(policy, {change_of(kind::text, "a")}, {}, release);
        CHECK((verdict.outcome == Outcome::pass) == (release.step == release::Step::none));
        if (verdict.outcome == Outcome::pass) continue;
        REQUIRE(verdict.requirements.size() == 1);
        CHECK(verdict.requirements[0].text == "the source has the release's version");
    }
}

TEST_CASE("`version` covers own and sibling only; stale, mixed and weak want their name or any") {
    const auto version = with_rules({files_rule("\"**\"", "version")});
    CHECK(allows(version, change_of(kind::version_own, "a")));
    CHECK(allows(version, change_of(kind::version_sibling, "a")));
    for (const auto id :
         {kind::version_stale, kind::version_mixed, kind::version_weak, kind::dependency_sibling}) {
        INFO(id);
        auto change = change_of(id, "a");
        change.step = "patch";
        CHECK(!allows(version, change));
        CHECK(allows(with_rules({files_rule("a", std::string(id))}), change));
        CHECK(allows(with_rules({files_rule("a", "any")}), change));
    }
}

TEST_CASE("deceptive text wants its own name") {
    const auto change = change_of(kind::text_deceptive, "a");
    CHECK(!allows(with_rules({files_rule("a", "text, any")}), change));
    CHECK(allows(with_rules({files_rule("a", "text.deceptive")}), change));
}

TEST_CASE("a rule speaks of its files only") {
    const auto policy = with_rules({files_rule("PKG-INFO, \"docs/**\", \"!docs/api/**\"", "text")});
    CHECK(allows(policy, change_of(kind::text, "PKG-INFO")));
    CHECK(allows(policy, change_of(kind::text, "a/PKG-INFO")));
    CHECK(allows(policy, change_of(kind::text, "docs/a/b")));
    CHECK(!allows(policy, change_of(kind::text, "docs/api/b")));
    CHECK(!allows(policy, change_of(kind::text, "pkg-info")));
    CHECK(!allows(policy, change_of(kind::text, "a.whl!/PKG-INFO")));
}

TEST_CASE("a rule without files means every member but nested ones and the container") {
    const auto policy = with_rules({"{allow: [any]}"});
    CHECK(allows(policy, change_of(kind::text, "a/b")));
    CHECK(!allows(policy, change_of(kind::text, "a.zip!/b")));
    CHECK(!allows(policy, change_of("container.header", "")) ==
          false);  // metadata: {header: warn} speaks of it
    CHECK(one(policy, change_of("container.header", "")).rule == "metadata.header");
    CHECK(one(with_rules({std::string(wide_rule)}), change_of(kind::text, "")).decision == Decision::denied);
}

TEST_CASE("a member that moved needs a rule for both of its names") {
    const auto change = moved(change_of(kind::file_renamed, "legacy/a.py"), "src/a.py");
    CHECK(!allows(with_rules({files_rule("\"legacy/**\"", "file.renamed")}), change));
    CHECK(!allows(with_rules({files_rule("\"src/**\"", "file.renamed")}), change));
    CHECK(allows(with_rules({files_rule("\"src/**\", \"legacy/**\"", "file.renamed")}), change));
}

TEST_CASE("different changes of one file may be allowed by different rules, in any order") {
    const std::vector<Change> changes{change_of(kind::version_own, "a"), change_of(kind::commit, "a")};
    const auto version = files_rule("a", "version");
    const auto commit = files_rule("a", "commit");
    CHECK(judged(with_rules({version, commit}), changes).outcome == Outcome::pass);
    CHECK(judged(with_rules({commit, version}), changes).outcome == Outcome::pass);
    CHECK(judged(with_rules({version}), changes).outcome == Outcome::fail);
}

TEST_CASE("of several rules the most specific is named, whatever their order") {
    const std::string wide = "{id: wide, files: [\"**\"], allow: [any]}";
    const std::string close =
        "{id: close, files: [\"a/**\", \"long-but-elsewhere/**\"], allow: [text], level: warn}";
    const std::string closest = "{id: closest, files: [a/b.txt], allow: [text]}";
    const auto change = change_of(kind::text, "a/b.txt");
    CHECK(one(with_rules({wide, close, closest}), change).rule == "mine/closest");
    CHECK(one(with_rules({closest, close, wide}), change).rule == "mine/closest");
    for (const auto& rules : {std::vector{wide, close}, std::vector{close, wide}}) {
        const auto judged = one(with_rules(rules), change);
        CHECK(judged.rule == "mine/close");
        CHECK(judged.warn);
    }
    const std::string same = "{id: same, files: [a/b.txt], allow: [text], level: warn}";
    CHECK(one(with_rules({closest, same}), change).rule == "mine/same");
    CHECK(one(with_rules({same, closest}), change).rule == "mine/same");
}

TEST_CASE("level warn allows and shows") {
    const auto verdict =
        judged(with_rules({"{files: [a], allow: [text], level: warn}"}), {change_of(kind::text, "a")});
    CHECK(verdict.outcome == Outcome::pass);
    CHECK(verdict.changes[0].warn);
}

TEST_CASE("protect wins over rules, and only `override: true` on a rule that allows the change lifts it") {
    const std::string protect = "protect: [{files: [\"*.pth\"]}]\n";
    const auto change = change_of(kind::text, "a.pth");
    const auto judged = one(with_rules({std::string(wide_rule)}, protect), change);
    CHECK(judged.decision == Decision::denied);
    CHECK(judged.explanation ==
          "Policy mine protects *.pth: only a rule with \"override: true\" may allow it.");
    CHECK(allows(with_rules({"{files: [a.pth], allow: [text], override: true}"}, protect), change));
    CHECK(!allows(
        with_rules({"{files: [a.pth], allow: [commit], override: true}", std::string(wide_rule)}, protect),
        change));
    CHECK(!allows(
        with_rules({"{files: [b.pth], allow: [text], override: true}", std::string(wide_rule)}, protect),
        change));
    CHECK(allows(with_rules({std::string(wide_rule)}, protect), change_of(kind::text, "a.py")));
}

TEST_CASE("protect reaches a member by either name, nested members and the container") {
    const auto policy = with_rules({std::string(wide_rule)},
                                   "protect: [{files: [a.pth]}, {kinds: [container.order, dependency]}]\n");
    CHECK(!allows(policy, moved(change_of(kind::file_renamed, "b"), "a.pth")));
    CHECK(one(policy, change_of(kind::container_order, "")).decision == Decision::denied);
    CHECK(!allows(policy, requirement(kind::dependency_added, "x")));
    const auto everywhere = with_rules({std::string(wide_rule)}, "protect: [{kinds: [text]}]\n");
    CHECK(!allows(everywhere, change_of(kind::text_whitespace, "a.zip!/b")));
    CHECK(!allows(with_rules({std::string(wide_rule)}, "protect: [{kinds: [any]}]\n"),
                  change_of(kind::version_own, "a")));
}

TEST_CASE("dependencies are allowed by name") {
    const auto policy = with_rules(
        {files_rule("requires.txt", "{dependency.added: {names: [typing-extensions, \"acme-*\"]}}")});
    CHECK(allows(policy, requirement(kind::dependency_added, "typing-extensions")));
    CHECK(allows(policy, requirement(kind::dependency_added, "Typing_Extensions")));  // one name for PyPI
    CHECK(allows(policy, requirement(kind::dependency_added, "acme-x")));
    CHECK(!allows(policy, requirement(kind::dependency_added, "left-pad")));
    CHECK(!allows(policy, requirement(kind::dependency_removed, "acme-x")));
    CHECK(one(policy, requirement(kind::dependency_added, "left-pad")).explanation ==
          "Rule mine/rule-1 allows dependency.added here, but not of \"left-pad\".");
}

TEST_CASE("a file may be added with just the content that the rule says") {
    const auto policy = with_rules({files_rule("a", "{file.added: {content: \"x\\n\"}}")});
    const auto added = [](std::string text, std::size_t length) {
        auto change = change_of(kind::file_added, "a");
        change.new_side = ChangeSide{{0, length, 1, 1}, text, text};
        return change;
    };
    CHECK(allows(policy, added("x\n", 2)));
    CHECK(!allows(policy, added("x\ny\n", 4)));
    CHECK(!allows(policy, added("x", 1)));
    CHECK(!allows(policy, added("x\n", 5000)));                // an excerpt
    CHECK(!allows(policy, change_of(kind::file_added, "a")));  // a link, a folder, an empty file
    CHECK(!allows(policy, change_of(kind::file_removed, "a")));
    CHECK(one(policy, added("y\n", 2)).explanation ==
          "Rule mine/rule-1 allows file.added here, but with other content than this.");
}

TEST_CASE("dependencies move as far and in the direction that the rule says") {
    struct Row {
        std::string allow, step;
        bool allowed;
    };
    const std::vector<Row> rows{
        {"dependency.version", "none", true},
        {"dependency.version", "patch", true},
        {"dependency.version", "minor", true},
        {"dependency.version", "major", false},
        {"dependency.version", "epoch", false},
        {"dependency.version", "downgrade", false},
        {"dependency.version", "", false},
        {"{dependency.version: {within: patch}}", "patch", true},
        {"{dependency.version: {within: patch}}", "minor", false},
        {"{dependency.version: {within: major}}", "major", true},
        {"{dependency.version: {within: major}}", "epoch", false},
        {"{dependency.version: {within: any}}", "epoch", true},
        {"{dependency.version: {within: any}}", "downgrade", false},
        {"{dependency.version: {within: any}}", "", false},
        {"{dependency.version: {down: true}}", "downgrade", true},
        {"{dependency.version: {down: true}}", "major", false},
        {"{dependency.version: {within: any, down: true}}", "", true},
        {"any", "downgrade", true},
    };
    for (const auto& row : rows) {
        INFO(row.allow << " " << row.step);
        CHECK(allows(with_rules({files_rule("requires.txt", row.allow)}),
                     requirement(kind::dependency_version, "a", row.step)) == row.allowed);
    }
    const auto sibling = with_rules({files_rule("requires.txt", "dependency.sibling")});
    CHECK(allows(sibling, requirement(kind::dependency_sibling, "a", "minor")));
    CHECK(!allows(sibling, requirement(kind::dependency_sibling, "a", "major")));
    CHECK(!allows(sibling, requirement(kind::dependency_sibling, "a", "downgrade")));
    CHECK(!allows(sibling, requirement(kind::dependency_version, "a", "patch")));
}

TEST_CASE("unused rules are told of the user's own policies") {
    auto policy = with_rules({files_rule("a", "version"), "{id: typo, files: [PKG_INFO], allow: [version]}",
                              "{id: narrow, files: [a], allow: [{dependency.added: {names: [x]}}]}"},
                             "extends: [pypi-sdist]\n");
    CHECK(judged(policy, {change_of(kind::version_own, "a")}).unused_rules ==
          std::vector<std::string>{"mine/typo", "mine/narrow"});
    CHECK(judged(built_in("pypi-sdist"), {change_of(kind::version_own, "a")}).unused_rules.empty());
}

TEST_CASE("the verdict tells the release and the policy") {
    auto change = change_of(kind::version_own, "a");
    change.old_side = ChangeSide{{0, 5, 1, 1}, "1.4.2", "1.4.2"};
    change.new_side = ChangeSide{{0, 6, 1, 1}, "1.4.10", "1.4.10"};
    auto removed = change_of(kind::text, "a");
    removed.old_side = ChangeSide{{0, 100, 1, 1}, "x", "x"};
    Changes changes;
    changes.items = {change, removed};
    changes.changed_bytes = 106;
    const auto verdict =
        gate::decide(with_rules({files_rule("a", "version")},
                                "extends: [base]\nrelease: {siblings: [\"acme-*\"], bump: [patch]}\n"),
                     release_of(), changes, today());
    CHECK(verdict.package == "acme");
    CHECK(verdict.scheme == "pep440");
    CHECK(verdict.from == "1.4.2");
    CHECK(verdict.to == "1.4.3");
    CHECK(verdict.step == "patch");
    CHECK(verdict.new_evidence.size() == 1);
    CHECK(verdict.changed_bytes == 106);
    CHECK(verdict.explained_bytes == 6);
    CHECK(verdict.policy.name == "mine");
    REQUIRE(verdict.policy.sources.size() == 2);
    CHECK(verdict.policy.sources[0].built_in);
    CHECK(verdict.policy.sources[1].name == "mine.yaml");
    const auto& settings = verdict.policy.settings;
    CHECK(settings.at("metadata.time") == "ignore");
    CHECK(settings.at("hazards.existing") == "warn");
    CHECK(settings.at("release.bump") == "[patch]");
    CHECK(settings.at("release.scheme") == "auto");
    CHECK(settings.at("release.siblings") == "[\"acme-*\"]");
    CHECK(settings.at("release.baseline") == "release");
    CHECK(settings.size() == 15);
}

TEST_CASE("a policy made for another ecosystem is said so, and still holds") {
    const auto verdict = judged(built_in("npm"), {change_of(kind::version_own, "a")});
    CHECK(verdict.outcome == Outcome::pass);
    CHECK(verdict.warnings ==
          std::vector<std::string>{"policy npm is made for [npm], and this release is of pypi-sdist"});
    CHECK(judged(built_in("pypi-sdist"), {change_of(kind::version_own, "a")}).warnings.empty());
}

TEST_CASE("recompute does not take the decisions' word for it") {
    auto verdict = judged(with_rules({files_rule("a", "version")}), {change_of(kind::version_own, "a")},
                          {hazard("fifo", State::existing)});
    REQUIRE(gate::recompute(verdict) == Outcome::pass);
    auto unnamed = verdict;
    unnamed.changes[0].rule.clear();
    CHECK(gate::recompute(unnamed) == Outcome::fail);
    auto finding = verdict;
    finding.changes[0].change.kind = kind::version_reused;
    CHECK(gate::recompute(finding) == Outcome::fail);
    auto denied = verdict;
    denied.changes[0].decision = Decision::denied;
    CHECK(gate::recompute(denied) == Outcome::fail);
    auto hazardous = verdict;
    hazardous.hazards[0].decision = Decision::denied;
    CHECK(gate::recompute(hazardous) == Outcome::fail);
    auto unmet = verdict;
    unmet.requirements.push_back({"x", "y", false});
    CHECK(gate::recompute(unmet) == Outcome::fail);
    auto empty = verdict;
    empty.changes.clear();
    CHECK(gate::recompute(empty) == Outcome::incomplete);
    auto stopped = verdict;
    stopped.error = Error{ErrorCode::io, "x", "", {}};
    CHECK(gate::recompute(stopped) == Outcome::incomplete);
    CHECK(stopped.exit_code() == 2);
    auto nameless = verdict;
    nameless.policy.name.clear();
    CHECK(gate::recompute(nameless) == Outcome::incomplete);
}

TEST_CASE("exit codes and names") {
    CHECK(Verdict().exit_code() == 2);
    CHECK(Verdict().outcome == Outcome::incomplete);
    const auto stopped = gate::incomplete({ErrorCode::truncated, "it ends", "", {}});
    CHECK(stopped.exit_code() == 2);
    CHECK(stopped.error->message == "it ends");
    CHECK(to_string(Outcome::pass) == "pass");
    CHECK(to_string(Outcome::fail) == "fail");
    CHECK(to_string(Outcome::incomplete) == "incomplete");
    CHECK(to_string(Decision::allowed) == "allowed");
    CHECK(to_string(Decision::denied) == "denied");
    CHECK(to_string(Decision::ignored) == "ignored");
}

}  // namespace bumpgate::gate_test
