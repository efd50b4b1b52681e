#pragma once

#include <cstdint>
#include <string_view>

#include "archive/meter.hpp"
#include "base/files.hpp"
#include "base/result.hpp"

namespace bumpgate::archive {

/// One deflate stream (RFC 1951) that was unpacked.
struct Inflated {
    std::uint64_t consumed = 0;  ///< packed bytes that belong to it
    std::string_view content;    ///< in the store
    std::uint32_t crc = 0;       ///< CRC-32 of the content, as gzip and zip use it
};

/// Unpacks the deflate stream at the start of `packed` to the end of `store`; what follows the stream is left
/// alone. `expected` content bytes are made room for at once; it is only a hint. Errors: `truncated`,
/// `corrupt` (invalid, or more than `maximum` bytes of content), `limit` (total bytes, ratio, time), `io`.
[[nodiscard]] Result<Inflated> inflate(std::string_view packed, std::uint64_t expected, std::uint64_t maximum,
                                       ByteStore& store, Meter& meter);

/// CRC-32 as gzip and zip use it.
[[nodiscard]] std::uint32_t crc32(std::string_view bytes);

}  // namespace bumpgate::archive
