#include "fixture.hpp"

// Whose version a token is, in the notations of Maven and Cargo; and what is said where a word does not
// count.
namespace bumpgate::change_test {

namespace {

Kinds with_siblings(const std::vector<std::string>& patterns, const std::string& path,
                    const std::string& from, const std::string& to) {
    change::Vocabulary vocabulary;
    vocabulary.siblings = change::Vocabulary::Siblings::listed;
    vocabulary.sibling_patterns = patterns;
    return sdist("1.4.2", "1.4.3", path, from, to, {}, vocabulary).kinds(path);
}

const Kinds own{"version.own"}, sibling{"version.sibling"}, text{"text"};

}  // namespace

TEST_CASE("owners: Maven coordinates in text") {
    const auto kinds = [](const std::string& before) {
        return with_siblings({"org.acme:*"}, "DEPENDENCIES", "  - " + before + "1.4.2\n",
                             "  - " + before + "1.4.3\n");
    };
    CHECK(kinds("org.acme:core:jar:") == sibling);
    CHECK(kinds("org.acme:core:jar:tests:") == sibling);
    CHECK(kinds("org.acme:core:") == sibling);
    CHECK(kinds("org.evil:core:jar:") == text);
    CHECK(kinds("org.evil:core:jar:tests:") == text);
    CHECK(kinds("org.evil:core:") == text);
    CHECK(kinds("org.acme:acme-widgets:jar:") == sibling);
    CHECK(kinds("org.other:acme-widgets:jar:") == own);  // no group of ours is known here
    CHECK(kinds("org.acme:core:evil:") == text);
    CHECK(kinds("a:b:c:d:e:") == text);
}

TEST_CASE("owners: a pom's artifacts belong to their groups") {
    const auto pom = [](const std::string& group, const std::string& artifact, const std::string& version) {
        return "<project>\n<parent>\n<groupId>" + group + "</groupId>\n<artifactId>" + artifact +
               "</artifactId>\n<version>" + version + "</version>\n</parent>\n</project>\n";
    };
    const auto kinds = [&](const std::string& group, const std::string& artifact) {
        return with_siblings({"org.acme:*"}, "pom.xml", pom(group, artifact, "1.4.2"),
                             pom(group, artifact, "1.4.3"));
    };
    CHECK(kinds("org.acme", "parent") == sibling);
    CHECK(kinds("org.evil", "parent") == Kinds{"dependency.version"});
}

TEST_CASE("owners: plain keys of properties") {
    CHECK(kinds_of("a/version.properties", "sdk.version=1.4.2\n", "sdk.version=1.4.3\n") == own);
    CHECK(kinds_of("a/version.properties", "guava.version=1.4.2\n", "guava.version=1.4.3\n") == text);
    CHECK(kinds_of("a/version.txt", "sdk.version=1.4.2\n", "sdk.version=1.4.3\n") == text);
    CHECK(sdist("7", "8", "a.properties", "sdk.version=7\n", "sdk.version=8\n").kinds("a.properties") ==
          Kinds{"version.weak"});
}

TEST_CASE("owners: Cargo's package and its dependencies") {
    const auto toml = [](const std::string& package, const std::string& dependency) {
        return "[package]\nname = \"acme-widgets\"\nversion = \"" + package +
               "\"\n[dependencies.serde]\nversion = \"" + dependency + "\"\n";
    };
    CHECK(kinds_of("Cargo.toml", toml("1.4.2", "0.9.0"), toml("1.4.3", "0.9.0")) == own);
    CHECK(kinds_of("Cargo.toml", toml("1.4.2", "1.4.2"), toml("1.4.3", "1.4.3")) ==
          Kinds{"version.own", "dependency.version"});
}

TEST_CASE("a version word that does not count is named") {
    const auto reason = [](const std::string& before) {
        const auto made = sdist("2025.1", "2025.2", "a.py", before + "'2025.1'\n", before + "'2025.2'\n");
        REQUIRE(made.changes().items.back().kind == "version.weak");
        return made.changes().items.back().reason;
    };
    CHECK(reason("EXPECTED_VERSION = ")
              .ends_with("chance: \"EXPECTED_VERSION\" says version, but \"expected\" before that "
                         "word does not say that it is this package's."));
    CHECK(reason("python version ")
              .ends_with("\"version\" says version, but \"python\" before that word does not say "
                         "that it is this package's."));
    CHECK(reason("retries = ").ends_with("chance: no word says version."));
}

TEST_CASE("owners: a module of Go in running text is one name") {
    const auto kinds = [](const std::string& before) {
        const auto side = [&](const std::string& version) {
            const std::string go_mod =
                "module k8s.io/client-go\n\ngo 1.21\n\nrequire (\n\tk8s.io/api v0.31.2\n\texample.org/x "
                "v1.0.0\n)\n";
            return Side{"k8s.io/client-go@" + version,
                        {{"go.mod", go_mod}, {"README.txt", "  go get " + before + version + "\n"}},
                        true};
        };
        change::Vocabulary vocabulary;
        vocabulary.siblings = change::Vocabulary::Siblings::listed;
        vocabulary.sibling_patterns = {"k8s.io/api"};
        const Case release(side("v0.31.2"), side("v0.31.3"), vocabulary);
        return release.kinds("README.txt");
    };
    CHECK(kinds("k8s.io/client-go@") == own);
    CHECK(kinds("k8s.io/client-go/cmd/tool@") == own);
    CHECK(kinds("k8s.io/client-go/api@") == text);  // may be a module of its own
    CHECK(kinds("k8s.io/api@") == sibling);
    CHECK(kinds("k8s.io/api/core/v1@") == sibling);
    CHECK(kinds("https://pkg.go.dev/k8s.io/api@") == sibling);
    CHECK(kinds("https://pkg.go.dev/k8s.io/client-go@") == own);
    CHECK(kinds("example.org/x@") == text);
    CHECK(kinds("example.org/client-go@") == text);
    CHECK(kinds("github.com/evil/client-go@") == text);
    CHECK(kinds("github.com/evil/k8s.io/api@") == text);
    CHECK(kinds("https://pkg.go.dev/example.org/api@") == text);
}

TEST_CASE("a denied change says which clause failed") {
    const auto reason = [](const std::string& from, const std::string& to, const std::string& path = "a.py") {
        const auto made = sdist("1.4.2", "1.4.3", path, from + "\n", to + "\n");
        for (const auto& change : made.changes().items) {
            if (change.path == path) return change.reason;
        }
        return std::string();
    };
    CHECK(reason("x = '1.4.1'", "x = '1.4.3'") ==
          "The new side spells 1.4.3, but the old side does not spell 1.4.2.");
    CHECK(reason("x = '1.4.2'", "x = '1.4.4'") ==
          "The old side spells 1.4.2, but the new side does not spell 1.4.3.");
    CHECK(reason("x = '1.4.2'", "x = '1_4_3'") ==
          "Both versions stand here, but not in the same spelling: \"1.4.2\" and \"1_4_3\".");
    CHECK(reason("x = '1.4.2'", "x = '1.04.03'") ==
          "Both versions stand here, but not in the same spelling: \"1.4.2\" and \"1.04.03\".");
    CHECK(reason("x = '11.4.2'", "x = '11.4.3'")
              .starts_with("Not a version: the old side does not spell 1.4.2"));
    CHECK(reason("'left-pad==1.4.2'", "'left-pad==1.4.3'").starts_with("It is the version of \"left-pad\""));
    CHECK(reason("lockfileVersion = 1.4.2", "lockfileVersion = 1.4.3") ==
          "The number belongs to a file format, not to the release.");
    CHECK(reason("x = 1, 4, 2", "x = 1, 4, 3").find("so short or so written that it may be chance") !=
          std::string::npos);
    CHECK(reason("version = '1.4.2'", "version = '1.4.2'") == "The old version still stands here.");
    CHECK(reason("x = '1.4.2'\ny = '1.4.2'", "x = '1.4.3'\ny = '1.4.2'").starts_with("The own version"));
    CHECK(reason("x = '1.4.2'", "x = '1.4.3\xE2\x80\x8B'") ==
          "An invisible, bidirectional or control character stands in what changed or touches it.");
    CHECK(reason("1.4.2", "1.4.3", "CHANGELOG.md").find("changelog") != std::string::npos);
}

}  // namespace bumpgate::change_test
