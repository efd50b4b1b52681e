#include <string>

#include "catch.hpp"
#include "reading.hpp"

namespace bumpgate::test {

namespace {

const std::string& inner() {
    static const std::string bytes = tar({tar_file("a", "hello")});
    return bytes;
}

}  // namespace

TEST_CASE("a gzip header is told in its layer") {
    GzipOptions options;
    options.name = "acme-1.0.tar";
    options.mtime = 1700000000;
    options.xfl = 2;
    options.os = 255;
    options.header_crc = true;
    const auto tree = read_bytes(gzip(inner(), options));
    CHECK(hazards(tree) == "");
    CHECK(members(tree) == "file 644 a = hello\n");
    REQUIRE(tree);
    REQUIRE(tree->layers.size() == 2);
    CHECK(tree->layers[0] == Layer{"gzip", "XFL 2, OS 255", "FNAME \"acme-1.0.tar\"", 1700000000});
    CHECK(tree->layers[1].format == "tar");
}

TEST_CASE("room for hidden bytes in a gzip header is a hazard") {
    GzipOptions options;
    options.extra = "secret";
    CHECK(hazards(gzip(inner(), options)) == "gzip 12 gzip-extra\n");
    CHECK(detail(gzip(inner(), options)) == "6 bytes: \"secret\"");
    options = {};
    options.name = "n";
    options.comment = "secret";
    CHECK(hazards(gzip(inner(), options)) == "gzip 12 gzip-comment\n");
    const auto tree = read_bytes(gzip(inner(), options));
    REQUIRE(tree);
    CHECK(tree->layers[0].header == "FNAME \"n\", FCOMMENT \"secret\"");
    options = {};
    options.more_flags = 0x40;
    CHECK(hazards(gzip(inner(), options)) == "gzip 3 gzip-reserved-flags\n");
}

TEST_CASE("whatever follows the gzip stream is a hazard") {
    const auto first = gzip(inner());
    const auto at = std::to_string(first.size());
    CHECK(hazards(first + "payload") == "gzip " + at + " gzip-trailing-data\n");
    CHECK(detail(first + "payload") == "7 bytes: \"payload\"");
    CHECK(hazards(first + '\0') == "gzip " + at + " gzip-trailing-data\n");
    CHECK(detail(first + std::string(3, '\0')) == "3 bytes, all zero");
    CHECK(hazards(first + "\x1f\x8b\x07rest") == "gzip " + at + " gzip-trailing-data\n");
}

TEST_CASE("further gzip members are one hazard, and their contents are joined") {
    const auto first = gzip(inner().substr(0, 700));
    const auto at = std::to_string(first.size());
    const auto tree = read_bytes(first + gzip(inner().substr(700)) + gzip(""));
    CHECK(members(tree) == "file 644 a = hello\n");
    CHECK(hazards(tree) == "gzip " + at + " gzip-second-member\n");
    GzipOptions options;
    options.name = "payload in an empty member";
    const auto plain = detail(gzip(inner()) + gzip(""));
    CHECK(plain.substr(0, 6) == "1 more");
    CHECK(detail(gzip(inner()) + gzip("", options)) != plain);
    CHECK(hazards(gzip(inner()) + gzip(tar({tar_file("evil")}))).find("tar 2048 tar-trailing-data") !=
          std::string::npos);
}

TEST_CASE("a broken gzip file gives no verdict") {
    const auto whole = gzip(inner());
    CHECK(error_of(whole.substr(0, 5)) == "truncated: release: the gzip header ends too early");
    CHECK(error_of(whole.substr(0, 200)) == "truncated: release: the compressed data end too early");
    CHECK(error_of(whole.substr(0, whole.size() - 8)) == "truncated: release: the gzip trailer is missing");
    CHECK(error_of(whole.substr(0, whole.size() - 1)) == "truncated: release: the gzip trailer is missing");
    CHECK(error_of(whole + whole.substr(0, 100)) == "truncated: release: the compressed data end too early");
    CHECK(error_of(patched(whole, 10, "\x07")) == "corrupt: release: the compressed data are invalid");
    GzipOptions options;
    options.crc = 1;
    CHECK(error_of(gzip(inner(), options)) == "corrupt: release: the CRC of the gzip data is wrong");
    options = {};
    options.size = 1;
    CHECK(error_of(gzip(inner(), options)) == "corrupt: release: the length in the gzip trailer is wrong");
    options = {};
    options.header_crc = options.wrong_header_crc = true;
    CHECK(error_of(gzip(inner(), options)) == "corrupt: release: the checksum of the gzip header is wrong");
    options = {};
    options.method = 7;
    CHECK(error_of(gzip(inner(), options)) ==
          "unsupported: release: gzip with compression method 7, not deflate");
    options = {};
    options.name = "cut";
    CHECK(error_of(gzip(inner(), options).substr(0, 12)) ==
          "truncated: release: the gzip header ends too early");
    CHECK(error_of(gzip("")) == "empty: release: there is nothing in the compressed file");
}

TEST_CASE("a compressed file that is no archive is one member without its suffix") {
    CHECK(members(read_bytes(gzip("some text"), "notes.txt.gz")) == "file 644 notes.txt = some text\n");
    CHECK(members(read_bytes(gzip("some text"), "notes")) == "file 644 notes = some text\n");
    CHECK(members(read_bytes(zstd("some text"), "notes.tzst")) == "file 644 notes.tar = some text\n");
    const auto tree = read_bytes(gzip("some text"), "notes.txt.gz");
    REQUIRE(tree);
    REQUIRE(tree->layers.size() == 2);
    CHECK(tree->layers[1].format == "file");
}

TEST_CASE("compression in compression is undone") {
    CHECK(members(gzip(zstd(xz(inner())))) == "file 644 a = hello\n");
}

}  // namespace bumpgate::test
