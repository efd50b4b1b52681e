#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// cpio archives byte by byte; see archives.hpp.
namespace bumpgate::test {

enum class CpioKind { newc, crc, odc, little, big };

/// A member of a cpio archive.
struct CpioEntry {
    std::string name{};
    std::string content{};
    std::uint32_t mode = 0100644;
    std::uint32_t inode = 1, uid = 0, gid = 0, links = 1, mtime = 0;
    std::uint32_t device = 0, special = 0;
    std::optional<std::uint32_t> checksum{};  ///< if not the truth (crc), or zero (newc)
    std::string after_name = std::string(1, '\0');
    char padding = '\0';
    std::optional<std::uint32_t> size{};  ///< what the header states, if not the content's size
    bool upper_case = true;
};

/// One member, which has to start at a multiple of four.
inline std::string cpio_member(const CpioEntry& entry, CpioKind kind) {
    const auto number = [](std::uint32_t value, std::size_t width, std::uint32_t base, bool upper_case) {
        const std::string_view digits = upper_case ? "0123456789ABCDEF" : "0123456789abcdef";
        std::string text(width, '0');
        for (auto at = width; at-- > 0; value /= base) text[at] = digits[value % base];
        return text;
    };
    const auto word = [&](std::uint32_t value) {
        const auto low = static_cast<char>(value & 0xffU), high = static_cast<char>(value >> 8U & 0xffU);
        return kind == CpioKind::big ? std::string{high, low} : std::string{low, high};
    };
    const auto words = [&](std::uint32_t value) { return word(value >> 16U) + word(value & 0xffffU); };
    const auto name = entry.name + entry.after_name;
    const auto length = static_cast<std::uint32_t>(name.size());
    const auto size = entry.size.value_or(static_cast<std::uint32_t>(entry.content.size()));
    std::uint32_t sum = 0;
    for (const char byte : entry.content) sum += static_cast<unsigned char>(byte);
    std::string bytes;
    std::size_t alignment = 1;
    if (kind == CpioKind::newc || kind == CpioKind::crc) {
        const bool is_file = (entry.mode & 0170000U) == 0100000U;
        const auto checksum = entry.checksum.value_or(kind == CpioKind::crc && is_file ? sum : 0);
        bytes = kind == CpioKind::newc ? "070701" : "070702";
        for (const auto value :
             {entry.inode, entry.mode, entry.uid, entry.gid, entry.links, entry.mtime, size, std::uint32_t{0},
              entry.device, std::uint32_t{0}, entry.special, length, checksum})
            bytes += number(value, 8, 16, entry.upper_case);
        alignment = 4;
    } else if (kind == CpioKind::odc) {
        bytes = "070707";
        for (const auto value :
             {entry.device, entry.inode, entry.mode, entry.uid, entry.gid, entry.links, entry.special})
            bytes += number(value, 6, 8, true);
        bytes += number(entry.mtime, 11, 8, true) + number(length, 6, 8, true) + number(size, 11, 8, true);
    } else {
        for (const auto value : {std::uint32_t{070707}, entry.device, entry.inode, entry.mode, entry.uid,
                                 entry.gid, entry.links, entry.special})
            bytes += word(value);
        bytes += words(entry.mtime) + word(length) + words(size);
        alignment = 2;
    }
    bytes += name;
    bytes.append((alignment - bytes.size() % alignment) % alignment, entry.padding);
    bytes += entry.content;
    bytes.append((alignment - bytes.size() % alignment) % alignment, entry.padding);
    return bytes;
}

inline CpioEntry cpio_file(std::string name, std::string content = {}) {
    CpioEntry entry;
    entry.name = std::move(name);
    entry.content = std::move(content);
    return entry;
}

inline CpioEntry cpio_end() {
    auto entry = cpio_file("TRAILER!!!");
    entry.mode = entry.inode = 0;
    return entry;
}

/// A whole archive; inodes are counted, but for members that have several links.
inline std::string cpio(std::vector<CpioEntry> entries, CpioKind kind = CpioKind::newc) {
    std::string bytes;
    std::uint32_t inode = 100;
    for (auto& entry : entries) {
        if (entry.links == 1) entry.inode = ++inode;
        bytes += cpio_member(entry, kind);
    }
    return bytes + cpio_member(cpio_end(), kind);
}

}  // namespace bumpgate::test
