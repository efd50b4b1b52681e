#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Text as bytes. A std::string_view is a run of bytes here, in no particular encoding; ASCII rules only, no
// locale.
namespace bumpgate {

[[nodiscard]] constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
[[nodiscard]] constexpr bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
[[nodiscard]] constexpr bool is_letter(char c) {
    return is_lower(c) || is_upper(c);
}
[[nodiscard]] constexpr bool is_alnum(char c) {
    return is_letter(c) || is_digit(c);
}
/// Space or tab; line ends are not blanks.
[[nodiscard]] constexpr bool is_blank(char c) {
    return c == ' ' || c == '\t';
}
[[nodiscard]] constexpr bool is_space(char c) {
    return is_blank(c) || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}
[[nodiscard]] constexpr char to_lower(char c) {
    return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

/// ASCII letters made small, other bytes kept.
[[nodiscard]] std::string to_lower(std::string_view text);

/// Without ASCII white space at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);

/// The pieces between separators; "a,,b" has three, "" has one empty piece.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);

/// The lines of a text, each with its line end ("\n" only; a "\r" before it belongs to the line). The last
/// one may have none. The empty text has no lines.
[[nodiscard]] std::vector<std::string_view> split_lines(std::string_view text);

[[nodiscard]] std::string join(std::span<const std::string> parts, std::string_view between);
[[nodiscard]] std::string join(std::span<const std::string_view> parts, std::string_view between);

/// Every occurrence of `from` replaced, left to right, without looking at what was put in.
[[nodiscard]] std::string replace_all(std::string_view text, std::string_view from, std::string_view to);

/// True for text without NUL that is valid UTF-8 or starts with a UTF-8, UTF-16 or UTF-32 byte order mark.
[[nodiscard]] bool is_text(std::string_view bytes);

/// Strict UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.
[[nodiscard]] bool is_utf8(std::string_view bytes);

/// The code point that starts at `at` and its length in bytes; nothing where the bytes are not valid UTF-8.
struct CodePoint {
    char32_t value;
    std::size_t length;
};
[[nodiscard]] std::optional<CodePoint> decode_utf8(std::string_view bytes, std::size_t at);

/// A control character (C0, DEL, C1), a line or paragraph separator, a bidirectional control or another
/// invisible character: what must never reach a terminal or a report as it is.
[[nodiscard]] bool is_deceptive(char32_t c);

/// For messages: valid UTF-8 on one line. Control and deceptive characters and invalid bytes become \n, \t,
/// \xHH or \u{HHHH}; the backslash itself is doubled. Reversible.
[[nodiscard]] std::string printable(std::string_view bytes);

/// For a whole message on its way to a terminal: as `printable`, but line ends, tabs and backslashes stay, so
/// that a message of several lines keeps its form and what is printable already is not escaped twice. Not
/// reversible.
[[nodiscard]] std::string terminal_safe(std::string_view text);

/// `printable` between double quotes: how messages name a path or a package.
[[nodiscard]] std::string in_quotes(std::string_view bytes);

/// `printable`, cut to about `width` bytes at a character border with "…" where it was cut.
[[nodiscard]] std::string excerpt(std::string_view bytes, std::size_t width);

/// The candidate that a person most likely meant (small edit distance), or an empty view.
[[nodiscard]] std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace bumpgate
