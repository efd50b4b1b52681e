#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.hpp"

namespace bumpgate::archive {

/// Where a zip archive's central directory is, by its end record (APPNOTE 4.3.16) and zip64's (4.3.14).
struct ZipEnd {
    std::uint64_t directory = 0;  ///< offset of the first central directory record
    std::uint64_t directory_end = 0;
    std::uint64_t records = 0;   ///< how many records the end record counts
    std::uint64_t shift = 0;     ///< what to add to offsets in the archive: bytes in front of it
    std::uint64_t tail = 0;      ///< offset of the end record, or of zip64's in front of it
    std::uint64_t end = 0;       ///< offset behind the end record and its comment
    std::uint64_t tail_end = 0;  ///< offset behind zip64's end record
    std::uint64_t locator = 0;   ///< offset of zip64's locator, or of the end record
    std::string_view comment;
    std::string_view unusual;  ///< fields of zip64's records that say nothing and have unusual values
    bool contradicts = false;  ///< the end record and zip64's state different numbers
};

/// Errors: `truncated` (no end record), `corrupt`, `unsupported` (several disks).
[[nodiscard]] Result<ZipEnd> find_zip_end(std::string_view bytes);

}  // namespace bumpgate::archive
