#include <string>

#include "catch.hpp"
#include "reading.hpp"

// Zip archives in which readers of the local headers and of the central directory see different things, or
// with bytes that belong to nothing.
namespace bumpgate::test {

namespace {

// Members "first" and "a": the second one's local header stands behind 30 + 5 + 1 bytes.
std::string after_first(const ZipEntry& entry) {
    return zip({zip_file("first", "1"), entry});
}

}  // namespace

TEST_CASE("two names for one member are found") {
    auto entry = zip_file("a", "x");
    entry.local_path = "evil";
    CHECK(hazards(after_first(entry)) == "zip 36 zip-name-mismatch a\n");
    CHECK(detail(after_first(entry)) == "local header: \"evil\"");
    CHECK(members(after_first(entry)) == "file 644 first = 1\nfile 644 a = x\n");
}

TEST_CASE("a Unicode path field with another name is found") {
    auto entry = zip_file("a", "x");
    const auto field = [](const std::string& name) {
        return extra_field(0x7075, "\1" + little(crc32("a"), 4) + name);
    };
    entry.central_extra = field("a");
    CHECK(hazards(zip({entry})) == "");
    entry.central_extra = field("evil");
    CHECK(hazards(zip({entry})).find("zip-name-mismatch a\n") != std::string::npos);
    entry.central_extra = "";
    entry.extra = field("evil");
    CHECK(hazards(zip({entry})).find("zip 31 zip-name-mismatch a\n") != std::string::npos);
}

TEST_CASE("local header and central directory that contradict are found, field by field") {
    const auto with = [](auto change) {
        auto entry = zip_file("a", "x");
        change(entry);
        return after_first(entry);
    };
    const auto crc = with([](ZipEntry& entry) { entry.local_crc = 1; });
    CHECK(hazards(crc) == "zip 36 zip-field-mismatch a\n");
    CHECK(detail(crc) == "CRC: local header 1, central directory 2363233923");
    CHECK(hazards(with([](ZipEntry& entry) { entry.local_size = 7; })) ==
          "zip 36 parser-disagreement a\nzip 36 zip-field-mismatch a\n");
    CHECK(hazards(with([](ZipEntry& entry) { entry.local_method = 8; })) == "zip 36 zip-field-mismatch a\n");
    CHECK(hazards(with([](ZipEntry& entry) { entry.local_time = 7; })) == "zip 36 zip-field-mismatch a\n");
    CHECK(hazards(with([](ZipEntry& entry) { entry.local_flags = 0x800; })) ==
          "zip 36 zip-field-mismatch a\n");
    // Only how hard deflate tried.
    CHECK(hazards(with([](ZipEntry& entry) { entry.local_flags = 2; })) == "");
}

TEST_CASE("a data descriptor that contradicts is found") {
    auto entry = zip_file("a", "x");
    entry.descriptor = ZipDescriptor::plain;
    auto bytes = after_first(entry);
    bytes[bytes.find("PK\7\10") + 4] ^= 1;
    CHECK(hazards(bytes) == "zip 36 zip-field-mismatch a\nzip 68 zip-gap\n");
}

TEST_CASE("zip64 fields that contradict are found") {
    auto entry = zip_file("a", "x");
    entry.extra = extra_field(1, little(99, 8) + little(99, 8));
    CHECK(hazards(after_first(entry)) == "zip 36 zip-field-mismatch a\n");
    entry.extra = extra_field(1, little(1, 8) + little(1, 8));  // says it again, which some writers do
    CHECK(hazards(after_first(entry)) == "");
    ZipOptions options;
    options.zip64 = true;
    options.end_records = 2;
    CHECK(hazards(zip({zip_file("a", "x")}, options)).find("zip-field-mismatch\n") != std::string::npos);
    options.end_records = {};
    options.zip64_extension = "payload";
    CHECK(hazards(zip({zip_file("a", "x")}, options)).find("zip-gap\n") != std::string::npos);
}

TEST_CASE("bytes before, between and after members are found") {
    auto entry = zip_file("a", "x");
    ZipOptions options;
    options.prefix = "#!/bin/sh\n";
    CHECK(hazards(zip({entry}, options)) == "zip 0 zip-gap\n");
    CHECK(members(zip({entry}, options)) == "file 644 a = x\n");
    options = {};
    options.before_directory = "payload";
    CHECK(hazards(zip({entry}, options)) == "zip 32 zip-gap\n");
    CHECK(detail(zip({entry}, options)) == "7 bytes: \"payload\"");
    options = {};
    options.before_end = "payload";
    CHECK(hazards(zip({entry}, options)) == "zip 0 parser-disagreement a\nzip 79 zip-gap\n");
    options = {};
    options.after_end = "payload";
    CHECK(hazards(zip({entry}, options)) == "zip 101 zip-gap\n");
    entry.before = "payload";
    CHECK(hazards(after_first(entry)) == "zip 36 zip-gap\n");
}

TEST_CASE("a member without a record in the central directory is a gap") {
    const auto hidden = zip({zip_file("hidden", "evil")});
    auto entry = zip_file("a", "x");
    entry.before = hidden.substr(0, hidden.find("PK\1\2"));
    CHECK(hazards(after_first(entry)) == "zip 36 zip-gap\n");
    CHECK(members(after_first(entry)) == "file 644 first = 1\nfile 644 a = x\n");
}

TEST_CASE("bytes after the compressed data, within a member, are found") {
    auto entry = zip_file("a", "hello");
    entry.method = 8;
    entry.packed = deflate("hello") + "payload";
    CHECK(hazards(zip({entry})) == "zip 41 zip-gap a\n");
}

TEST_CASE("members that overlap are found") {
    auto again = zip_file("again", "1");
    again.offset = 0;
    again.local_path = "first";
    const auto text = hazards(zip({zip_file("first", "1"), again}));
    CHECK(text.find("zip 0 zip-overlap again\n") != std::string::npos);
    CHECK(text.find("zip 0 zip-name-mismatch again\n") != std::string::npos);
}

TEST_CASE("comments are found, of the archive and of members") {
    ZipOptions options;
    options.comment = "secret";
    CHECK(hazards(zip({zip_file("a", "x")}, options)) == "zip 101 zip-comment\n");
    auto entry = zip_file("a", "x");
    entry.comment = "secret";
    CHECK(hazards(zip({entry})) == "zip 32 zip-comment a\n");
    CHECK(detail(zip({entry})) == "6 bytes: \"secret\"");
}

TEST_CASE("extra fields that are unknown, too long, doubled or malformed are found") {
    const auto with = [](const std::string& extra) {
        auto entry = zip_file("a", "x");
        entry.extra = extra;
        return hazards(after_first(entry));
    };
    CHECK(with(extra_field(0x4242, "payload")) == "zip 67 zip-extra-field a\n");
    CHECK(with(extra_field(0x5455, std::string(14, 'x'))) == "zip 67 zip-extra-field a\n");
    CHECK(with(extra_field(0xcafe, "x")) == "zip 67 zip-extra-field a\n");
    CHECK(with(extra_field(0xcafe, "") + extra_field(0xcafe, "")) == "zip 71 zip-extra-field a\n");
    CHECK(with("abc").substr(0, 6) == "error:");
    CHECK(with(extra_field(0xd935, std::string("\4\0\0\0", 4))) == "");
    CHECK(with(extra_field(0xd935, std::string("\4\0\0x", 4))) == "zip 67 zip-extra-field a\n");
    CHECK(with(std::string(3, '\0')) == "");
    auto entry = zip_file("a", "x");
    entry.central_extra = extra_field(0x4242, "payload");
    CHECK(hazards(zip({entry})) == "zip 79 zip-extra-field a\n");
}

TEST_CASE("unusual values in fields that say nothing are found") {
    const auto found = [](std::size_t at, const std::string& patch) {
        return hazards(patched(zip({zip_file("a", "x")}), at, patch));
    };
    // The central directory's record starts at 32.
    CHECK(found(4, "\x99") == "zip 4 zip-reserved a\n");                // version needed, local
    CHECK(found(32 + 4, "\x99") == "zip 36 zip-reserved a\n");          // made by
    CHECK(found(32 + 5, "\x99").find("zip 36 zip-reserved a\n") == 0);  // its system
    CHECK(found(32 + 6, "\x99") == "zip 38 zip-reserved a\n");          // version needed
    CHECK(found(32 + 34, "\1") == "zip 66 zip-reserved a\n");           // disk
    CHECK(found(32 + 36, "\4") == "zip 68 zip-reserved a\n");           // internal attributes
    CHECK(found(32 + 36, "\1") == "");                                  // text
    CHECK(found(32 + 39, "x") == "zip 70 zip-reserved a\n");            // DOS attributes
    CHECK(found(32 + 38, "\x20\x80") == "");
    auto entry = zip_file("a", "x");
    entry.flags = 0x8000;
    CHECK(hazards(zip({entry})) == "zip 6 zip-reserved a\nzip 40 zip-reserved a\n");
    ZipOptions options;
    options.zip64 = true;
    const auto wide = zip({zip_file("a", "x")}, options);
    const auto end = wide.find("PK\6\6"), locator = wide.find("PK\6\7");
    CHECK(hazards(wide) == "");
    for (const auto at : {end + 12, end + 13, end + 14}) {
        INFO(at - end);
        CHECK(hazards(patched(wide, at, "\x99")) == "zip " + std::to_string(end) + " zip-reserved\n");
    }
    for (const auto at : {end + 4, locator + 4, locator + 8, locator + 16}) {
        INFO(at - end);
        CHECK(hazards(patched(wide, at, "\x99")) != "");  // libarchive refuses it
    }
}

TEST_CASE("bytes that are a zip and a tar archive are found") {
    auto header = tar_header(tar_file("PK\3\4", ""));
    // A local header that reads as a tar header: its extra field holds the rest of the block.
    auto bytes = zip({zip_file("a", "x")});
    auto entry = zip_file("n", "");
    const std::size_t fixed = 31 + 4;
    entry.extra = extra_field(0x4242, header.substr(fixed));
    bytes = zip({entry});
    auto block = bytes.substr(0, 512);
    sign_tar_header(block);
    bytes.replace(0, 512, block);
    CHECK(hazards(bytes).find("zip 0 parser-disagreement\n") != std::string::npos);
}

TEST_CASE("duplicate members of a zip archive are found") {
    CHECK(hazards(zip({zip_file("a", "1"), zip_file("b", "2"), zip_file("a", "3")})) ==
          "zip 64 duplicate-member a\n");
}

TEST_CASE("a folder with content is found") {
    auto folder = zip_file("d/", "x");
    folder.mode = 0040755;
    CHECK(hazards(zip({folder, zip_file("a", "x")})).find("zip 0 zip-field-mismatch d/\n") !=
          std::string::npos);
}

}  // namespace bumpgate::test
