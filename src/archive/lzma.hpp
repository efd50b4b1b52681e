#pragma once

#include <string>
#include <string_view>

namespace bumpgate::archive {

/// True for bytes that start with the header of a lone LZMA stream (LZMA SDK, "lzma-specification.txt": it
/// has no magic) and whose first piece can be unpacked. Only properties that libarchive reads count.
[[nodiscard]] bool looks_like_lzma(std::string_view bytes);

/// What says how hard the stream was packed, from its header.
[[nodiscard]] std::string describe_lzma(std::string_view bytes);

}  // namespace bumpgate::archive
