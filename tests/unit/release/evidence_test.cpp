#include "identities.hpp"

// What each ecosystem's releases say about themselves.
namespace bumpgate::release {

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

}  // namespace bumpgate::release
