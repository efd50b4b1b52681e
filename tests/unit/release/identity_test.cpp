#include "identities.hpp"

// One identity from all evidence, and two identities that make a release.
namespace bumpgate::release {

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

TEST_CASE("a source is called otherwise, need not say its version, and must not say another one") {
    TestTrees made;
    Overrides overrides;
    overrides.baseline = Baseline::source;
    const auto source = [&](const std::string& root) {
        return made.targz("tag.tar.gz",
                          {{root + "/setup.py", ""}, {root + "/package.json", manifest("web", "0.0.1")}});
    };
    const auto unsaid =
        identified(made.targz("tag.tar.gz", {{"widgets/setup.py", ""}}), sdist(made, "1.4.3"), overrides);
    CHECK(unsaid.conflicts.empty());
    CHECK(unsaid.step == Step::none);
    CHECK(unsaid.old_identity.version == "1.4.3");
    CHECK(unsaid.old_identity.evidence.back().source == "NEW");
    CHECK(unsaid.ecosystem == "pypi-sdist");
    CHECK(unsaid.name == "acme");
    // A manifest of the repository's says nothing where its folder does.
    CHECK(identified(source("python-acme-1.4.3"), sdist(made, "1.4.3"), overrides).conflicts.empty());
    for (const auto* other : {"1.4.2", "1.4.4"}) {
        const auto release =
            identified(source("acme-" + std::string(other)), sdist(made, "1.4.3"), overrides);
        CHECK(release.conflicts ==
              Texts{"OLD is the source of " + std::string(other) + ", and NEW is 1.4.3"});
    }
    overrides.old_version = "1.4.2";
    CHECK(identified(source("widgets"), sdist(made, "1.4.3"), overrides).conflicts.size() == 1);
    // Without the word of a policy, none of this holds.
    CHECK(identified(source("python-acme-1.4.3"), sdist(made, "1.4.3")).conflicts.size() == 2);
    CHECK(identified(made.targz("tag.tar.gz", {{"widgets/setup.py", ""}}), sdist(made, "1.4.3"))
              .old_identity.version.empty());
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
    CHECK(error(overrides) ==
          "unknown version scheme calendar; known schemes: calver, debian, gem, generic, go, maven, nuget, "
          "pep440, rpm, "
          "semver");
    overrides = {};
    overrides.ecosystem = "cargo";
    CHECK(error(overrides) ==
          "unknown ecosystem cargo; known ecosystems: conda, crate, deb, gem, go-module, helm, jar, npm, "
          "nupkg, "
          "pypi-sdist, pypi-wheel, rpm, source, vsix");
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
