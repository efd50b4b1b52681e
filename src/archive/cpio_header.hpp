#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "archive/tree.hpp"
#include "base/result.hpp"

namespace bumpgate::archive {

/// The kinds of cpio archive: "070701", the same with checksums "070702", POSIX's "070707", and the binary
/// one of old systems in both byte orders.
enum class CpioFormat { newc, crc, odc, binary_little, binary_big };

/// One header, whatever its kind. Numbers that a kind does not have are zero.
struct CpioHeader {
    CpioFormat format = CpioFormat::newc;
    std::uint64_t inode = 0, mode = 0, uid = 0, gid = 0, links = 0, mtime = 0, size = 0;
    std::uint64_t device_major = 0,
                  device_minor = 0;  ///< of the file system; binary and odc: the minor is all
    std::uint64_t special_major = 0, special_minor = 0;  ///< of a device node
    std::uint64_t name_size = 0;                         ///< with the NUL
    std::uint64_t checksum = 0;
    std::size_t length = 0;                       ///< of the header
    std::size_t alignment = 1;                    ///< name and content are filled up to a multiple of this
    bool upper_case = false, lower_case = false;  ///< letters of its hexadecimal digits
};

/// Reads the header that `bytes` start with. Errors: `truncated`; `corrupt` if it is none.
[[nodiscard]] Result<CpioHeader> read_cpio_header(std::string_view bytes);

/// True for bytes that start with a cpio header and a name after it. The binary kind has a short magic, so
/// that more of it must make sense.
[[nodiscard]] bool looks_like_cpio(std::string_view bytes);

}  // namespace bumpgate::archive
