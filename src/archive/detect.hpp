#pragma once

#include <string_view>

namespace bumpgate::archive {

enum class Format {
    gzip,
    bzip2,
    xz,
    zstd,
    tar,
    zip,
    blank,        ///< nothing but zeros: what tar writes for no members
    unsupported,  ///< an archive or compression that is known and not read
    other,        ///< no archive at all
};

/// What some bytes are, decided by the bytes alone.
struct Detected {
    Format format = Format::other;
    std::string_view name;  ///< "gzip", "7z", …; for messages
};

[[nodiscard]] Detected detect(std::string_view bytes);

}  // namespace bumpgate::archive
