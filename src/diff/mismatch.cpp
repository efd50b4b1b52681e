#include "diff/mismatch.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace bumpgate::diff {
namespace {

// memcmp does not say where it stopped, so blocks are compared until one differs, and only that one is
// searched.
constexpr std::size_t block = 4096;

std::size_t first_mismatch(const char* left, const char* right, std::size_t size) {
    return static_cast<std::size_t>(std::mismatch(left, left + size, right).first - left);
}

}  // namespace

std::size_t common_prefix(std::string_view left, std::string_view right) {
    const std::size_t size = std::min(left.size(), right.size());
    std::size_t at = 0;
    // Small steps first: most calls of the line diff differ within a few bytes.
    for (std::size_t step = 64; at < size; step = std::min(step * 2, block)) {
        const std::size_t piece = std::min(step, size - at);
        if (std::memcmp(left.data() + at, right.data() + at, piece) != 0)
            return at + first_mismatch(left.data() + at, right.data() + at, piece);
        at += piece;
    }
    return size;
}

std::size_t common_suffix(std::string_view left, std::string_view right) {
    const std::size_t size = std::min(left.size(), right.size());
    const char* const left_end = left.data() + left.size();
    const char* const right_end = right.data() + right.size();
    std::size_t common = 0;
    while (common < size) {
        const std::size_t piece = std::min(block, size - common);
        if (std::memcmp(left_end - common - piece, right_end - common - piece, piece) != 0) break;
        common += piece;
    }
    while (common < size && *(left_end - common - 1) == *(right_end - common - 1)) ++common;
    return common;
}

std::size_t count_newlines(std::string_view text) {
    // Lanes of one byte each, summed up before they can overflow: a form that compilers turn into vector
    // code.
    constexpr std::size_t lanes = 64;
    std::size_t total = 0;
    std::size_t at = 0;
    while (text.size() - at >= lanes) {
        std::array<std::uint8_t, lanes> sums{};
        for (int round = 0; round < 255 && text.size() - at >= lanes; ++round, at += lanes) {
            const char* const piece = text.data() + at;
            for (std::size_t i = 0; i < lanes; ++i)
                sums[i] = static_cast<std::uint8_t>(sums[i] + (piece[i] == '\n' ? 1 : 0));
        }
        for (const std::uint8_t sum : sums) total += sum;
    }
    return total + static_cast<std::size_t>(
                       std::count(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), '\n'));
}

std::size_t line_end(std::string_view text, std::size_t at) {
    const std::size_t newline = text.find('\n', at);
    return newline == std::string_view::npos ? text.size() : newline + 1;
}

std::size_t line_start(std::string_view text, std::size_t end) {
    if (end < 2) return 0;
    const std::size_t newline = text.rfind('\n', end - 2);
    return newline == std::string_view::npos ? 0 : newline + 1;
}

}  // namespace bumpgate::diff
