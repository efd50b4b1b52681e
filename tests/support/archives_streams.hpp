#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "archives.hpp"

// lz4 and compress byte by byte; see archives.hpp.
namespace bumpgate::test {

/// XXH32 with seed 0, which lz4 has its checksums from.
inline std::uint32_t xxh32(std::string_view bytes) {
    constexpr std::uint32_t p1 = 2654435761U, p2 = 2246822519U, p3 = 3266489917U, p4 = 668265263U,
                            p5 = 374761393U;
    const auto rotate = [](std::uint32_t value, unsigned by) { return value << by | value >> (32U - by); };
    const auto word = [&](std::size_t at) {
        std::uint32_t value = 0;
        for (std::size_t i = 4; i-- > 0;) value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
        return value;
    };
    std::size_t at = 0;
    std::uint32_t hash = p5;
    if (bytes.size() >= 16) {
        std::array<std::uint32_t, 4> lanes{p1 + p2, p2, 0, 0U - p1};
        for (; at + 16 <= bytes.size(); at += 16) {
            for (std::size_t i = 0; i < 4; ++i) lanes[i] = rotate(lanes[i] + word(at + 4 * i) * p2, 13) * p1;
        }
        hash = rotate(lanes[0], 1) + rotate(lanes[1], 7) + rotate(lanes[2], 12) + rotate(lanes[3], 18);
    }
    hash += static_cast<std::uint32_t>(bytes.size());
    for (; at + 4 <= bytes.size(); at += 4) hash = rotate(hash + word(at) * p3, 17) * p4;
    for (; at < bytes.size(); ++at) hash = rotate(hash + static_cast<unsigned char>(bytes[at]) * p5, 11) * p1;
    hash = (hash ^ hash >> 15U) * p2;
    hash = (hash ^ hash >> 13U) * p3;
    return hash ^ hash >> 16U;
}

/// An lz4 frame of stored blocks, with a checksum of the content.
inline std::string lz4(std::string_view content, std::optional<std::uint64_t> stated_size = std::nullopt) {
    std::string descriptor =
        (stated_size ? "\x6c" : "\x64") + std::string("\x40");  // independent blocks of 64 KiB
    if (stated_size) descriptor += little(*stated_size, 8);
    std::string bytes = "\x04\x22\x4d\x18" + descriptor + static_cast<char>(xxh32(descriptor) >> 8U & 0xffU);
    for (std::size_t at = 0; at < content.size(); at += 0x10000) {
        const auto piece = content.substr(at, 0x10000);
        bytes += little(piece.size() | 0x80000000U, 4);
        bytes += piece;
    }
    return bytes + little(0, 4) + little(xxh32(content), 4);
}

/// A compress stream whose codes are single bytes; the table is cleared behind `clear_after` bytes.
inline std::string compress(std::string_view content, std::size_t clear_after = 100'000, char filling = '\0',
                            unsigned options = 0x90) {
    std::string bytes = "\x1f\x9d" + std::string(1, static_cast<char>(options));
    std::uint32_t pending = 0;
    unsigned count = 0, width = 9, free_code = 257, group = 0;
    bool first = true;
    const auto put = [&](std::uint32_t code) {
        pending |= code << count;
        for (count += width; count >= 8; count -= 8, pending >>= 8U)
            bytes += static_cast<char>(pending & 0xffU);
        group = (group + 1) % 8;
    };
    std::size_t done = 0;
    for (const char c : content) {
        if (done++ == clear_after) {
            put(256);
            if (count > 0) bytes += static_cast<char>(pending);
            const auto used = (group * width + 7) / 8;
            bytes.append(group == 0 ? 0 : width - used, filling);
            pending = 0, count = 0, width = 9, free_code = 257, group = 0;
            first = true;
        }
        put(static_cast<unsigned char>(c));
        if (!first && free_code < 1U << 16U) ++free_code;
        first = false;
        if (width < 16 && free_code >= 1U << width) ++width, group = 0;
    }
    if (count > 0) bytes += static_cast<char>(pending);
    return bytes;
}

}  // namespace bumpgate::test
