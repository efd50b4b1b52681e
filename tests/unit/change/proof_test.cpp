#include "change/proof.hpp"

#include <string>

#include "fixture.hpp"

namespace bumpgate::change_test {

namespace {

/// A line of code that holds a token, before and after.
Kinds line(const std::string& before, const std::string& after, const std::string& more = {}) {
    return kinds_of("src/a.py", before + "\n", after + "\n", more);
}

const Kinds own{"version.own"};
const Kinds text{"text"};
const Kinds weak{"version.weak"};

}  // namespace

TEST_CASE("the same spelling on both sides is the own version") {
    CHECK(line("x = '1.4.2'", "x = '1.4.3'") == own);
    CHECK(line("x = 'v1.4.2'", "x = 'v1.4.3'") == own);
    CHECK(line("x = '1.04.02'", "x = '1.04.03'") == own);
    CHECK(line("version = '1-4-2'", "version = '1-4-3'") == own);
    CHECK(line("version_info = (1, 4, 2)", "version_info = (1, 4, 3)") == own);
    CHECK(line("version_info = [1,4,2, 'final']", "version_info = [1,4,3, 'final']") == own);
    CHECK(line(R"(x = r'1\.4\.2')", R"(x = r'1\.4\.3')") == own);
    CHECK(line("x = '>=1.4.2,<2'", "x = '>=1.4.3,<2'") == own);
    CHECK(line("acme_widgets-1.4.2.tar.gz", "acme_widgets-1.4.3.tar.gz") == own);
    CHECK(line("x = '1.4.2' + '1.4.2'", "x = '1.4.3' + '1.4.3'") == Kinds{"version.own", "version.own"});
}

TEST_CASE("a version that grows by a component is proven, whatever follows it") {
    const auto grown = [](const std::string& before, const std::string& after) {
        return sdist("12.2", "12.2.1", "a.md", before + "\n", after + "\n").kinds("a.md");
    };
    CHECK(grown("curl acme-widgets-12.2.tar.gz", "curl acme-widgets-12.2.1.tar.gz") == own);
    CHECK(grown("acme-widgets==12.2; x", "acme-widgets==12.2.1; x") == own);
    CHECK(sdist("12.2.1", "12.3", "a.md", "acme-widgets-12.2.1.tar.gz\n", "acme-widgets-12.3.tar.gz\n")
              .kinds("a.md") == own);
}

TEST_CASE("numbers are filled up with zeros to one width, or not at all") {
    const auto widths = [](const std::string& from, const std::string& to) {
        return sdist(from, to, "a.py", "x = '" + from + "'\n", "x = '" + to + "'\n").kinds("a.py");
    };
    CHECK(widths("23.09.1", "23.10.1") == own);
    CHECK(widths("1.4.09", "1.4.10") == own);
    CHECK(widths("1.04.02", "1.04.03") == own);
    CHECK(widths("1.4.2", "1.4.03") == text);
    CHECK(widths("1.4.2", "1.04.3") == text);
    CHECK(widths("1.04.2", "1.4.3") == text);
}

TEST_CASE("another spelling, another version or the other direction is none") {
    CHECK(line("x = '1.4.2'", "x = '1.04.03'") == text);
    CHECK(line("x = '1.4.2'", "x = '1.4.4'") == text);
    CHECK(line("x = '1.4.1'", "x = '1.4.3'") == text);
    CHECK(line("x = '1.4.3'", "x = '1.4.2'").front() == "text");
    CHECK(line("x = '1.4.2'", "x = '9.9.9'") == text);
    CHECK(line("x = '1.4.2'", "x = 'v1.4.3'") == text);
    CHECK(line("x = '1.4.2'", "x = '1.4.3rc1'") == text);
    CHECK(line("x = '1.4.2'", "x = '1.4.3.post1'") == text);
    CHECK(line("x = '1.4.2'", "x = '1.4.3+local'") == text);
    CHECK(line("x = '>=1.4.2'", "x = '<=1.4.3'") == text);
}

TEST_CASE("borders are real on both sides") {
    for (const std::string left : {"1", "1.", "x", "1.1.", "\xC3\xA9"}) {
        INFO(left);
        CHECK(line("x = '" + left + "1.4.2'", "x = '" + left + "1.4.3'") == text);
    }
    for (const std::string right : {"0", ".7", "rc1", "-14-g0deadbe", "+x", "-rc.1", "_post1", "\xC3\xA9"}) {
        INFO(right);
        CHECK(line("x = '1.4.2" + right + "'", "x = '1.4.3" + right + "'") == text);
    }
    for (const std::string right :
         {"-linux-x64", "-py3-none-any", ".tar.gz", "_amd64.deb", "-blue", "\xE7\x89\x88", ")"}) {
        INFO(right);
        CHECK(line("x = '1.4.2" + right + "'", "x = '1.4.3" + right + "'") == own);
    }
    CHECK(line("x = (0, 1, 4, 2)", "x = (0, 1, 4, 3)") == text);
}

TEST_CASE("another package's version is not ours") {
    CHECK(line("requests==1.4.2", "requests==1.4.3") == text);
    CHECK(line("requests @ 1.4.2", "requests @ 1.4.3").front() != "version.weak");
    CHECK(line("left-pad@1.4.2", "left-pad@1.4.3") == text);
    CHECK(line("https://cdn.example/npm/left-pad/1.4.2/a.js",
               "https://cdn.example/npm/left-pad/1.4.3/a.js") == text);
    CHECK(line("https://github.example/evil/left-pad/archive/v1.4.2.zip",
               "https://github.example/evil/left-pad/archive/v1.4.3.zip") == text);
    CHECK(line("https://x.example/o/acme-widgets/archive/v1.4.2.zip",
               "https://x.example/o/acme-widgets/archive/v1.4.3.zip") == own);
    CHECK(line("acme-widgets==1.4.2", "acme-widgets==1.4.3") == own);
    CHECK(line("acme.widgets==1.4.2", "acme.widgets==1.4.3") == own);
    CHECK(line("see requests 1.4.2", "see requests 1.4.3", "Requires-Dist: requests\n") == text);
    CHECK(line("a==1.4.2", "b==1.4.3") == Kinds{"text", "text"});
}

TEST_CASE("a sibling that both releases depend on moves in lockstep") {
    const std::string both = "Requires-Dist: acme-core\n";
    CHECK(line("'acme-core==1.4.2'", "'acme-core==1.4.3'", both) == Kinds{"version.sibling"});
    CHECK(line("'acme-core==1.4.2'", "'acme-core==1.4.3'") == text);
    CHECK(line("'other-core==1.4.2'", "'other-core==1.4.3'", "Requires-Dist: other-core\n") == text);
    change::Vocabulary none;
    none.siblings = change::Vocabulary::Siblings::none;
    CHECK(sdist("1.4.2", "1.4.3", "a.py", "'acme-core==1.4.2'\n", "'acme-core==1.4.3'\n", both, none)
              .kinds("a.py") == text);
    change::Vocabulary listed;
    listed.siblings = change::Vocabulary::Siblings::listed;
    listed.sibling_patterns = {"zeta-*"};
    CHECK(
        sdist("1.4.2", "1.4.3", "a.py", "'zeta-x==1.4.2'\n", "'zeta-x==1.4.3'\n", "", listed).kinds("a.py") ==
        Kinds{"version.sibling"});
}

TEST_CASE("short versions need a word that says version") {
    const auto short_line = [](const std::string& before, const std::string& after) {
        return sdist("7", "8", "a.py", before + "\n", after + "\n").kinds("a.py");
    };
    CHECK(short_line("retries = 7", "retries = 8") == weak);
    CHECK(short_line("version = 7", "version = 8") == own);
    CHECK(short_line("__version__ = '7'", "__version__ = '8'") == own);
    CHECK(short_line("python_version = 7", "python_version = 8") == weak);
    CHECK(short_line("acme-widgets==7", "acme-widgets==8") == own);
    CHECK(line("x = (1, 4, 2)", "x = (1, 4, 3)") == weak);
    CHECK(line("x = '1_4_2'", "x = '1_4_3'") == weak);
    CHECK(sdist("7", "8", "VERSION", "7\n", "8\n").kinds("VERSION") == own);
    CHECK(sdist("7", "8", "COUNT", "7\n", "8\n").kinds("COUNT") == weak);
}

TEST_CASE("fields of a format are nobody's version") {
    const Case metadata({"a-2.1", {{"PKG-INFO", "Metadata-Version: 2.1\nName: a\nVersion: 2.1\n"}}},
                        {"a-2.2", {{"PKG-INFO", "Metadata-Version: 2.2\nName: a\nVersion: 2.2\n"}}});
    CHECK(metadata.kinds("PKG-INFO") == Kinds{"text", "version.own"});
    CHECK(kinds_of("a.xml", "<?xml version=\"1.4.2\"?><a/>\n", "<?xml version=\"1.4.3\"?><a/>\n") == text);
}

TEST_CASE("structure says whose version it is") {
    const auto json = [](const std::string& body) { return "{" + body + "}\n"; };
    CHECK(kinds_of("a.json", json(R"("name":"left-pad","version":"1.4.2")"),
                   json(R"("name":"left-pad","version":"1.4.3")")) == text);
    CHECK(kinds_of("a.json", json(R"("name":"acme-widgets","version":"1.4.2")"),
                   json(R"("name":"acme-widgets","version":"1.4.3")")) == own);
    CHECK(kinds_of("a.json", json(R"("dependencies":{"left-pad":"^1.4.2"})"),
                   json(R"("dependencies":{"left-pad":"^1.4.3"})")) == text);
    CHECK(kinds_of("pyproject.toml", "[tool.commitizen]\nversion = \"1.4.2\"\n",
                   "[tool.commitizen]\nversion = \"1.4.3\"\n") == own);
    // A duplicate key: two readers may see two owners.
    CHECK(kinds_of("a.json", json(R"("name":"x","name":"acme-widgets","version":"1.4.2")"),
                   json(R"("name":"x","name":"acme-widgets","version":"1.4.3")")) == weak);
}

TEST_CASE("a folder with another package's manifest belongs to it") {
    const auto side = [](const std::string& version) {
        return Side{"acme-widgets-" + version,
                    {{"PKG-INFO", pkg_info("acme-widgets", version)},
                     {"vendor/pad/package.json", R"({"name": "left-pad"})"},
                     {"vendor/pad/src/index.js", "exports.version = '" + version + "'\n"},
                     {"vendor/own.js", "exports.version = '" + version + "'\n"}}};
    };
    const Case vendored(side("1.4.2"), side("1.4.3"));
    CHECK(vendored.kinds("vendor/pad/src/index.js") == text);
    CHECK(vendored.kinds("vendor/own.js") == own);
}

TEST_CASE("nothing else on the line may change") {
    CHECK(line("x = '1.4.2'", "x = '1.4.3'; evil()") == Kinds{"version.own", "text"});
    CHECK(line("x = '1.4.2'", "y = '1.4.3'") == Kinds{"text", "version.own"});
    const auto inserted = kinds_of("a.py", "a\nv = '1.4.2'\nb\n", "a\nevil()\nv = '1.4.3'\nb\n");
    CHECK(inserted == Kinds{"text", "version.own"});
}

TEST_CASE("characters that deceive are never a version") {
    const std::string zero_width = "\xE2\x80\x8B", bidi = "\xE2\x80\xAE", fullwidth_four = "\xEF\xBC\x94";
    CHECK(line("x = '" + zero_width + "1.4.2'", "x = '" + zero_width + "1.4.3'").front() != "version.own");
    CHECK(line("x = '1.4.2" + bidi + "'", "x = '1.4.3" + bidi + "'").front() != "version.own");
    CHECK(line("x = '1." + fullwidth_four + ".2'", "x = '1." + fullwidth_four + ".3'").front() !=
          "version.own");
    CHECK(line("x = 'a'", "x = 'a" + bidi + "'").front() == "text.deceptive");
}

TEST_CASE("in a changelog no heading becomes another one") {
    CHECK(kinds_of("CHANGELOG.md", "# 1.4.2\n", "# 1.4.3\n") == text);
    CHECK(kinds_of("history.js", "x = '1.4.2'\n", "x = '1.4.3'\n") == own);
}

TEST_CASE("split constants move together") {
    const auto header = [](const std::string& a, const std::string& b, const std::string& c) {
        return "#define ACME_MAJOR " + a + "\n#define ACME_MINOR " + b + "\n#define ACME_PATCH " + c + "\n";
    };
    CHECK(kinds_of("a.h", header("1", "4", "2"), header("1", "4", "3")) == own);
    CHECK(kinds_of("a.h", header("1", "5", "2"), header("1", "5", "3")) == text);
    CHECK(kinds_of("a.h", "#define MAX_PATCH 2\n", "#define MAX_PATCH 3\n") == text);
}

TEST_CASE("names move like contents") {
    const auto side = [](const std::string& version, const std::string& folder) {
        return Side{"acme-widgets-" + version,
                    {{"PKG-INFO", pkg_info("acme-widgets", version)}, {folder + "/a.txt", "same\n"}}};
    };
    CHECK(Case(side("1.4.2", "acme-widgets-1.4.2"), side("1.4.3", "acme-widgets-1.4.3"))
              .kinds("acme-widgets-1.4.3/a.txt") == own);
    CHECK(Case(side("1.4.2", "left-pad-1.4.2"), side("1.4.3", "left-pad-1.4.3"))
              .kinds("left-pad-1.4.3/a.txt") == Kinds{"file.renamed"});
}

TEST_CASE("a binary is one change") {
    const std::string nul(1, '\0');
    CHECK(kinds_of("a.bin", nul + "1.4.2", nul + "1.4.4") == Kinds{"binary"});
}

}  // namespace bumpgate::change_test
