#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Text as Python sees it, on UTF-8 bytes.
namespace bumpgate::diff::diffoscope {

/// How many characters: `str.__len__`.
[[nodiscard]] std::size_t count_characters(std::string_view utf8);

/// Without the white space of Unicode at its end: `str.rstrip`.
[[nodiscard]] std::string_view without_final_space(std::string_view utf8);

/// The lines without their ends, split at every line boundary of Unicode: `str.splitlines`.
[[nodiscard]] std::vector<std::string_view> lines_of(std::string_view utf8);

/// Valid UTF-8, every byte that is none of it replaced by U+FFFD.
[[nodiscard]] std::string valid(std::string_view bytes);

/// The text as UTF-8 if it is valid in that encoding, as libmagic names it ("us-ascii", "utf-8",
/// "iso-8859-1", "utf-16le", …). Nothing for other encodings. A byte order mark stays, as a character.
[[nodiscard]] std::optional<std::string> decode(std::string_view bytes, std::string_view encoding);

}  // namespace bumpgate::diff::diffoscope
