#include "structure_fixture.hpp"

// INI as Python's configparser reads it.
using namespace bumpgate;
using namespace bumpgate::change_test;

namespace {

constexpr auto ini = Format::ini;

constexpr std::string_view setup_cfg = R"(# acme 1.4.2
[metadata]
name = acme-widgets
version=1.4.2
Description-File : README ; not a comment
; a comment

[options]
install_requires =
    acme-core == 1.4.2
    # a comment inside
    requests >= 2

    é
empty =
[bumpversion:file:src/acme/__init__.py]
search = __version__ = '{current_version}'
[nothing]
)";

std::string frame(std::string_view content, const Scalar& scalar) {
    return "[s]\nkey = " + raw_of(content, scalar) + "\n";
}

}  // namespace

TEST_CASE("ini: every value with its place, path and value") {
    CHECK(rows_of(ini, setup_cfg) ==
          Rows{"metadata/name |acme-widgets| =", "metadata/version |1.4.2| =",
               "metadata/Description-File |README ; not a comment| =",
               "options/install_requires/1 |acme-core == 1.4.2| =",
               "options/install_requires/2 |requests >= 2| =", "options/install_requires/4 |é| =",
               "options/empty || =",
               "bumpversion:file:src/acme/__init__.py/search |__version__ = '{current_version}'| ="});
    check_raw_decodes(ini, setup_cfg, frame);
}

TEST_CASE("ini: an entry starts at its key, a further line at itself") {
    CHECK(entry_of(ini, "[a]\nversion = 1.4.2\n", {"a", "version"}) == "version = 1.4.2");
    CHECK(entry_of(ini, "[a]\nx = 1\n  2\n", {"a", "x", "0"}) == "x = 1");
    CHECK(entry_of(ini, "[a]\nx = 1\n  2\n", {"a", "x", "1"}) == "2");
}

TEST_CASE("ini: a deeper line goes on with the value, another one does not") {
    CHECK(rows_of(ini, "[a]\n  x = 1\n    y = 2\n  z = 3\n") ==
          Rows{"a/x/0 |1| =", "a/x/1 |y = 2| =", "a/z |3| ="});
    CHECK(rows_of(ini, "[a]\nx = 1\n [b]\n") == Rows{"a/x/0 |1| =", "a/x/1 |[b]| ="});
    CHECK(rows_of(ini, "[a]\n x = 1\n[b]\ny = 2\n") == Rows{"a/x |1| =", "b/y |2| ="});
}

TEST_CASE("ini: keys that say the same are refused") {
    CHECK(refuses(ini, "[a]\nversion = 1\nversion = 2\n"));
    CHECK(refuses(ini, "[a]\nversion = 1\nVersion : 2\n"));
    CHECK(refuses(ini, "[a]\nx = 1\n[b]\n[a]\ny = 2\n"));
    CHECK_FALSE(refuses(ini, "[a]\nx = 1\n[A]\nx = 1\n"));
}

TEST_CASE("ini: what is no such file, or could be read in two ways, is refused") {
    const auto bad =
        GENERATE(as<std::string>{}, "x = 1\n", "[a\n", "[]\n", "[a] b\n", "[a]\nx\n", "[a]\n= 1\n",
                 "[a]\nx = 1\ry = 2\n", "[a]\nx = \x01\n", "[a]\n\xC2\xA0x = 1\n", "[a]\nx = 1\xE2\x80\xA8\n",
                 "[a]\nx = \xE9\n", "[a]]\n", std::string("[a]\nx = \0\n", 10));
    INFO(printable(bad));
    CHECK(refuses(ini, bad));
}

TEST_CASE("ini: byte order mark, CRLF, empty files") {
    CHECK(rows_of(ini, "\xEF\xBB\xBF[a]\nx = 1\n") == Rows{"a/x |1| ="});
    CHECK(entry_of(ini, "\xEF\xBB\xBF[a]\nx = 1\n", {"a", "x"}) == "x = 1");
    CHECK(rows_of(ini, "[a]\r\nx = 1\r\n  2\r\n") == Rows{"a/x/0 |1| =", "a/x/1 |2| ="});
    CHECK(rows_of(ini, "").empty());
    CHECK(rows_of(ini, "# x\n\n[a]\n").empty());
    CHECK(rows_of(ini, "[a]\nx = 1") == Rows{"a/x |1| ="});
}

TEST_CASE("ini: mutants do not crash it") {
    fuzz(ini, setup_cfg, "[]=:;#\n \t\r");
}

TEST_CASE("ini: hostile content does not take long") {
    for (const auto* piece : {"[", "[a]", "[a]\n", "=", "\n", "a=1\n", "]", ";", " ", "[a"})
        check_is_quick(ini, many_of(piece));
    check_is_quick(ini, "[a]\nx = 1\n" + many_of(" y\n"));
    check_is_quick(ini, "[a]\nx = 1\n" + many_of("\n"));
    check_is_quick(ini, "[a]\n" + numbered_lines(18000, "key", " = 1\n"));
    check_is_quick(ini, numbered_lines(18000, "[s", "]\n"));
}

TEST_CASE("structured files: a name promises a format") {
    using change::structure::format_of;
    CHECK(format_of("package/package.json") == Format::json);
    CHECK(format_of("A.JSON") == Format::json);
    CHECK(format_of("acme-1.4.2/Cargo.lock") == Format::toml);
    CHECK(format_of("pyproject.toml") == Format::toml);
    CHECK(format_of("x/Chart.yaml") == Format::yaml);
    CHECK(format_of(".github/workflows/ci.yml") == Format::yaml);
    CHECK(format_of("pom.xml") == Format::xml);
    CHECK(format_of("acme.nuspec") == Format::xml);
    CHECK(format_of("acme-1.4.2/PKG-INFO") == Format::headers);
    CHECK(format_of("acme-1.4.2.dist-info/METADATA") == Format::headers);
    CHECK(format_of("acme-1.4.2.dist-info/WHEEL") == Format::headers);
    CHECK(format_of("debian/control") == Format::headers);
    CHECK(format_of("setup.cfg") == Format::ini);
    CHECK(format_of("tox.ini") == Format::ini);
    for (const char* none : {"", "README.md", "x.js.map", "json", ".json", "a.json/b", "setup.cfg.bak",
                             "pkg-info", "controls"}) {
        INFO(none);
        CHECK_FALSE(format_of(none).has_value());
    }
}
