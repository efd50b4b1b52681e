#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.hpp"

namespace bumpgate::archive {

inline constexpr std::string_view ar_magic = "!<arch>\n";
inline constexpr std::size_t ar_header_size = 60;

/// The 60 bytes in front of each member (System V and BSD, `ar.h`): texts and numbers, filled up with blanks.
struct ArHeader {
    std::string_view bytes;
    std::string_view name;                               ///< without the blanks at its end
    std::optional<std::uint64_t> mtime, uid, gid, mode;  ///< absent where the field is blank
    std::uint64_t size = 0;
    bool unusual = false;  ///< a number is written in a form that no writer uses
};

/// Reads a header, which must be 60 bytes long. Error `corrupt` for a number that is none, or a wrong end
/// mark.
[[nodiscard]] Result<ArHeader> read_ar_header(std::string_view bytes);

/// A decimal number without leading zeros; nothing if it is not, or too large.
[[nodiscard]] std::optional<std::uint64_t> ar_number(std::string_view digits);

}  // namespace bumpgate::archive
