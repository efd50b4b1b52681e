#include "policy/cases.hpp"

#include "policies.hpp"

namespace bumpgate::policy_test {
namespace {

using policy::CaseMember;

std::vector<policy::Case> cases_in(const Folder& folder, const std::string& text,
                                   const std::string& more = {}) {
    const auto file = folder.write("mine.yaml", text);
    if (!more.empty()) folder.write("mine.tests.yaml", more);
    auto cases = policy::load_cases(file);
    if (!cases) FAIL(cases.error().message);
    return *std::move(cases);
}

constexpr std::string_view full = R"(version: 1
tests:
  - name: a bump passes
    release: {name: acme, from: 1.0, to: 2.0, ecosystem: npm}
    old: {PKG-INFO: "Version: 1.0\n", a/run.sh: {text: "x", mode: "4755", owner: root}}
    new:
      PKG-INFO: |
        Version: 2.0
      a/run.sh: {base64: AAEC, time: 2026-12-31, attributes: {user.note: hi}}
      b: {link: a/run.sh}
      c: {directory: true}
    expect: pass
  - old: {a: x}
    new: {a: y}
    expect: fail
  - old: {a: x}
    new: {a: y}
    expect: {fail: [text, hazard.duplicate-member, requirement, version.downgrade]}
)";

}  // namespace

TEST_CASE("all that a test case can say is read") {
    const Folder folder;
    const auto cases = cases_in(folder, std::string(full));
    REQUIRE(cases.size() == 3);
    const auto& first = cases[0];
    CHECK(first.name == "a bump passes");
    CHECK(first.place.line == 3);
    CHECK(first.package == "acme");
    CHECK(first.from == "1.0");
    CHECK(first.to == "2.0");
    CHECK(first.ecosystem == "npm");
    CHECK(first.passes);
    CHECK(first.old_side.at("a/run.sh").mode == 04755);
    CHECK(first.old_side.at("a/run.sh").owner == "root");
    CHECK(first.old_side.at("PKG-INFO").content == "Version: 1.0\n");
    CHECK(first.old_side.at("PKG-INFO").mode == 0644);
    CHECK(first.new_side.at("PKG-INFO").content == "Version: 2.0\n");
    const auto& script = first.new_side.at("a/run.sh");
    CHECK(script.content == std::string("\0\1\2", 3));
    CHECK(script.time == 1798675200);
    CHECK(script.attributes.at("user.note") == "hi");
    CHECK(first.new_side.at("b").type == CaseMember::Type::symlink);
    CHECK(first.new_side.at("b").link_target == "a/run.sh");
    CHECK(first.new_side.at("c").type == CaseMember::Type::directory);
    CHECK(cases[1].name == "test 2");
    CHECK(!cases[1].passes);
    CHECK(cases[1].kinds.empty());
    CHECK(cases[2].kinds ==
          std::set<std::string>{"hazard.duplicate-member", "requirement", "text", "version.downgrade"});
}

TEST_CASE("cases of the file beside a policy come behind its own") {
    const Folder folder;
    const std::string one = "version: 1\ntests: [{name: first, old: {a: x}, new: {a: y}, expect: fail}]\n";
    const std::string two = "version: 1\ntests: [{name: second, old: {a: x}, new: {a: y}, expect: fail}]\n";
    const auto cases = cases_in(folder, one, two);
    REQUIRE(cases.size() == 2);
    CHECK(cases[0].name == "first");
    CHECK(cases[1].name == "second");
    CHECK(has(cases[1].place.file, "mine.tests.yaml"));
    CHECK(policy::is_case_file("mine.tests.yaml"));
    CHECK(!policy::is_case_file("mine.yaml"));
}

TEST_CASE("a file of cases holds nothing else") {
    const Folder folder;
    const auto file = folder.write("mine.yaml", "version: 1\n");
    folder.write("mine.tests.yaml", "version: 1\nrules: []\n");
    const auto cases = policy::load_cases(file);
    REQUIRE(!cases);
    CHECK(has(cases.error().message, "mine.tests.yaml:2:1: unknown key \"rules\""));
}

TEST_CASE("a built-in's file is that built-in") {
    const Folder folder;
    const auto& npm = *std::find_if(policy::built_ins().begin(), policy::built_ins().end(),
                                    [](const auto& row) { return row.name == "npm"; });
    const auto file = folder.write("npm.yaml", npm.text);
    const auto policy = policy::load(file);
    REQUIRE(policy);
    CHECK(policy->name == "npm");
    CHECK(policy->sources.back().built_in);
    const auto changed = folder.write("npm.yaml", std::string(npm.text) + "# mine\n");
    CHECK(!policy::load(changed));
}

}  // namespace bumpgate::policy_test
