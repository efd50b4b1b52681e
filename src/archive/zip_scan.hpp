#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/findings.hpp"
#include "archive/meter.hpp"
#include "archive/tree.hpp"
#include "base/result.hpp"

namespace bumpgate::archive {

enum class ZipMethod : std::uint16_t { stored = 0, deflate = 8, bzip2 = 12, lzma = 14, zstd = 93, xz = 95 };

/// The method's name, or an empty view for one that is not read.
[[nodiscard]] std::string_view zip_method_name(std::uint16_t method);

/// A member as the central directory has it (APPNOTE 4.3.12). The path is as stored, a folder's final "/"
/// included.
struct ZipEntry {
    Member member;
    std::string_view local_name;  ///< what its local header says
    std::uint64_t record = 0;     ///< offset of its central directory record
    std::uint64_t local = 0;      ///< offset of its local header
    std::uint64_t data = 0;       ///< offset of its packed content
    std::uint64_t end = 0;        ///< offset behind the content and its data descriptor
    std::uint64_t packed = 0;     ///< bytes of packed content
    std::uint64_t size = 0;       ///< bytes of content
    std::uint32_t crc = 0;        ///< of the content
    std::uint16_t method = 0;
    std::optional<std::string_view> other_link;  ///< the link target that an extra field states
};

struct ZipScan {
    std::vector<ZipEntry> entries;  ///< in the order of the central directory
    std::string comment;            ///< of the archive, printable; empty if there is none
    Findings findings{"zip"};
};

/// Our own reading of a zip archive, by its central directory, every byte accounted for.
/// Errors: `truncated`, `corrupt`, `empty` (no members), `encrypted`, `unsupported` (method, several disks),
/// `limit`.
[[nodiscard]] Result<ZipScan> scan_zip(std::string_view bytes, Meter& meter);

/// Whether the bytes end with an end-of-central-directory record that points to a central directory.
[[nodiscard]] bool has_zip_end(std::string_view bytes);

}  // namespace bumpgate::archive
