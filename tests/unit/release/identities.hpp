#pragma once

#include <string>
#include <vector>

#include "catch.hpp"
#include "release/identity.hpp"
#include "trees.hpp"

// Releases for tests of identification, and what their identities say.
namespace bumpgate::release {

using Texts = std::vector<std::string>;

inline std::string pkg_info(const std::string& name, const std::string& version) {
    return "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n\nVersion: 9.9.9\n";
}

inline std::string manifest(const std::string& name, const std::string& version) {
    return R"({"name": ")" + name + R"(", "version": ")" + version + R"("})";
}

inline Tree sdist(TestTrees& made, const std::string& version) {
    const auto root = "acme-" + version;
    return made.targz(root + ".tar.gz",
                      {{root, "", MemberType::directory}, {root + "/PKG-INFO", pkg_info("acme", version)}});
}

inline Tree npm(TestTrees& made, const std::string& file, const std::string& package_json) {
    return made.targz(file, {{"package/index.js", ""}, {"package/package.json", package_json}});
}

inline Release identified(Tree old_tree, Tree new_tree, const Overrides& overrides = {}) {
    Trees trees;
    trees.old_tree = std::move(old_tree);
    trees.new_tree = std::move(new_tree);
    auto release = identify(trees, overrides);
    REQUIRE(release);
    return *std::move(release);
}

/// The identity of one side; the other is empty.
inline Identity identity_of(Tree tree, const Overrides& overrides = {}) {
    return identified(Tree{}, std::move(tree), overrides).new_identity;
}

inline Texts told(const Identity& identity) {
    Texts texts;
    for (const auto& evidence : identity.evidence)
        texts.push_back(evidence.source + ": " + evidence.name.value_or("-") + " " +
                        evidence.version.value_or("-"));
    return texts;
}

}  // namespace bumpgate::release
