#include "base/base64.hpp"

#include <cstdint>

namespace bumpgate {

namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Up to three bytes as a number of 24 bits.
std::uint32_t group_at(std::string_view bytes, std::size_t at) {
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        const auto byte = at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0U;
        group = group << 8U | byte;
    }
    return group;
}

}  // namespace

std::string base64(std::string_view bytes) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const auto group = group_at(bytes, at);
        for (std::size_t i = 0; i < 4; ++i) {
            const bool filled = at + i <= bytes.size();  // n bytes fill n + 1 characters
            text += filled ? alphabet[group >> (18 - 6 * i) & 63U] : '=';
        }
    }
    return text;
}

std::optional<std::string> base64_decoded(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3);
    std::uint32_t group = 0;
    std::size_t characters = 0;
    for (const char c : text) {
        const auto value = alphabet.find(c);
        if (value == std::string_view::npos) break;
        group = group << 6U | static_cast<std::uint32_t>(value);
        if (++characters % 4 != 0) continue;
        for (const unsigned shift : {16U, 8U, 0U}) bytes += static_cast<char>(group >> shift & 0xffU);
        group = 0;
    }
    const auto rest = characters % 4;
    if (rest == 2) bytes += static_cast<char>(group >> 4U & 0xffU);
    if (rest == 3) {
        bytes += static_cast<char>(group >> 10U & 0xffU);
        bytes += static_cast<char>(group >> 2U & 0xffU);
    }
    if (base64(bytes) != text) return std::nullopt;  // everything that is not as it should be
    return bytes;
}

}  // namespace bumpgate
