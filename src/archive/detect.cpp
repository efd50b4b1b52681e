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
    Format format;
    std::string_view name;
};

constexpr std::array magics = std::to_array<Magic>({
    {"\x1f\x8b"sv, Format::gzip, "gzip"},
    {"BZh"sv, Format::bzip2, "bzip2"},
    {"\xfd"
     "7zXZ\0"sv,
     Format::xz, "xz"},
    {"\x28\xb5\x2f\xfd"sv, Format::zstd, "zstd"},
    {"PK\3\4"sv, Format::zip, "zip"},
    {"PK\5\6"sv, Format::zip, "zip"},
    {"7z\xbc\xaf\x27\x1c"sv, Format::unsupported, "7z"},
    {"Rar!\x1a\x07"sv, Format::unsupported, "rar"},
    {"!<arch>\n"sv, Format::unsupported, "ar (deb)"},
    {"\xed\xab\xee\xdb"sv, Format::unsupported, "rpm"},
    {"MSCF\0\0\0\0"sv, Format::unsupported, "cabinet"},
    {"xar!"sv, Format::unsupported, "xar"},
    {"LZIP\1"sv, Format::unsupported, "lzip"},
    {"LRZI"sv, Format::unsupported, "lrzip"},
    {"\x04\x22\x4d\x18"sv, Format::unsupported, "lz4"},
    {"\x89LZO\0\r\n\x1a\n"sv, Format::unsupported, "lzop"},
    {"\x1f\x9d"sv, Format::unsupported, "compress"},
    {"\x1f\x1e"sv, Format::unsupported, "pack"},
    {"PK\7\10PK\3\4"sv, Format::unsupported, "spanned zip"},
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
    return magic.format != Format::bzip2 || is_bzip2(bytes);
}

}  // namespace

Detected detect(std::string_view bytes) {
    for (const auto& magic : magics) {
        if (matches(magic, bytes)) return {magic.format, magic.name};
    }
    if (starts_with_skippable_frame(bytes))
        return {Format::unsupported, "zstd or lz4 behind a skippable frame"};
    if (looks_like_tar(bytes)) return {Format::tar, "tar"};
    if (bytes.size() >= tar_block && all_zero(bytes)) return {Format::blank, "tar"};
    // A zip behind something else, such as a program that unpacks it: readers look for its end, so must we.
    if (has_zip_end(bytes)) return {Format::zip, "zip"};
    return {Format::other, "file"};
}

}  // namespace bumpgate::archive
