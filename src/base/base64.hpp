#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bumpgate {

/// RFC 4648, 4: the standard alphabet, padded, without line ends.
[[nodiscard]] std::string base64(std::string_view bytes);

/// The bytes of a text that `base64` could have written; nothing for any other text (line ends, missing
/// padding, bits behind the end).
[[nodiscard]] std::optional<std::string> base64_decoded(std::string_view text);

}  // namespace bumpgate
