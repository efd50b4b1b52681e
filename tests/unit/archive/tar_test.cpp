#include <string>

#include "catch.hpp"
#include "reading.hpp"

// Honest tar archives of every flavour: read whole, and without a hazard.
namespace bumpgate::test {

TEST_CASE("a ustar archive is read with all that it says about its members") {
    auto file = tar_file("pkg/a.txt", "hello");
    file.uid = 1000;
    file.gid = 100;
    file.user = "ann";
    file.group = "users";
    file.mtime = 1700000000;
    const auto bytes =
        tar({tar_folder("pkg/"), file, tar_link('2', "pkg/s", "a.txt"), tar_link('1', "pkg/h", "pkg/a.txt")});
    const auto tree = read_bytes(bytes, "pkg-1.tar");
    CHECK(hazards(tree) == "");
    CHECK(members(tree) ==
          "directory 755 pkg\nfile 644 pkg/a.txt = hello\nsymlink 644 pkg/s -> a.txt\n"
          "hardlink 644 pkg/h -> pkg/a.txt\n");
    REQUIRE(tree);
    CHECK(tree->name == "pkg-1.tar");
    CHECK(tree->packed == bytes);
    CHECK(tree->packed_size == bytes.size());
    CHECK(tree->unpacked_size == 5);
    REQUIRE(tree->layers.size() == 1);
    CHECK(tree->layers[0] == Layer{"tar", "", "", {}});
    const auto& member = tree->members[1];
    CHECK(member.uid == 1000);
    CHECK(member.gid == 100);
    CHECK(member.user == "ann");
    CHECK(member.group == "users");
    CHECK(member.mtime == Timestamp{1700000000, 0});
    // A view, not a copy.
    CHECK(member.content.data() == tree->packed.data() + 1024);
}

TEST_CASE("a name that is split over prefix and name is joined") {
    auto file = tar_file("name.txt", "x");
    file.prefix = "some/folder";
    CHECK(hazards(tar({file})) == "");
    CHECK(members(tar({file})) == "file 644 some/folder/name.txt = x\n");
}

TEST_CASE("pax headers give long names, large ids and exact times") {
    const std::string name(180, 'n');
    auto file = tar_file(name.substr(0, 100), "x");
    file.pax = pax_record("path", name) + pax_record("mtime", "1700000000.25") +
               pax_record("uid", "3000000") + pax_record("uname", "\xc3\xa4nn") + pax_record("atime", "1.5");
    const auto tree = read_bytes(tar({file}));
    CHECK(hazards(tree) == "");
    REQUIRE(tree);
    REQUIRE(tree->members.size() == 1);
    CHECK(tree->members[0].path == name);
    CHECK(tree->members[0].uid == 3000000);
    CHECK(tree->members[0].user == "\xc3\xa4nn");
    CHECK(tree->members[0].mtime == Timestamp{1700000000, 250'000'000});
}

TEST_CASE("a time before 1970 counts its nanoseconds forward") {
    auto file = tar_file("a", "x");
    file.pax = pax_record("mtime", "-1.25");
    const auto tree = read_bytes(tar({file}));
    CHECK(hazards(tree) == "");
    REQUIRE(tree);
    CHECK(tree->members[0].mtime == Timestamp{-2, 750'000'000});
}

TEST_CASE("a pax size stands for one that the header cannot hold") {
    auto file = tar_file("a", "hello");
    file.size = 0;
    file.pax = pax_record("size", "5");
    CHECK(members(tar({file})) == "file 644 a = hello\n");
    // But it could have held this one.
    CHECK(hazards(tar({file})) == "tar 1024 tar-pax-conflict a\n");
}

TEST_CASE("GNU long names and link targets are read") {
    const std::string name(150, 'n'), target(150, 't');
    auto link = tar_link('2', name.substr(0, 100), target.substr(0, 100));
    link.format = TarFormat::gnu;
    const auto tree = read_bytes(tar({gnu_long('K', target), gnu_long('L', name), link}));
    CHECK(hazards(tree) == "");
    CHECK(members(tree) == "symlink 644 " + name + " -> " + target + "\n");
}

TEST_CASE("a tar archive from before POSIX is read, its folders told by their names") {
    auto folder = tar_file("d/");
    folder.type = '\0';
    folder.format = TarFormat::v7;
    auto file = tar_file("d/a", "x");
    file.type = '\0';
    file.format = TarFormat::v7;
    CHECK(hazards(tar({folder, file})) == "");
    CHECK(members(tar({folder, file})) == "directory 644 d\nfile 644 d/a = x\n");
}

TEST_CASE("device numbers of members that are no devices may be written as zeros") {
    auto file = tar_file("a", "x");
    file.edit = [](std::string& header) { header.replace(329, 16, octal(0, 8) + octal(0, 8)); };
    CHECK(hazards(tar({file})) == "");
    file.format = TarFormat::v7;
    CHECK(hazards(tar({file})) == "");
}

TEST_CASE("empty numbers, base-256 numbers and file type bits in the mode are honest") {
    auto file = tar_file("a", "x");
    file.edit = [](std::string& header) {
        header.replace(100, 8, "0100755", 8);
        header.replace(108, 8, 8, '\0');
        header.replace(116, 8, "\x80\0\0\0\0\x20\0\0", 8);
    };
    const auto tree = read_bytes(tar({file}));
    CHECK(hazards(tree) == "");
    CHECK(members(tree) == "file 755 a = x\n");
    REQUIRE(tree);
    CHECK(tree->members[0].uid == 0);
    CHECK(tree->members[0].gid == 0x200000);
}

TEST_CASE("paths are kept as they are stored; a leading dot and slash is no hazard") {
    const auto tree = read_bytes(tar({tar_folder("./"), tar_file("./a", "x"), tar_link('1', "./h", "./a")}));
    CHECK(hazards(tree) == "");
    CHECK(members(tree) == "directory 755 .\nfile 644 ./a = x\nhardlink 644 ./h -> ./a\n");
}

TEST_CASE("the commit id of git archive is part of the layer, not a hazard") {
    TarEntry global = tar_file("pax_global_header", pax_record("comment", std::string(40, 'a')));
    global.type = 'g';
    const auto tree = read_bytes(tar({global, tar_file("a", "x")}));
    CHECK(hazards(tree) == "");
    REQUIRE(tree);
    CHECK(tree->layers[0].header == "comment \"" + std::string(40, 'a') + "\"");
}

TEST_CASE("an archive may be filled up with zero blocks, or end with two") {
    const auto bytes = tar({tar_file("a", "x")});
    CHECK(hazards(bytes) == "");
    CHECK(hazards(bytes + std::string(8192, '\0')) == "");
}

TEST_CASE("sparse members are expanded") {
    // The map says: 4 bytes at 1000, and the file ends at 2000.
    const std::string expanded = std::string(1000, '\0') + "data" + std::string(996, '\0');
    SECTION("GNU's old form, the map in the header") {
        auto file = tar_file("s", "data");
        file.type = 'S';
        file.format = TarFormat::gnu;
        file.edit = [](std::string& header) {
            header.replace(386, 48, octal(1000, 12) + octal(4, 12) + octal(2000, 12) + octal(0, 12));
            header.replace(483, 12, octal(2000, 12));
        };
        const auto tree = read_bytes(tar({file}));
        CHECK(hazards(tree) == "");
        REQUIRE(tree);
        CHECK(tree->members[0].content == expanded);
    }
    SECTION("pax 1.0, the map in front of the data") {
        std::string map = "2\n1000\n4\n2000\n0\n";
        map.resize(512);
        auto file = tar_file("GNUSparseFile.0/s", map + "data");
        file.pax = pax_record("GNU.sparse.major", "1") + pax_record("GNU.sparse.minor", "0") +
                   pax_record("GNU.sparse.name", "s") + pax_record("GNU.sparse.realsize", "2000");
        const auto tree = read_bytes(tar({file}));
        CHECK(hazards(tree) == "");
        REQUIRE(tree);
        CHECK(tree->members[0].path == "s");
        CHECK(tree->members[0].content == expanded);
    }
}

TEST_CASE("broken tar archives give no verdict") {
    const auto whole = tar({tar_file("a", std::string(600, 'x')), tar_file("b", "y")});
    CHECK(error_of(whole.substr(0, 400)) == "truncated: release: the tar archive ends within a header");
    CHECK(error_of(whole.substr(0, 900)) ==
          "truncated: release: the tar archive ends within the content of \"a\"");
    CHECK(error_of(whole.substr(0, 1300)) ==
          "truncated: release: the tar archive ends within the padding after the content of \"a\"");
    CHECK(error_of(whole.substr(0, 1600)) == "truncated: release: the tar archive ends within a header");

    auto broken = tar_file("b", "y");
    broken.wrong_checksum = true;
    CHECK(error_of(tar({tar_file("a", "x"), broken})) ==
          "corrupt: release: the checksum of the tar header after \"a\" is wrong");
    CHECK(error_of(tar({broken})) ==
          "corrupt: release: the checksum of the tar header after the start is wrong");

    auto huge = tar_file("a", "x");
    huge.edit = [](std::string& header) { header.replace(124, 12, "\x80\0\0\0\x7f\0\0\0\0\0\0\0", 12); };
    CHECK(error_of(tar({huge})).substr(0, 6) == "limit:");
    huge.edit = [](std::string& header) { header.replace(124, 12, "no number!! "); };
    CHECK(error_of(tar({huge})) == "corrupt: release: the size in the tar header of \"a\" is no number");
    huge.edit = [](std::string& header) { header.replace(124, 12, 12, '\xff'); };
    CHECK(error_of(tar({huge})) == "corrupt: release: the size in the tar header of \"a\" is no number");
}

TEST_CASE("extended headers that are broken or belong to nothing give no verdict") {
    auto file = tar_file("a", "x");
    file.pax = "12 path=a\n";
    CHECK(error_of(tar({file})) == "corrupt: release: malformed pax header: a record of the wrong length");
    file.pax = "x path=a\n";
    CHECK(error_of(tar({file})) == "corrupt: release: malformed pax header: a record without length");
    file.pax = "9 =value\n";
    CHECK(error_of(tar({file})) == "corrupt: release: malformed pax header: a record without key");
    file.pax = pax_record("size", "1x");
    CHECK(error_of(tar({file})) == "corrupt: release: malformed pax header: size is not a number");
    file.pax = pax_record("mtime", "noon");
    CHECK(error_of(tar({file})) == "corrupt: release: malformed pax header: mtime is not a time");
    CHECK(error_of(tar({tar_file("a"), gnu_long('L', "b")})) ==
          "corrupt: release: an extended tar header without a member");
    std::vector<TarEntry> many(17, gnu_long('L', "b"));
    many.push_back(tar_file("a"));
    CHECK(error_of(tar(many)) == "corrupt: release: too many extended tar headers in a row");
}

TEST_CASE("a tar archive without members is an error") {
    CHECK(error_of(tar({})) == "empty: release: the archive has no members");
    CHECK(error_of(std::string(2048, '\0')) == "empty: release: the archive has no members");
    TarEntry global = tar_file("pax_global_header", pax_record("comment", std::string(40, 'a')));
    global.type = 'g';
    CHECK(error_of(tar({global})) == "empty: release: the tar archive has no members");
}

}  // namespace bumpgate::test
