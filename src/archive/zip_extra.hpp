#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "archive/findings.hpp"
#include "archive/tree.hpp"

namespace bumpgate::archive {

/// Times that one extra field states; absent where it does not.
struct ZipTimes {
    std::optional<Timestamp> mtime, atime, birth_time;
};

/// Owner ids that one extra field states.
struct ZipOwner {
    std::optional<std::int64_t> uid, gid;
};

/// What the extra fields of one header say about the member. Views into the archive.
struct ZipExtra {
    ZipTimes ntfs;                                 ///< 0x000a, in 100 ns
    ZipTimes extended;                             ///< 0x5455, in seconds
    ZipTimes unix1;                                ///< 0x5855, in seconds
    ZipOwner wide;                                 ///< 0x7875
    ZipOwner narrow;                               ///< 0x5855, 0x7855 or 0x756e, ids modulo 65536
    std::optional<std::uint32_t> mode;             ///< 0x756e, with the type's bits
    std::optional<std::string_view> link;          ///< 0x756e, if it has one
    std::optional<std::string_view> record_start;  ///< 0x6c78, the whole field
};

/// One of a member's two headers, and where its extra fields are.
struct ZipExtraPlace {
    std::string_view extra;
    std::string_view name;     ///< what the same header says
    std::string_view member;   ///< the path for the findings
    std::uint64_t offset = 0;  ///< where `extra` starts
    bool local = false;        ///< of the local header; some fields are shorter in the central directory
};

/// Reads the extra fields of a local header or central directory record (APPNOTE 4.5; Info-ZIP's
/// extrafld.txt). Known ones, each once and well-formed to its last byte, are no finding.
[[nodiscard]] ZipExtra read_zip_extra(const ZipExtraPlace& place, Findings& findings);

}  // namespace bumpgate::archive
