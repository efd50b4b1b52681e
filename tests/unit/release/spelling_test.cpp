#include "release/spelling.hpp"

#include <algorithm>

#include "catch.hpp"

using namespace bumpgate;
using namespace bumpgate::release;

namespace {

Release bump(std::string_view scheme, std::string_view from, std::string_view to) {
    Release release;
    release.scheme = find_scheme(scheme);
    REQUIRE(release.scheme != nullptr);
    release.old_version = release.scheme->parse(from);
    release.new_version = release.scheme->parse(to);
    REQUIRE(release.has_versions());
    return release;
}

bool has(const std::vector<Spelling>& all, std::string_view from, std::string_view to) {
    return std::any_of(all.begin(), all.end(),
                       [&](const Spelling& s) { return s.old_text == from && s.new_text == to; });
}

/// The token stands at its first occurrence in the text.
bool alone(std::string_view text, std::string_view token, Shape shape = Shape::dotted) {
    const auto at = text.find(token);
    REQUIRE(at != std::string_view::npos);
    return stands_alone(text, at, token, shape);
}

}  // namespace

TEST_CASE("a version is spelled in all the ways of its scheme") {
    const auto pep = spellings(bump("pep440", "23.3.8", "23.3.9"));
    CHECK(has(pep, "23.3.8", "23.3.9"));
    CHECK(has(pep, "23.03.8", "23.03.9"));
    CHECK(has(pep, "23-3-8", "23-3-9"));
    CHECK(has(pep, "23_3_8", "23_3_9"));
    CHECK(has(pep, "23\\.3\\.8", "23\\.3\\.9"));
    CHECK(has(pep, "23%2E3%2E8", "23%2E3%2E9"));
    CHECK(has(pep, "23.3.8.0", "23.3.9.0"));
    CHECK_FALSE(has(pep, "23.03.8", "23.3.9"));
    CHECK_FALSE(has(pep, "23.3", "23.3"));

    const auto semver = spellings(bump("semver", "23.3.8", "23.3.9"));
    CHECK(has(semver, "23.3.8", "23.3.9"));
    CHECK_FALSE(has(semver, "23.03.8", "23.03.9"));

    const auto grown = spellings(bump("pep440", "23.9.1", "23.10.1"));
    CHECK(has(grown, "23.9.1", "23.10.1"));
    CHECK(has(grown, "23.09.1", "23.10.1"));
}

TEST_CASE("pre-releases are spelled in the forms of PEP 440 and SemVer") {
    const auto pep = spellings(bump("pep440", "4.22.0a16", "4.22.0a17"));
    CHECK(has(pep, "4.22.0a16", "4.22.0a17"));
    CHECK(has(pep, "4.22.0-alpha.16", "4.22.0-alpha.17"));
    CHECK_FALSE(has(pep, "4.22.0", "4.22.0"));
    const auto promoted = spellings(bump("semver", "8.0.0-rc.6", "8.0.0"));
    CHECK(has(promoted, "8.0.0-rc.6", "8.0.0"));
    CHECK(has(promoted, "8.0.0rc6", "8.0.0"));
    const auto built = spellings(bump("semver", "1.0.0+sha.1", "1.0.1+sha.2"));
    CHECK(has(built, "1.0.0+sha.1", "1.0.1+sha.2"));
    CHECK(has(built, "1.0.0", "1.0.1"));
}

TEST_CASE("trailing zeros may be dropped only where the scheme says so") {
    CHECK(has(spellings(bump("pep440", "159.0.7.0.0", "159.0.8.0.0")), "159.0.7.0", "159.0.8.0"));
    CHECK_FALSE(has(spellings(bump("semver", "1.4.0", "1.5.0")), "1.4", "1.5"));
}

TEST_CASE("no spelling has equal texts, and none occurs twice") {
    const auto all = spellings(bump("pep440", "1.4.2", "1.4.3"));
    for (std::size_t i = 0; i < all.size(); ++i) {
        CHECK(all[i].old_text != all[i].new_text);
        for (std::size_t j = i + 1; j < all.size(); ++j) {
            CHECK((all[i].old_text != all[j].old_text || all[i].new_text != all[j].new_text));
        }
    }
}

TEST_CASE("tokens with real borders") {
    for (const auto* text : {"1.4.2",
                             "v1.4.2",
                             "^1.4.2",
                             "foo@1.4.2",
                             "1.4.2.tgz",
                             "foo-1.4.2.tgz",
                             "pkg_1.4.2_amd64.deb",
                             "1.4.2...1.4.3",
                             "jquery.1.4.2.js",
                             "foo-1.4.2-py3-none-any.whl",
                             "foo-1.4.2-linux-x64",
                             "1.4.2-blue",
                             "(1.4.2)",
                             "\"1.4.2\"",
                             "a/1.4.2/b",
                             "button_v1.4.2..",
                             "版本1.4.2中",
                             "“1.4.2”",
                             "1.4.2.",
                             "1.4.2, and",
                             "name:1.4.2",
                             "1.4.2+",
                             "a1:1.4.2"}) {
        INFO(text);
        CHECK(alone(text, "1.4.2"));
    }
}

TEST_CASE("tokens that are another version") {
    for (const auto* text :
         {"11.4.2",  "1.4.20",    "1.4.2.7",    "10.1.4.2",       "1.4.2rc1",   "1.4.2-14-g0deadbe",
          "x1.4.2",  "rev1.4.2",  "1.4.2-rc.1", "1.4.2+b1",       "1.4.2.dev0", "1.4.2.post1",
          "1.4.2-1", "1.4.2~rc1", "1.4.2-M1",   "1.4.2_beta2",    "1!1.4.2",    "2:1.4.2",
          "é1.4.2",  "1.4.2é",    "0v1.4.2",    "1.4.2-SNAPSHOT", "1.4.2-Final"}) {
        INFO(text);
        CHECK_FALSE(alone(text, "1.4.2"));
    }
    CHECK_FALSE(alone("2021-4-2", "4-2", Shape::dashed));
    CHECK_FALSE(alone("2.2-1", "2-1", Shape::dashed));
    CHECK_FALSE(alone("3.v4_2", "4_2", Shape::underscored));
    CHECK(alone("acme.4-2", "4-2", Shape::dashed));
    CHECK(alone("jquery-3-7-1-released", "3-7-1", Shape::dashed));
    CHECK_FALSE(alone("11\\.4\\.2", "1\\.4\\.2"));
    CHECK_FALSE(alone("1\\.1\\.4\\.2", "1\\.4\\.2"));
}

TEST_CASE("rows of numbers") {
    const std::string_view text = "version_info = (1, 4, 2, \"final\")";
    const auto row = row_at(text, 16);
    REQUIRE(row);
    CHECK(row->numbers == std::vector<std::string_view>{"1", "4", "2"});
    CHECK(row->bracketed);
    CHECK(row->tail == ", \"final\"");
    CHECK_FALSE(row_at("(0, 1, 4, 2)", 4));
    CHECK_FALSE(row_at("(1)", 1));
    const auto release = bump("pep440", "1.4.2", "1.4.3");
    CHECK(row_states(*row, *release.scheme, *release.old_version));
    CHECK_FALSE(row_states(*row, *release.scheme, *release.new_version));
    const auto across = row_at("1, 4,\n 2", 0);
    REQUIRE(across);
    CHECK(across->numbers.size() == 2);
}

TEST_CASE("names that differ only in the version have one normal form") {
    const auto release = bump("pep440", "1.4.2", "1.4.3");
    const auto all = spellings(release);
    CHECK(version_normal("acme-1.4.2.dist-info/METADATA", all, Side::old_side) ==
          version_normal("acme-1.4.3.dist-info/METADATA", all, Side::new_side));
    CHECK(version_normal("a/1.4.3/x", all, Side::old_side) == "a/1.4.3/x");
}
