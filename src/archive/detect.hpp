#pragma once

#include <string_view>

namespace bumpgate::archive {

enum class Shape {
    compression,  ///< one stream of bytes, packed
    archive,      ///< members
    blank,        ///< nothing but zeros: what tar writes for no members
    unsupported,  ///< an archive or compression that is known and not read
    other,        ///< no archive at all
};

/// What some bytes are, decided by the bytes alone.
struct Detected {
    Shape shape = Shape::other;
    std::string_view format;  ///< "gzip", "7z", …: a row of formats.hpp if the shape has a reader
};

[[nodiscard]] Detected detect(std::string_view bytes);

}  // namespace bumpgate::archive
