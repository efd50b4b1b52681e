#include "archive/streams.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "base/cursor.hpp"
#include "base/text.hpp"

namespace bumpgate::archive {

namespace {

using namespace std::string_view_literals;

void trailing(std::string_view bytes, std::size_t from, Findings& findings) {
    if (from < bytes.size()) {
        findings.add("compressed-trailing-data", {}, from, describe_bytes(bytes.substr(from)));
    }
}

/// The contents of all streams are compared, so that it is enough to say that there are several.
void second_stream(std::size_t offset, Findings& findings) {
    findings.add("compressed-second-stream", {}, offset, "read as one with the first");
}

// --- xz: The .xz File Format 1.2.1 ---

constexpr std::size_t xz_frame = 12;  // stream header, and stream footer

std::uint64_t in_fours(std::uint64_t size) {
    return (size + 3) / 4 * 4;
}

/// 1.2, a number of seven bits a byte.
std::optional<std::uint64_t> xz_number(Cursor& cursor) {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 63; shift += 7) {
        const auto byte = cursor.u8();
        if (!byte) return std::nullopt;
        value |= std::uint64_t{*byte & 0x7fU} << shift;
        if ((*byte & 0x80U) == 0) return value;
    }
    return std::nullopt;
}

/// 4, the blocks' sizes together, as the index lists them.
std::optional<std::uint64_t> xz_blocks(std::string_view index) {
    Cursor cursor(index, 1);
    const auto count = xz_number(cursor);
    if (!count) return std::nullopt;
    std::uint64_t sum = 0;
    for (std::uint64_t i = 0; i < *count; ++i) {
        const auto packed = xz_number(cursor), unpacked = xz_number(cursor);
        if (!packed || !unpacked || *packed > UINT64_MAX / 4) return std::nullopt;
        sum += in_fours(*packed);
    }
    return sum;
}

/// How long the stream is that ends where `bytes` do: its footer knows the index, the index all blocks.
std::optional<std::uint64_t> last_xz_stream(std::string_view bytes) {
    if (bytes.size() < 2 * xz_frame) return std::nullopt;
    const auto stored = Cursor(bytes, bytes.size() - 8).u32().value_or(0);
    const auto index_size = (std::uint64_t{stored} + 1) * 4;
    if (index_size > bytes.size() - 2 * xz_frame) return std::nullopt;
    const auto blocks = xz_blocks(bytes.substr(bytes.size() - xz_frame - index_size, index_size));
    if (!blocks) return std::nullopt;
    return 2 * xz_frame + index_size + *blocks;
}

// --- zstd: RFC 8878 ---

constexpr std::uint32_t zstd_magic = 0xfd2fb528;
constexpr std::uint32_t skippable_magic = 0x184d2a50;  // its last four bits are free

/// 3.1.1.1, without the magic.
bool skip_frame_header(Cursor& cursor, bool& has_checksum) {
    const auto descriptor = cursor.u8();
    if (!descriptor) return false;
    const bool single_segment = (*descriptor & 0x20U) != 0;
    has_checksum = (*descriptor & 4U) != 0;
    constexpr std::array<std::size_t, 4> dictionary_sizes{0, 1, 2, 4};
    const std::array<std::size_t, 4> content_sizes{single_segment ? 1U : 0U, 2, 4, 8};
    const auto rest =
        (single_segment ? 0U : 1U) + dictionary_sizes[*descriptor & 3U] + content_sizes[*descriptor >> 6U];
    return cursor.take(rest).has_value();
}

/// 3.1.1.2, the blocks up to the one that says it is the last.
bool skip_blocks(Cursor& cursor) {
    for (;;) {
        const auto low = cursor.u8();
        const auto high = cursor.u16();
        if (!low || !high) return false;
        const auto header = std::uint32_t{*high} << 8U | *low;
        const bool repeated = (header >> 1U & 3U) == 1;  // one byte stands for all
        if (!cursor.take(repeated ? 1 : header >> 3U)) return false;
        if ((header & 1U) != 0) return true;
    }
}

bool skip_zstd_frame(Cursor& cursor) {
    bool has_checksum = false;
    if (!skip_frame_header(cursor, has_checksum) || !skip_blocks(cursor)) return false;
    return !has_checksum || cursor.u32().has_value();
}

// --- lz4: LZ4 Frame Format Description 1.6.4 ---

constexpr std::uint32_t lz4_magic = 0x184d2204;
constexpr std::uint32_t lz4_uncompressed = 0x80000000;

/// The frame descriptor, without the magic.
struct Lz4Frame {
    unsigned flags = 0, sizes = 0;
    std::optional<std::uint64_t> content_size;
    std::optional<std::uint32_t> dictionary;
};

std::optional<Lz4Frame> take_lz4_header(Cursor& cursor) {
    const auto flags = cursor.u8(), sizes = cursor.u8();
    if (!flags || !sizes) return std::nullopt;
    Lz4Frame frame{*flags, *sizes, std::nullopt, std::nullopt};
    if ((frame.flags & 8U) != 0) frame.content_size = cursor.u64();
    if ((frame.flags & 1U) != 0) frame.dictionary = cursor.u32();
    return cursor.take(1) ? std::optional(frame) : std::nullopt;  // its checksum
}

bool skip_lz4_frame(Cursor& cursor) {
    const auto frame = take_lz4_header(cursor);
    if (!frame) return false;
    const bool block_sums = (frame->flags & 0x10U) != 0, content_sum = (frame->flags & 4U) != 0;
    for (;;) {
        const auto size = cursor.u32();
        if (!size) return false;
        if (*size == 0) return !content_sum || cursor.u32().has_value();
        if (!cursor.take(*size & ~lz4_uncompressed) || (block_sums && !cursor.u32())) return false;
    }
}

// --- lzip: RFC draft-diaz-lzip, 2 ---

constexpr std::size_t lzip_header = 6, lzip_trailer = 20;

// --- frames one after the other ---

/// Goes from frame to frame; `skip` moves behind one whose magic was read. What starts as none, or what
/// libarchive did not use, is trailing data.
void audit_frames(std::string_view bytes, std::size_t used, std::uint32_t frame_magic, bool (*skip)(Cursor&),
                  Findings& findings) {
    Cursor cursor(bytes);
    bool reported = false;
    auto start = cursor.offset();
    for (; start < used; start = cursor.offset()) {
        const auto magic = cursor.u32();
        if (magic && (*magic & ~0xfU) == skippable_magic) {
            const auto size = cursor.u32();
            if (!size || !cursor.take(*size)) break;
            findings.add("compressed-trailing-data", {}, start,
                         "skippable frame, " + describe_bytes(bytes.substr(start + 8, *size)));
            continue;
        }
        if (magic != frame_magic || !skip(cursor)) break;
        if (start > 0 && !reported) second_stream(start, findings);
        reported = reported || start > 0;
    }
    trailing(bytes, std::min(start, used), findings);
}

}  // namespace

void audit_bzip2(std::string_view bytes, std::size_t used, Findings& findings) {
    trailing(bytes, used, findings);
    // Streams start at whole bytes. The block magic is 48 bits of pi, which compressed data do not show by
    // chance.
    for (auto at = bytes.find("1AY&SY", 5); at < used; at = bytes.find("1AY&SY", at + 1)) {
        if (bytes.substr(at - 4, 3) != "BZh" || !is_digit(bytes[at - 1])) continue;
        second_stream(at - 4, findings);
        return;
    }
}

void audit_xz(std::string_view bytes, std::size_t used, Findings& findings) {
    trailing(bytes, used, findings);
    const auto rest = bytes.substr(0, used);
    const auto end = rest.find_last_not_of('\0') + 1;  // 2.2, stream padding; a stream's last byte is "Z"
    if (end < rest.size()) trailing(rest, end, findings);
    const auto length = last_xz_stream(rest.substr(0, end));
    if (length && *length < end) second_stream(end - *length, findings);
}

void audit_zstd(std::string_view bytes, std::size_t used, Findings& findings) {
    audit_frames(bytes, used, zstd_magic, skip_zstd_frame, findings);
}

void audit_lz4(std::string_view bytes, std::size_t used, Findings& findings) {
    audit_frames(bytes, used, lz4_magic, skip_lz4_frame, findings);
}

void audit_lzip(std::string_view bytes, std::size_t used, Findings& findings) {
    trailing(bytes, used, findings);
    // The trailer of version 1 ends in the size of its member.
    if (used < lzip_header + lzip_trailer || bytes[4] != 1) return;
    const auto size = Cursor(bytes, used - 8).u64().value_or(0);
    if (size < used) second_stream(used - static_cast<std::size_t>(size), findings);
}

void audit_lzma(std::string_view bytes, std::size_t used, Findings& findings) {
    trailing(bytes, used, findings);
}

std::string describe_lz4(std::string_view bytes) {
    Cursor cursor(bytes, 4);
    const auto frame = take_lz4_header(cursor).value_or(Lz4Frame{});
    auto text = "FLG " + std::to_string(frame.flags) + ", BD " + std::to_string(frame.sizes);
    if (frame.dictionary) text += ", dictionary " + std::to_string(*frame.dictionary);
    return text;
}

std::string describe_lzip(std::string_view bytes) {
    const auto header = bytes.substr(0, lzip_header);
    if (header.size() < lzip_header) return {};
    return "version " + std::to_string(static_cast<unsigned char>(header[4])) + ", dictionary byte " +
           std::to_string(static_cast<unsigned char>(header[5]));
}

std::optional<std::uint64_t> lz4_size(std::string_view bytes) {
    Cursor header(bytes, 4);
    const auto frame = take_lz4_header(header);
    Cursor cursor(bytes, 4);
    if (!frame || !skip_lz4_frame(cursor) || !cursor.at_end()) return std::nullopt;
    return frame->content_size;
}

}  // namespace bumpgate::archive
