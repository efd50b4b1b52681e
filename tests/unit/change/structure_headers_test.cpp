#include "structure_fixture.hpp"

// Header fields of RFC 822, as core metadata and control files have them.
using namespace bumpgate;
using namespace bumpgate::change_test;

namespace {

constexpr auto headers = Format::headers;

constexpr std::string_view pkg_info = R"(Metadata-Version: 2.1
Name: acme-widgets
Version: 1.4.2
Summary:   Widgets, 1.4.2  
Home-page:
License: first
        second
	third
Requires-Dist: acme-core (==1.4.2)
Requires-Dist: requests >=2 ; extra == "net"
requires-dist: é

Version: 9.9.9
acme 1.4.2 is great
)";

std::string frame(std::string_view content, const Scalar& scalar) {
    return "X: " + raw_of(content, scalar) + "\n";
}

const Rows head{"metadata-version |2.1| =", "name |acme-widgets| =", "version |1.4.2| ="};

}  // namespace

TEST_CASE("headers: every field with its place, path and value") {
    CHECK(
        rows_of(headers, pkg_info) ==
        Rows{"metadata-version |2.1| =", "name |acme-widgets| =", "version |1.4.2| =",
             "summary |Widgets, 1.4.2| =", "home-page || =", R"(license |first\n        second\n\tthird| =)",
             "requires-dist |acme-core (==1.4.2)| =", R"(requires-dist[1] |requests >=2 ; extra == "net"| =)",
             "requires-dist[2] |é| ="});
    check_raw_decodes(headers, pkg_info, frame);
}

TEST_CASE("headers: an entry starts at its name") {
    CHECK(entry_of(headers, "A: 1\nVersion : x\n", {"a"}) == "A: 1");
    CHECK(entry_of(headers, "A: 1\nVersion:  x\n", {"version"}) == "Version:  x");
}

TEST_CASE("headers: they end where the body starts") {
    const std::string fields = "Metadata-Version: 2.1\nName: acme-widgets\nVersion: 1.4.2\n";
    const auto body =
        GENERATE(as<std::string>{}, "", "\n", "\nVersion: 9\n", "\r\nVersion: 9\r\n",
                 "no field here\nVersion: 9\n", "two words: 1\nVersion: 9\n",
                 "event_71e True task\n    data with: x\nName: other\n", ": 1\nName: x\n", "é: 1\n",
                 "\nlone\rCR and \x01 are the body's own\n", "# a title\nVersion: 9\n", "\n\n\n");
    INFO(printable(body));
    CHECK(rows_of(headers, fields + body) == head);
}

TEST_CASE("headers: a line of blanks goes on with the field, it is no end") {
    CHECK(rows_of(headers, "A: 1\n \nB: 2\n") == Rows{"a |1| =", "b |2| ="});
    CHECK(rows_of(headers, "A:\n 1\nB: 2\n") == Rows{"a |1| =", "b |2| ="});
}

TEST_CASE("headers: fields that may occur once are refused twice, others are counted") {
    for (const char* name : {"Name", "Version", "Metadata-Version", "Package", "Source"}) {
        INFO(name);
        CHECK(refuses(headers, std::string(name) + ": a\n" + name + ": a\n"));
        CHECK(refuses(headers, std::string(name) + ": a\nX: y\n" + to_lower(name) + ": b\n"));
        CHECK_FALSE(refuses(headers, std::string(name) + ": a\n\n" + name + ": b\n"));
    }
    CHECK(rows_of(headers, "X: a\nx: b\nX: c\n") == Rows{"x |a| =", "x[1] |b| =", "x[2] |c| ="});
}

TEST_CASE("headers: what is no header, or could be read in two ways, is refused") {
    const auto bad =
        GENERATE(as<std::string>{}, "", "\n", "\nVersion: 1\n", "no field\n", " Version: 1\n",
                 "two words: 1\n", ": 1\n", "Name: a\rVersion: 1\n", "Name: a\n#Version: 1\nVersion: 2\n",
                 "Name: \x01\n", "Name: a\x7F\n", "é: 1\n", "Name: \xE9\n", std::string("Na\0me: x\n", 9));
    INFO(printable(bad));
    CHECK(refuses(headers, bad));
}

TEST_CASE("headers: byte order mark, CRLF, no last line end") {
    CHECK(rows_of(headers,
                  "\xEF\xBB\xBF"
                  "Name: a\n") == Rows{"name |a| ="});
    CHECK(entry_of(headers,
                   "\xEF\xBB\xBF"
                   "Name: a\n",
                   {"name"}) == "Name: a");
    CHECK(rows_of(headers, "Name: a\r\nX: b\r\n c\r\n\r\nY: d\r\n") ==
          Rows{"name |a| =", R"(x |b\x0D\n c| =)"});
    CHECK(rows_of(headers, "Name: a") == Rows{"name |a| ="});
    CHECK(rows_of(headers, "Name:") == Rows{"name || ="});
}

TEST_CASE("headers: mutants do not crash it") {
    fuzz(headers, pkg_info, ":\n \t\r#");
}

TEST_CASE("headers: hostile content does not take long") {
    for (const auto* piece : {":", "a:", "a:\n", " ", "\n", "a: b\n", "a", "a:\n ", "#:\n", "\r\n"})
        check_is_quick(headers, many_of(piece));
    check_is_quick(headers, "A: 1\n" + many_of(" x\n"));
    check_is_quick(headers, numbered_lines(18000, "key", ": 1\n"));
}
