#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archives.hpp"

// LZMA streams of literals only, and what is wrapped around them; see archives.hpp.
namespace bumpgate::test {

/// The range encoder of the LZMA specification, with the few models that literals and an end mark need.
class LzmaEncoder {
  public:
    /// `content`, byte by byte, with lc = 3, lp = 0, pb = 2.
    std::string run(std::string_view content, bool end_mark) {
        std::size_t at = 0;
        unsigned char previous = 0;
        for (const char c : content) {
            put(matches_[at % 4], 0);
            put_tree(&literals_[static_cast<std::size_t>(previous >> 5U) * 0x300],
                     static_cast<unsigned char>(c), 8);
            previous = static_cast<unsigned char>(c);
            ++at;
        }
        if (end_mark) put_end(at % 4);
        for (int i = 0; i < 5; ++i) shift();
        return bytes_;
    }

  private:
    void put(std::uint16_t& chance, unsigned bit) {
        const auto bound = (range_ >> 11U) * chance;
        if (bit == 0) {
            range_ = bound;
            chance = static_cast<std::uint16_t>(chance + ((2048 - chance) >> 5));
        } else {
            low_ += bound;
            range_ -= bound;
            chance = static_cast<std::uint16_t>(chance - (chance >> 5));
        }
        for (; range_ < 1U << 24U; range_ <<= 8U) shift();
    }

    void put_tree(std::uint16_t* model, unsigned value, unsigned width) {
        unsigned node = 1;
        for (auto i = width; i-- > 0;) {
            const auto bit = value >> i & 1U;
            put(model[node], bit);
            node = node * 2 + bit;
        }
    }

    /// A match of the shortest length with the distance of all ones.
    void put_end(std::size_t position) {
        put(matches_[position], 1);
        std::uint16_t repeated = 1024, choice = 1024;
        put(repeated, 0);
        put(choice, 0);
        std::array<std::uint16_t, 8> length{};
        length.fill(1024);
        put_tree(length.data(), 0, 3);
        std::array<std::uint16_t, 64> slots{};
        slots.fill(1024);
        put_tree(slots.data(), 63, 6);
        for (int i = 0; i < 26; ++i) {  // bits without a model, all set
            range_ >>= 1U;
            low_ += range_;
            for (; range_ < 1U << 24U; range_ <<= 8U) shift();
        }
        std::array<std::uint16_t, 16> align{};
        align.fill(1024);
        put_tree(align.data(), 15, 4);  // reversed, which is the same
    }

    void shift() {
        if (low_ < 0xff000000U || low_ > 0xffffffffU) {
            const auto carry = static_cast<unsigned char>(low_ >> 32U);
            for (auto byte = cache_; pending_ > 0; --pending_, byte = 0xff) {
                bytes_ += static_cast<char>(byte + carry);
            }
            cache_ = static_cast<unsigned char>(low_ >> 24U);
        }
        ++pending_;
        low_ = (low_ & 0x00ffffffU) << 8U;
    }

    std::string bytes_;
    std::uint64_t low_ = 0;
    std::uint32_t range_ = 0xffffffff;
    unsigned char cache_ = 0;
    std::size_t pending_ = 1;
    std::array<std::uint16_t, 4> matches_{1024, 1024, 1024, 1024};
    std::vector<std::uint16_t> literals_ = std::vector<std::uint16_t>(0x300 * 8, 1024);
};

struct LzmaOptions {
    unsigned char properties = 0x5d;
    std::uint32_t dictionary = 1U << 16;
    bool end_mark = false;                ///< instead of the size
    std::optional<std::uint64_t> size{};  ///< what the header states, if not the truth
};

/// A lone LZMA stream (".lzma").
inline std::string lzma(std::string_view content, const LzmaOptions& options = {}) {
    const auto size = options.end_mark ? ~std::uint64_t{0} : content.size();
    return std::string(1, static_cast<char>(options.properties)) + little(options.dictionary, 4) +
           little(options.size.value_or(size), 8) + LzmaEncoder().run(content, options.end_mark);
}

/// A lzip member of version 1.
inline std::string lzip(std::string_view content) {
    const auto stream = LzmaEncoder().run(content, true);
    return "LZIP\x01\x10" + stream + little(crc32(content), 4) + little(content.size(), 8) +
           little(stream.size() + 26, 8);
}

}  // namespace bumpgate::test
