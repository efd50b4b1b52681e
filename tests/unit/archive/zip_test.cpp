#include <string>

#include "catch.hpp"
#include "reading.hpp"

// Honest zip archives of every flavour, and broken ones.
namespace bumpgate::test {

namespace {

ZipEntry deflated(std::string path, std::string content, ZipDescriptor descriptor = ZipDescriptor::none) {
    auto entry = zip_file(std::move(path), std::move(content));
    entry.method = 8;
    entry.descriptor = descriptor;
    return entry;
}

}  // namespace

TEST_CASE("a zip archive is read by its central directory") {
    auto folder = zip_file("d/");
    folder.mode = 0040755;
    auto link = zip_file("d/l", "../a");
    link.mode = 0120777;
    auto program = deflated("d/b", "world");
    program.mode = 0100755;
    program.date = (44 << 9) | (2 << 5) | 29;    // 2024-02-29
    program.time = (12 << 11) | (34 << 5) | 28;  // 12:34:56
    const auto bytes = zip({zip_file("a", "hello"), folder, program, link});
    const auto tree = read_bytes(bytes, "x.whl");
    CHECK(hazards(tree) == "");
    CHECK(members(tree) ==
          "file 644 a = hello\ndirectory 755 d\nfile 755 d/b = world\nsymlink 777 d/l -> ../a\n");
    REQUIRE(tree);
    CHECK(tree->layers[0] == Layer{"zip", "stored, deflate", "", {}});
    CHECK(tree->members[2].mtime == Timestamp{1709210096, 0});
    CHECK_FALSE(tree->members[2].uid);
    CHECK(tree->members[0].content.data() == tree->packed.data() + 31);  // a view, not a copy
    CHECK(tree->unpacked_size == 10);
}

TEST_CASE("data descriptors of every form are accounted for") {
    for (const auto form : {ZipDescriptor::plain, ZipDescriptor::bare, ZipDescriptor::wide}) {
        for (const std::string content : {"", "hello"}) {
            const auto bytes = zip({deflated("a", content, form), deflated("b", "world", form)});
            CHECK(hazards(bytes) == "");
            CHECK(members(bytes) ==
                  "file 644 a" + (content.empty() ? "" : " = " + content) + "\nfile 644 b = world\n");
        }
    }
}

TEST_CASE("zip64 sizes and end records are read") {
    auto entry = deflated("a", "hello");
    entry.zip64 = true;
    ZipOptions options;
    options.zip64 = true;
    CHECK(hazards(zip({entry}, options)) == "");
    CHECK(members(zip({entry}, options)) == "file 644 a = hello\n");
    options.end_records = 0xffff;
    CHECK(hazards(zip({entry}, options)) == "");
}

TEST_CASE("a date of zero, known extra fields, UTF-8 names and a jar's mark are honest") {
    auto entry = zip_file("\xc3\xa4", "x");
    entry.flags = 0x800;
    entry.date = 0;
    entry.extra = extra_field(0x5455, "\3" + little(1, 8)) + extra_field(0xcafe, "");
    entry.central_extra = extra_field(0x5455, "\3" + little(1, 4)) + extra_field(0x7875, "\1\4aaaa\4bbbb");
    const auto tree = read_bytes(zip({entry}));
    CHECK(hazards(tree) == "");
    REQUIRE(tree);
    CHECK(tree->members[0].mtime == Timestamp{1, 0});
    CHECK(tree->members[0].path == "\xc3\xa4");
    entry.extra = entry.central_extra = "";
    const auto timeless = read_bytes(zip({entry}));
    REQUIRE(timeless);
    CHECK_FALSE(timeless->members[0].mtime);
}

TEST_CASE("a commit id as the archive's comment is told in the layer and is no hazard") {
    ZipOptions options;
    options.comment = std::string(40, '7');
    const auto tree = read_bytes(zip({zip_file("a", "x")}, options));
    CHECK(hazards(tree) == "");
    REQUIRE(tree);
    CHECK(tree->layers[0].header == "comment \"" + options.comment + "\"");
}

TEST_CASE("members may lie in another order than the central directory's") {
    auto first = zip_file("first", "1"), second = zip_file("second", "2");
    auto bytes = zip({first, second});
    const auto directory = bytes.find("PK\1\2"), next = bytes.find("PK\1\2", directory + 1),
               end = bytes.find("PK\5\6");
    bytes = bytes.substr(0, directory) + bytes.substr(next, end - next) +
            bytes.substr(directory, next - directory) + bytes.substr(end);
    CHECK(hazards(bytes) == "");
    CHECK(members(bytes) == "file 644 second = 2\nfile 644 first = 1\n");
}

TEST_CASE("an encrypted member gives no verdict, whichever header says so") {
    auto entry = zip_file("secret", "x");
    entry.flags = 1;
    CHECK(error_of(zip({entry})) == "encrypted: release: member secret: its content is encrypted");
    entry.flags = 0;
    entry.local_flags = 1;
    CHECK(error_of(zip({entry})) == "encrypted: release: member secret: its content is encrypted");
    entry.local_flags = 0;
    entry.flags = 1U << 6;
    CHECK(error_of(zip({entry})) == "encrypted: release: member secret: its content is encrypted");
}

TEST_CASE("broken zip archives give no verdict") {
    const auto whole = zip({deflated("a", "hello")});
    CHECK(error_of(whole.substr(0, whole.size() - 1)) ==
          "truncated: release: the zip archive has no end record, so it is not whole");
    CHECK(error_of(whole.substr(0, 40)).substr(0, 19) == "truncated: release:");

    auto entry = deflated("a", "hello");
    entry.crc = entry.local_crc = 1;
    CHECK(error_of(zip({entry})) == "corrupt: release: member a: the CRC of its content is wrong");
    entry = deflated("a", "hello");
    entry.size = entry.local_size = 4;
    CHECK(error_of(zip({entry})) ==
          "corrupt: release: member a: the compressed data hold more than the 4 bytes stated");
    entry.size = entry.local_size = 6;
    CHECK(error_of(zip({entry})) == "corrupt: release: member a: it has 5 bytes, not the 6 stated");
    entry = deflated("a", "hello");
    entry.packed = deflate("hello").substr(0, 7);
    CHECK(error_of(zip({entry})) == "truncated: release: member a: the compressed data end too early");
    entry.packed = "\x07nonsense";
    CHECK(error_of(zip({entry})) == "corrupt: release: member a: the compressed data are invalid");
    entry = deflated("a", "hello");
    entry.offset = 7;
    CHECK(error_of(zip({entry})) == "corrupt: release: member a: its local header is missing");
    entry.offset = 0x7fffffff;
    CHECK(error_of(zip({entry})) == "corrupt: release: member a: its local header lies outside of the file");
    entry = zip_file("a", "hello");
    entry.method = 1;
    CHECK(error_of(zip({entry})) ==
          "unsupported: release: member a: its compression method 1 is not supported");
    ZipOptions options;
    options.records = 2;
    CHECK(error_of(zip({zip_file("a", "x")}, options)) ==
          "corrupt: release: the zip central directory has 1 records, its end record counts 2");
    CHECK(error_of(zip({})) == "empty: release: the zip archive has no members");
}

TEST_CASE("a zip archive that is split over several files is not read") {
    auto bytes = zip({zip_file("a", "x")});
    bytes[bytes.find("PK\5\6") + 4] = 1;
    CHECK(error_of(bytes) == "unsupported: release: the zip archive is split over several files");
}

}  // namespace bumpgate::test
