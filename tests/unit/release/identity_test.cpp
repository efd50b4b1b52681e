#include "release/identity.hpp"

#include <string>
#include <vector>

#include "catch.hpp"
#include "trees.hpp"

namespace bumpgate::release {
namespace {

using Texts = std::vector<std::string>;

std::string pkg_info(const std::string& name, const std::string& version) {
    return "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n\nVersion: 9.9.9\n";
}

std::string manifest(const std::string& name, const std::string& version) {
    return R"({"name": ")" + name + R"(", "version": ")" + version + R"("})";
}

Tree sdist(TestTrees& made, const std::string& version) {
    const auto root = "acme-" + version;
    return made.targz(root + ".tar.gz",
                      {{root, "", MemberType::directory}, {root + "/PKG-INFO", pkg_info("acme", version)}});
}

Tree npm(TestTrees& made, const std::string& file, const std::string& package_json) {
    return made.targz(file, {{"package/index.js", ""}, {"package/package.json", package_json}});
}

Release identified(Tree old_tree, Tree new_tree, const Overrides& overrides = {}) {
    Trees trees;
    trees.old_tree = std::move(old_tree);
    trees.new_tree = std::move(new_tree);
    auto release = identify(trees, overrides);
    REQUIRE(release);
    return *std::move(release);
}

/// The identity of one side; the other is empty.
Identity identity_of(Tree tree, const Overrides& overrides = {}) {
    return identified(Tree{}, std::move(tree), overrides).new_identity;
}

Texts told(const Identity& identity) {
    Texts texts;
    for (const auto& evidence : identity.evidence)
        texts.push_back(evidence.source + ": " + evidence.name.value_or("-") + " " +
                        evidence.version.value_or("-"));
    return texts;
}

}  // namespace

TEST_CASE("an sdist is identified by PKG-INFO, root folder and file name") {
    TestTrees made;
    const auto release = identified(sdist(made, "1.4.2"), sdist(made, "1.4.3"));
    CHECK(release.ecosystem == "pypi-sdist");
    CHECK(release.name == "acme");
    CHECK(release.scheme == find_scheme("pep440"));
    CHECK(release.step == Step::patch);
    CHECK(release.old_version->text == "1.4.2");
    CHECK(release.new_identity.root == "acme-1.4.3");
    CHECK(told(release.new_identity) ==
          Texts{"PKG-INFO: acme 1.4.3", "root folder: acme 1.4.3", "file name: acme 1.4.3"});
    CHECK(release.conflicts.empty());
    CHECK(require_versions(release));
}

TEST_CASE("an sdist's egg-info counts as evidence") {
    TestTrees made;
    const auto identity = identity_of(
        made.targz("x.tar.gz", {{"acme-1.4.3/PKG-INFO", pkg_info("acme", "1.4.3")},
                                {"acme-1.4.3/src/acme.egg-info/PKG-INFO", pkg_info("acme", "1.4.2")},
                                {"acme-1.4.3/src/acme.egg-info/requires.txt",
                                 "six>=1\n\n[extra:python_version<'3']\nattrs~=20\n# no\n"},
                                {"acme-1.4.3/tests/fake.egg-info/PKG-INFO", pkg_info("fake", "0.1")},
                                {"acme-1.4.3/a/b/acme.egg-info/PKG-INFO", pkg_info("acme", "0.1")}}));
    CHECK(told(identity) ==
          Texts{"PKG-INFO: acme 1.4.3", "src/acme.egg-info/PKG-INFO: acme 1.4.2", "root folder: acme 1.4.3"});
    CHECK(identity.conflicts == Texts{"src/acme.egg-info/PKG-INFO says 1.4.2, PKG-INFO says 1.4.3"});
    CHECK(identity.dependencies == Texts{"attrs", "six"});
}

TEST_CASE("contradicting evidence of an sdist is a conflict") {
    TestTrees made;
    const auto conflicts = [&](const std::string& file, const std::string& root) {
        return identity_of(made.targz(file, {{root + "/PKG-INFO", pkg_info("acme", "1.4.3")}})).conflicts;
    };
    CHECK(conflicts("acme-1.4.3.tar.gz", "acme-1.4.3").empty());
    CHECK(conflicts("acme-1.4.3.tar.gz", "acme-1.4.2") ==
          Texts{"root folder says 1.4.2, PKG-INFO says 1.4.3"});
    CHECK(conflicts("acme-1.4.2.tar.gz", "acme-1.4.3") == Texts{"file name says 1.4.2, PKG-INFO says 1.4.3"});
    CHECK(conflicts("acme-1.4.3.tar.gz", "evil-1.4.3") == Texts{"root folder says evil, PKG-INFO says acme"});
    CHECK(conflicts("evil-1.4.3.zip", "acme-1.4.3") == Texts{"file name says evil, PKG-INFO says acme"});
    CHECK(conflicts("acme-1.4.3.tar.gz", "acme-1.4.3-evil") ==
          Texts{"root folder says 1.4.3-evil, PKG-INFO says 1.4.3"});
    CHECK(conflicts("acme-1.4.2rc1.tgz", "acme-1.4.3").size() == 1);
}

TEST_CASE("another spelling of name or version is no conflict") {
    TestTrees made;
    const auto conflicts = [&](const std::string& file, const std::string& root) {
        const auto identity =
            identity_of(made.targz(file, {{root + "/PKG-INFO", pkg_info("Acme.Widgets-x", "23.3.9")}}));
        CHECK(identity.name == "Acme.Widgets-x");
        CHECK(identity.evidence.size() == 3);
        return identity.conflicts;
    };
    CHECK(conflicts("acme_widgets_x-23.03.9.tar.gz", "acme-widgets.x-v23.3.9").empty());
    CHECK(conflicts("ACME__widgets-x-v23.3.9.0.tar.xz", "acme.widgets.x-23.3.9").empty());
    CHECK(conflicts("v23.3.9.zip", "Acme.Widgets-x-23.3.9").empty());
    CHECK(conflicts("acme_widgets_x_23.3.9.orig.tar.gz", "acme-widgets-x-23.3.9").empty());
}

TEST_CASE("an input's name that states no version is no evidence") {
    TestTrees made;
    for (const auto* file : {"download.tar.gz", "new", "old-1.tar.gz", "build-12345.tgz", "acme.tar.gz",
                             "acme-1.4.3 (1).tar.gz", ".tar.gz", "-1.tar.gz"}) {
        const auto identity =
            identity_of(made.targz(file, {{"acme-1.4.3/PKG-INFO", pkg_info("acme", "1.4.3")}}));
        INFO(file);
        CHECK(told(identity) == Texts{"PKG-INFO: acme 1.4.3", "root folder: acme 1.4.3"});
        CHECK(identity.conflicts.empty());
    }
}

TEST_CASE("names with numbers in them are not mistaken for versions") {
    TestTrees made;
    const auto identity = identity_of(
        made.targz("acme-2-1.4.3.tar.gz", {{"acme-2-1.4.3/PKG-INFO", pkg_info("acme-2", "1.4.3")}}));
    CHECK(told(identity) ==
          Texts{"PKG-INFO: acme-2 1.4.3", "root folder: acme-2 1.4.3", "file name: acme-2 1.4.3"});
    CHECK(identity.conflicts.empty());
    const auto source = identity_of(made.zip("acme-2-widgets-1.4.zip", {{"acme-2-widgets-1.4/a.c", ""}}));
    CHECK(told(source) == Texts{"root folder: acme-2-widgets 1.4", "file name: acme-2-widgets 1.4"});
}

TEST_CASE("a repeated header is a conflict, and the first one holds") {
    TestTrees made;
    const auto text = "Name: acme\r\nversion: 1.4.2\r\nVERSION: 1.4.3\r\n\r\n";
    const auto identity = identity_of(made.targz("x.tar.gz", {{"acme-1.4.2/PKG-INFO", text}}));
    CHECK(identity.version == "1.4.2");
    CHECK(identity.conflicts == Texts{"PKG-INFO states Version twice: 1.4.2 and 1.4.3"});
    const auto names =
        identity_of(made.targz("x.tar.gz", {{"a/PKG-INFO", "Name: a\rName: b\rName: c\rVersion: 1.0\r"}}));
    CHECK(names.conflicts == Texts{"PKG-INFO states Name 3 times: a, b and c"});
}

TEST_CASE("headers end at a blank line or at one that is none") {
    TestTrees made;
    const auto version_of = [&](const std::string& text) {
        return identity_of(made.targz("x.tar.gz", {{"a/PKG-INFO", text}})).version;
    };
    CHECK(version_of("Version: 1.0\n") == "1.0");
    CHECK(version_of("Name: a\n\nVersion: 1.0\n").empty());
    CHECK(version_of("Name: a\n \nVersion: 1.0\n") == "1.0");  // a fold, not a blank line
    CHECK(version_of("no header\nVersion: 1.0\n").empty());
    CHECK(version_of("Na me: a\nVersion: 1.0\n").empty());
    CHECK(version_of(": a\nVersion: 1.0\n").empty());
    CHECK(version_of("Summary: x\n Version: 2.0\nVersion: 1.0") == "1.0");
    CHECK(version_of("Version:\n 1.0\n") == "1.0");
    CHECK(version_of("").empty());
    CHECK(version_of("Version:\n").empty());
}

TEST_CASE("doubled members must agree") {
    TestTrees made;
    const auto identity =
        identity_of(made.targz("x.tar.gz", {{"acme-1.4.2/PKG-INFO", pkg_info("acme", "1.4.2")},
                                            {"acme-1.4.2/PKG-INFO", pkg_info("acme", "1.4.3")}}));
    CHECK(identity.conflicts == Texts{"PKG-INFO says 1.4.3, PKG-INFO says 1.4.2"});
    const std::vector<TestMember> many(1000, {"acme-1.4.2/PKG-INFO", pkg_info("acme", "1.4.2")});
    CHECK(identity_of(made.targz("x.tar.gz", many)).conflicts ==
          Texts{"too many members are called PKG-INFO to read them all"});
}

TEST_CASE("a wheel is identified by METADATA, its folder and its name") {
    TestTrees made;
    const auto wheel = [&](const std::string& file, const std::string& folder) {
        return identity_of(made.zip(
            file, {{folder + "/METADATA", pkg_info("Acme-Widgets", "1.4.3")}, {folder + "/WHEEL", ""}}));
    };
    const auto good = wheel("acme_widgets-1.4.3-py3-none-any.whl", "acme_widgets-1.4.3.dist-info");
    CHECK(good.ecosystem == "pypi-wheel");
    CHECK(good.root.empty());
    CHECK(good.name == "Acme-Widgets");
    CHECK(told(good) == Texts{"acme_widgets-1.4.3.dist-info/METADATA: Acme-Widgets 1.4.3",
                              "acme_widgets-1.4.3.dist-info: acme_widgets 1.4.3",
                              "file name: acme_widgets 1.4.3"});
    CHECK(good.conflicts.empty());
    CHECK(wheel("acme_widgets-1.4.3-2-cp311-cp311-linux_x86_64.whl", "acme_widgets-1.4.3.dist-info")
              .conflicts.empty());
    CHECK(wheel("new.zip", "acme_widgets-1.4.3.dist-info").evidence.size() == 2);
    CHECK(wheel("acme_widgets-1.4.2-py3-none-any.whl", "acme_widgets-1.4.3.dist-info").conflicts ==
          Texts{"file name says 1.4.2, acme_widgets-1.4.3.dist-info/METADATA says 1.4.3"});
    CHECK(wheel("acme_widgets-1.4.3-py3-none-any.whl", "evil-1.4.3.dist-info").conflicts ==
          Texts{"evil-1.4.3.dist-info says evil, evil-1.4.3.dist-info/METADATA says Acme-Widgets"});
}

TEST_CASE("a wheel with two .dist-info folders is a conflict") {
    TestTrees made;
    const auto identity = identity_of(
        made.zip("acme-1.0-py3-none-any.whl", {{"acme-1.0.dist-info/METADATA", pkg_info("acme", "1.0")},
                                               {"acme-1.0.dist-info/WHEEL", ""},
                                               {"acme-1.0.post1.dist-info/RECORD", ""}}));
    CHECK(identity.conflicts ==
          Texts{"more than one .dist-info folder: acme-1.0, acme-1.0.post1",
                "acme-1.0.post1.dist-info says 1.0.post1, acme-1.0.dist-info/METADATA says 1.0"});
}

TEST_CASE("a wheel's local version is escaped in names") {
    TestTrees made;
    const auto identity = identity_of(made.zip(
        "acme-1.0_1-py3-none-any.whl", {{"acme-1.0+l_1.dist-info/METADATA", pkg_info("acme", "1.0-1")},
                                        {"acme-1.0+l_1.dist-info/WHEEL", ""}}));
    CHECK(identity.conflicts ==
          Texts{"acme-1.0+l_1.dist-info says 1.0+l_1, acme-1.0+l_1.dist-info/METADATA says 1.0-1"});
}

TEST_CASE("an npm package is identified by package.json; its root folder states nothing") {
    TestTrees made;
    const auto release =
        identified(npm(made, "acme-widgets-8.0.0-rc.6.tgz", manifest("@acme/widgets", "8.0.0-rc.6")),
                   made.targz("acme-widgets-8.0.0.tgz",
                              {{"widgets-7.0.0/package.json", manifest("@acme/widgets", "8.0.0")}}));
    CHECK(release.ecosystem == "npm");
    CHECK(release.name == "@acme/widgets");
    CHECK(release.scheme == find_scheme("semver"));
    CHECK(release.step == Step::pre);
    CHECK(release.old_identity.root == "package");
    CHECK(release.new_identity.root == "widgets-7.0.0");
    CHECK(told(release.new_identity) == Texts{"package.json: @acme/widgets 8.0.0", "file name: - 8.0.0"});
    CHECK(release.conflicts.empty());
}

TEST_CASE("an npm file name counts where it agrees, or names this package with another version") {
    TestTrees made;
    const auto rows = std::vector<std::pair<std::string, Texts>>{
        {"acme-widgets-1.4.3.tgz", {}},
        {"widgets-1.4.3.tgz", {}},
        {"other-1.4.3.tgz", {}},
        {"other-1.4.2.tgz", {}},
        {"download.tgz", {}},
        {"1.4.3.tgz", {}},
        {"acme-widgets-1.4.3 (1).tgz", {}},
        {"acme-widgets-1.4.3-linux-x64.tgz", {}},
        {"acme-widgets-2.tgz", {}},
        {"acme-widgets-1.4.2.tgz", {"file name says 1.4.2, package.json says 1.4.3"}},
        {"acme-widgets-11.4.3.tgz", {"file name says 11.4.3, package.json says 1.4.3"}},
        {"widgets-v1.4.2.tar.gz", {"file name says v1.4.2, package.json says 1.4.3"}},
        {"acme-widgets-1.4.3-rc.1.tgz", {"file name says 1.4.3-rc.1, package.json says 1.4.3"}},
    };
    for (const auto& row : rows) {
        INFO(row.first);
        CHECK(identity_of(npm(made, row.first, manifest("@acme/widgets", "1.4.3"))).conflicts == row.second);
    }
}

TEST_CASE("repeated keys in package.json are a conflict, and the last one holds") {
    TestTrees made;
    const auto twice =
        identity_of(npm(made, "x.tgz", R"({"name":"a","version":"1.4.2","vers\u0069on":"1.4.3"})"));
    CHECK(twice.version == "1.4.3");
    CHECK(twice.conflicts == Texts{"package.json states version twice: 1.4.2 and 1.4.3"});
    const auto name =
        identity_of(npm(made, "x.tgz", R"({"name":"a","x":{"name":"c"},"version":"1.0.0","name":"a"})"));
    CHECK(name.conflicts == Texts{"package.json states name twice: a and a"});
}

TEST_CASE("package.json: dependencies and repository") {
    TestTrees made;
    const auto identity = identity_of(npm(made, "x.tgz", R"({"name":"a","version":"1.0.0",
        "dependencies":{"b":"^1","a":"1"}, "devDependencies":{"c":"1"}, "peerDependencies":{"b":"1"},
        "optionalDependencies":{"@s/d":"1"}, "overrides":{"e":"1"}, "x":{"dependencies":{"f":"1"}},
        "repository":{"type":"git","url":"git+https://forge.example/owner/Repo.git#main","directory":"packages/a"}})"));
    CHECK(identity.dependencies == Texts{"@s/d", "a", "b", "c"});
    CHECK(identity.repository == "Repo");
}

TEST_CASE("hostile manifests state nothing and break nothing") {
    TestTrees made;
    const std::string deep(200000, '[');
    for (const auto& text :
         Texts{deep, R"({"version":"1.0.0","x":)" + deep,
               R"({"a":)" + std::string(300, '[') + std::string(300, ']') + R"(,"version":"1.0.0"})", "", "{",
               R"(["version","1.0.0"])", R"({"version":"1.0.0"} x)", "{\"version\":\"\xff\"}",
               R"({"version":1})", R"({"version":["1.0.0"]})", std::string("\0", 1),
               R"({"version":"1.0.0",})"}) {
        INFO(text.substr(0, 60));
        const auto identity = identity_of(npm(made, "x.tgz", text));
        CHECK(identity.ecosystem == "source");
        CHECK(identity.version.empty());
    }
    const auto huge = R"({"version":"1.0.0","x":")" + std::string(std::size_t{9} << 20, 'x') + R"("})";
    CHECK(identity_of(npm(made, "x.tgz", huge)).version.empty());
    const auto link = identity_of(
        made.targz("x.tgz", {{"package/package.json", manifest("a", "1.0.0"), MemberType::symlink}}));
    CHECK(link.version.empty());
}

TEST_CASE("hostile texts are made printable in conflicts") {
    TestTrees made;
    const auto identity =
        identity_of(npm(made, "x.tgz", R"({"name":"a","version":"1.0.0","version":"\u001b[2J\n\u202e"})"));
    REQUIRE(identity.conflicts.size() == 1);
    CHECK(identity.conflicts[0].find('\x1b') == std::string::npos);
    CHECK(identity.conflicts[0].find('\n') == std::string::npos);
    CHECK(identity.conflicts[0].find("\xe2\x80\xae") == std::string::npos);
}

TEST_CASE("a version outside its ecosystem's scheme makes both sides generic") {
    TestTrees made;
    const auto release =
        identified(npm(made, "x.tgz", manifest("a", "1.2")), npm(made, "x.tgz", manifest("a", "1.2.1")));
    CHECK(release.scheme == find_scheme("generic"));
    CHECK(release.step == Step::patch);
    const auto legacy = identified(made.targz("x.tar.gz", {{"tz-2004d/PKG-INFO", pkg_info("tz", "2004d")}}),
                                   made.targz("x.tar.gz", {{"tz-2004e/PKG-INFO", pkg_info("tz", "2004e")}}));
    CHECK(legacy.scheme == find_scheme("generic"));
    CHECK(legacy.conflicts.empty());
    CHECK(legacy.step == Step::patch);
}

TEST_CASE("what kind of release it is, is decided by content") {
    TestTrees made;
    const auto kind = [](Tree tree) { return identity_of(std::move(tree)).ecosystem; };
    const auto json = manifest("a", "1.0.0");
    CHECK(kind(made.targz("a.whl", {{"a-1/PKG-INFO", ""}})) == "pypi-sdist");
    CHECK(kind(made.targz("a.tar.gz", {{"a-1/x/PKG-INFO", ""}})) == "source");
    CHECK(kind(made.targz("a.tgz", {{"a-1/PKG-INFO", ""}, {"a-1/package.json", json}})) == "pypi-sdist");
    CHECK(kind(made.zip("a.tgz", {{"a-1.dist-info/WHEEL", ""}})) == "source");
    CHECK(kind(made.zip("a.zip", {{"x/a-1.dist-info/WHEEL", ""}, {"x/a-1.dist-info/METADATA", ""}})) ==
          "source");
    CHECK(kind(made.targz("a.zip", {{"anything/package.json", json}})) == "npm");
    CHECK(kind(made.targz("a.zip", {{"a/package.json", json}, {"b/c", ""}})) == "source");
    CHECK(kind(made.zip("a.zip", {{"package/package.json", json}})) == "npm");
    CHECK(kind(made.zip("a.zip", {{"repo-main/package.json", json}})) == "source");
    CHECK(kind(made.directory("x", {{"package.json", json}})) == "npm");
    CHECK(kind(made.targz("a.tgz", {{"package/package.json", "{}"}})) == "source");
    CHECK(kind(Tree{}) == "source");
}

TEST_CASE("the root folder is the one that all members lie in") {
    TestTrees made;
    const auto root = [](Tree tree) { return identity_of(std::move(tree)).root; };
    CHECK(root(made.targz("x", {{"a/b", ""}, {"a/c/d", ""}})) == "a");
    CHECK(root(made.targz("x", {{".", "", MemberType::directory},
                                {"./a", "", MemberType::directory},
                                {"././a/b", ""}})) == "a");
    CHECK(root(made.targz("x", {{"a/b", ""}, {"b/c", ""}})).empty());
    CHECK(root(made.targz("x", {{"a/b", ""}, {"ab/c", ""}})).empty());
    CHECK(root(made.targz("x", {{"a", ""}})).empty());
    CHECK(root(made.targz("x", {{"a", "", MemberType::symlink}, {"a/b", ""}})).empty());
    CHECK(root(made.targz("x", {{"/a/b", ""}})).empty());
    CHECK(root(made.targz("x", {{"../a/b", ""}})).empty());
    CHECK(root(made.targz("x", {})).empty());
    CHECK(root(made.directory("x", {{"src", "", MemberType::directory}, {"src/a", ""}})).empty());
    CHECK(root(made.directory("x", {{"package", "", MemberType::directory}, {"package/package.json", ""}})) ==
          "package");
}

TEST_CASE("paths below the root") {
    Identity identity;
    identity.root = "acme-1.4.2";
    CHECK(below_root(identity, "acme-1.4.2/a/b") == "a/b");
    CHECK(below_root(identity, "./acme-1.4.2/a") == "a");
    CHECK(below_root(identity, "acme-1.4.2").empty());
    CHECK(below_root(identity, "acme-1.4.20/a") == "acme-1.4.20/a");
    CHECK(below_root(identity, "b") == "b");
    identity.root.clear();
    CHECK(below_root(identity, "./a/b") == "a/b");
}

TEST_CASE("a directory's own name counts only if it speaks of this package") {
    TestTrees made;
    const auto sides = [&](const std::string& folder) {
        return identity_of(made.directory(folder, {{"PKG-INFO", pkg_info("acme", "1.4.3")}}));
    };
    CHECK(told(sides("acme-1.4.3")) == Texts{"PKG-INFO: acme 1.4.3", "root folder: acme 1.4.3"});
    CHECK(sides("acme-1.4.2").conflicts == Texts{"root folder says 1.4.2, PKG-INFO says 1.4.3"});
    for (const auto* folder : {"checkout-2024.05.01", "old-1", "v2", "new", "acme", "acme-main", "1.4.2"}) {
        INFO(folder);
        CHECK(told(sides(folder)) == Texts{"PKG-INFO: acme 1.4.3"});
    }
    const auto source = identity_of(made.directory("acme-1.4.3", {{"a.c", ""}}));
    CHECK(told(source) == Texts{"root folder: acme 1.4.3"});
    CHECK(identity_of(made.directory("job-7", {{"a.c", ""}})).version.empty());
}

TEST_CASE("a source archive is identified by its names") {
    TestTrees made;
    const auto release = identified(made.targz("acme-1.4.2.tar.xz", {{"acme-1.4.2/a.c", ""}}),
                                    made.targz("v1.5.0.tar.gz", {{"acme-v1.5.0/a.c", ""}}));
    CHECK(release.ecosystem == "source");
    CHECK(release.scheme == find_scheme("generic"));
    CHECK(release.step == Step::minor);
    CHECK(told(release.new_identity) == Texts{"root folder: acme v1.5.0", "file name: - v1.5.0"});
    CHECK(release.conflicts.empty());
    const auto other = identity_of(made.targz("acme-1.4.3-src.tar.gz", {{"acme-1.4.2-linux-x64/a.c", ""}}));
    CHECK(told(other) == Texts{"root folder: acme 1.4.2", "file name: acme 1.4.3"});
    CHECK(other.conflicts == Texts{"file name says 1.4.3, root folder says 1.4.2"});
    const auto pre = identity_of(made.targz("acme-1.4.3-rc.1-linux.tar.gz", {{"acme-1.4.3-rc1/a.c", ""}}));
    CHECK(told(pre) == Texts{"root folder: acme 1.4.3-rc1", "file name: acme 1.4.3-rc.1"});
    CHECK(pre.conflicts.empty());
}

TEST_CASE("a source archive's manifest counts where its names state no version") {
    TestTrees made;
    const auto with = [&](const std::string& file, std::vector<TestMember> members) {
        return told(identity_of(made.zip(file, members)));
    };
    const TestMember json{"main/package.json", manifest("a", "1.4.3")};
    CHECK(with("main.zip", {json, {"main/VERSION", "9.9.9"}}) == Texts{"package.json: a 1.4.3"});
    CHECK(with("main.zip", {{"main/VERSION", "1.4.3\n"}}) == Texts{"VERSION: - 1.4.3"});
    CHECK(with("main-1.4.2.zip", {json}) == Texts{"file name: main 1.4.2"});
    CHECK(with("main.zip", {{"main/VERSION", "1.4.3\n1.4.2\n"}}).empty());
    CHECK(with("main.zip", {{"main/VERSION", std::string(1000, '1')}}).empty());
    CHECK(with("acme-7.zip", {{"acme-7/a", ""}}) == Texts{"root folder: acme 7", "file name: acme 7"});
    CHECK(with("x.zip", {{"owner-acme-1a2b3c4/a", ""}}).empty());
}

TEST_CASE("the sides must be one package of one ecosystem") {
    TestTrees made;
    CHECK(identified(npm(made, "x.tgz", manifest("a", "1.0.0")), npm(made, "x.tgz", manifest("b", "1.0.1")))
              .conflicts == Texts{"the name changes from a to b"});
    CHECK(identified(npm(made, "x.tgz", manifest("a", "1.0.0")), npm(made, "x.tgz", manifest("A", "1.0.1")))
              .conflicts.empty());
    CHECK(identified(npm(made, "x.tgz", manifest("acme", "1.4.2")), sdist(made, "1.4.3")).conflicts ==
          Texts{"the ecosystem changes from npm to pypi-sdist"});
    const auto both = identified(npm(made, "a-2.0.0.tgz", manifest("a", "1.0.0")),
                                 npm(made, "a-3.0.0.tgz", manifest("b", "1.0.1")));
    CHECK(both.conflicts ==
          Texts{"old: file name says 2.0.0, package.json says 1.0.0", "the name changes from a to b"});
}

TEST_CASE("steps down and nowhere are told") {
    TestTrees made;
    CHECK(identified(sdist(made, "1.4.3"), sdist(made, "1.4.2")).step == Step::downgrade);
    CHECK(identified(sdist(made, "1.4.3"), sdist(made, "1.04.3")).step == Step::none);
}

TEST_CASE("what the user says decides, and what contradicts it is told") {
    TestTrees made;
    Overrides overrides;
    overrides.name = "acme";
    overrides.old_version = "1.4.2";
    overrides.new_version = "1.4.3";
    const auto bare = identified(made.zip("a.zip", {{"a", ""}}), made.zip("b.zip", {{"b", ""}}), overrides);
    CHECK(bare.name == "acme");
    CHECK(bare.step == Step::patch);
    CHECK(told(bare.old_identity) == Texts{"--name: acme -", "--old-version: - 1.4.2"});
    CHECK(bare.conflicts.empty());
    const auto other = identified(sdist(made, "1.4.2"), sdist(made, "1.4.4"), overrides);
    CHECK(other.new_version->text == "1.4.3");
    CHECK(other.conflicts == Texts{"new: PKG-INFO says 1.4.4, --new-version says 1.4.3",
                                   "new: root folder says 1.4.4, --new-version says 1.4.3",
                                   "new: file name says 1.4.4, --new-version says 1.4.3"});
    overrides = {};
    overrides.scheme = "semver";
    overrides.ecosystem = "source";
    const auto forced = identified(sdist(made, "1.4.2"), sdist(made, "1.4.3"), overrides);
    CHECK(forced.ecosystem == "source");
    CHECK(forced.scheme == find_scheme("semver"));
    CHECK(told(forced.old_identity) == Texts{"root folder: acme 1.4.2", "file name: acme 1.4.2"});
}

TEST_CASE("overrides that make no sense are usage errors") {
    TestTrees made;
    const auto error = [&](const Overrides& overrides) {
        Trees trees;
        trees.old_tree = npm(made, "x.tgz", manifest("a", "1.0.0"));
        trees.new_tree = npm(made, "x.tgz", manifest("a", "1.0.1"));
        const auto release = identify(trees, overrides);
        REQUIRE_FALSE(release);
        CHECK(release.error().code == ErrorCode::usage);
        return release.error().message + "; " + release.error().hint;
    };
    Overrides overrides;
    overrides.scheme = "calendar";
    CHECK(error(overrides) == "unknown version scheme calendar; known schemes: generic, pep440, semver");
    overrides = {};
    overrides.ecosystem = "cargo";
    CHECK(error(overrides) ==
          "unknown ecosystem cargo; known ecosystems: npm, pypi-sdist, pypi-wheel, source");
    overrides = {};
    overrides.new_version = "1.0";
    CHECK(error(overrides) ==
          "--new-version 1.0 is no version of the scheme semver; pass --scheme to name the scheme that it "
          "belongs to");
}

TEST_CASE("a comparison without versions is asked for them") {
    TestTrees made;
    const auto missing = require_versions(identified(sdist(made, "1.4.2"), made.zip("b.zip", {{"b", ""}})));
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == ErrorCode::identity);
    CHECK(missing.error().message == "no version found for the new release");
    CHECK(missing.error().hint == "pass --old-version and --new-version");
    const auto strange = require_versions(
        identified(npm(made, "x.tgz", manifest("a", "next")), npm(made, "x.tgz", manifest("a", "1.0.0"))));
    REQUIRE_FALSE(strange);
    CHECK(strange.error().message == "the old release's version is none of a known scheme: next");
}

TEST_CASE("PKG-INFO: dependencies and repository") {
    TestTrees made;
    const auto repository = [&](const std::string& lines) {
        return identity_of(made.targz("x.tar.gz", {{"a-1.0/PKG-INFO", "Name: a\nVersion: 1.0\n" + lines}}))
            .repository;
    };
    CHECK(repository("Home-page: https://forge.example/acme/widgets\n") == "widgets");
    CHECK(repository("Home-page: https://forge.example/acme/widgets.git/\n") == "widgets");
    CHECK(repository("Home-page: https://acme.example/en/latest/\n").empty());
    CHECK(repository("Home-page: https://acme.example/\n").empty());
    CHECK(repository("Home-page: https://acme.example/a/b/c\n").empty());
    CHECK(repository("Project-URL: Documentation, https://forge.example/acme/docs-repo\n").empty());
    CHECK(repository("Project-URL: Source Code, https://forge.example/group/sub/widgets/-/tree/main/x\n") ==
          "widgets");
    CHECK(repository("Home-page: https://forge.example/a/site\nProject-URL: Repository, "
                     "git@forge.example:acme/widgets.git\n") == "widgets");
    CHECK(repository("Project-URL: source\n").empty());
    const auto identity =
        identity_of(made.targz("x.tar.gz", {{"a-1.0/PKG-INFO",
                                             "Requires-Dist: Six>=1\nRequires-Dist: attrs[x] ; extra == "
                                             "'y'\nRequires-Dist: >1\nrequires-dist: Six\n"}}));
    CHECK(identity.dependencies == Texts{"Six", "attrs"});
}

TEST_CASE("ecosystems are complete rows") {
    for (const auto& ecosystem : ecosystems()) {
        CHECK(find_ecosystem(ecosystem.id) == &ecosystem);
        CHECK(find_scheme(ecosystem.scheme) != nullptr);
        CHECK_FALSE(ecosystem.title.empty());
        CHECK(ecosystem.recognises != nullptr);
        CHECK(ecosystem.gather != nullptr);
    }
    CHECK(find_ecosystem("pypi") == nullptr);
    CHECK(find_ecosystem("pypi-sdist")->normal_name("Acme._-Widgets") == "acme-widgets");
    CHECK(find_ecosystem("npm")->normal_name("@Acme/wid_gets") == "@acme/wid_gets");
}

}  // namespace bumpgate::release
