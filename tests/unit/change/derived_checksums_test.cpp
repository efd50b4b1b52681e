#include <string>

#include "base/text.hpp"
#include "catch.hpp"
#include "derived_fixture.hpp"
#include "fixture.hpp"

using namespace bumpgate;
using namespace bumpgate::derived_test;

namespace {

std::string line(const std::string& path, const std::string& content = "x",
                 const std::string& algorithm = "sha256") {
    return hex_digest(algorithm, content) + "  " + path + "\n";
}

/// A release with a.txt, b/c.txt and a list.
Package with(const std::string& list, const std::string& path = "SHA256SUMS",
             const std::string& version = "1.4.3") {
    Package side(version, "acme-" + version);
    side.file("a.txt", "x").file("b/c.txt", "y").file("acme-" + version + ".txt", "z").file(path, list);
    return side;
}

std::string of(const std::string& list, const std::string& old_list = "",
               const std::string& path = "SHA256SUMS") {
    return verdict(with(old_list, path, "1.4.2"), with(list, path), path);
}

}  // namespace

TEST_CASE("derived: a list of checksums in each of its forms") {
    CHECK(of(line("a.txt") + line("b/c.txt", "y")) == "right");
    CHECK(of(line("./b/c.txt", "y")) == "right");
    CHECK(of(replace_all(line("a.txt"), "  ", " *")) == "right");
    CHECK(of(line("a.txt", "x", "sha512") + line("a.txt", "x", "md5")) == "right");
    CHECK(of("SHA256 (a.txt) = " + hex_digest("sha256", "x") + "\n") == "right");
    CHECK(of(hex_digest("sha256", "x") + "\n", "", "a.txt.sha256") == "right");
    for (const char* path :
         {"SHA512SUMS", "checksums.txt", "acme_checksums.txt", "sha256sums.txt", "x.sha256"}) {
        INFO(path);
        CHECK(of(line("a.txt"), "", path) == "right");
    }
    for (const char* path : {"docs/SHA256SUMS", "SHA256", "checksums.md"}) {
        INFO(path);
        CHECK(of(line("a.txt"), "", path) == "no row");
    }
}

TEST_CASE("derived: a wrong line of a list of checksums") {
    CHECK(says(of(line("a.txt") + line("b/c.txt", "x")), "\"b/c.txt\" has another sha256"));
    CHECK(says(of("SHA512 (a.txt) = " + hex_digest("sha256", "x") + "\n" + line("a.txt", "y")), "a.txt"));
    CHECK(says(of(hex_digest("sha256", "y") + "\n", "", "a.txt.sha256"), "has another sha256"));
}

TEST_CASE("derived: a member must not fall off a list, or get a weaker digest") {
    const auto both = line("a.txt") + line("b/c.txt", "y");
    CHECK(of(both, line("a.txt")) == "right");
    CHECK(says(of(line("a.txt"), both), "\"b/c.txt\" was listed and is no longer"));
    CHECK(says(of(line("a.txt", "x", "md5"), line("a.txt")), "got weaker"));
    CHECK(of(line("a.txt", "x", "sha512"), line("a.txt")) == "right");
    CHECK(of(line("a.txt"), line("gone.txt")) == "right");
    CHECK(of(line("acme-1.4.3.txt", "z"), line("acme-1.4.2.txt", "z")) == "right");
    CHECK(says(of(line("a.txt"), line("a.txt") + line("acme-1.4.2.txt", "z")), "acme-1.4.3.txt"));
}

TEST_CASE("derived: a list of other things is none of the release's") {
    CHECK(of(line("acme.tar.gz", "?")) == "nothing");
    CHECK(of("no list\n") == "nothing");
    const auto mixed = recompute(with(""), with(line("acme.tar.gz", "?") + line("a.txt")), "SHA256SUMS");
    REQUIRE(mixed);
    CHECK_FALSE(mixed->whole);
    REQUIRE(mixed->places.size() == 1);
    CHECK(mixed->places[0].kind == "listing.derived");
    CHECK(text_of(line("acme.tar.gz", "?") + line("a.txt"), mixed->places[0]) == hex_digest("sha256", "x"));
}

TEST_CASE("derived: in a list of other things only the members' digests follow") {
    using change_test::Kinds;
    const auto list = [](const std::string& member, const std::string& other) {
        return line("PKG-INFO", member) + line("acme.tar.gz", other);
    };
    const auto old_info = change_test::pkg_info("acme-widgets", "1.4.2");
    const auto new_info = change_test::pkg_info("acme-widgets", "1.4.3");
    CHECK(change_test::kinds_of("SHA256SUMS", list(old_info, "x"), list(new_info, "x")) ==
          Kinds{"listing.derived"});
    CHECK(change_test::kinds_of("SHA256SUMS", list(old_info, "x"), list(new_info, "y")) ==
          Kinds{"listing.derived", "text"});
    CHECK(change_test::kinds_of("SHA256SUMS", list(old_info, "x"), list(old_info, "x")) ==
          Kinds{"digest.mismatch"});
    CHECK(change_test::kinds_of("SHA256SUMS", line("PKG-INFO", old_info), line("PKG-INFO", new_info)) ==
          Kinds{"listing.derived"});
}
