#include <string>

#include "catch.hpp"
#include "reading.hpp"

// Every limit that reading knows is hit and named.
namespace bumpgate::test {

TEST_CASE("too many members") {
    Limits limits;
    limits.members = 2;
    const std::vector<TarEntry> entries{tar_file("a"), tar_file("b"), tar_file("c")};
    CHECK(error_of(tar(entries), limits) == "limit: release: members limit of 2 exceeded: next is c");
    CHECK(error_of(zip({zip_file("a"), zip_file("b"), zip_file("c")}), limits) ==
          "limit: release: member c: members limit of 2 exceeded: next is c");
    limits.members = 3;
    CHECK(error_of(tar(entries), limits) == "no error");
}

TEST_CASE("a member that is too large") {
    Limits limits;
    limits.member_bytes = 4;
    CHECK(error_of(tar({tar_file("a", "hello")}), limits) ==
          "limit: release: member-bytes limit of 4 exceeded: 5 bytes in member a");
    CHECK(error_of(zip({zip_file("a", "hello")}), limits) ==
          "limit: release: member a: member-bytes limit of 4 exceeded: 5 bytes in member a");
    CHECK(error_of("hello", limits).substr(0, 6) == "limit:");
}

TEST_CASE("too many bytes in all") {
    Limits limits;
    limits.total_bytes = 9;
    CHECK(error_of(tar({tar_file("a", "hello"), tar_file("b", "world")}), limits) ==
          "limit: release: total-bytes limit of 9 exceeded: at member b");
    limits.total_bytes = 2000;
    CHECK(error_of(gzip(tar({tar_file("a", "hello")})), limits) ==
          "limit: release: total-bytes limit of 2000 exceeded: more comes out of the compressed data");
    CHECK(error_of(zstd(tar({tar_file("a", "hello")})), limits).substr(0, 40) ==
          "limit: release: total-bytes limit of 200");
    limits.total_bytes = 2048;
    CHECK(error_of(gzip(tar({tar_file("a", "hello")})), limits) == "no error");
}

TEST_CASE("a decompression bomb") {
    Limits limits;
    limits.ratio = 100;
    // 70 MB out of 440 KB. The CRC is wrong, but it is never reached.
    GzipOptions options;
    options.packed = deflate_zeros(271'000);
    CHECK(error_of(gzip("", options), limits).substr(0, 43) == "limit: release: ratio limit of 100 exceeded");
    auto entry = zip_file("bomb");
    entry.method = 8;
    entry.packed = *options.packed;
    entry.size = entry.local_size = 271'000 * 258 + 1;
    CHECK(error_of(zip({entry}), limits).substr(0, 56) ==
          "limit: release: member bomb: ratio limit of 100 exceeded");
}

TEST_CASE("a sparse member that is all hole") {
    auto file = tar_file("s");
    file.type = 'S';
    file.format = TarFormat::gnu;
    file.edit = [](std::string& header) { header.replace(483, 12, octal(std::uint64_t{1} << 31, 12)); };
    CHECK(error_of(tar({file})).substr(0, 43) == "limit: release: ratio limit of 250 exceeded");
}

TEST_CASE("a path or link target that is too long") {
    Limits limits;
    limits.path_length = 10;
    CHECK(error_of(tar({tar_file("12345678901")}), limits) ==
          "limit: release: path-length limit of 10 exceeded: 11 bytes at member 12345678901");
    CHECK(error_of(tar({tar_link('2', "a", "12345678901")}), limits).substr(0, 22) ==
          "limit: release: path-l");
    CHECK(error_of(tar({tar_file("1234567890")}), limits) == "no error");
    auto link = zip_file("l", "12345678901");
    link.mode = 0120777;
    CHECK(error_of(zip({link}), limits) ==
          "limit: release: member l: path-length limit of 10 exceeded: the target of a symlink");
}

TEST_CASE("names that do not fit the memory") {
    Limits limits;
    limits.memory_bytes = 15;
    CHECK(error_of(tar({tar_file("1234567890"), tar_file("0987654321")}), limits) ==
          "limit: release: memory-bytes limit of 15 exceeded: the names of the members do not fit");
}

TEST_CASE("too many layers") {
    Limits limits;
    limits.nesting = 2;
    const auto inner = gzip(tar({tar_file("a")}));
    CHECK(error_of(inner, limits) == "no error");
    CHECK(error_of(gzip(inner), limits) ==
          "limit: release: nesting limit of 2 exceeded: there is a further archive inside");
}

TEST_CASE("no time left") {
    Limits limits;
    limits.seconds = 0;
    limits.start_clock();
    for (const auto& bytes : {tar({tar_file("a")}), gzip(tar({tar_file("a")})), zip({zip_file("a")})}) {
        CHECK(error_of(bytes, limits).substr(0, 15) == "limit: release:");
        CHECK(error_of(bytes, limits).find("seconds limit of 0 exceeded") != std::string::npos);
    }
}

TEST_CASE("contents beyond the memory budget are spilled and the same") {
    Limits limits;
    limits.memory_bytes = 128 << 10;
    std::string content;
    for (int i = 0; i < 100'000; ++i) content += std::to_string(i);
    const auto bytes = gzip(tar({tar_file("large", content), tar_file("small", "x")}));
    const auto tree = read_bytes(bytes, "release", limits);
    CHECK(hazards(tree) == "");
    REQUIRE(tree);
    CHECK(tree->members[0].content == content);
    CHECK(tree->members[1].content == "x");
}

}  // namespace bumpgate::test
