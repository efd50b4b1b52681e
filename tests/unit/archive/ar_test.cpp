#include <functional>
#include <string>

#include "archives_ar.hpp"
#include "catch.hpp"
#include "reading.hpp"

// ar archives: members, names in all spellings, what else can stand in one, and Debian packages.
namespace bumpgate::test {

using namespace std::string_literals;

namespace {

ArEntry changed(ArEntry entry, const std::function<void(ArEntry&)>& change) {
    change(entry);
    return entry;
}

const std::string long_name = "a-name-of-more-than-16.o";

/// A package as dpkg-deb builds it, but with plain tar archives.
std::vector<ArEntry> deb_members() {
    return {ar_file("debian-binary", "2.0\n"), ar_file("control.tar", tar({tar_file("./control", "c")})),
            ar_file("data.tar", tar({tar_file("./usr/a", "a")}))};
}

std::string deb(const std::function<void(std::vector<ArEntry>&)>& change) {
    auto entries = deb_members();
    change(entries);
    return ar(entries);
}

}  // namespace

TEST_CASE("an ar archive's members and what their headers say") {
    auto first = ar_file("a", "hello");
    first.date = "1700000000";
    first.uid = "1000";
    first.gid = "100";
    first.mode = "100755";
    const auto tree = read_bytes(ar({first, ar_file("b", "xy")}));
    CHECK(members(tree) == "file 755 a = hello\nfile 644 b = xy\n");
    CHECK(hazards(tree) == "");
    REQUIRE(tree);
    CHECK(tree->layers.front().format == "ar");
    CHECK(tree->layers.front().header == "");
    CHECK(tree->members[0].mtime == Timestamp{1700000000, 0});
    CHECK(tree->members[0].uid == 1000);
    CHECK(tree->members[0].gid == 100);
}

TEST_CASE("GNU names, short and in the table, with an index of symbols") {
    const auto bytes = ar({ar_file("/", "sym"), ar_names(long_name + "/\nanother-long-name.o/\n"),
                           ar_file("a.o/", "x"), ar_file("/0", "y"), ar_file("/26", "z")});
    const auto tree = read_bytes(bytes);
    CHECK(members(tree) == "file 644 (symbol table) = sym\nfile 644 a.o = x\nfile 644 " + long_name +
                               " = y\nfile 644 another-long-name.o = z\n");
    CHECK(hazards(tree) == "");
    REQUIRE(tree);
    CHECK(tree->layers.front().header == "GNU names");
}

TEST_CASE("GNU's modes without a type and an even table are honest") {
    const auto entry = changed(ar_file("/0", "x"), [](ArEntry& row) { row.mode = "644"; });
    CHECK(hazards(ar({ar_names("seventeen-letters/\n\n"), entry})) == "");
}

TEST_CASE("BSD names in front of the content") {
    const auto padded = ar_file("#1/28", long_name + std::string(4, '\0') + "x");
    const auto tree = read_bytes(ar({padded, ar_file("#1/24", long_name + "y"), ar_file("b", "z")}));
    CHECK(members(tree) ==
          "file 644 " + long_name + " = x\nfile 644 " + long_name + " = y\nfile 644 b = z\n");
    CHECK(hazards(tree) == "ar 98 duplicate-member " + long_name + "\n");
    REQUIRE(tree);
    CHECK(tree->layers.front().header == "BSD names");
}

TEST_CASE("names that two readers of ar may take for others") {
    CHECK(hazards(ar({ar_file("a/", "x"), ar_file("b", "y")})) == "ar 70 ar-name-table b\n");
    CHECK(hazards(ar({ar_file("#1/3", "a\0b"s + "x")})) == "ar 8 ar-name-table a\n");
    CHECK(detail(ar({ar_file("#1/3", "a\0b"s + "x")})) == "behind its name 2 bytes: \"\\x00b\"");
    CHECK(hazards(ar({ar_file("#1/3", "a\0\0"s + "x")})) == "ar 8 ar-name-table a\n");
    CHECK(hazards(ar({ar_names("short/\n"), ar_file("/0", "x")})) == "ar 76 ar-name-table short\n");
    CHECK(hazards(ar({ar_file("a/"), ar_names(long_name + "/\n"), ar_file("/0")})) ==
          "ar 68 ar-name-table\n");
    CHECK(hazards(ar({ar_file("a/"), ar_file("/", "s")})) == "ar 68 ar-name-table (symbol table)\n");
}

TEST_CASE("a table of names holds the members' names and nothing else") {
    const auto table = ar_names(long_name + "/\nunused\n");
    CHECK(hazards(ar({table, ar_file("/0", "x")})) == "ar 94 ar-name-table\n");
    CHECK(detail(ar({table, ar_file("/0", "x")})) == "no member has this name: 7 bytes: \"unused\\n\"");
    const auto two = ar_names(long_name + "/\nanother-long-name.o/\n");
    CHECK(hazards(ar({two, ar_file("/26", "x"), ar_file("/0", "y")})) ==
          "ar 116 ar-name-table another-long-name.o\nar 178 ar-name-table " + long_name + "\n");
    const auto again = ar({ar_names(long_name + "/\n"), ar_names("x"), ar_file("/0", "y")});
    CHECK(error_of(again).substr(0, 17) == "corrupt: release:");  // libarchive refuses it
}

TEST_CASE("a number in an ar header has one form") {
    const auto with = [](std::string ArEntry::*field, std::string text) {
        return ar({changed(ar_file("a", "x"), [&](ArEntry& entry) { entry.*field = text; })});
    };
    for (const auto& bytes :
         {with(&ArEntry::date, "007"), with(&ArEntry::date, " 7"), with(&ArEntry::uid, ""),
          with(&ArEntry::mode, "0100644"), with(&ArEntry::mode, "")}) {
        CHECK(hazards(bytes) == "ar 8 ar-header a\n");
    }
    CHECK(detail(with(&ArEntry::uid, "00")) != detail(with(&ArEntry::uid, "000")));
    CHECK(hazards(with(&ArEntry::mode, "40755")) == "ar 8 ar-header a\nar 8 parser-disagreement a\n");
    CHECK(error_of(with(&ArEntry::date, "7x")) == "corrupt: release: the date in an ar header is no number");
    CHECK(error_of(with(&ArEntry::mode, "8")) == "corrupt: release: the mode in an ar header is no number");
    CHECK(error_of(with(&ArEntry::end, "`x")) == "corrupt: release: an ar header does not end in its mark");
}

TEST_CASE("padding in an ar archive is a line end") {
    const auto padded = [](char byte) {
        return ar({changed(ar_file("a", "x"), [&](ArEntry& entry) { entry.padding = byte; })});
    };
    CHECK(hazards(padded('\0')) == "ar 69 ar-padding a\n");
    CHECK(detail(padded('\0')) != detail(padded('x')));
}

TEST_CASE("an ar archive without members is empty") {
    CHECK(error_of("!<arch>\n").substr(0, 6) == "empty:");
    CHECK(error_of(ar({ar_names("a\n")})).substr(0, 6) == "empty:");
}

TEST_CASE("long names that are nowhere give no verdict") {
    for (const auto& bytes :
         {ar({ar_file("/0")}), ar({ar_names("a/\n"), ar_file("/3")}), ar({ar_names("abc"), ar_file("/0")}),
          ar({ar_names("abc/\n"), ar_file("/x")}), ar({ar_names("abc/\n"), ar_file("/99999999999999999999")}),
          ar({ar_file("#1/2", "a")}), ar({ar_file("#1/0", "a")}), ar({ar_file("#1/1", "\0"s)})}) {
        CHECK(error_of(bytes).substr(0, 17) == "corrupt: release:");
    }
}

TEST_CASE("a cut ar archive gives an error or lacks members") {
    const auto bytes = ar({ar_names(long_name + "/\n"), ar_file("a/", "x"), ar_file("/0", "yz")});
    const auto whole = members(bytes);
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        INFO(length);
        CHECK(members(bytes.substr(0, length)) != whole);
    }
    CHECK(error_of(bytes.substr(0, bytes.size() - 1)).substr(0, 19) == "truncated: release:");
    CHECK(error_of(bytes.substr(0, 100)).substr(0, 19) == "truncated: release:");
    auto large = ar_file("a", "x");
    large.size = "9999999999";
    CHECK(error_of(ar({large})).substr(0, 19) == "truncated: release:");
}

TEST_CASE("a Debian package is its two archives") {
    const auto bytes = deb([](auto&) {});
    CHECK(members(bytes) ==
          "file 644 debian-binary = 2.0\\n\nfile 644 control/control = c\nfile 644 data/usr/a = a\n");
    CHECK(hazards(bytes) == "");
}

TEST_CASE("the parts of a Debian package have the metadata of debian-binary") {
    const auto bytes = deb([](auto& entries) { entries[2].uid = "7"; });
    CHECK(detail(bytes) == "other than debian-binary: mode 420, owner 7:0, time 0");
    CHECK(hazards(deb([](auto& entries) {
              for (auto& entry : entries) entry.date = "1700000000";
          })) == "");
}

TEST_CASE("a Debian package with other members, or in another order") {
    const auto insert = [](std::size_t at) {
        return deb([at](auto& entries) {
            entries.insert(entries.begin() + static_cast<std::ptrdiff_t>(at), ar_file("_extra", "x"));
        });
    };
    CHECK(hazards(insert(1)) == "ar 72 deb-member _extra\n");
    CHECK(detail(insert(2)) == "stands where data.tar belongs");
    CHECK(detail(insert(3)) == "stands behind data.tar");
    const auto swapped = deb([](auto& entries) { std::swap(entries[1], entries[2]); });
    CHECK(hazards(swapped) == "ar 0 deb-member\nar 72 deb-member data.tar\n");
    CHECK(detail(deb([](auto& entries) { entries.pop_back(); })) == "there is no data.tar in its place");
    CHECK(hazards(deb([](auto& entries) { entries[2].name = "data.tar.lz"; })) ==
          "ar 0 deb-member\nar 2180 deb-member data.tar.lz\n");
    CHECK(hazards(deb([](auto& entries) { entries.push_back(entries[2]); })) ==
          "ar 4288 deb-member data.tar\nar 4288 duplicate-member data.tar\n");
}

}  // namespace bumpgate::test
