#include <sys/stat.h>

#include <string>

#include "catch.hpp"
#include "reading.hpp"

namespace bumpgate::test {

TEST_CASE("a file that is no archive is a tree of itself") {
    const auto tree = read_bytes("some text\n", "notes.txt");
    CHECK(hazards(tree) == "");
    CHECK(members(tree) == "file 644 notes.txt = some text\\n\n");
    REQUIRE(tree);
    CHECK(tree->layers == std::vector<Layer>{{"file", "", "", {}}});
    CHECK(tree->members[0].content.data() == tree->packed.data());
    CHECK_FALSE(tree->members[0].mtime);
}

TEST_CASE("the format is decided by content, not by name") {
    CHECK(members(read_bytes("some text", "x.tar.gz")) == "file 644 x.tar.gz = some text\n");
    CHECK(members(read_bytes(tar({tar_file("a", "x")}), "x.zip")) == "file 644 a = x\n");
    CHECK(members(read_bytes(zip({zip_file("a", "x")}), "x.tar")) == "file 644 a = x\n");
    CHECK(members(read_bytes("BZh is how this text starts", "x")) ==
          "file 644 x = BZh is how this text starts\n");
}

TEST_CASE("inputs that cannot be read give no verdict and name the file") {
    const TemporaryFolder folder;
    CHECK(error_of("") == "empty: release: the file is empty");
    const auto missing = archive::read(folder.path() / "none", Limits{});
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == ErrorCode::not_found);
    CHECK(missing.error().describe().find("none") != std::string::npos);
    REQUIRE(::mkfifo((folder.path() / "pipe").c_str(), 0600) == 0);
    const auto pipe = archive::read(folder.path() / "pipe", Limits{});
    REQUIRE_FALSE(pipe);
    CHECK(pipe.error().code == ErrorCode::unsupported);
}

TEST_CASE("formats that are known and not read are refused") {
    for (const std::string& magic :
         {std::string("Rar!\x1a\x07"), std::string("MSCF\0\0\0\0", 8), std::string("xar!"),
          std::string("LRZI"), std::string("\x89LZO\0\r\n\x1a\n", 9)}) {
        CHECK(error_of(magic + std::string(100, 'x')).substr(0, 21) == "unsupported: release:");
        CHECK(error_of(gzip(magic + std::string(100, 'x'))).substr(0, 21) == "unsupported: release:");
    }
}

TEST_CASE("what one layer hides is found in another at its own offset") {
    GzipOptions options;
    options.extra = "x";
    auto file = tar_file("a", "hello");
    file.padding = 'P';
    CHECK(hazards(gzip(tar({file}), options) + "tail") ==
          "gzip 12 gzip-extra\ngzip " + std::to_string(gzip(tar({file}), options).size()) +
              " gzip-trailing-data\ntar 517 tar-padding a\n");
}

TEST_CASE("both releases are read at once") {
    const TemporaryFolder folder;
    const auto old_path = folder.write("old.tar.gz", gzip(tar({tar_file("a", "1")})));
    const auto new_path = folder.write("new.zip", zip({zip_file("a", "2")}));
    const auto trees = archive::read_both(old_path, new_path, Limits{});
    REQUIRE(trees);
    CHECK(trees->old_tree.name == "old.tar.gz");
    CHECK(trees->old_tree.members[0].content == "1");
    CHECK(trees->new_tree.name == "new.zip");
    CHECK(trees->new_tree.members[0].content == "2");
}

TEST_CASE("an error of either release is told, the old one's first") {
    const TemporaryFolder folder;
    const auto good = folder.write("good.tar", tar({tar_file("a", "1")}));
    const auto bad = folder.write("bad.tar", tar({tar_file("a", "1")}).substr(0, 300));
    const auto worse = folder.write("worse.gz", gzip("x").substr(0, 5));
    const auto error = [](const Result<Trees>& trees) {
        return trees ? "no error"
                     : trees.error().context.back().substr(trees.error().context.back().rfind('/') + 1);
    };
    CHECK(error(archive::read_both(good, bad, Limits{})) == "bad.tar");
    CHECK(error(archive::read_both(bad, good, Limits{})) == "bad.tar");
    CHECK(error(archive::read_both(worse, bad, Limits{})) == "worse.gz");
    CHECK(error(archive::read_both(good, good, Limits{})) == "no error");
}

TEST_CASE("contents stay valid when a tree is moved") {
    auto first = read_bytes(gzip(tar({tar_file("a", "hello")})));
    REQUIRE(first);
    const Tree tree = std::move(*first);
    CHECK(tree.members[0].content == "hello");
    CHECK(tree.packed.size() == tree.packed_size);
}

}  // namespace bumpgate::test
