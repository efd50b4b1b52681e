#include <algorithm>
#include <set>
#include <string>

#include "base/digest.hpp"
#include "policies.hpp"

// What the policies that come with the program say of themselves.
namespace bumpgate::policy_test {

TEST_CASE("every built-in loads, is called as its file, lints clean and is chosen by one ecosystem") {
    std::set<std::string> chosen;
    Texts names;
    for (const auto& built_in : policy::built_ins()) {
        INFO(built_in.name);
        names.emplace_back(built_in.name);
        const auto policy = loaded(std::string(built_in.name));
        CHECK(policy.name == built_in.name);
        CHECK(!policy.description.empty());
        CHECK(built_in.text.starts_with("# "));
        CHECK(policy.sources.back().built_in);
        CHECK(policy.sources.back().sha256 == sha256_hex(built_in.text));
        CHECK(policy.sources.front().name == "base");
        CHECK(policy::lint(policy).empty());
        if (policy.selected_by != built_in.name) continue;
        for (const auto& ecosystem : policy.ecosystems) {
            CHECK(chosen.insert(ecosystem).second);
            CHECK(resolved({}, ecosystem).name == built_in.name);
        }
    }
    CHECK(std::ranges::is_sorted(names));
    CHECK(names == Texts{"base", "conda", "crate", "deb", "gem", "go-module", "helm", "identical", "jar",
                         "npm", "npm-cascade", "nupkg", "pypi-sdist", "pypi-wheel", "rpm", "sdist-from-git",
                         "source", "vsix"});
    for (const auto& ecosystem : release::ecosystems()) CHECK(chosen.contains(std::string(ecosystem.id)));
}

TEST_CASE("built-ins allow proven versions, commits and what is recomputed, and nothing else") {
    const std::set<std::string> recomputed{"version.own", "version.part",    "version.sibling",
                                           "commit",      "listing.derived", "digest.derived",
                                           "derived.map", "digest.sibling"};
    for (const auto& built_in : policy::built_ins()) {
        INFO(built_in.name);
        if (built_in.name == "sdist-from-git") continue;  // about files, not about versions
        const auto policy = loaded(std::string(built_in.name));
        std::set<std::string> kinds;
        for (const auto& rule : policy.rules) {
            for (const auto& allow : rule.allow) kinds.insert(allow.kind);
        }
        CHECK(kinds.empty() == (built_in.name == "base"));
        for (const auto& kind : kinds) {
            CHECK((recomputed.contains(kind) ||
                   (kind == "dependency.sibling" && built_in.name == "npm-cascade")));
        }
        const bool locks =
            built_in.name == "crate" || built_in.name == "go-module" || built_in.name == "identical";
        CHECK(kinds.contains("digest.sibling") == locks);
    }
}

TEST_CASE("what npm-cascade and sdist-from-git allow besides is narrow") {
    const auto cascade = loaded("npm-cascade").rules.back();
    CHECK(cascade.files.patterns() == Texts{"/package.json"});
    REQUIRE(cascade.allow.size() == 1);
    CHECK(cascade.allow[0].kind == "dependency.sibling");
    CHECK(cascade.allow[0].within == release::Step::minor);
    CHECK(cascade.level == policy::Level::warn);
    const auto from_git = loaded("sdist-from-git");
    CHECK(from_git.baseline == release::Baseline::source);
    for (const auto& rule : from_git.rules) {
        for (const auto& path :
             {"setup.py", "pyproject.toml", "src/acme/__init__.py", "m4/a.m4", "configure", ".git/config"})
            CHECK(!rule.files.matches(path));
        CHECK(rule.overrides_protect == (rule.id == "entry-points"));
    }
}

}  // namespace bumpgate::policy_test
