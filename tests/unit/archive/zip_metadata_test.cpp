#include <string>

#include "archive/zip_streams.hpp"
#include "catch.hpp"
#include "reading.hpp"

// Times and owners in a zip archive's extra fields, and bytes hidden behind compressed data.
namespace bumpgate::test {

namespace {

// 2024-02-29T12:34:56Z, as MS-DOS and Unix count.
constexpr std::uint16_t dos_date = (44 << 9) | (2 << 5) | 29;
constexpr std::uint16_t dos_clock = (12 << 11) | (34 << 5) | 28;
constexpr std::uint32_t noon = 1709210096;

ZipEntry dated(const std::string& local, const std::string& central) {
    auto entry = zip_file("a", "x");
    entry.date = dos_date;
    entry.time = dos_clock;
    entry.extra = local;
    entry.central_extra = central;
    return entry;
}

Result<Tree> read_with(const std::string& local, const std::string& central) {
    return read_bytes(zip({dated(local, central)}));
}

std::string found(const std::string& local, const std::string& central) {
    return hazards(read_with(local, central));
}

std::string times(const std::string& body) {
    return extra_field(0x5455, body);
}

std::string modified(std::uint32_t seconds) {
    return times("\1" + little(seconds, 4));
}

/// 100 ns since 1601.
std::uint64_t ticks(std::uint64_t seconds, std::uint64_t rest = 0) {
    return (seconds + 11'644'473'600) * 10'000'000 + rest;
}

std::string ntfs(std::uint64_t mtime, std::uint64_t atime = 0, std::uint64_t birth = 0) {
    return extra_field(0x000a, little(0, 4) + little(1, 2) + little(24, 2) + little(mtime, 8) +
                                   little(atime, 8) + little(birth, 8));
}

std::string asi(std::uint32_t mode, const std::string& link, std::uint32_t uid = 0, std::uint32_t gid = 0) {
    const auto body = little(mode, 2) + little(link.size(), 4) + little(uid, 2) + little(gid, 2) + link;
    return extra_field(0x756e, little(crc32(body), 4) + body);
}

const std::string mismatch = "zip 0 zip-field-mismatch a\n";
const std::string unusual = " zip-extra-field a\n";

}  // namespace

TEST_CASE("the finest time that a zip archive states is the member's") {
    auto tree = read_with(times("\7" + little(noon + 1, 4) + little(noon + 5, 4) + little(noon - 7, 4)),
                          times("\7" + little(noon + 1, 4)));
    CHECK(hazards(tree) == "");
    REQUIRE(tree);
    CHECK(tree->members[0].mtime == Timestamp{noon + 1, 0});
    CHECK(tree->members[0].atime == Timestamp{noon + 5, 0});
    CHECK(tree->members[0].birth_time == Timestamp{noon - 7, 0});
    CHECK_FALSE(tree->members[0].ctime);

    tree = read_with(modified(noon), ntfs(ticks(noon + 1, 1234567), ticks(noon + 9), ticks(noon - 9)));
    CHECK(hazards(tree) == "");
    REQUIRE(tree);
    CHECK(tree->members[0].mtime == Timestamp{noon + 1, 123'456'700});
    CHECK(tree->members[0].atime == Timestamp{noon + 9, 0});
    CHECK(tree->members[0].birth_time == Timestamp{noon - 9, 0});

    tree = read_with(
        extra_field(0x5855, little(noon + 3, 4) + little(noon + 1, 4) + little(7, 2) + little(8, 2)),
        extra_field(0x5855, little(noon + 3, 4) + little(noon + 1, 4)));
    CHECK(hazards(tree) == "");
    REQUIRE(tree);
    CHECK(tree->members[0].mtime == Timestamp{noon + 1, 0});
    CHECK(tree->members[0].atime == Timestamp{noon + 3, 0});
    CHECK(tree->members[0].uid == 7);
    CHECK(tree->members[0].gid == 8);

    tree = read_with("", "");
    REQUIRE(tree);
    CHECK(tree->members[0].mtime == Timestamp{noon, 0});
    tree = read_with(times("\1" + little(0xffffffff, 4)), "");  // before 1970
    REQUIRE(tree);
    CHECK(tree->members[0].mtime == Timestamp{-1, 0});
}

TEST_CASE("times that contradict by more than MS-DOS's resolution are found") {
    CHECK(found(modified(noon), modified(noon)) == "");
    CHECK(found(modified(noon), modified(noon + 1)) == mismatch);  // one field, two values
    CHECK(found(modified(noon), ntfs(ticks(noon + 2))) == "");
    CHECK(found(modified(noon - 1), ntfs(ticks(noon + 2))) == mismatch);
    CHECK(detail(zip({dated(modified(noon - 1), ntfs(ticks(noon + 2)))})) ==
          "modification time: 1709210098 and 1709210095");
    CHECK(found("", ntfs(ticks(noon), 0, ticks(5)) + times("\4" + little(9, 4))) == mismatch);
    // MS-DOS's is local: a time zone away, and two seconds at the most.
    for (const int apart : {1, -2, 3600, -3600 * 12, 3600 * 14 + 2, 5 * 3600 + 45 * 60}) {
        INFO(apart);
        CHECK(found(modified(noon + static_cast<std::uint32_t>(apart)), "") == "");
    }
    for (const int apart : {3, -4, 60, 3600 + 4, 30 * 3600, 86400 * 365}) {
        INFO(apart);
        CHECK(found(modified(noon + static_cast<std::uint32_t>(apart)), "") == mismatch);
    }
    auto entry = zip_file("a", "x");  // 1980-01-01, which stands for everything before
    entry.extra = modified(7);
    CHECK(hazards(zip({entry})) == "");
    entry.extra = modified(noon);
    CHECK(hazards(zip({entry})) == mismatch);
    entry.date = 0;
    CHECK(hazards(zip({entry})) == "");
}

TEST_CASE("owners of every field are read, and found when they contradict") {
    const auto wide = [](std::uint64_t uid, std::uint64_t gid) {
        return extra_field(0x7875, "\1\4" + little(uid, 4) + "\4" + little(gid, 4));
    };
    const auto narrow = [](std::uint64_t uid, std::uint64_t gid) {
        return extra_field(0x7855, little(uid, 2) + little(gid, 2));
    };
    auto tree = read_with(wide(100'000, 7), wide(100'000, 7));
    CHECK(hazards(tree) == "");
    REQUIRE(tree);
    CHECK(tree->members[0].uid == 100'000);
    CHECK(tree->members[0].gid == 7);
    tree = read_with(narrow(7, 8), extra_field(0x7855, ""));
    CHECK(hazards(tree) == "");
    REQUIRE(tree);
    CHECK(tree->members[0].uid == 7);
    CHECK(tree->members[0].gid == 8);
    CHECK(found(wide(1, 2), wide(1, 3)) == mismatch);
    CHECK(found(wide(100'000, 7) + narrow(100'000 & 0xffff, 7), "") == "");
    CHECK(found(wide(1, 2) + narrow(2, 2), "") == mismatch);
    CHECK(found(narrow(1, 2) + asi(0100644, "", 3, 2), "") == "zip 39" + unusual);
}

TEST_CASE("ASi's mode and link are compared with the member's") {
    CHECK(found(asi(0100644, "", 7, 8), asi(0100644, "", 7, 8)) == "");
    CHECK(found(asi(0100755, ""), "") == mismatch);
    CHECK(found(asi(0040644, ""), "") == mismatch);
    CHECK(found(asi(0100644, "target"), "") == mismatch);  // of what is no link
    auto link = zip_file("a", "target");
    link.mode = 0120777;
    link.extra = link.central_extra = asi(0120777, "target");
    CHECK(hazards(zip({link})) == "");
    link.extra = asi(0120777, "elsewhere");
    CHECK(hazards(zip({link})).find("zip-field-mismatch a\n") != std::string::npos);
    const auto field = asi(0100644, "", 7, 8);
    CHECK(found(patched(field, 4, "crc!"), "") == "zip 31" + unusual);
}

TEST_CASE("known extra fields that are not well-formed to the last byte are found") {
    for (const auto& field :
         {times("\x81" + little(noon, 4)), times("\1" + little(noon, 4) + "x"), times("\1" + little(noon, 3)),
          extra_field(0x000a, std::string(32, '\0')),
          extra_field(0x000a, little(7, 4) + little(1, 2) + little(24, 2) + std::string(24, '\0')),
          extra_field(0x5855, std::string(9, '\0')), extra_field(0x7855, ""), extra_field(0x7855, "abcde"),
          extra_field(0x7875, "\2\1a\1b"), extra_field(0x7875, "\1\1a\1bx"), extra_field(0x7875, "\1\1a"),
          extra_field(0x7875, "\1\x09" + std::string(9, 'a') + "\1b"), extra_field(0x756e, "x"),
          extra_field(0xd935, "\3" + std::string(3, '\0')),
          extra_field(0x7075, "\2" + little(crc32("a"), 4) + "a"),
          extra_field(0x7075, "\1" + little(7, 4) + "a")}) {
        INFO(printable(field));
        CHECK(found(field, "") == "zip 31" + unusual);
    }
    CHECK(found("", extra_field(0x6c78, "x")).find(unusual) != std::string::npos);
}

TEST_CASE("what libarchive writes in advance must be what the central directory says") {
    const auto record = "\7" + little(0x0314, 2) + little(0, 2) + little(std::uint64_t{0100644} << 16, 4);
    CHECK(found(extra_field(0x6c78, record), "") == "");
    CHECK(found(extra_field(0x6c78, patched(record, 7, "x")), "") == mismatch);
    CHECK(found(extra_field(0x6c78, record + "x"), "") == mismatch);
}

TEST_CASE("bytes behind compressed data of every method are found") {
    struct Method {
        std::uint16_t number;
        std::string packed;
        std::string payload;
    };
    // "hello" as Python's zipfile packs it.
    const std::string lzma(
        "\x09\x04\x05\x00\x5d\x00\x00\x80\x00\x00\x34\x19\x49\xee\x8e\x68\x21\xff\xff\xff\xb9\xe0"
        "\x00\x00",
        24);
    const std::string bzip2(
        "\x42\x5a\x68\x39\x31\x41\x59\x26\x53\x59\x19\x31\x65\x3d\x00\x00\x00\x81\x00\x02\x44\xa0"
        "\x00\x21\x9a\x68\x33\x4d\x07\x33\x8b\xb9\x22\x9c\x28\x48\x0c\x98\xb2\x9e\x80",
        41);
    // libarchive stops at bytes that start no frame of zstd, or no padding of xz.
    const std::string skipped("\x50\x2a\x4d\x18\x04\0\0\0evil", 12), zeros(4, '\0');
    for (const auto& method : {Method{12, bzip2, "payload"}, Method{93, zstd("hello"), skipped},
                               Method{95, xz("hello"), zeros}, Method{14, lzma, ""}}) {
        INFO(method.number);
        auto entry = zip_file("a", "hello");
        entry.method = method.number;
        entry.flags = method.number == 14 ? 2U : 0U;  // with an end mark
        entry.packed = method.packed;
        CHECK(hazards(zip({entry})) == "");
        CHECK(members(zip({entry})) == "file 644 a = hello\n");
        entry.packed = method.packed + method.payload;
        const auto gap = "zip " + std::to_string(31 + method.packed.size()) + " zip-gap a\n";
        CHECK(hazards(zip({entry})) == (method.payload.empty() ? "" : gap));
        // Anything else is no verdict at least.
        entry.packed = method.packed + "payload";
        CHECK(hazards(zip({entry})) != "");
    }
    // libarchive's own reader refuses such LZMA; not every version needs to.
    const Limits limits;
    archive::Meter meter(limits);
    archive::Findings findings("zip");
    archive::ZipEntry entry;
    entry.data = 31;
    entry.size = 5;
    REQUIRE(archive::audit_lzma(entry, lzma, meter, findings));
    CHECK(findings.hazards().empty());
    REQUIRE(archive::audit_lzma(entry, lzma + "payload", meter, findings));
    REQUIRE(findings.hazards().size() == 1);
    CHECK(findings.hazards()[0].offset == 31 + lzma.size());
    CHECK(findings.hazards()[0].detail == "after the compressed data: 7 bytes: \"payload\"");
    CHECK_FALSE(archive::audit_lzma(entry, "", meter, findings));
    CHECK_FALSE(archive::audit_lzma(entry, patched(lzma, 4, "\xff"), meter, findings));
}

TEST_CASE("a second stream in a member's compressed data is found") {
    auto entry = zip_file("a", "hello");
    entry.method = 93;
    entry.packed = zstd("hel") + zstd("lo");
    CHECK(hazards(zip({entry})).find("zip-gap a\n") != std::string::npos);
    entry.packed = zstd("hello") + std::string("\x50\x2a\x4d\x18\x04\0\0\0evil", 12);  // a frame to skip
    CHECK(hazards(zip({entry})).find("zip-gap a\n") != std::string::npos);
}

}  // namespace bumpgate::test
