#pragma once

#include <string>
#include <string_view>

// Bytes of any kind as JSON text that every reader takes, and that harms none of them.
namespace bumpgate::report {

/// Valid UTF-8: every byte that is not part of a character becomes U+FFFD.
[[nodiscard]] std::string to_valid_utf8(std::string_view bytes);

/// A finished JSON text in which no string holds a control, bidirectional or invisible character as it is,
/// nor "</" or "<!": these become \u escapes (RFC 8259, section 7), so the value stays the same. `json` must
/// be valid UTF-8.
[[nodiscard]] std::string with_safe_strings(std::string_view json);

}  // namespace bumpgate::report
