#include <string>

#include "catch.hpp"
#include "reading.hpp"

// Tar archives in which two readers can see different things, or none sees all bytes.
namespace bumpgate::test {

namespace {

TarEntry edited(std::size_t at, const std::string& bytes, TarFormat format = TarFormat::ustar) {
    auto file = tar_file("a", "x");
    file.format = format;
    file.edit = [=](std::string& header) { header.replace(at, bytes.size(), bytes); };
    return file;
}

TarEntry with_pax(const std::string& records) {
    auto file = tar_file("a", "x");
    file.pax = records;
    return file;
}

}  // namespace

TEST_CASE("bytes in the padding after content are found") {
    auto file = tar_file("a", "hello");
    file.padding = 'P';
    CHECK(hazards(tar({tar_file("first"), file})) == "tar 1029 tar-padding a\n");
    CHECK(hazards(patched(tar({tar_file("a", "hello")}), 1000, "secret")) == "tar 1000 tar-padding a\n");
    CHECK(detail(patched(tar({tar_file("a", "hello")}), 1018, "secret")) == "6 bytes: \"secret\"");
}

TEST_CASE("bytes after the end of the archive are found, be they a second archive") {
    const auto first = tar({tar_file("a", "x")});
    CHECK(hazards(first + tar({tar_file("evil", "y")})) == "tar 2048 tar-trailing-data\n");
    CHECK(hazards(first + std::string(512, '\0') + "tail") == "tar 2560 tar-trailing-data\n");
    CHECK(hazards(patched(first, 1600, "x")) == "tar 1600 tar-trailing-data\n");
}

TEST_CASE("an archive that does not end as POSIX demands is found") {
    const auto member = tar_member(tar_file("a", "x"));
    CHECK(hazards(member) == "tar 1024 tar-missing-end\n");
    CHECK(hazards(member + std::string(512, '\0')) == "tar 1024 tar-missing-end\n");
}

TEST_CASE("bytes behind the NUL of a name field are found, in every such field") {
    CHECK(hazards(tar({edited(2, "hidden")})) == "tar 2 tar-name-after-nul a\n");
    CHECK(detail(tar({edited(2, "hidden")})) == "name: 6 bytes: \"hidden\"");
    CHECK(hazards(tar({edited(157 + 50, "x")})) == "tar 207 tar-name-after-nul a\n");
    CHECK(hazards(tar({edited(265 + 20, "x")})) == "tar 285 tar-name-after-nul a\n");
    CHECK(hazards(tar({edited(297 + 20, "x")})) == "tar 317 tar-name-after-nul a\n");
    CHECK(hazards(tar({edited(345 + 20, "x")})) == "tar 365 tar-name-after-nul a\n");
    auto name = gnu_long('L', std::string("long") + '\0' + "er");
    CHECK(hazards(tar({name, tar_file("long", "x")})) == "tar 0 tar-name-after-nul long\n");
}

TEST_CASE("header bytes that mean nothing must be empty") {
    CHECK(hazards(tar({edited(505, "x")})) == "tar 500 tar-reserved a\n");
    CHECK(hazards(tar({edited(263, "17")})) == "tar 257 tar-reserved a\n");
    CHECK(hazards(tar({edited(300, "x", TarFormat::v7)})) == "tar 257 tar-reserved a\n");
    CHECK(hazards(tar({edited(400, "x", TarFormat::v7)})) == "tar 345 tar-reserved a\n");
    CHECK(hazards(tar({edited(496, "x", TarFormat::gnu)})) == "tar 495 tar-reserved a\n");
    CHECK(hazards(tar({edited(375, "x", TarFormat::gnu)})) == "tar 369 tar-reserved a\n");
    CHECK(hazards(tar({edited(390, "x", TarFormat::gnu)})) == "tar 386 tar-reserved a\n");
    CHECK(hazards(tar({edited(484, "1", TarFormat::gnu)})) == "tar 483 tar-reserved a\n");
    // Python's tarfile takes these for a prefix whatever the magic says.
    CHECK(hazards(tar({edited(345, "evil", TarFormat::gnu)})) == "tar 345 tar-reserved a\n");
    CHECK(hazards(tar({edited(329, "0000001")})) == "tar 329 tar-reserved a\n");
    CHECK(hazards(tar({edited(337, "0000017")})) == "tar 337 tar-reserved a\n");
    CHECK(hazards(tar({edited(157, "payload")})) == "tar 157 tar-reserved a\n");
    CHECK(hazards(tar({edited(100, "7000644")})) == "tar 100 tar-reserved a\n");
    CHECK(hazards(tar({edited(100, "0040644")})) == "tar 100 tar-reserved a\n");
}

TEST_CASE("numbers must be written as writers do") {
    for (const auto& mode :
         {"0000644\0", "0000644 ", "000644 \0", "   644 \0", "    644\0", "644\0\0\0\0\0"}) {
        INFO(mode);
        CHECK(hazards(tar({edited(100, std::string(mode, 8))})) == "");
    }
    for (const auto& mode : {" 000644\0", "000644  ", "0644\0\0\0\0", "644     ", "\x80\0\0\0\0\0\1\xa4"}) {
        INFO(mode);
        CHECK(hazards(tar({edited(100, std::string(mode, 8))})) == "tar 100 tar-reserved a\n");
    }
    CHECK(hazards(tar({edited(329, std::string(" \0\0\0\0\0\0\0", 8))})) == "tar 329 tar-reserved a\n");
    CHECK(hazards(tar({edited(108, std::string("\x80\0\0\0\x7f\xff\xff\xff", 8))})) == "");
    CHECK(hazards(tar({edited(136, std::string(12, '\xff'))})) == "");  // one second before 1970
}

TEST_CASE("a prefix that readers join differently is a disagreement") {
    auto file = tar_file("a", "x");
    file.prefix = "dir/";
    CHECK(hazards(tar({file})) == "tar 345 parser-disagreement dir/a\n");
}

TEST_CASE("a pax header that contradicts what ustar could hold is found") {
    CHECK(hazards(tar({with_pax(pax_record("path", "other"))})) == "tar 1024 tar-pax-conflict other\n");
    CHECK(detail(tar({with_pax(pax_record("path", "other"))})) == "path: pax \"other\", ustar \"a\"");
    CHECK(hazards(tar({with_pax(pax_record("path", "a") + pax_record("path", "b"))}))
              .find("tar-pax-conflict b") != std::string::npos);
    CHECK(hazards(tar({with_pax(pax_record("path", ""))})) == "tar 1024 tar-pax-conflict a\n");
    CHECK(hazards(tar({with_pax(pax_record("linkpath", "b"))})) == "tar 1024 tar-pax-conflict a\n");
    auto link = tar_link('2', "l", "a");
    link.pax = pax_record("linkpath", "b");
    CHECK(hazards(tar({link})) == "tar 1024 tar-pax-conflict l\n");
}

TEST_CASE("a size that hides members from readers without pax is found") {
    // The ustar size makes the second header content of the first member; pax says that there is none.
    const auto hidden = tar_member(tar_file("hidden", "evil"));
    auto outer = tar_file("outer", hidden);
    CHECK(members(tar({outer})) ==
          "file 644 outer = " + excerpt(hidden, 40) + "\nfile 644 outer!/hidden = evil\n");
    outer.pax = pax_record("size", "0");
    const auto tree = read_bytes(tar({outer}));
    CHECK(members(tree) == "file 644 outer\nfile 644 hidden = evil\n");
    CHECK(hazards(tree) == "tar 1024 tar-pax-conflict outer\n");
}

TEST_CASE("several headers that extend one member are found") {
    auto file = tar_file("a", "x");
    const auto twice = tar({gnu_long('L', "b"), gnu_long('L', "a"), file});
    CHECK(hazards(twice) == "tar 2048 tar-pax-conflict a\n");
    CHECK(detail(twice) == "several headers extend one member: 2 bytes: \"b\\x00\", 2 bytes: \"a\\x00\"");
    file.pax = pax_record("path", "a");
    const auto both = tar_member(gnu_long('L', "b")) + tar({file});
    CHECK(hazards(both).find("tar 2048 tar-pax-conflict a\n") != std::string::npos);
}

TEST_CASE("unusual pax keys and values are found") {
    CHECK(hazards(tar({with_pax(pax_record("SCHILY.realsize", "1"))})) == "tar 1024 tar-pax-key a\n");
    CHECK(detail(tar({with_pax(pax_record("comment", "secret"))})) == "\"comment\" = 6 bytes: \"secret\"");
    CHECK(hazards(tar({with_pax(pax_record("atime", "secret"))})) == "tar 1024 tar-pax-key a\n");
    CHECK(hazards(tar({with_pax(pax_record("SCHILY.ino", "17"))})) == "");
}

TEST_CASE("a global pax header is found unless it only has a commit id") {
    TarEntry global = tar_file("pax_global_header", pax_record("path", "evil"));
    global.type = 'g';
    CHECK(hazards(tar({tar_file("b"), global, tar_file("a", "x")})).find("tar 512 tar-pax-global\n") !=
          std::string::npos);
    global.content = pax_record("comment", "just a text");
    CHECK(hazards(tar({global, tar_file("a", "x")})) == "tar 0 tar-pax-global\n");
}

TEST_CASE("content of what can have none is found") {
    auto folder = tar_folder("d/");
    folder.size = 7;
    CHECK(hazards(tar({folder, tar_file("a", "x")})).find("tar 0 tar-link-size d/\n") != std::string::npos);
    auto link = tar_link('2', "l", "a");
    link.size = 512;
    CHECK(hazards(tar({link, tar_file("a", "x")})).find("tar 0 tar-link-size l\n") != std::string::npos);
    auto hard = tar_link('1', "h", "a");
    hard.content = "content";
    // Without pax in the archive readers do not even agree whether the content is there.
    CHECK(error_of(tar({tar_file("a", "x"), hard})).substr(0, 17) == "corrupt: release:");
    hard.pax = pax_record("mtime", "1");
    CHECK(hazards(tar({tar_file("a", "x"), hard})) == "tar 2048 tar-link-size h\n");
}

TEST_CASE("unusual member types are found") {
    for (const char type : {'7', 'Z', 'M', 'N'}) {
        auto file = tar_file("a", "x");
        file.type = type;
        INFO(type);
        CHECK(hazards(tar({file})).find("tar 0 tar-typeflag a\n") != std::string::npos);
    }
    TarEntry label = tar_file("volume");
    label.type = 'V';
    CHECK(hazards(tar({label, tar_file("a", "x")})).find("tar 0 tar-typeflag\n") != std::string::npos);
}

TEST_CASE("devices and pipes are members, hazards and keep their numbers") {
    auto device = tar_file("null");
    device.type = '3';
    device.edit = [](std::string& header) { header.replace(329, 16, octal(1, 8) + octal(3, 8)); };
    auto block = tar_file("disk");
    block.type = '4';
    auto pipe = tar_file("pipe");
    pipe.type = '6';
    const auto tree = read_bytes(tar({device, block, pipe}));
    CHECK(hazards(tree) == "tar 0 device-node null\ntar 512 device-node disk\ntar 1024 fifo pipe\n");
    CHECK(members(tree) == "char-device 644 null -> 1:3\nblock-device 644 disk -> 0:0\nfifo 644 pipe\n");
    REQUIRE(tree);
    CHECK(tree->hazards[0].detail == "char-device 1:3");
}

}  // namespace bumpgate::test
