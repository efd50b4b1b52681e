#include <algorithm>

#include "catch.hpp"
#include "release/spelling.hpp"

// What each scheme adds to the spellings of a version.
namespace bumpgate::release {
namespace {

std::vector<Spelling> bump(std::string_view scheme, std::string_view from, std::string_view to) {
    Release release;
    release.scheme = find_scheme(scheme);
    REQUIRE(release.scheme != nullptr);
    release.old_version = release.scheme->parse(from);
    release.new_version = release.scheme->parse(to);
    REQUIRE(release.has_versions());
    return spellings(release);
}

bool has(const std::vector<Spelling>& all, std::string_view from, std::string_view to) {
    return std::any_of(all.begin(), all.end(),
                       [&](const Spelling& s) { return s.old_text == from && s.new_text == to; });
}

}  // namespace

TEST_CASE("maven: qualifiers dropped, OSGi's dots, a zero more") {
    const auto final = bump("maven", "4.1.111.Final", "4.1.112.Final");
    CHECK(has(final, "4.1.111.Final", "4.1.112.Final"));
    CHECK(has(final, "4.1.111-Final", "4.1.112-Final"));
    CHECK(has(final, "4.1.111", "4.1.112"));
    CHECK_FALSE(has(final, "4.1.111.Final", "4.1.112"));
    const auto milestone = bump("maven", "5.12.0-M1", "5.12.0-RC1");
    CHECK(has(milestone, "5.12.0.M1", "5.12.0.RC1"));
    CHECK_FALSE(has(bump("maven", "1.4.2-RC1", "1.4.3-RC1"), "1.4.2", "1.4.3"));
    CHECK(has(bump("maven", "33.0.0-jre", "33.1.0-jre"), "33.0.0", "33.1.0"));
    const auto promoted = bump("maven", "1.4.2-RC1", "1.4.2");
    CHECK(has(promoted, "1.4.2-RC1", "1.4.2"));
    CHECK(std::none_of(promoted.begin(), promoted.end(),
                       [](const Spelling& s) { return s.old_text == "1.4.2"; }));
    const auto osgi = bump("maven", "1.3", "1.3.1");
    CHECK(has(osgi, "1.3", "1.3.1"));
    CHECK(has(osgi, "1.3.0", "1.3.1"));
    CHECK(has(bump("maven", "9.7", "9.8"), "9.7.0", "9.8.0"));
}

TEST_CASE("debian: epoch, revision and the mark of repacking dropped") {
    const auto all = bump("debian", "8:6.9.11+dfsg-1.3+deb12u1", "8:6.9.12+dfsg-1.3+deb12u1");
    CHECK(has(all, "8:6.9.11+dfsg-1.3+deb12u1", "8:6.9.12+dfsg-1.3+deb12u1"));
    CHECK(has(all, "6.9.11+dfsg-1.3+deb12u1", "6.9.12+dfsg-1.3+deb12u1"));
    CHECK(has(all, "6.9.11+dfsg", "6.9.12+dfsg"));
    CHECK(has(all, "6.9.11", "6.9.12"));
    const auto revision = bump("debian", "1.4-1", "1.4-2");
    CHECK(has(revision, "1.4-1", "1.4-2"));
    CHECK(std::none_of(revision.begin(), revision.end(),
                       [](const Spelling& s) { return s.old_text == "1.4"; }));
    const auto epoch = bump("debian", "1.4-1", "1:1.5-1");
    CHECK(has(epoch, "1.4-1", "1:1.5-1"));
    CHECK_FALSE(has(epoch, "1.4-1", "1.5-1"));
    CHECK_FALSE(has(bump("debian", "1:1.4-1", "2:1.5-1"), "1.4-1", "1.5-1"));
    CHECK_FALSE(has(bump("pep440", "1!1.4", "1!1.5"), "1.4", "1.5"));
    const auto pre = bump("debian", "1.4~rc1-1", "1.4~rc2-1");
    CHECK(has(pre, "1.4-rc.1", "1.4-rc.2"));
    CHECK(has(pre, "1.4rc1", "1.4rc2"));
    CHECK_FALSE(has(bump("debian", "1.4+x-1", "1.5+x-1"), "1.4", "1.5"));
}

TEST_CASE("rpm: the version without its release") {
    const auto all = bump("rpm", "1:1.4.2-1.el9", "1:1.4.3-1.el9");
    CHECK(has(all, "1:1.4.2-1.el9", "1:1.4.3-1.el9"));
    CHECK(has(all, "1.4.2-1.el9", "1.4.3-1.el9"));
    CHECK(has(all, "1.4.2", "1.4.3"));
}

TEST_CASE("nuget: one to four numbers") {
    const auto all = bump("nuget", "1.4.2", "1.4.3");
    CHECK(has(all, "1.4.2.0", "1.4.3.0"));
    CHECK(std::any_of(all.begin(), all.end(), [](const Spelling& s) {
        return s.old_text == "1.4.2.0" && s.new_text == "1.4.3.0" && !s.four_parts;
    }));
    CHECK(has(bump("nuget", "1.4", "1.5"), "1.4.0.0", "1.5.0.0"));
    CHECK(has(bump("nuget", "1.4.0.0", "1.5.0.0"), "1.4", "1.5"));
    CHECK(has(bump("nuget", "1.4.2-rc.1", "1.4.2-rc.2"), "1.4.2rc1", "1.4.2rc2"));
}

TEST_CASE("go, gem and calver") {
    CHECK(has(bump("go", "v1.22.1", "v1.22.2"), "1.22.1", "1.22.2"));
    CHECK(has(bump("go", "v2.0.0+incompatible", "v2.0.1+incompatible"), "2.0.0", "2.0.1"));
    const auto gem = bump("gem", "1.4.2.rc1", "1.4.2.rc2");
    CHECK(has(gem, "1.4.2.rc1", "1.4.2.rc2"));
    CHECK(has(gem, "1.4.2-rc.1", "1.4.2-rc.2"));
    CHECK(has(gem, "1.4.2-rc1", "1.4.2-rc2"));
    CHECK(has(bump("gem", "1.4.0", "1.5.0"), "1.4", "1.5"));
    CHECK(has(bump("calver", "23.04", "23.10"), "23.4", "23.10"));
}

}  // namespace bumpgate::release
