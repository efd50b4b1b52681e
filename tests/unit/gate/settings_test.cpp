#include "cases.hpp"

// What `decide` promises about settings: metadata, hazards, the step, requirements.
namespace bumpgate::gate_test {
namespace {

using State = HazardFinding::State;

}  // namespace

TEST_CASE("a protected file may have another time where times are ignored") {
    const auto change = change_of(kind::file_time, "a.pth");
    const std::string protect = "protect: [{files: [\"*.pth\"]}]\n";
    CHECK(one(with_rules({}, protect), change).decision == Decision::ignored);
    CHECK(one(with_rules({}, protect + "metadata: {time: warn}\n"), change).decision == Decision::denied);
    CHECK(one(with_rules({}, "protect: [{kinds: [file.time]}]\n"), change).decision == Decision::denied);
}

TEST_CASE("metadata settings hold where no rule speaks") {
    const auto change = change_of(kind::file_mode, "a");
    const auto with = [](const std::string& setting) {
        return with_rules({files_rule("b", "text")}, "metadata: {mode: " + setting + "}\n");
    };
    CHECK(one(with("deny"), change).decision == Decision::denied);
    CHECK(one(with("deny"), change).explanation == "metadata.mode is deny.");
    const auto warned = one(with("warn"), change);
    CHECK(warned.decision == Decision::allowed);
    CHECK(warned.warn);
    CHECK(warned.rule == "metadata.mode");
    const auto ignored = one(with("ignore"), change);
    CHECK(ignored.decision == Decision::ignored);
    CHECK(!ignored.warn);
    CHECK(ignored.rule == "metadata.mode");
    CHECK(judged(with("ignore"), {change}).outcome == Outcome::pass);
}

TEST_CASE("every metadata key speaks of its kind") {
    for (const auto& key : policy::metadata_keys()) {
        INFO(key.key);
        const auto with = [&](const std::string& word) {
            return with_rules({}, "metadata: {" + std::string(key.key) + ": " + word + "}\n");
        };
        const auto change = change_of(key.kind, key.kind.starts_with("file.") ? "a" : "");
        CHECK(one(with("deny"), change).decision == Decision::denied);
        CHECK(one(with("ignore"), change).decision == Decision::ignored);
        CHECK(one(with("warn"), change).warn);
    }
}

TEST_CASE("a rule lifts a setting by naming the kind, and `any` does not list noise") {
    const auto mode = change_of(kind::file_mode, "a");
    CHECK(one(with_rules({files_rule("a", "file.mode")}), mode).rule == "mine/rule-1");
    CHECK(one(with_rules({files_rule("a", "any")}), mode).rule == "mine/rule-1");
    const auto time = change_of(kind::file_time, "a");
    CHECK(one(with_rules({files_rule("a", "any")}), time).decision == Decision::ignored);
    CHECK(one(with_rules({"{files: [a], allow: [file.time], level: warn}"}), time).warn);
}

TEST_CASE("a header's file name that follows the version is ignored where headers warn") {
    const auto change = change_of("container.header.version", "");
    const auto with = [](const std::string& word) {
        return with_rules({}, "metadata: {header: " + word + "}\n");
    };
    CHECK(one(with("warn"), change).decision == Decision::ignored);
    CHECK(one(with("ignore"), change).decision == Decision::ignored);
    CHECK(one(with("deny"), change).decision == Decision::denied);
    CHECK(one(with("warn"), change_of("container.header", "")).decision == Decision::allowed);
}

TEST_CASE("a container's own time is noise like a member's") {
    CHECK(one(with_rules({}), change_of(kind::file_time, "")).decision == Decision::ignored);
}

TEST_CASE("the bump must be one of the steps that the policy lists") {
    const auto change = change_of(kind::version_own, "a");
    const auto rule = files_rule("a", "version");
    const auto verdict = judged(with_rules({rule}, "release: {bump: [patch, post]}\n"), {change}, {},
                                release_of("1.4.2", "1.5.0"));
    CHECK(verdict.outcome == Outcome::fail);
    REQUIRE(verdict.requirements.size() == 1);
    CHECK(!verdict.requirements[0].met);
    CHECK(verdict.requirements[0].text == "the step is one of [post, patch], and it is minor");
    CHECK(judged(with_rules({rule}, "release: {bump: [patch, minor]}\n"), {change}, {},
                 release_of("1.4.2", "1.5.0"))
              .outcome == Outcome::pass);
    CHECK(judged(with_rules({rule}), {change}, {}, release_of("1.4.2", "2.0")).outcome == Outcome::pass);
}

TEST_CASE("requirements are met or fail the gate") {
    const auto change = change_of(kind::version_own, "a/PKG-INFO");
    const auto outcome = [&](const std::string& require) {
        return judged(with_rules({files_rule("\"**\"", "any")}, "require: [" + require + "]\n"),
                      {change, change_of(kind::text_whitespace, "b")})
            .outcome;
    };
    CHECK(outcome("{files: [PKG-INFO], change: version.own}") == Outcome::pass);
    CHECK(outcome("{files: [PKG-INFO], change: version}") == Outcome::pass);
    CHECK(outcome("{change: version.own}") == Outcome::pass);
    CHECK(outcome("{files: [setup.py], change: version.own}") == Outcome::fail);
    CHECK(outcome("{files: [PKG-INFO], change: version.sibling}") == Outcome::fail);
    CHECK(outcome("{not: version.stale}") == Outcome::pass);
    CHECK(outcome("{not: text}") == Outcome::fail);
    CHECK(outcome("{not: version}") == Outcome::fail);
    CHECK(outcome("{not: text}, {change: version.own}") == Outcome::fail);
}

TEST_CASE("a change of the container is in no file, whatever a requirement's files match") {
    const auto policy = with_rules({std::string(wide_rule)},
                                   "require: [{files: [\"**\", \"**!/**\"], change: container.order}]\n");
    const auto verdict =
        judged(policy, {change_of(kind::container_order, ""), change_of(kind::version_own, "a")});
    CHECK(verdict.outcome == Outcome::fail);
    REQUIRE(verdict.requirements.size() == 1);
    CHECK(!verdict.requirements[0].met);
}

TEST_CASE("a new hazard is denied, an existing one is shown, one that is gone is no harm") {
    const auto change = change_of(kind::version_own, "a");
    const auto with = [&](const std::string& hazards, State state) {
        return judged(with_rules({files_rule("a", "version")}, hazards), {change},
                      {hazard("duplicate-member", state)});
    };
    const auto introduced = with("", State::introduced);
    CHECK(introduced.outcome == Outcome::fail);
    CHECK(introduced.hazards[0].decision == Decision::denied);
    CHECK(introduced.hazards[0].fix == "hazards: {duplicate-member: warn}");
    const auto existing = with("", State::existing);
    CHECK(existing.outcome == Outcome::pass);
    CHECK(existing.hazards[0].warn);
    CHECK(existing.hazards[0].rule == "hazards.existing");
    const auto gone = with("hazards: {existing: deny, duplicate-member: deny}\n", State::gone);
    CHECK(gone.outcome == Outcome::pass);
    CHECK(!gone.hazards[0].warn);
}

TEST_CASE("hazards are set by name, and what is set to deny is denied if both releases have it, too") {
    const auto change = change_of(kind::version_own, "a");
    struct Row {
        std::string setting;
        State state;
        Decision decision;
    };
    const std::vector<Row> rows{
        {"{duplicate-member: warn}", State::introduced, Decision::allowed},
        {"{duplicate-member: ignore}", State::introduced, Decision::ignored},
        {"{duplicate-member: deny}", State::introduced, Decision::denied},
        {"{duplicate-member: deny}", State::existing, Decision::denied},
        {"{existing: deny}", State::existing, Decision::denied},
        {"{existing: warn}", State::introduced, Decision::denied},
        {"{fifo: warn}", State::introduced, Decision::denied},
        {"{existing: deny, duplicate-member: warn}", State::existing, Decision::allowed}};
    for (const auto& row : rows) {
        INFO(row.setting);
        const auto policy = with_rules({files_rule("a", "version")}, "hazards: " + row.setting + "\n");
        const auto verdict = judged(policy, {change}, {hazard("duplicate-member", row.state)});
        CHECK(verdict.hazards[0].decision == row.decision);
        CHECK((verdict.outcome == Outcome::fail) == (row.decision == Decision::denied));
        if (row.decision != Decision::denied) continue;
        const auto mended =
            parsed("version: 1\nrules: [{files: [a], allow: [version]}]\n" + verdict.hazards[0].fix + "\n");
        CHECK(judged(mended, {change}, {hazard("duplicate-member", row.state)}).outcome == Outcome::pass);
    }
}

TEST_CASE("a wide rule allows no hazard") {
    CHECK(judged(with_rules({std::string(wide_rule)}), {change_of(kind::text, "a")},
                 {hazard("setuid", State::introduced)})
              .outcome == Outcome::fail);
}

}  // namespace bumpgate::gate_test
