#include "fixture.hpp"

// Commit ids in the fields of every ecosystem.
namespace bumpgate::change_test {

namespace {

const std::string a(40, 'a'), b(40, 'b');

Kinds on_line(const std::string& path, const std::string& before, const std::string& from,
              const std::string& to, const std::string& behind = {}) {
    return kinds_of(path, "x\n" + before + from + behind + "\n", "x\n" + before + to + behind + "\n");
}

}  // namespace

TEST_CASE("commits: fields that name one") {
    const Kinds commit{"commit"}, text{"text"};
    CHECK(on_line("git.properties", "git.commit.id=", a, b) == commit);
    CHECK(on_line("git.properties", "git.build.id=", a, b) == text);
    CHECK(on_line("x.properties", "git.commit.id=", a, b) == text);
    CHECK(on_line("META-INF/MANIFEST.MF", "Build-Revision: ", a, b) == commit);
    CHECK(on_line("META-INF/MANIFEST.MF", "Bundle-Revision: ", a, b) == text);
    CHECK(on_line("META-INF/io.x.versions.properties", "x.shortCommitHash=", "0123456789", "abcdef0") ==
          commit);
    CHECK(on_line("acme/_version.py", " \"full-revisionid\": \"", a, b, "\",") == commit);
    CHECK(on_line("acme/_version.py", "__commit_id__ = commit_id = 'g", "0123abcd", "4567abcd", "'") ==
          commit);
    CHECK(on_line("acme/_version.py", "__commit_id__ = commit_id = 'g", "0123abcd", "4567abcd", "' + x") ==
          text);
    CHECK(on_line(".git_archival.txt", "node: ", a, b) == commit);
    const auto nuspec = [](const std::string& id) {
        return "<package><metadata><id>X</id><repository type=\"git\" commit=\"" + id +
               "\" /></metadata></package>\n";
    };
    CHECK(kinds_of("X.nuspec", nuspec(a), nuspec(b)) == commit);
    const auto vcs = [](const std::string& id) {
        return "{\n  \"git\": {\n    \"sha1\": \"" + id + "\"\n  }\n}\n";
    };
    CHECK(kinds_of(".cargo_vcs_info.json", vcs(a), vcs(b)) == commit);
    CHECK(kinds_of("vcs.json", vcs(a), vcs(b)) == text);
}

TEST_CASE("commits: version and commit in one word, in a field that names both") {
    const auto kinds = [](const std::string& from, const std::string& to,
                          const std::string& before = "[assembly: AssemblyInformationalVersion(\"",
                          const std::string& path = "Properties/AssemblyInfo.cs") {
        return on_line(path, before, from, to, "\")]");
    };
    const Kinds both{"version.own", "commit"}, text{"text"};
    CHECK(kinds("1.4.2+" + a, "1.4.3+" + b) == both);
    CHECK(kinds("1.4.2+0123abcd", "1.4.3+4567abcd") == both);  // ids that end alike
    CHECK(kinds("1.4.2+0123abcd", "1.4.3+0123abce") == both);
    CHECK(kinds("1.4.2.0+" + a, "1.4.3.0+" + b) == both);
    CHECK(kinds("1.4.2+" + a, "1.4.3+" + b, "VALUE \"ProductVersion\", \"") == both);
    CHECK(kinds("1.4.2+" + a, "1.4.3+" + b, "  <InformationalVersion>") == both);
    CHECK(kinds("1.4.2+" + a, "1.4.3+" + b, "x = \"") == text);
    CHECK(kinds("1.4.2+" + a, "1.4.3+" + b, "PythonVersion(\"") == text);
    CHECK(kinds("1.4.2+" + a, "1.4.4+" + b) == text);
    CHECK(kinds("1.4.1+" + a, "1.4.3+" + b) == text);
    CHECK(kinds("11.4.2+" + a, "11.4.3+" + b) == text);
    CHECK(kinds("1.4.2+" + a, "1.4.03+" + b) == text);
    CHECK(kinds("1.4.2+" + a, "1.4.3+" + b + "x") == text);
    CHECK(kinds("1.4.2+" + a, "1.4.3+" + b.substr(1)) == text);
    CHECK(kinds("1.4.2+" + a, "1.4.3+" + std::string(40, '0')) == text);
    CHECK(kinds("1.4.2+" + a, "1.4.3-" + b) == text);
    CHECK(kinds("1.4.2+" + a, "1.4.2+" + b) == text);  // the version stayed
    CHECK(kinds("1.4.2+" + a, "1.4.3+" + b, "AssemblyInformationalVersion(\"", "CHANGES.md") == text);
    CHECK(kinds("1.4.2+" + a, "1.4.3+" + b + "\\u200b").size() == 1);
}

TEST_CASE("commits: ids of the same length class and case") {
    const auto kinds = [](const std::string& from, const std::string& to) {
        return on_line("git.properties", "git.commit.id=", from, to);
    };
    const Kinds commit{"commit"};
    CHECK(kinds("ABCDEF0", "0ABCDEF") == commit);
    CHECK(kinds("abcdef0", "0abcdef12") == commit);
    CHECK(kinds("abcdef0", "0ABCDEF") != commit);
    CHECK(kinds("abcdef", "abcde0") != commit);
    CHECK(kinds(a, b.substr(1)) != commit);
    CHECK(kinds(a, std::string(64, 'b')) != commit);
    CHECK(kinds(a, std::string(40, '0')) != commit);
    CHECK(kinds("abcdef0", "abcdefg") != commit);
}

}  // namespace bumpgate::change_test
