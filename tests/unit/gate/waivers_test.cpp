#include "cases.hpp"

// Waivers: the last step, for single findings, until a day.
namespace bumpgate::gate_test {

namespace {

const std::string id = "0123456789abcdef";

policy::Policy with_waiver(const std::string& expires, const std::string& finding = id,
                           const std::string& more = {}) {
    return parsed("version: 1\n" + more +
                  "rules:\n  - {files: [a], allow: [version]}\nwaivers:\n  - finding: \"" + finding +
                  "\"\n    reason: audited in 812\n    by: sec@acme.example\n    expires: " + expires + "\n");
}

Change finding(std::string_view kind_id = kind::text) {
    auto change = change_of(kind_id, "b");
    change.id = id;
    return change;
}

bool is_waived(const policy::Policy& policy, const Change& change) {
    return one(policy, change).decision == Decision::waived;
}

bool has(const std::vector<std::string>& all, std::string_view part) {
    return std::any_of(all.begin(), all.end(),
                       [&](const std::string& text) { return text.find(part) != std::string::npos; });
}

}  // namespace

TEST_CASE("a waiver lifts the finding it names, and says why") {
    const auto verdict = judged(with_waiver("2026-12-31"), {finding()});
    CHECK(verdict.outcome == Outcome::pass);
    const auto& change = verdict.changes.at(0);
    CHECK(change.decision == Decision::waived);
    CHECK(change.rule == "waivers." + id);
    REQUIRE(change.waiver);
    CHECK(change.waiver->reason == "audited in 812");
    CHECK(change.waiver->by == "sec@acme.example");
    CHECK(change.waiver->expires == "2026-12-31");
    CHECK(!change.explanation.empty());
    CHECK(change.fix.empty());
    CHECK(change.warn);
    CHECK(verdict.unused_waivers.empty());
    CHECK(verdict.policy.today == "2026-06-30");
    CHECK(verdict.policy.today_given);
    CHECK(verdict.explained_bytes == 0);
}

TEST_CASE("a waiver lifts nothing else") {
    auto other = finding();
    other.id = "fedcba9876543210";
    const auto verdict = judged(with_waiver("2026-12-31"), {finding(), other});
    CHECK(verdict.outcome == Outcome::fail);
    CHECK(verdict.changes.at(1).decision == Decision::denied);
}

TEST_CASE("a waiver counts until its last day, and not for more than a year") {
    CHECK(!is_waived(with_waiver("2026-06-29"), finding()));
    CHECK(is_waived(with_waiver("2026-06-30"), finding()));
    CHECK(is_waived(with_waiver("2027-06-30"), finding()));
    CHECK(!is_waived(with_waiver("2027-07-01"), finding()));
    const auto ended = judged(with_waiver("2026-06-29"), {finding()});
    CHECK(ended.outcome == Outcome::fail);
    CHECK(has(ended.warnings, "ended on 2026-06-29 and counts no longer"));
    CHECK(ended.unused_waivers == std::vector<std::string>{"mine/" + id});
    CHECK(has(judged(with_waiver("2027-07-01"), {finding()}).warnings, "more than a year ahead"));
    CHECK(has(judged(with_waiver("2026-07-14"), {finding()}).warnings, "ends in 14 days, on 2026-07-14"));
    CHECK(judged(with_waiver("2026-07-15"), {finding()}).warnings.empty());
}

TEST_CASE("what protect denies can be waived, what nothing makes legal cannot") {
    const std::string protect = "protect: [{kinds: [exec.surface]}]\n";
    CHECK(is_waived(with_waiver("2026-12-31", id, protect), finding(kind::exec_surface)));
    for (const auto kind_id : {kind::version_downgrade, kind::version_reused, kind::identity_conflict}) {
        const auto verdict = judged(with_waiver("2026-12-31"), {finding(kind_id)});
        CHECK(verdict.outcome == Outcome::fail);
        CHECK(verdict.changes.at(0).decision == Decision::denied);
    }
}

TEST_CASE("what is allowed needs no waiver") {
    auto change = change_of(kind::version_own, "a");
    change.id = id;
    const auto verdict = judged(with_waiver("2026-12-31"), {change});
    CHECK(verdict.changes.at(0).decision == Decision::allowed);
    CHECK(verdict.unused_waivers == std::vector<std::string>{"mine/" + id});
}

TEST_CASE("hazards can be waived one by one") {
    auto one_hazard = hazard("tar-trailing-data", HazardFinding::State::introduced);
    one_hazard.id = id;
    auto other = hazard("tar-trailing-data", HazardFinding::State::introduced);
    other.id = "fedcba9876543210";
    const auto change = change_of(kind::version_own, "a");
    const auto policy = with_waiver("2026-12-31");
    CHECK(judged(policy, {change}, {one_hazard}).outcome == Outcome::pass);
    const auto verdict = judged(policy, {change}, {one_hazard, other});
    CHECK(verdict.outcome == Outcome::fail);
    CHECK(verdict.hazards.at(0).decision == Decision::waived);
    CHECK(verdict.hazards.at(1).decision == Decision::denied);
}

TEST_CASE("of two waivers for one finding the one that ends last counts") {
    const auto policy =
        parsed("version: 1\nwaivers:\n  - {finding: " + id + ", reason: old, expires: 2026-07-31}\n");
    auto both = policy;
    both.waivers.push_back(both.waivers.front());
    both.waivers.back().reason = "newer";
    both.waivers.back().expires = *parse_date("2026-12-31");
    CHECK(one(both, finding()).waiver->reason == "newer");
    std::swap(both.waivers[0], both.waivers[1]);
    CHECK(one(both, finding()).waiver->reason == "newer");
}

TEST_CASE("a waiver does not meet a requirement") {
    const auto policy = with_waiver("2026-12-31", id, "require: [{not: text}]\n");
    CHECK(judged(policy, {finding()}).outcome == Outcome::fail);
}

TEST_CASE("a verdict says which day it was only where a waiver asks") {
    CHECK(judged(with_rules({files_rule("b", "text")}), {finding()}).policy.today.empty());
}

}  // namespace bumpgate::gate_test
