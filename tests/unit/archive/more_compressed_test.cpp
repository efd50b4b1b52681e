#include <string>

#include "archives_lzma.hpp"
#include "archives_streams.hpp"
#include "catch.hpp"
#include "reading.hpp"

// lz4, lzip, lzma and compress around a tar archive with the member "a".
namespace bumpgate::test {

namespace {

const std::string& inner() {
    static const std::string bytes = tar({tar_file("a", "hello")});
    return bytes;
}

struct Packed {
    std::string format, bytes, compression;
};

std::vector<Packed> all() {
    return {{"lz4", lz4(inner()), "FLG 100, BD 64"},
            {"lzip", lzip(inner()), "version 1, dictionary byte 16"},
            {"lzma", lzma(inner()), "properties 93, dictionary 65536, size stated"},
            {"compress", compress(inner()), "codes of up to 16 bits"}};
}

}  // namespace

TEST_CASE("tar archives in lz4, lzip, lzma and compress are read") {
    for (const auto& packed : all()) {
        INFO(packed.format);
        const auto tree = read_bytes(packed.bytes);
        CHECK(hazards(tree) == "");
        CHECK(members(tree) == "file 644 a = hello\n");
        REQUIRE(tree);
        REQUIRE(tree->layers.size() == 2);
        CHECK(tree->layers[0].format == packed.format);
        CHECK(tree->layers[0].compression == packed.compression);
    }
}

TEST_CASE("what a lone file is called without its suffix") {
    for (const auto& [bytes, suffix] : {std::pair(lz4("x"), ".lz4"), std::pair(lzip("x"), ".lz"),
                                        std::pair(lzma("x"), ".lzma"), std::pair(compress("x"), ".Z")}) {
        const auto tree = read_bytes(bytes, "notes.txt" + std::string(suffix));
        CHECK(members(tree) == "file 644 notes.txt = x\n");
    }
}

TEST_CASE("truncated lz4, lzip, lzma and compress give no verdict") {
    for (const auto& packed : all()) {
        for (std::size_t length = 0; length < packed.bytes.size(); length += 7) {
            INFO(packed.format << " " << length);
            const auto tree = read_bytes(packed.bytes.substr(0, length));
            // compress has neither an end nor a checksum, so that it is tar that misses something.
            CHECK((!tree || members(tree) != "file 644 a = hello\n" ||
                   hazards(tree).find("tar-missing-end") != std::string::npos));
        }
    }
}

TEST_CASE("bytes after an lz4, lzip or lzma stream are found") {
    for (const auto& packed : all()) {
        if (packed.format == "compress") continue;  // has no end: whatever follows is one more code
        INFO(packed.format);
        for (const auto& rest : {std::string("payload"), std::string(1, '\0'), std::string(100, '\0')}) {
            CHECK(hazards(packed.bytes + rest) ==
                  packed.format + " " + std::to_string(packed.bytes.size()) + " compressed-trailing-data\n");
        }
    }
}

TEST_CASE("a second lz4 or lzip stream is found") {
    const std::string zeros(512, '\0');
    const auto first = lz4(inner());
    CHECK(hazards(first + lz4(zeros)) ==
          "lz4 " + std::to_string(first.size()) + " compressed-second-stream\n");
    const auto member = lzip(inner());
    CHECK(hazards(member + lzip(zeros)) ==
          "lzip " + std::to_string(member.size()) + " compressed-second-stream\n");
}

TEST_CASE("frames that lz4 skips are found") {
    const auto packed = lz4(inner()) + "\x53\x2a\x4d\x18" + little(7, 4) + "payload";
    CHECK(detail(packed) == "skippable frame, 7 bytes: \"payload\"");
}

TEST_CASE("the size that an lz4 frame states must be right") {
    CHECK(hazards(lz4(inner(), inner().size())) == "");
    CHECK(error_of(lz4(inner(), 1)) == "corrupt: release: the size in the lz4 frame is wrong");
}

TEST_CASE("filling bits of compress are zero") {
    // 256 codes of nine bits; 44 of ten and the one that clears the table; three more would fill the group.
    CHECK(hazards(compress(inner(), 300)) == "");
    CHECK(members(compress(inner(), 300)) == "file 644 a = hello\n");
    CHECK(hazards(compress(inner(), 300, 'x')) == "compress 348 compressed-trailing-data\n");
    CHECK(detail(compress(inner(), 300, 'x')) == "4 bytes: \"xxx\\x00\"");
    const auto bytes = compress("abc");  // 27 bits
    CHECK(detail(patched(bytes, bytes.size() - 1, "\x80")) == "1 byte: \"\\x10\"");
}

TEST_CASE("compress in a form that is not read") {
    CHECK(error_of(compress(inner(), 100'000, '\0', 0x10)).substr(0, 12) == "unsupported:");
    CHECK(error_of(compress(inner(), 20)).substr(0, 12) == "unsupported:");
    CHECK(error_of(compress(inner(), 100'000, '\0', 0xb0)).substr(0, 8) == "corrupt:");
    CHECK(error_of(compress(inner(), 100'000, '\0', 0x88)).substr(0, 8) == "corrupt:");
}

TEST_CASE("lzma has no magic: only what is one for sure counts as one") {
    const auto format = [](const LzmaOptions& options) {
        const auto tree = read_bytes(lzma("hello", options));
        return tree ? std::string(tree->layers.front().format) : "error";
    };
    LzmaOptions options;
    CHECK(format(options) == "lzma");
    options.end_mark = true;
    CHECK(format(options) == "lzma");
    options.dictionary = 3U << 20;
    CHECK(format(options) == "lzma");
    options.dictionary = 1000000;
    CHECK(format(options) == "file");
    options = {};
    options.size = std::uint64_t{1} << 40;
    CHECK(format(options) == "file");
    options = {};
    options.properties = 230;
    CHECK(format(options) == "file");
    CHECK(read_bytes("]" + std::string("\0\0\1\0", 4) + std::string(8, '\xff') + std::string(100, '\xee'))
              ->layers.front()
              .format == "file");
}

TEST_CASE("large contents of lz4, lzip, lzma and compress are read whole") {
    std::string large;
    for (int i = 0; i < 30'000; ++i) large += std::to_string(i);
    for (const auto& packed :
         {lz4(large), lzip(large), lzma(large), compress(large), compress(large, 1000)}) {
        const auto tree = read_bytes(packed);
        CHECK(hazards(tree) == "");
        REQUIRE(tree);
        CHECK(tree->members[0].content == large);
    }
}

TEST_CASE("legacy lz4 frames are refused") {
    CHECK(error_of("\x02\x21\x4c\x18" + std::string(100, 'x')).substr(0, 12) == "unsupported:");
}

}  // namespace bumpgate::test
