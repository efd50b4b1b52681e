#include "archive/compress.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace bumpgate::archive {

namespace {

// compress(1) of BSD and ncompress; there is no other specification of the format.
constexpr std::size_t header_size = 3;
constexpr unsigned width_bits = 0x1f, reserved_bits = 0x60, block_mode = 0x80;
constexpr unsigned first_width = 9, most_width = 16;
constexpr std::uint32_t clear_code = 256, first_free = 257;

unsigned options_of(std::string_view bytes) {
    return bytes.size() < header_size ? reserved_bits : static_cast<unsigned char>(bytes[2]);
}

/// Codes of growing width, least significant bit first, and what lies between them. Which widths come when
/// depends on the number of codes only.
class Codes {
  public:
    Codes(std::string_view bytes, unsigned most) : bytes_(bytes), most_(most) {}

    /// To the end of all codes.
    void run() {
        while (const auto code = take(width_)) {
            if (*code == clear_code) {
                cleared_early = cleared_early || in_first_section_;
                clear();
                continue;
            }
            if (has_previous_ && free_ < std::uint32_t{1} << most_) ++free_;
            has_previous_ = true;
            if (width_ < most_ && free_ >= std::uint32_t{1} << width_) {
                ++width_;
                in_first_section_ = false;
                section_ = bit_;
            }
        }
        skip(bytes_.size() * 8);
    }

    bool cleared_early = false;  ///< before the width first grew, which libarchive misreads
    std::string rest;  ///< what no code accounts for, from its first bit that is set or byte too many
    std::optional<std::size_t> first;  ///< where that starts

  private:
    std::optional<std::uint32_t> take(unsigned width) {
        if (bytes_.size() * 8 - bit_ < width) return std::nullopt;
        std::uint32_t code = 0;
        for (unsigned i = 0; i < width; ++i, ++bit_) {
            const std::uint32_t byte = static_cast<unsigned char>(bytes_[bit_ / 8]);
            code |= (byte >> (bit_ % 8) & 1U) << i;
        }
        return code;
    }

    /// Writers of old flush eight codes at once: behind a clear code the group goes on with filling bits.
    void clear() {
        const auto group = std::size_t{width_} * 8;
        skip(section_ + (bit_ - section_ + group - 1) / group * group);
        width_ = first_width;
        free_ = first_free;
        has_previous_ = false;
        in_first_section_ = false;
        section_ = bit_;
    }

    void skip(std::size_t end) {
        end = std::min(end, bytes_.size() * 8);
        const bool whole_byte = end - bit_ >= 8 && end == bytes_.size() * 8;
        for (; bit_ < end; bit_ = (bit_ / 8 + 1) * 8) {
            const auto byte =
                static_cast<unsigned char>(static_cast<unsigned char>(bytes_[bit_ / 8]) >> (bit_ % 8));
            if (byte == 0 && !whole_byte && !first) continue;
            if (!first) first = header_size + bit_ / 8;
            rest += static_cast<char>(byte);
        }
    }

    std::string_view bytes_;
    unsigned most_;
    std::size_t bit_ = 0;
    std::size_t section_ = 0;  ///< where codes of this width start
    unsigned width_ = first_width;
    std::uint32_t free_ = first_free;
    bool has_previous_ = false;
    bool in_first_section_ = true;
};

}  // namespace

Result<std::string> describe_compress(std::string_view bytes) {
    const auto options = options_of(bytes);
    const auto width = options & width_bits;
    if ((options & reserved_bits) != 0 || width < first_width || width > most_width) {
        return fail(ErrorCode::corrupt, "the header of the compressed data (compress) is wrong",
                    "get the file again");
    }
    if ((options & block_mode) == 0) {
        return fail(ErrorCode::unsupported, "compress without block mode is not supported",
                    "unpack both releases and compare the folders");
    }
    Codes codes(bytes.substr(header_size), width);
    codes.run();
    if (codes.cleared_early) {
        return fail(ErrorCode::unsupported, "compress that clears its table before it grows is not supported",
                    "unpack both releases and compare the folders");
    }
    return "codes of up to " + std::to_string(width) + " bits";
}

void audit_compress(std::string_view bytes, std::size_t /*used*/, Findings& findings) {
    Codes codes(bytes.substr(header_size), options_of(bytes) & width_bits);
    codes.run();
    if (codes.first) findings.add("compressed-trailing-data", {}, *codes.first, describe_bytes(codes.rest));
}

}  // namespace bumpgate::archive
