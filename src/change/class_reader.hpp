#pragma once

#include <cstddef>
#include <optional>

#include "base/cursor.hpp"

namespace bumpgate::change {

/// The next `count` bytes, eight at most, as an unsigned number, most significant byte first: the order of
/// class files (JVMS chapter 4). Nothing where they are not there; then nothing has moved.
[[nodiscard]] inline std::optional<std::size_t> big_endian(Cursor& cursor, std::size_t count) {
    const auto bytes = cursor.take(count);
    if (!bytes) return std::nullopt;
    std::size_t value = 0;
    for (const char byte : *bytes) value = (value << 8) | static_cast<unsigned char>(byte);
    return value;
}

}  // namespace bumpgate::change
