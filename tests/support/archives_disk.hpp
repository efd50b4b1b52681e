#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "archives.hpp"

// 7z and ISO 9660 byte by byte; see archives.hpp.
namespace bumpgate::test {

/// A 7z archive with one stored member (7zFormat.txt of the LZMA SDK).
inline std::string seven_zip(std::string_view name, std::string_view content, std::string_view gap = {}) {
    const auto number = [](std::uint64_t value) { return "\xff" + little(value, 8); };
    std::string names(1, '\0');
    for (const char c : name) names += std::string{c, '\0'};
    names += std::string(2, '\0');
    std::string header = "\x01\x04";  // header, streams
    header += "\x06" + number(gap.size()) + number(1) + "\x09" + number(content.size()) + '\0';  // packed
    header += "\x07\x0b" + number(1) + '\0' + number(1) + "\x01" + '\0';  // a folder, coder "copy"
    header += "\x0c" + number(content.size()) + "\x0a\x01" + little(crc32(content), 4) + '\0';
    header += std::string("\x08\0\0", 3);  // each folder is one member; end of streams
    header += "\x05" + number(1) + "\x11" + number(names.size()) + names;
    header += std::string("\x15\x06\x01\x00", 4) + little(0x81a48000U, 4) + '\0' + '\0';  // attributes: 0644
    const auto start =
        little(gap.size() + content.size(), 8) + little(header.size(), 8) + little(crc32(header), 4);
    std::string bytes("7z\xbc\xaf\x27\x1c\0\4", 8);
    bytes += little(crc32(start), 4) + start;
    bytes += gap;
    bytes += content;
    return bytes + header;
}

/// An image with one file (ECMA-119): system area, volume descriptor, its end, root folder, path table,
/// content.
inline std::string iso(std::string_view name, std::string_view content, std::string_view system_area = {}) {
    const auto both = [](std::uint64_t value, std::size_t count) {
        auto big = little(value, count);
        return big + std::string(big.rbegin(), big.rend());
    };
    const auto sector = [](std::string bytes) {
        bytes.resize(2048, '\0');
        return bytes;
    };
    const auto record = [&](std::string_view identifier, std::uint64_t where, std::uint64_t size,
                            char flags) {
        std::string bytes(1, '\0');
        bytes += both(where, 4) + both(size, 4) + std::string("\x7c\1\1\0\0\0\0", 7) + flags +
                 std::string(2, '\0') + both(1, 2) + static_cast<char>(identifier.size());
        bytes += identifier;
        if (bytes.size() % 2 == 0) bytes += '\0';
        return static_cast<char>(bytes.size() + 1) + bytes;
    };
    const std::string self(1, '\0');
    auto volume = sector(std::string("\1CD001\1\0", 8) + std::string(64, ' '));
    const auto put = [&](std::size_t at, const std::string& bytes) {
        volume.replace(at, bytes.size(), bytes);
    };
    put(72, std::string(8, '\0'));
    put(80, both(32, 4));
    put(120, both(1, 2) + both(1, 2) + both(2048, 2) + both(10, 4) + little(19, 4));
    put(156, record(self, 18, 2048, '\2'));
    put(881, "\1");
    auto end =
        sector(std::string("\xff"
                           "CD001\1",
                           7));
    auto folder =
        record(self, 18, 2048, '\2') + record("\1", 18, 2048, '\2') + record(name, 31, content.size(), 0);
    auto system = std::string(system_area);
    system.resize(16 * 2048, '\0');
    return system + volume + end + sector(folder) + sector(std::string("\1\0\x12\0\0\0\1\0\0\0", 10)) +
           std::string(std::size_t{11} * 2048, '\0') + sector(std::string(content));
}

}  // namespace bumpgate::test
