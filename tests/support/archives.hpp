#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "archives_folder.hpp"

// Archives made byte by byte, so that tests can make malformed ones too. Defaults give an honest archive;
// whatever can be wrong has a field of its own. Nothing here uses the code under test.
namespace bumpgate::test {

/// An unsigned number in `count` bytes, least significant first.
inline std::string little(std::uint64_t value, std::size_t count) {
    std::string bytes;
    for (std::size_t i = 0; i < count; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xffU);
    return bytes;
}

/// `bytes` with those from `at` on replaced by `patch`.
inline std::string patched(std::string bytes, std::size_t at, std::string_view patch) {
    return bytes.replace(at, patch.size(), patch);
}

/// CRC-32 of gzip, zip and xz, bit by bit.
inline std::uint32_t crc32(std::string_view bytes) {
    std::uint32_t crc = 0xffffffff;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0xedb88320U : 0U);
    }
    return ~crc;
}

// ---- tar ----

enum class TarFormat { ustar, gnu, v7 };

/// A member, or an extension header, of a tar archive.
struct TarEntry {
    std::string path{};
    std::string content{};
    char type = '0';
    std::string link{};
    std::uint32_t mode = 0644;
    std::uint64_t uid = 0, gid = 0;
    std::uint64_t mtime = 0;
    std::string user{}, group{};
    std::string prefix{};
    TarFormat format = TarFormat::ustar;
    std::string pax{};                    ///< records of an extended header in front of it, from `pax_record`
    std::optional<std::uint64_t> size{};  ///< what the header states, if not the content's size
    char padding = '\0';                  ///< what the last block is filled with
    /// Changes the 512 bytes of the header before the checksum is computed.
    std::function<void(std::string& header)> edit{};
    bool wrong_checksum = false;
};

/// "LENGTH KEY=VALUE\n", the length counting its own digits.
inline std::string pax_record(const std::string& key, const std::string& value) {
    const auto rest = " " + key + "=" + value + "\n";
    auto length = std::to_string(rest.size());
    while (length.size() + rest.size() != std::stoul(length))
        length = std::to_string(length.size() + rest.size());
    return length + rest;
}

/// `width` - 1 octal digits and a NUL.
inline std::string octal(std::uint64_t value, std::size_t width) {
    std::string digits(width, '\0');
    for (auto at = width - 1; at-- > 0; value >>= 3) digits[at] = static_cast<char>('0' + (value & 7U));
    return digits;
}

/// The header's checksum, computed for the bytes as they are.
inline void sign_tar_header(std::string& header) {
    header.replace(148, 8, 8, ' ');
    std::uint64_t sum = 0;
    for (const char byte : header) sum += static_cast<unsigned char>(byte);
    header.replace(148, 8, octal(sum, 7) + ' ');
}

inline std::string tar_header(const TarEntry& entry) {
    std::string header(512, '\0');
    const auto put = [&](std::size_t at, std::string_view text, std::size_t longest) {
        header.replace(at, std::min(text.size(), longest), text.substr(0, longest));
    };
    put(0, entry.path, 100);
    put(100, octal(entry.mode, 8), 8);
    put(108, octal(entry.uid, 8), 8);
    put(116, octal(entry.gid, 8), 8);
    put(124, octal(entry.size.value_or(entry.content.size()), 12), 12);
    put(136, octal(entry.mtime, 12), 12);
    header[156] = entry.type;
    put(157, entry.link, 100);
    if (entry.format != TarFormat::v7) {
        put(257,
            entry.format == TarFormat::gnu ? std::string_view("ustar  ", 8)
                                           : std::string_view("ustar\00000", 8),
            8);
        put(265, entry.user, 32);
        put(297, entry.group, 32);
        put(345, entry.prefix, 155);
    }
    if (entry.edit) entry.edit(header);
    sign_tar_header(header);
    if (entry.wrong_checksum) header[148] = header[148] == '7' ? '6' : '7';
    return header;
}

/// Header, content and padding, after the extended header if there is one.
inline std::string tar_member(const TarEntry& entry) {
    std::string bytes;
    if (!entry.pax.empty()) {
        TarEntry extended;
        extended.path = "././@PaxHeader";
        extended.content = entry.pax;
        extended.type = 'x';
        bytes = tar_member(extended);
    }
    bytes += tar_header(entry) + entry.content;
    bytes.append((512 - entry.content.size() % 512) % 512, entry.padding);
    return bytes;
}

/// GNU's header for a long name (type 'L') or link target ('K'), to stand in front of a member.
inline TarEntry gnu_long(char type, const std::string& name) {
    TarEntry entry;
    entry.path = "././@LongLink";
    entry.content = name + '\0';
    entry.type = type;
    entry.format = TarFormat::gnu;
    return entry;
}

inline std::string tar_end() {
    return std::string(1024, '\0');
}

/// A whole archive.
inline std::string tar(const std::vector<TarEntry>& entries) {
    std::string bytes;
    for (const auto& entry : entries) bytes += tar_member(entry);
    return bytes + tar_end();
}

/// Shorthand for the usual kinds of members.
inline TarEntry tar_file(std::string path, std::string content = {}) {
    TarEntry entry;
    entry.path = std::move(path);
    entry.content = std::move(content);
    return entry;
}

inline TarEntry tar_link(char type, std::string path, std::string target) {
    auto entry = tar_file(std::move(path));
    entry.type = type;
    entry.link = std::move(target);
    return entry;
}

inline TarEntry tar_folder(std::string path) {
    auto entry = tar_file(std::move(path));
    entry.type = '5';
    entry.mode = 0755;
    return entry;
}

// ---- deflate and gzip ----

/// A deflate stream (RFC 1951) of stored blocks.
inline std::string deflate(std::string_view content) {
    std::string bytes;
    do {
        const auto piece = content.substr(0, 0xffff);
        content.remove_prefix(piece.size());
        bytes += content.empty() ? '\1' : '\0';
        bytes += little(piece.size(), 2) + little(~piece.size(), 2);
        bytes += piece;
    } while (!content.empty());
    return bytes;
}

/// A deflate stream of about 258 × `runs` zeros in 13 bits a run: a decompression bomb.
inline std::string deflate_zeros(std::size_t runs) {
    std::string bytes;
    std::uint32_t pending = 0;
    unsigned count = 0;
    const auto put = [&](std::uint32_t bits, unsigned width) {
        pending |= bits << count;
        for (count += width; count >= 8; count -= 8, pending >>= 8)
            bytes += static_cast<char>(pending & 0xffU);
    };
    put(3, 3);     // last block, fixed Huffman codes
    put(0x0c, 8);  // literal 0: code 00110000, first bit first
    for (std::size_t i = 0; i < runs; ++i) {
        put(0xa3, 8);  // length 258: code 11000101
        put(0, 5);     // distance 1
    }
    put(0, 7 + 7);  // end of block, and enough to push out the last bits
    return bytes;
}

struct GzipOptions {
    std::optional<std::string> extra{}, name{}, comment{};
    unsigned more_flags = 0;
    bool header_crc = false;
    bool wrong_header_crc = false;
    std::uint32_t mtime = 0;
    unsigned char xfl = 0, os = 3;
    unsigned char method = 8;
    std::optional<std::uint32_t> crc{}, size{};  ///< what the trailer states, if not the truth
    std::optional<std::string> packed{};         ///< the deflate stream, if not of stored blocks
};

/// One gzip member (RFC 1952).
inline std::string gzip(std::string_view content, const GzipOptions& options = {}) {
    unsigned flags = options.more_flags | (options.header_crc ? 2U : 0U);
    std::string fields;
    if (options.extra) fields += little(options.extra->size(), 2) + *options.extra, flags |= 4U;
    if (options.name) fields += *options.name + '\0', flags |= 8U;
    if (options.comment) fields += *options.comment + '\0', flags |= 16U;
    std::string bytes = "\x1f\x8b" + std::string{static_cast<char>(options.method), static_cast<char>(flags)};
    bytes +=
        little(options.mtime, 4) + static_cast<char>(options.xfl) + static_cast<char>(options.os) + fields;
    if (options.header_crc) bytes += little(crc32(bytes) ^ (options.wrong_header_crc ? 1U : 0U), 2);
    bytes += options.packed ? *options.packed : deflate(content);
    bytes += little(options.crc ? *options.crc : crc32(content), 4);
    return bytes + little(options.size ? *options.size : content.size(), 4);
}

// ---- zstd, xz ----

/// A zstd frame (RFC 8878) of raw blocks.
inline std::string zstd(std::string_view content) {
    std::string bytes = "\x28\xb5\x2f\xfd";
    bytes += std::string("\x80\x58", 2) + little(content.size(), 4);  // size in 4 bytes, a window of 2 MiB
    do {
        const auto piece = content.substr(0, 0x10000);
        content.remove_prefix(piece.size());
        bytes += little(piece.size() << 3 | (content.empty() ? 1U : 0U), 3);
        bytes += piece;
    } while (!content.empty());
    return bytes;
}

/// An xz stream (The .xz File Format) of one block of uncompressed LZMA2 chunks, checked by CRC-32.
inline std::string xz(std::string_view content) {
    const std::string flags("\0\1", 2);
    std::string bytes = std::string("\xfd\x37zXZ\0", 6) + flags + little(crc32(flags), 4);
    std::string block("\2\0\x21\1\x16\0\0\0", 8);  // 12 bytes, one filter: LZMA2 with a dictionary of 8 MiB
    block += little(crc32(block), 4);
    for (std::size_t at = 0; at < content.size(); at += 0x10000) {
        const auto piece = content.substr(at, 0x10000);
        block += at == 0 ? '\1' : '\2';
        block += static_cast<char>((piece.size() - 1) >> 8);
        block += static_cast<char>((piece.size() - 1) & 0xffU);
        block += piece;
    }
    block += '\0';
    const auto unpadded = block.size() + 4;
    block.append((4 - block.size() % 4) % 4, '\0');
    bytes += block + little(crc32(content), 4);
    const auto number = [](std::uint64_t value) {
        std::string digits;
        for (; value >= 0x80; value >>= 7) digits += static_cast<char>((value & 0x7fU) | 0x80U);
        return digits + static_cast<char>(value);
    };
    std::string index = std::string("\0\1", 2) + number(unpadded) + number(content.size());
    index.append((4 - index.size() % 4) % 4, '\0');
    index += little(crc32(index), 4);
    const auto footer = little(index.size() / 4 - 1, 4) + flags;
    return bytes + index + little(crc32(footer), 4) + footer + "YZ";
}

// ---- zip ----

enum class ZipDescriptor { none, plain, bare, wide };  ///< with signature, without, with 64-bit sizes

/// A member of a zip archive.
struct ZipEntry {
    std::string path{};
    std::string content{};
    std::uint16_t method = 0;      ///< 0, or 8 for stored blocks of deflate
    std::uint32_t mode = 0100644;  ///< Unix mode with the type
    unsigned flags = 0;
    std::uint16_t time = 0, date = 33;  ///< 1980-01-01
    ZipDescriptor descriptor = ZipDescriptor::none;
    bool zip64 = false;   ///< sizes in extra fields
    std::string extra{};  ///< of the local header
    std::string central_extra{};
    std::string comment{};
    std::string before{};                 ///< bytes in front of the local header
    std::optional<std::string> packed{};  ///< if not what the method makes of the content
    // What one of the headers states, if not the truth.
    std::optional<std::string> local_path{};
    std::optional<std::uint32_t> crc{}, local_crc{};
    std::optional<std::uint64_t> size{}, local_size{};
    std::optional<std::uint16_t> local_method{}, local_time{};
    std::optional<unsigned> local_flags{};
    std::optional<std::uint64_t> offset{};
};

struct ZipOptions {
    std::string prefix{};  ///< bytes in front of everything, which offsets do not count
    std::string before_directory{}, before_end{}, after_end{};
    std::string comment{};
    bool zip64 = false;                          ///< with zip64's end record
    std::string zip64_extension{};               ///< bytes behind zip64's end record
    std::optional<std::uint64_t> records{};      ///< what the end record counts
    std::optional<std::uint64_t> end_records{};  ///< with zip64: what the older end record counts
};

inline std::string extra_field(std::uint16_t id, const std::string& body) {
    return little(id, 2) + little(body.size(), 2) + body;
}

/// A whole archive (APPNOTE 6.3.10).
inline std::string zip(const std::vector<ZipEntry>& entries, const ZipOptions& options = {}) {
    std::string bytes, directory;
    for (const auto& entry : entries) {
        const auto packed = entry.packed        ? *entry.packed
                            : entry.method == 8 ? deflate(entry.content)
                                                : entry.content;
        const bool follows = entry.descriptor != ZipDescriptor::none;
        const auto flags = entry.flags | (follows ? 8U : 0U);
        const auto crc = crc32(entry.content);
        const auto size = entry.content.size();
        const auto sizes = [&](std::uint64_t stored, std::uint64_t real) {
            return entry.zip64 ? std::string(8, '\xff') : little(stored, 4) + little(real, 4);
        };
        const auto wide = [&](std::uint64_t stored, std::uint64_t real) {
            return entry.zip64 ? extra_field(1, little(real, 8) + little(stored, 8)) : std::string();
        };
        bytes += entry.before;
        const auto offset = bytes.size();
        const auto& local_path = entry.local_path ? *entry.local_path : entry.path;
        const auto local_extra = wide(follows ? 0 : packed.size(), follows ? 0 : size) + entry.extra;
        bytes += "PK\3\4" + little(20, 2) + little(entry.local_flags.value_or(flags), 2);
        bytes += little(entry.local_method.value_or(entry.method), 2) +
                 little(entry.local_time.value_or(entry.time), 2);
        bytes += little(entry.date, 2) + little(entry.local_crc.value_or(follows ? 0 : crc), 4);
        bytes += sizes(follows ? 0 : packed.size(), entry.local_size.value_or(follows ? 0 : size));
        bytes +=
            little(local_path.size(), 2) + little(local_extra.size(), 2) + local_path + local_extra + packed;
        if (follows) {
            const std::size_t width = entry.descriptor == ZipDescriptor::wide ? 8 : 4;
            if (entry.descriptor != ZipDescriptor::bare) bytes += "PK\7\10";
            bytes += little(crc, 4) + little(packed.size(), width) + little(size, width);
        }
        const auto central_extra = wide(packed.size(), size) + entry.central_extra;
        directory +=
            "PK\1\2" + little(0x0314, 2) + little(20, 2) + little(flags, 2) + little(entry.method, 2);
        directory += little(entry.time, 2) + little(entry.date, 2) + little(entry.crc.value_or(crc), 4);
        directory += sizes(packed.size(), entry.size.value_or(size));
        directory +=
            little(entry.path.size(), 2) + little(central_extra.size(), 2) + little(entry.comment.size(), 2);
        directory += little(0, 4) + little(std::uint64_t{entry.mode} << 16, 4) +
                     little(entry.offset.value_or(offset), 4);
        directory += entry.path + central_extra + entry.comment;
    }
    bytes += options.before_directory;
    const auto start = bytes.size();
    const auto records = options.records.value_or(entries.size());
    bytes += directory + options.before_end;
    if (options.zip64) {
        const auto end64 = bytes.size();
        bytes += "PK\6\6" + little(44 + options.zip64_extension.size(), 8) + little(45, 2) + little(45, 2) +
                 little(0, 8);
        bytes += little(records, 8) + little(records, 8) + little(directory.size(), 8) + little(start, 8);
        bytes += options.zip64_extension + "PK\6\7" + little(0, 4) + little(end64, 8) + little(1, 4);
    }
    const auto counted = options.end_records.value_or(records);
    bytes += "PK\5\6" + little(0, 4) + little(counted, 2) + little(counted, 2);
    bytes += options.zip64 ? std::string(8, '\xff') : little(directory.size(), 4) + little(start, 4);
    bytes += little(options.comment.size(), 2) + options.comment;
    return options.prefix + bytes + options.after_end;
}

inline ZipEntry zip_file(std::string path, std::string content = {}) {
    ZipEntry entry;
    entry.path = std::move(path);
    entry.content = std::move(content);
    return entry;
}

}  // namespace bumpgate::test
