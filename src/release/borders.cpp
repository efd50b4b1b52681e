#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "release/spelling.hpp"

// Where a version token begins and ends (docs/version-proof.md, "Real borders").
namespace bumpgate::release {

namespace {

constexpr std::array<std::string_view, 24> suffix_word_table{
    "a",     "alpha", "b",       "beta",      "c",    "canary",  "cr",       "dev",
    "final", "ga",    "m",       "milestone", "next", "nightly", "p",        "patch",
    "post",  "pre",   "preview", "r",         "rc",   "rev",     "snapshot", "sp",
};

struct Range {
    char32_t first, last;
};
/// Letters of scripts that put no blanks between words: a border on either side of a version.
constexpr std::array<Range, 9> unspaced_scripts{{
    {0x0E00, 0x0E4F},  // Thai, without its digits
    {0x0E5A, 0x0E7F},
    {0x1100, 0x11FF},  // Hangul Jamo
    {0x3000, 0x303F},  // CJK punctuation
    {0x3040, 0x30FF},  // Hiragana, Katakana
    {0x3400, 0x4DBF},  // Han
    {0x4E00, 0x9FFF},
    {0xAC00, 0xD7AF},    // Hangul syllables
    {0x20000, 0x3FFFF},  // Han, further planes
}};
/// Punctuation and symbols outside ASCII.
constexpr std::array<Range, 6> punctuation{{
    {0x00A0, 0x00A9},
    {0x00AB, 0x00B4},
    {0x00B6, 0x00B8},
    {0x00BB, 0x00BF},
    {0x2010, 0x2BFF},
    {0x1F000, 0x1FAFF},
}};

bool in(const auto& table, char32_t c) {
    return std::any_of(table.begin(), table.end(),
                       [c](const Range& range) { return c >= range.first && c <= range.last; });
}

/// Whether a character outside ASCII ends or begins a token. Invalid bytes do not.
bool is_border(std::optional<CodePoint> point) {
    return point && (in(unspaced_scripts, point->value) || in(punctuation, point->value));
}

/// The code point that ends just before `at`.
std::optional<CodePoint> decode_before(std::string_view bytes, std::size_t at) {
    for (std::size_t length = 2; length <= 4 && length <= at; ++length) {
        const auto point = decode_utf8(bytes, at - length);
        if (point && point->length == length) return point;
    }
    return std::nullopt;
}

std::string_view separator_of(std::string_view text, Shape shape) {
    if (shape == Shape::dashed) return "-";
    if (shape == Shape::underscored) return "_";
    for (const std::string_view escaped : {"\\\\.", "\\.", "%2E"}) {
        if (text.find(escaped) != std::string_view::npos) return escaped;
    }
    return ".";
}

bool digit_before(std::string_view bytes, std::size_t at) {
    return at > 0 && is_digit(bytes[at - 1]);
}

bool ends_with_at(std::string_view bytes, std::size_t at, std::string_view tail) {
    return at >= tail.size() && bytes.substr(at - tail.size(), tail.size()) == tail;
}

/// "1!" of PEP 440, "1:" of Debian: an epoch that makes another version of what follows.
bool epoch_before(std::string_view bytes, std::size_t at) {
    if (at < 2 || (bytes[at - 1] != '!' && bytes[at - 1] != ':')) return false;
    std::size_t digits = at - 1;
    while (digits > 0 && is_digit(bytes[digits - 1])) --digits;
    // A clock or a port ("x:80:1.4.2", "a1:1.4.2") is no epoch: an epoch is a number that stands for itself.
    return digits < at - 1 && (digits == 0 || (!is_alnum(bytes[digits - 1]) && bytes[digits - 1] != ':'));
}

bool left_border(std::string_view bytes, std::size_t at, std::string_view separator) {
    if (at == 0) return true;
    const char c = bytes[at - 1];
    if (static_cast<unsigned char>(c) >= 0x80) return is_border(decode_before(bytes, at));
    if (c == 'v' || c == 'V') {
        if (at == 1) return true;
        const char before = bytes[at - 2];
        if (is_alnum(before)) return false;
        return left_border(bytes, at - 1, separator);
    }
    if (is_alnum(c)) return false;
    if (ends_with_at(bytes, at, separator) && digit_before(bytes, at - separator.size())) return false;
    // "2-1" in "2.2-1" is no version 2.1 written with a dash.
    if (bytes[at - 1] == '.' && digit_before(bytes, at - 1)) return false;
    return !epoch_before(bytes, at);
}

/// The word behind a separator, as far as letters and digits go.
std::string_view word_at(std::string_view bytes, std::size_t at) {
    std::size_t end = at;
    while (end < bytes.size() && is_alnum(bytes[end])) ++end;
    return bytes.substr(at, end - at);
}

bool continues_version(std::string_view word) {
    if (word.empty()) return false;
    while (!word.empty() && is_digit(word.back())) word.remove_suffix(1);
    if (word.empty()) return true;  // a plain number
    const auto small = to_lower(word);
    return std::find(suffix_word_table.begin(), suffix_word_table.end(), small) != suffix_word_table.end();
}

bool right_border(std::string_view bytes, std::size_t end, std::string_view separator) {
    if (end == bytes.size()) return true;
    const char c = bytes[end];
    if (static_cast<unsigned char>(c) >= 0x80) return is_border(decode_utf8(bytes, end));
    if (is_alnum(c)) return false;
    const std::size_t next = end + 1;
    const bool more = next < bytes.size();
    if (bytes.substr(end, separator.size()) == separator && end + separator.size() < bytes.size() &&
        is_digit(bytes[end + separator.size()])) {
        return false;
    }
    if ((c == '+' || c == '~') && more && is_alnum(bytes[next])) return false;
    if (c == '!' && more && is_digit(bytes[next])) return false;
    if (c == '-' || c == '_' || c == '.') return !continues_version(word_at(bytes, next));
    return true;
}

}  // namespace

std::span<const std::string_view> suffix_words() {
    return suffix_word_table;
}

bool stands_alone(std::string_view bytes, std::size_t at, std::string_view text, Shape shape) {
    const auto separator = separator_of(text, shape);
    return left_border(bytes, at, separator) && right_border(bytes, at + text.size(), separator);
}

std::optional<Row> row_at(std::string_view bytes, std::size_t at) {
    if (at >= bytes.size() || !is_digit(bytes[at])) return std::nullopt;
    if (at > 0 &&
        (is_alnum(bytes[at - 1]) || bytes[at - 1] == '.' || bytes[at - 1] == '-' || bytes[at - 1] == '_'))
        return std::nullopt;
    Row row;
    row.begin = at;
    std::size_t here = at;
    while (true) {
        std::size_t end = here;
        while (end < bytes.size() && is_digit(bytes[end])) ++end;
        if (end == here || (end < bytes.size() && (is_alnum(bytes[end]) || bytes[end] == '.'))) break;
        row.numbers.push_back(bytes.substr(here, end - here));
        row.end = end;
        std::size_t next = end;
        while (next < bytes.size() && is_blank(bytes[next])) ++next;
        if (next == bytes.size() || bytes[next] != ',') break;
        ++next;
        while (next < bytes.size() && is_blank(bytes[next])) ++next;
        here = next;
    }
    if (row.numbers.size() < 2) return std::nullopt;
    // A number before the row makes it a longer one: (0, 1, 4, 2) is not (1, 4, 2).
    std::size_t before = at;
    while (before > 0 && is_blank(bytes[before - 1])) --before;
    if (before > 0 && bytes[before - 1] == ',') return std::nullopt;
    const char open = before > 0 ? bytes[before - 1] : '\0';
    const char close = open == '(' ? ')' : open == '[' ? ']' : '\0';
    if (close != '\0') {
        const auto stop = bytes.find_first_of(")]\n\r", row.end);
        row.bracketed = stop != std::string_view::npos && bytes[stop] == close;
        if (row.bracketed) row.tail = bytes.substr(row.end, stop - row.end);
    }
    return row;
}

bool row_states(const Row& row, const Scheme& scheme, const Version& version) {
    const auto value = [](std::string_view digits) {
        const auto first = digits.find_first_not_of('0');
        return first == std::string_view::npos ? std::string_view("0") : digits.substr(first);
    };
    std::size_t needed = version.release.size();
    if (scheme.trailing_zeros_are_equal) {
        while (needed > row.numbers.size() && value(version.release[needed - 1]) == "0") --needed;
    }
    if (row.numbers.size() != needed) return false;
    for (std::size_t i = 0; i < needed; ++i) {
        if (value(row.numbers[i]) != value(version.release[i])) return false;
    }
    return true;
}

}  // namespace bumpgate::release
