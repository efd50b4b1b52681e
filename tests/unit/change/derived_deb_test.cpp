#include <string>

#include "base/text.hpp"
#include "catch.hpp"
#include "derived_fixture.hpp"

using namespace bumpgate;
using namespace bumpgate::derived_test;

namespace {

std::string line(const std::string& path, const std::string& content) {
    return hex_digest("md5", content) + "  " + path + "\n";
}

const std::string code = "echo\n";
const std::string config = "a = 1\n";

/// A .deb with two files, one of them a conffile, a link and a hard link.
Package deb(const std::string& md5sums, const std::string& control = "Package: acme\nInstalled-Size: 8\n",
            const std::string& more_path = {}) {
    Package side;
    side.part("control.tar.xz").part("data.tar.xz");
    side.file("debian-binary", "2.0\n").folder("control").file("control/control", control);
    side.file("control/conffiles", "/etc/acme.conf\n").file("control/md5sums", md5sums);
    side.folder("data").folder("data/usr").folder("data/etc").file("data/usr/acme", code);
    side.file("data/etc/acme.conf", config).link("data/usr/link", MemberType::symlink, "acme");
    side.link("data/usr/hard", MemberType::hardlink, "./usr/acme");
    if (!more_path.empty()) side.file(more_path, "more");
    return side;
}

const std::string right_sums = line("usr/acme", code) + line("usr/hard", code);

std::string sums(const std::string& text, const std::string& more_path = {},
                 const std::string& old = right_sums, const std::string& old_more = {}) {
    const std::string control = "Package: acme\n";
    return verdict(deb(old, control, old_more), deb(text, control, more_path), "control/md5sums");
}

std::string size(const std::string& field, const std::string& old_field = "Installed-Size: 8\n",
                 const std::string& more_path = {}) {
    return verdict(deb(right_sums, "Package: acme\n" + old_field),
                   deb(right_sums, "Package: acme\n" + field, more_path), "control/control");
}

}  // namespace

TEST_CASE("derived: md5sums lists the files that are no conffiles, with their digests") {
    CHECK(sums(right_sums) == "right");
    CHECK(sums(line("usr/hard", code) + line("usr/acme", code)) == "right");
    CHECK(sums(right_sums + line("etc/acme.conf", config)) == "right");
    CHECK(says(sums(line("usr/acme", "other") + line("usr/hard", code)),
               "line 1: \"usr/acme\" has another md5"));
    CHECK(says(sums(line("usr/acme", code) + line("usr/hard", "other")), "\"usr/hard\" has another md5"));
    CHECK(says(sums(line("usr/acme", code)), "\"usr/hard\" is in the package and not listed"));
    CHECK(says(sums(right_sums, "data/usr/more"), "\"usr/more\" is in the package and not listed"));
    CHECK(says(sums(right_sums + line("usr/gone", code)), "line 3: \"usr/gone\" is no file of the package"));
    CHECK(says(sums(right_sums + line("usr/link", code)), "no file of the package"));
    CHECK(says(sums(right_sums + line("usr/acme", code)), "listed twice"));
    CHECK(says(sums(right_sums + line("../control/control", "Package: acme\n")), "no file of the package"));
    CHECK(says(sums(right_sums + "x\n"), "line 3: not 32 digits"));
    CHECK(says(sums(right_sums + "\n"), "line 3"));
    CHECK(says(sums(replace_all(right_sums, "  usr/acme", " *usr/acme")), "line 1"));
}

TEST_CASE("derived: what the old md5sums left out may be left out again, and only that") {
    CHECK(sums(right_sums, "data/usr/more", right_sums, "data/usr/more") == "right");
    CHECK(says(sums(right_sums, "data/usr/more", right_sums, "data/usr/other"), "not listed"));
    CHECK(says(sums(right_sums, "data/usr/more", right_sums + line("usr/more", "more"), "data/usr/more"),
               "not listed"));
}

TEST_CASE("derived: md5sums means something in a .deb only") {
    Package side;
    side.file("control/md5sums", "x").file("control/control", "Installed-Size: 1\n");
    CHECK(verdict(side, side, "control/md5sums") == "no row");
    CHECK(verdict(side, side, "control/control") == "no row");
    CHECK(verdict(deb("x"), deb("x"), "debian-binary") == "no row");
}

TEST_CASE("derived: Installed-Size is what dpkg-gencontrol estimates") {
    // The folder, DEBIAN/, its conffiles; usr, etc, two files, a link; the hard link is the same file.
    CHECK(size("Installed-Size: 8\n") == "right");
    CHECK(size("Installed-Size: 9\n", "Installed-Size: 8\n", "data/usr/more") == "right");
    CHECK(says(size("Installed-Size: 8\n", "Installed-Size: 8\n", "data/usr/more"),
               "Installed-Size: 8, but the files take 9 KiB."));
    for (const char* wrong : {"7", "9", "08", "+8", "8 ", "8x", "-8", "99999999999999999999"}) {
        INFO(wrong);
        const std::string field = "Installed-Size: " + std::string(wrong) + "\n";
        CHECK((size(field) == "right") == (std::string(wrong) == "8 "));
    }
    CHECK(size("Version: 1\n") == "nothing");
}

TEST_CASE("derived: a big file counts in KiB, rounded up") {
    const auto with = [](std::size_t bytes, const std::string& stated) {
        auto side = deb(right_sums, "Package: acme\nInstalled-Size: " + stated + "\n");
        side.file("data/usr/big", std::string(bytes, 'x'));
        return verdict(deb(right_sums), side, "control/control");
    };
    CHECK(with(0, "8") == "right");
    CHECK(with(1, "9") == "right");
    CHECK(with(2048, "10") == "right");
    CHECK(with(2049, "11") == "right");
    CHECK(with(2049, "10") != "right");
}

TEST_CASE("derived: an Installed-Size that is off by the same as before is the package's own way") {
    CHECK(size("Installed-Size: 9\n", "Installed-Size: 9\n") == "right");
    CHECK(size("Installed-Size: 10\n", "Installed-Size: 9\n", "data/usr/more") == "right");
    CHECK(size("Installed-Size: 10\n", "Installed-Size: 9\n") != "right");
    CHECK(size("Installed-Size: 9\n", "Installed-Size: 9\n", "data/usr/more") == "right");
}

TEST_CASE("derived: only the value of Installed-Size follows from the files") {
    const std::string control = "Package: acme\nInstalled-Size:  8\nVersion: 8\n";
    const auto result = recompute(deb(right_sums), deb(right_sums, control), "control/control");
    REQUIRE(result);
    CHECK_FALSE(result->whole);
    REQUIRE(result->places.size() == 1);
    CHECK(text_of(control, result->places[0]) == "8");
    CHECK(result->places[0].begin == control.find('8'));
    REQUIRE(result->old_places.size() == 1);
}
