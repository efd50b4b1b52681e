#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace bumpgate {

/// SHA-256 (FIPS 180-4) of the bytes as 64 small hex digits.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

/// Raw digest bytes by name: "sha256", "sha384", "sha512", "sha3-256", "sha3-512", "md5", "sha1". Error
/// `unsupported` for other names.
[[nodiscard]] Result<std::string> digest(std::string_view algorithm, std::string_view bytes);

/// RFC 4648 base64url without padding.
[[nodiscard]] std::string base64url(std::string_view bytes);

/// Small hex digits of raw bytes.
[[nodiscard]] std::string hex(std::string_view bytes);

/// A 64-bit XXH3 hash for tables; never stands for equality of content.
[[nodiscard]] std::uint64_t fast_hash(std::string_view bytes);

}  // namespace bumpgate
