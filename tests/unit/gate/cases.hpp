#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "catch.hpp"
#include "change/kinds.hpp"
#include "gate/gate.hpp"
#include "policy/policy.hpp"

// Changes, policies and releases for tests of the gate, built by hand.
namespace bumpgate::gate_test {

namespace kind = change::kind;

inline policy::Policy parsed(std::string_view text) {
    auto policy = policy::parse(text, "mine.yaml", "");
    if (!policy) FAIL(policy.error().message);
    return *std::move(policy);
}

/// A policy of the user's own with these rules, one a line: `{files: [a], allow: [text]}`.
inline policy::Policy with_rules(const std::vector<std::string>& rules, const std::string& more = {}) {
    std::string text = "version: 1\n" + more + "rules:\n";
    for (const auto& rule : rules) text += "  - " + rule + "\n";
    return parsed(rules.empty() ? "version: 1\n" + more : text);
}

/// A rule that allows every kind everywhere.
inline constexpr std::string_view wide_rule = "{files: [\"**\", \"**!/**\"], allow: [any]}";

inline std::string files_rule(const std::string& files, const std::string& allow) {
    return "{files: [" + files + "], allow: [" + allow + "]}";
}

inline policy::Policy built_in(std::string_view name) {
    auto policy = policy::load(name);
    if (!policy) FAIL(policy.error().message);
    return *std::move(policy);
}

/// acme of PyPI, from one version to another.
inline release::Release release_of(std::string_view from = "1.4.2", std::string_view to = "1.4.3") {
    release::Release release;
    release.ecosystem = "pypi-sdist";
    release.name = "acme";
    release.scheme = release::find_scheme("pep440");
    release.old_version = release.scheme->parse(from);
    release.new_version = release.scheme->parse(to);
    REQUIRE(release.has_versions());
    release.step = release::step_between(*release.scheme, *release.old_version, *release.new_version);
    release.new_identity.evidence = {{"PKG-INFO", "acme", std::string(to)}};
    return release;
}

inline Change change_of(std::string_view id, std::string path) {
    Change change;
    REQUIRE(change::find_kind(id) != nullptr);
    change.kind = change::find_kind(id)->id;
    change.path = std::move(path);
    return change;
}

inline Change moved(Change change, std::string old_path) {
    change.old_path = std::move(old_path);
    return change;
}

inline Change requirement(std::string_view id, std::string name, std::string step = {}) {
    auto change = change_of(id, "requires.txt");
    change.name = std::move(name);
    change.step = std::move(step);
    return change;
}

inline HazardFinding hazard(std::string id, HazardFinding::State state) {
    HazardFinding finding;
    finding.hazard.id = std::move(id);
    finding.state = state;
    return finding;
}

/// The day of the tests.
inline gate::Today today() {
    return {*parse_date("2026-06-30"), true};
}

/// The verdict; whatever it is, it is the one that its parts give.
inline Verdict judged(const policy::Policy& policy, std::vector<Change> items,
                      std::vector<HazardFinding> hazards = {},
                      const release::Release& release = release_of()) {
    Changes changes;
    changes.items = std::move(items);
    changes.hazards = std::move(hazards);
    auto verdict = gate::decide(policy, release, changes, today());
    CHECK(gate::recompute(verdict) == verdict.outcome);
    return verdict;
}

/// The judgement of a single change.
inline JudgedChange one(const policy::Policy& policy, const Change& change) {
    return judged(policy, {change}).changes.at(0);
}

inline bool allows(const policy::Policy& policy, const Change& change) {
    return one(policy, change).decision == Decision::allowed;
}

}  // namespace bumpgate::gate_test
