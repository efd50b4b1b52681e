#pragma once

#include <string>
#include <string_view>

#include "archive/findings.hpp"
#include "base/result.hpp"

namespace bumpgate::archive {

/// What says how hard compress(1) packed a stream. Error `unsupported` for the old kind without block mode,
/// and for a table that is cleared before it grows, which readers unpack differently and writers do not
/// write; `corrupt` for a header with reserved bits.
[[nodiscard]] Result<std::string> describe_compress(std::string_view bytes);

/// Bits that no code accounts for: behind a code that clears the table, and behind the last code. `bytes`
/// have been unpacked without error.
void audit_compress(std::string_view bytes, std::size_t used, Findings& findings);

}  // namespace bumpgate::archive
