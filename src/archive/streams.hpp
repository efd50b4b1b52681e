#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "archive/findings.hpp"

namespace bumpgate::archive {

/// What libarchive passes over in silence: further streams and bytes that belong to none. `bytes` have been
/// unpacked without error, the first `used` of them by libarchive.
void audit_bzip2(std::string_view bytes, std::size_t used, Findings& findings);
void audit_xz(std::string_view bytes, std::size_t used, Findings& findings);
void audit_zstd(std::string_view bytes, std::size_t used, Findings& findings);
void audit_lz4(std::string_view bytes, std::size_t used, Findings& findings);
void audit_lzip(std::string_view bytes, std::size_t used, Findings& findings);
void audit_lzma(std::string_view bytes, std::size_t used, Findings& findings);

/// What the first header says of how hard the stream was packed.
[[nodiscard]] std::string describe_lz4(std::string_view bytes);
[[nodiscard]] std::string describe_lzip(std::string_view bytes);

/// The size of the content that the only lz4 frame states; nothing if it states none or is not the only one.
[[nodiscard]] std::optional<std::uint64_t> lz4_size(std::string_view bytes);

}  // namespace bumpgate::archive
