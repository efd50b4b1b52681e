#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "archive/findings.hpp"
#include "archive/meter.hpp"
#include "archive/tree.hpp"
#include "base/result.hpp"

namespace bumpgate::archive {

/// A member of a cpio archive.
struct CpioEntry {
    Member member;             ///< its content is the file's, wherever among its links that stands
    std::uint64_t offset = 0;  ///< of the header
    std::string_view stored;   ///< the content that stands behind the header
};

struct CpioScan {
    std::vector<CpioEntry> entries;
    std::string flavour;  ///< kind and letter case of the headers
    std::string numbers;  ///< a digest of device, inode and link numbers, which no member shows
    Findings findings{"cpio"};
};

/// Our own reading of a cpio archive (newc, crc, odc, binary), every byte of it accounted for. Members with
/// the same device and inode are hard links to the first of them. Errors: `truncated` (no end mark),
/// `corrupt`, `limit`.
[[nodiscard]] Result<CpioScan> scan_cpio(std::string_view bytes, Meter& meter);

}  // namespace bumpgate::archive
