#include <string>

#include "catch.hpp"
#include "reading.hpp"

// bzip2, xz and zstd around a tar archive with the member "a".
namespace bumpgate::test {

namespace {

const std::string& inner() {
    static const std::string bytes = tar({tar_file("a", "hello")});
    return bytes;
}

/// `inner()` as bzip2 packs it; that format has no way to store bytes as they are.
const std::string& bzip2_inner() {
    static const std::string bytes(
        "\x42\x5a\x68\x39\x31\x41\x59\x26\x53\x59\xaf\xbf\x47\xf1\x00\x00\x2a\xdb\x80\xc9\x80\x40\x00\x6f\x00"
        "\x00\x00\xe2\x44\x9e\x00\x08\x08\x20\x00\x54\x44\x00\x00\x19\x3d\x41\x24\x53\x23\x4c\x27\xa8\x01\x8c"
        "\xce\x3e\x44\x84\x15\xea\xf4\x31\x6d\x74\x28\xc9\x38\x35\xdc\x4e\xc2\x21\xd1\xb6\x50\xd5\x78\x6b\xc8"
        "\x93\xa0\xd0\x8c\x01\x35\x2b\xe2\xee\x48\xa7\x0a\x12\x15\xf7\xe8\xfe\x20",
        93);
    return bytes;
}

struct Packed {
    std::string format;
    std::string bytes;
};

std::vector<Packed> all() {
    return {{"bzip2", bzip2_inner()}, {"xz", xz(inner())}, {"zstd", zstd(inner())}};
}

std::string with_offset(const Packed& packed, const std::string& id) {
    return packed.format + " " + std::to_string(packed.bytes.size()) + " " + id + "\n";
}

}  // namespace

TEST_CASE("tar archives in bzip2, xz and zstd are read") {
    for (const auto& packed : all()) {
        INFO(packed.format);
        const auto tree = read_bytes(packed.bytes);
        CHECK(hazards(tree) == "");
        CHECK(members(tree) == "file 644 a = hello\n");
        REQUIRE(tree);
        REQUIRE(tree->layers.size() == 2);
        CHECK(tree->layers[0].format == packed.format);
    }
}

TEST_CASE("truncated bzip2, xz and zstd give no verdict") {
    for (const auto& packed : all()) {
        INFO(packed.format);
        for (const auto length : {packed.bytes.size() / 2, packed.bytes.size() - 1}) {
            CHECK(error_of(packed.bytes.substr(0, length)).substr(0, 19) == "truncated: release:");
        }
    }
}

TEST_CASE("corrupt bzip2, xz and zstd give no verdict") {
    CHECK(error_of(patched(bzip2_inner(), 60, "!")).substr(0, 17) == "corrupt: release:");
    CHECK(error_of(patched(xz(inner()), 100, "!")).substr(0, 17) == "corrupt: release:");
    // Raw blocks without checksum: only the structure can be wrong. 0x06 is the reserved block type.
    CHECK(error_of(patched(zstd(inner()), 10, "\x06")).substr(0, 17) == "corrupt: release:");
}

TEST_CASE("bytes after a compressed stream are found or refused") {
    const auto bzip2 = all()[0], xz_file = all()[1], zstd_file = all()[2];
    CHECK(hazards(bzip2.bytes + "payload") == with_offset(bzip2, "compressed-trailing-data"));
    CHECK(hazards(bzip2.bytes + '\0') == with_offset(bzip2, "compressed-trailing-data"));
    CHECK(hazards(xz_file.bytes + std::string(8, '\0')) == with_offset(xz_file, "compressed-trailing-data"));
    CHECK(error_of(xz_file.bytes + "payload payload").substr(0, 17) == "corrupt: release:");
    CHECK(error_of(zstd_file.bytes + "payload").substr(0, 17) == "corrupt: release:");
}

TEST_CASE("frames that zstd skips are found, in front of the first they are refused") {
    const auto skippable = "\x53\x2a\x4d\x18" + little(7, 4) + "payload";
    const auto packed = all()[2];
    CHECK(hazards(packed.bytes + skippable) == with_offset(packed, "compressed-trailing-data"));
    CHECK(detail(packed.bytes + skippable) == "skippable frame, 7 bytes: \"payload\"");
    CHECK(error_of(skippable + packed.bytes).substr(0, 12) == "unsupported:");
}

TEST_CASE("a second compressed stream is found") {
    const auto zeros = std::string(512, '\0');
    const auto xz_file = all()[1], zstd_file = all()[2], bzip2 = all()[0];
    CHECK(hazards(xz_file.bytes + xz(zeros)) == with_offset(xz_file, "compressed-second-stream"));
    CHECK(hazards(zstd_file.bytes + zstd(zeros)) == with_offset(zstd_file, "compressed-second-stream"));
    CHECK(hazards(bzip2.bytes + bzip2.bytes) ==
          with_offset(bzip2, "compressed-second-stream") + "tar 2048 tar-trailing-data\n");
}

TEST_CASE("contents larger than a zstd block or xz chunk are read whole") {
    const std::string large(200'000, 'x');
    const auto bytes = tar({tar_file("large", large)});
    for (const auto& packed : {xz(bytes), zstd(bytes), gzip(bytes)}) {
        const auto tree = read_bytes(packed);
        CHECK(hazards(tree) == "");
        REQUIRE(tree);
        CHECK(tree->members[0].content == large);
    }
}

}  // namespace bumpgate::test
