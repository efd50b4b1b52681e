#include "archive/detect.hpp"

#include <array>

#include "archive/cpio_header.hpp"
#include "archive/findings.hpp"
#include "archive/lzma.hpp"
#include "archive/tar_header.hpp"
#include "archive/zip_scan.hpp"

namespace bumpgate::archive {

namespace {

using namespace std::string_view_literals;

struct Magic {
    std::string_view bytes;
    Shape shape;
    std::string_view format;
};

constexpr std::array magics = std::to_array<Magic>({
    {"\x1f\x8b"sv, Shape::compression, "gzip"},
    {"BZh"sv, Shape::compression, "bzip2"},
    {"\xfd"
     "7zXZ\0"sv,
     Shape::compression, "xz"},
    {"\x28\xb5\x2f\xfd"sv, Shape::compression, "zstd"},
    {"PK\3\4"sv, Shape::archive, "zip"},
    {"PK\5\6"sv, Shape::archive, "zip"},
    {"7z\xbc\xaf\x27\x1c"sv, Shape::archive, "7z"},
    {"Rar!\x1a\x07"sv, Shape::unsupported, "rar"},
    {"!<arch>\n"sv, Shape::archive, "ar"},
    {"\xed\xab\xee\xdb"sv, Shape::archive, "rpm"},
    {"MSCF\0\0\0\0"sv, Shape::unsupported, "cabinet"},
    {"xar!"sv, Shape::unsupported, "xar"},
    {"LZIP"sv, Shape::compression, "lzip"},
    {"LRZI"sv, Shape::unsupported, "lrzip"},
    {"\x04\x22\x4d\x18"sv, Shape::compression, "lz4"},
    {"\x02\x21\x4c\x18"sv, Shape::unsupported, "lz4 (legacy)"},
    {"\x89LZO\0\r\n\x1a\n"sv, Shape::unsupported, "lzop"},
    {"\x1f\x9d"sv, Shape::compression, "compress"},
    {"\x1f\x1e"sv, Shape::unsupported, "pack"},
    {"PK\7\10PK\3\4"sv, Shape::unsupported, "spanned zip"},
});

// ECMA-119, 8.1: the first volume descriptor stands in sector 16, behind a type.
constexpr std::string_view iso_magic = "CD001";
constexpr std::size_t iso_end = 16 * 2048 + 1 + iso_magic.size();

/// bzip2 has a short magic that text can begin with: its block magic (pi) or end mark must follow.
bool is_bzip2(std::string_view bytes) {
    if (bytes.size() < 10) return false;
    return bytes.substr(4, 6) == "\x31\x41\x59\x26\x53\x59" ||
           bytes.substr(4, 6) == "\x17\x72\x45\x38\x50\x90";
}

/// RFC 8878, 3.1.2: frames that zstd and lz4 skip. Before the first frame of content not all tools do.
bool starts_with_skippable_frame(std::string_view bytes) {
    if (bytes.size() < 8 || bytes.substr(1, 3) != "\x2a\x4d\x18") return false;
    return (static_cast<unsigned char>(bytes[0]) & 0xf0U) == 0x50;
}

bool matches(const Magic& magic, std::string_view bytes) {
    if (!bytes.starts_with(magic.bytes)) return false;
    if (magic.format == "lzip") return bytes.size() > 4 && (bytes[4] == 0 || bytes[4] == 1);
    return magic.format != "bzip2" || is_bzip2(bytes);
}

}  // namespace

Detected detect(std::string_view bytes) {
    for (const auto& magic : magics) {
        if (matches(magic, bytes)) return {magic.shape, magic.format};
    }
    if (starts_with_skippable_frame(bytes))
        return {Shape::unsupported, "zstd or lz4 behind a skippable frame"};
    if (looks_like_tar(bytes)) return {Shape::archive, "tar"};
    if (bytes.substr(0, iso_end).ends_with(iso_magic) && bytes.size() >= iso_end)
        return {Shape::archive, "iso9660"};
    if (looks_like_cpio(bytes)) return {Shape::archive, "cpio"};
    if (bytes.size() >= tar_block && all_zero(bytes)) return {Shape::blank, "tar"};
    if (looks_like_lzma(bytes)) return {Shape::compression, "lzma"};
    // A zip behind something else, such as a program that unpacks it: readers look for its end, so must we.
    if (has_zip_end(bytes)) return {Shape::archive, "zip"};
    return {Shape::other, "file"};
}

}  // namespace bumpgate::archive
