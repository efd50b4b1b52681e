#include "archive/detect.hpp"

#include <array>

#include "archive/findings.hpp"
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
    {"7z\xbc\xaf\x27\x1c"sv, Shape::unsupported, "7z"},
    {"Rar!\x1a\x07"sv, Shape::unsupported, "rar"},
    {"!<arch>\n"sv, Shape::unsupported, "ar (deb)"},
    {"\xed\xab\xee\xdb"sv, Shape::unsupported, "rpm"},
    {"MSCF\0\0\0\0"sv, Shape::unsupported, "cabinet"},
    {"xar!"sv, Shape::unsupported, "xar"},
    {"LZIP\1"sv, Shape::unsupported, "lzip"},
    {"LRZI"sv, Shape::unsupported, "lrzip"},
    {"\x04\x22\x4d\x18"sv, Shape::unsupported, "lz4"},
    {"\x89LZO\0\r\n\x1a\n"sv, Shape::unsupported, "lzop"},
    {"\x1f\x9d"sv, Shape::unsupported, "compress"},
    {"\x1f\x1e"sv, Shape::unsupported, "pack"},
    {"PK\7\10PK\3\4"sv, Shape::unsupported, "spanned zip"},
});

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
    if (bytes.size() >= tar_block && all_zero(bytes)) return {Shape::blank, "tar"};
    // A zip behind something else, such as a program that unpacks it: readers look for its end, so must we.
    if (has_zip_end(bytes)) return {Shape::archive, "zip"};
    return {Shape::other, "file"};
}

}  // namespace bumpgate::archive
