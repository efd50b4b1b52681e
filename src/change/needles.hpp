#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bumpgate::change {

/// Searches many short strings at once (S. Wu and U. Manber, "A fast algorithm for multi-pattern searching",
/// 1994, with blocks of two bytes). The whole new release is read by this.
class Needles {
  public:
    /// Empty needles are left out.
    explicit Needles(std::vector<std::string> needles);

    [[nodiscard]] bool empty() const { return needles_.empty(); }
    [[nodiscard]] const std::string& operator[](std::size_t index) const { return needles_[index]; }

    struct Hit {
        std::size_t at = std::string_view::npos;  ///< npos: no more
        std::size_t needle = 0;
    };
    /// The first needle that starts at `from` or behind it; of several at one place the longest.
    [[nodiscard]] Hit find(std::string_view text, std::size_t from) const;

  private:
    std::vector<std::string> needles_;  ///< longest first
    std::size_t shortest_ = 0;
    std::vector<std::uint8_t> shifts_;  ///< by the two bytes at the end of the window
    std::array<bool, 256> starts_{};    ///< first bytes
};

}  // namespace bumpgate::change
