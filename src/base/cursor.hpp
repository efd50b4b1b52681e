#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace bumpgate {

/// A bounds-checked reader over bytes. Every read says whether the bytes were there; a failed read moves
/// nothing.
class Cursor {
  public:
    explicit Cursor(std::string_view bytes, std::size_t at = 0)
        : bytes_(bytes), at_(at <= bytes.size() ? at : bytes.size()) {}

    [[nodiscard]] std::size_t offset() const { return at_; }
    [[nodiscard]] std::size_t remaining() const { return bytes_.size() - at_; }
    [[nodiscard]] bool at_end() const { return at_ == bytes_.size(); }

    /// The next `count` bytes.
    [[nodiscard]] std::optional<std::string_view> take(std::size_t count) {
        if (count > remaining()) return std::nullopt;
        const auto piece = bytes_.substr(at_, count);
        at_ += count;
        return piece;
    }

    /// Unsigned little-endian integers.
    [[nodiscard]] std::optional<std::uint8_t> u8() { return little<std::uint8_t>(); }
    [[nodiscard]] std::optional<std::uint16_t> u16() { return little<std::uint16_t>(); }
    [[nodiscard]] std::optional<std::uint32_t> u32() { return little<std::uint32_t>(); }
    [[nodiscard]] std::optional<std::uint64_t> u64() { return little<std::uint64_t>(); }

  private:
    template <class Integer>
    [[nodiscard]] std::optional<Integer> little() {
        const auto bytes = take(sizeof(Integer));
        if (!bytes) return std::nullopt;
        std::uint64_t value = 0;
        for (std::size_t i = sizeof(Integer); i-- > 0;)
            value = (value << 8) | static_cast<unsigned char>((*bytes)[i]);
        return static_cast<Integer>(value);
    }

    std::string_view bytes_;
    std::size_t at_;
};

}  // namespace bumpgate
