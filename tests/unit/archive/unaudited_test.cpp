#include <string>

#include "archives_disk.hpp"
#include "base/digest.hpp"
#include "catch.hpp"
#include "reading.hpp"

// 7z and ISO 9660, which libarchive alone reads.
namespace bumpgate::test {

TEST_CASE("members of a 7z archive") {
    const auto tree = read_bytes(seven_zip("d/a", "hello"));
    CHECK(members(tree) == "file 644 d/a = hello\n");
    CHECK(hazards(tree) == "7z 0 unaudited-container\n");
    REQUIRE(tree);
    CHECK(tree->layers.front().format == "7z");
    CHECK_FALSE(tree->members.front().uid);
}

TEST_CASE("members of an ISO 9660 image") {
    const auto tree = read_bytes(iso("A.TXT;1", "hello"));
    CHECK(hazards(tree) == "iso9660 0 unaudited-container\n");
    REQUIRE(tree);
    CHECK(tree->layers.front().format == "iso9660");
    REQUIRE(tree->members.size() == 2);
    CHECK(tree->members[0].type == MemberType::directory);
    CHECK(tree->members[1].path == "A.TXT");
    CHECK(tree->members[1].content == "hello");
}

TEST_CASE("an unaudited container is known by all of its bytes") {
    for (const auto& bytes : {seven_zip("a", "x", "hidden"), iso("A", "x", "hidden")}) {
        CHECK(detail(bytes) == "sha256 " + sha256_hex(bytes));
    }
}

TEST_CASE("a cut 7z archive or image gives an error or is none") {
    const auto bytes = seven_zip("a", "hello");
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        INFO(length);
        const auto tree = read_bytes(bytes.substr(0, length));
        CHECK((!tree || tree->layers.front().format == "file"));
    }
    const auto image = iso("A", std::string(2048, 'x'));
    for (std::size_t length = 16 * 2048; length < image.size(); length += 97) {
        INFO(length);
        const auto tree = read_bytes(image.substr(0, length));
        CHECK((!tree || tree->layers.front().format == "file"));
    }
}

TEST_CASE("limits hold for what libarchive unpacks") {
    Limits limits;
    limits.member_bytes = 4;
    CHECK(error_of(seven_zip("a", "hello"), limits) ==
          "limit: release: member-bytes limit of 4 exceeded: 5 bytes in member a");
    limits = {};
    limits.total_bytes = 4;
    CHECK(error_of(iso("A", "hello"), limits).substr(0, 15) == "limit: release:");
}

}  // namespace bumpgate::test
