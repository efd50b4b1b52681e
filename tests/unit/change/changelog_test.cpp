#include "change/words.hpp"
#include "fixture.hpp"

// changelog.entry and key.order.
namespace bumpgate::change_test {

namespace {

const std::string preamble = "# Changelog\n\nThe format is based on Keep a Changelog 1.1.0.\n\n";
const std::string older = "## [1.4.2] - 2025-10-01\n\n- Fixed a fault.\n\n## 1.4.1\n\n- First.\n";
const std::string entry = "## [1.4.3] - 2025-10-13\n\n- Fixed a fault.\n\n";

Kinds changelog(const std::string& from, const std::string& to, const std::string& path = "CHANGELOG.md") {
    return kinds_of(path, from, to);
}

Kinds json(const std::string& from, const std::string& to, const std::string& path = "a.json") {
    return kinds_of(path, from, to);
}

}  // namespace

TEST_CASE("changelog.entry: one block about the new version before the older ones") {
    CHECK(changelog(preamble + older, preamble + entry + older) == Kinds{"changelog.entry"});
    CHECK(changelog(older, entry + older) == Kinds{"changelog.entry"});
    CHECK(changelog(preamble + older, preamble + entry + older, "docs/HISTORY.rst") ==
          Kinds{"changelog.entry"});
    const std::string debian =
        "acme (1.4.2) unstable; urgency=low\n\n  * A.\n\n -- B <b@c>  Mon, 1 Jan 2024\n";
    CHECK(
        changelog(debian,
                  "acme (1.4.3) unstable; urgency=low\n\n  * A.\n\n -- B <b@c>  Tue, 2 Jan 2024\n\n" + debian,
                  "usr/share/doc/acme/changelog.Debian") == Kinds{"changelog.entry"});
    // An entry like the older one can be told as inserted in its middle.
    CHECK(changelog("## 1.4.2\n\n- x\n", "## 1.4.3\n\n- x\n\n## 1.4.2\n\n- x\n") == Kinds{"changelog.entry"});
}

TEST_CASE("changelog.entry: what is none") {
    const std::string next = "## 1.5.0\n\n- x\n\n";
    CHECK(changelog(preamble + older, preamble + next + older) == Kinds{"text"});
    CHECK(changelog(preamble + older, preamble + older + entry) == Kinds{"text"});
    CHECK(changelog(preamble + older, preamble + "- x\n\n" + entry + older) == Kinds{"text"});
    CHECK(changelog(preamble + older, preamble + entry + older, "history.js") == Kinds{"text"});
    CHECK(changelog(preamble + older, preamble + entry + older, "notes.md") == Kinds{"text"});
    CHECK(changelog(preamble + older, preamble + "## 1.4.30\n\n- x\n\n" + older) == Kinds{"text"});
    CHECK(changelog(preamble + older, preamble + "## 1.4.3\xE2\x80\xAE\n\n- x\n\n" + older) ==
          Kinds{"text.deceptive"});
    // Altered besides.
    const auto altered =
        changelog(preamble + older, preamble + entry + "## [1.4.2] - 2025-10-01\n\n- Fix.\n");
    CHECK(std::count(altered.begin(), altered.end(), "text") > 0);
    const auto twice = changelog(preamble + older, preamble + entry + older + "\n## 1.4.3\n\n- x\n");
    CHECK(twice == Kinds{"changelog.entry", "text"});
    // Keep a Changelog's links at the end of the file: a block of their own, and they can lead anywhere.
    const std::string url = "https://example.org/acme/compare/";
    const auto links = [&](const std::string& last, const std::string& more) {
        return "\n[unreleased]: " + url + "v" + last + "...HEAD\n" + more + "[1.4.2]: " + url +
               "v1.4.1...v1.4.2\n";
    };
    const auto linked =
        changelog(preamble + older + links("1.4.2", ""),
                  preamble + entry + older + links("1.4.3", "[1.4.3]: " + url + "v1.4.2...v1.4.3\n"));
    CHECK(linked.front() == "changelog.entry");
    CHECK(std::count(linked.begin(), linked.end(), "text") + 1 == static_cast<std::ptrdiff_t>(linked.size()));
}

TEST_CASE("changelogs as Debian installs them") {
    CHECK(change::words::is_changelog("usr/share/doc/a/changelog.Debian.gz!/changelog.Debian"));
    CHECK(change::words::is_changelog("changelog.Debian.amd64"));
    CHECK(!change::words::is_changelog("changelog.Debian.js"));
}

TEST_CASE("key.order: content types in another order") {
    const auto kinds = [](const std::string& from, const std::string& to,
                          const std::string& path = "[Content_Types].xml") {
        const auto types = [](const std::string& entries) {
            return "<?xml version=\"1.0\"?>\n<Types xmlns=\"x\">\n" + entries + "</Types>\n";
        };
        return kinds_of(path, types(from), types(to));
    };
    const std::string a = "<Default Extension=\"a\" ContentType=\"x\" />\n",
                      b = "<Default Extension=\"b\" ContentType=\"y\" />\n",
                      c = "<Override PartName=\"/c\" ContentType=\"z\" />\n";
    const Kinds order{"key.order"};
    CHECK(kinds(a + b, b + a) == order);
    CHECK(kinds(a + c + b, b + c + a) == order);
    CHECK(kinds(a + b, b + a, "types.xml") != order);
    CHECK(kinds(a + b, b) != order);
    CHECK(kinds(a + b, b + a + c) != order);
    CHECK(kinds(a + "<!--" + b + "-->", "<!--" + b + "-->" + a) != order);
    CHECK(kinds(a + "t" + b, b + a + "t") != order);
}

TEST_CASE("key.order: the same value in another order") {
    CHECK(json("{\n  \"a\": 1,\n  \"b\": 2\n}\n", "{\n  \"b\": 2,\n  \"a\": 1\n}\n") == Kinds{"key.order"});
    CHECK(json("{\"a\": {\"x\": 1, \"y\": [1, 2]}}", "{\"a\": {\"y\": [1, 2], \"x\": 1}}") ==
          Kinds{"key.order"});
    CHECK(json("a = 1\nb = 2\n", "b = 2\na = 1\n", "a.toml") == Kinds{"key.order"});
    const auto is_order = [](const Kinds& kinds) { return kinds == Kinds{"key.order"}; };
    CHECK(!is_order(json("{\"a\": [1, 2]}", "{\"a\": [2, 1]}")));
    CHECK(!is_order(json("{\"a\": 1, \"b\": 2}", "{\"b\": 1, \"a\": 2}")));
    CHECK(!is_order(json("{\"a\": 1, \"b\": 2}", "{\"b\": 2, \"a\": \"1\"}")));
    CHECK(!is_order(json("{\"a\": 1, \"b\": 2}", "{\"b\": 2, \"a\": 1, \"c\": {}}")));
    CHECK(!is_order(json("{\"a\": {}, \"b\": []}", "{\"b\": {}, \"a\": []}")));
    CHECK(!is_order(json("{\"a\": [1], \"b\": 2}", "{\"b\": 2, \"a\": {\"0\": 1}}")));
    CHECK(!is_order(json("{\"a\": [{\"x\": 1}], \"b\": {\"0\": {\"x\": 1}}}",
                         "{\"b\": [{\"x\": 1}], \"a\": {\"0\": {\"x\": 1}}}")));
    CHECK(!is_order(json("a = 1 # x\nb = 2\n", "b = 2\na = 1 # y\n", "a.toml")));
    CHECK(!is_order(json("[a]\nx = 1\n[b]\n", "[b]\n[a]\nx = 1\n", "a.toml")));
    CHECK(!is_order(json("a: 1\nb: 2\n", "b: 2\na: 1\n", "a.yaml")));
    CHECK(!is_order(json("{\"exports\": {\"import\": \"a\", \"default\": \"b\"}}",
                         "{\"exports\": {\"default\": \"b\", \"import\": \"a\"}}")));
}

}  // namespace bumpgate::change_test
