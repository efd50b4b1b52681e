#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace bumpgate {

namespace {

struct CodeRange {
    char32_t first;
    char32_t last;
};

// Unicode 15: general category Cc, the bidirectional controls (UAX #9, section 2), U+2028 and U+2029, the
// code points with Default_Ignorable_Code_Point (DerivedCoreProperties.txt) and the interlinear controls;
// beyond these only the braille blank, which is drawn as nothing at all. Sorted. Visible spaces such as
// U+00A0 are not in here.
constexpr std::array deceptive_ranges = std::to_array<CodeRange>({
    {0x0000, 0x001F},    // C0
    {0x007F, 0x009F},    // DEL and C1
    {0x00AD, 0x00AD},    // soft hyphen
    {0x034F, 0x034F},    // combining grapheme joiner
    {0x061C, 0x061C},    // Arabic letter mark
    {0x115F, 0x1160},    // Hangul fillers
    {0x17B4, 0x17B5},    // Khmer inherent vowels
    {0x180B, 0x180F},    // Mongolian variation selectors and vowel separator
    {0x200B, 0x200F},    // zero-width space and joiners, directional marks
    {0x2028, 0x202E},    // line and paragraph separator, embeddings and overrides
    {0x2060, 0x206F},    // word joiner, invisible operators, isolates, deprecated controls
    {0x2800, 0x2800},    // braille blank
    {0x3164, 0x3164},    // Hangul filler
    {0xFE00, 0xFE0F},    // variation selectors
    {0xFEFF, 0xFEFF},    // byte order mark
    {0xFFA0, 0xFFA0},    // half-width Hangul filler
    {0xFFF0, 0xFFFB},    // reserved ignorables, interlinear annotation
    {0x1BCA0, 0x1BCA3},  // shorthand format controls
    {0x1D173, 0x1D17A},  // musical format controls
    {0xE0000, 0xE0FFF},  // tags, variation selectors supplement
});

// One row for each class of lead byte in RFC 3629, section 4. The bounds of the second byte are what keeps
// overlong forms, surrogates and values above U+10FFFF out; later bytes are 80..BF.
struct LeadByte {
    unsigned char first;
    unsigned char last;
    unsigned char second_first;
    unsigned char second_last;
    unsigned char length;
    unsigned char payload;  ///< the bits of the lead byte that belong to the value
};
constexpr std::array lead_bytes = std::to_array<LeadByte>({
    {0xC2, 0xDF, 0x80, 0xBF, 2, 0x1F},
    {0xE0, 0xE0, 0xA0, 0xBF, 3, 0x0F},
    {0xE1, 0xEC, 0x80, 0xBF, 3, 0x0F},
    {0xED, 0xED, 0x80, 0x9F, 3, 0x0F},
    {0xEE, 0xEF, 0x80, 0xBF, 3, 0x0F},
    {0xF0, 0xF0, 0x90, 0xBF, 4, 0x07},
    {0xF1, 0xF3, 0x80, 0xBF, 4, 0x07},
    {0xF4, 0xF4, 0x80, 0x8F, 4, 0x07},
});

// Which row a lead byte has; lead_bytes.size() for bytes that cannot lead a sequence of several.
constexpr std::array<std::uint8_t, 256> lead_rows = [] {
    std::array<std::uint8_t, 256> rows{};
    rows.fill(static_cast<std::uint8_t>(lead_bytes.size()));
    for (std::size_t row = 0; row < lead_bytes.size(); ++row) {
        for (unsigned byte = lead_bytes[row].first; byte <= lead_bytes[row].last; ++byte) {
            rows[byte] = static_cast<std::uint8_t>(row);
        }
    }
    return rows;
}();

constexpr std::uint64_t high_bits = 0x8080'8080'8080'8080U;

unsigned char byte_at(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}

bool is_between(unsigned char byte, unsigned char first, unsigned char last) {
    return byte >= first && byte <= last;
}

/// A sequence of two to four bytes; length 0 where there is none.
CodePoint decode_sequence(std::string_view bytes, std::size_t at) {
    const std::size_t row = lead_rows[byte_at(bytes, at)];
    if (row == lead_bytes.size()) return {0, 0};
    const auto& lead = lead_bytes[row];
    if (bytes.size() - at < lead.length) return {0, 0};
    if (!is_between(byte_at(bytes, at + 1), lead.second_first, lead.second_last)) return {0, 0};
    char32_t value = byte_at(bytes, at) & static_cast<char32_t>(lead.payload);
    for (std::size_t i = 1; i < lead.length; ++i) {
        const auto next = byte_at(bytes, at + i);
        if (!is_between(next, 0x80, 0xBF)) return {0, 0};
        value = (value << 6U) | (next & 0x3FU);
    }
    return {value, lead.length};
}

/// Where the next byte above 7F is, or the size.
std::size_t skip_ascii(std::string_view bytes, std::size_t at) {
    for (; bytes.size() - at >= sizeof(std::uint64_t); at += sizeof(std::uint64_t)) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + at, sizeof word);
        if ((word & high_bits) != 0) break;
    }
    while (at < bytes.size() && byte_at(bytes, at) < 0x80) ++at;
    return at;
}

bool has_nul(std::string_view bytes) {
    return bytes.find('\0') != std::string_view::npos;
}

template <class Part>
std::string join_parts(std::span<const Part> parts, std::string_view between) {
    std::string joined;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i != 0) joined += between;
        joined += parts[i];
    }
    return joined;
}

/// Upper-case hexadecimal, at least `digits` of them.
std::string hex_number(char32_t value, std::size_t digits) {
    std::string text;
    for (; value != 0 || text.size() < digits; value >>= 4U) text += "0123456789ABCDEF"[value & 0xFU];
    std::ranges::reverse(text);
    return text;
}

std::string escaped(char32_t c) {
    if (c == '\n') return "\\n";
    if (c == '\t') return "\\t";
    if (c < 0x80) return "\\x" + hex_number(c, 2);
    return "\\u{" + hex_number(c, 4) + "}";
}

/// How one character (or one invalid byte) is shown, and the bytes that it takes in the source.
struct Shown {
    std::string text;
    std::size_t length;
};

Shown show_next(std::string_view bytes, std::size_t at) {
    const auto c = decode_utf8(bytes, at);
    if (!c) return {"\\x" + hex_number(byte_at(bytes, at), 2), 1};
    if (is_deceptive(c->value)) return {escaped(c->value), c->length};
    return {std::string(bytes.substr(at, c->length)), c->length};
}

/// How many bytes from `at` on are shown as they are, at the least: most text is visible ASCII.
std::size_t plain_run(std::string_view bytes, std::size_t at) {
    const auto start = at;
    while (at < bytes.size() && bytes[at] >= ' ' && bytes[at] < '\x7F' && bytes[at] != '\\') ++at;
    return at - start;
}

/// Edits between two short words: insert, delete, replace, or swap two neighbours (Damerau-Levenshtein with
/// each place edited at most once). Letter case does not count.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before_last(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::swap(before_last, last);
        std::swap(last, row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = to_lower(a[i - 1]) == to_lower(b[j - 1]) ? 0 : 1;
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + replaced});
            const bool swapped = i > 1 && j > 1 && to_lower(a[i - 1]) == to_lower(b[j - 2]) &&
                                 to_lower(a[i - 2]) == to_lower(b[j - 1]);
            if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
    }
    return row[b.size()];
}

}  // namespace

std::string to_lower(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) c = to_lower(c);
    return lower;
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> pieces;
    for (auto end = text.find(separator); end != std::string_view::npos; end = text.find(separator)) {
        pieces.push_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    pieces.push_back(text);
    return pieces;
}

std::vector<std::string_view> split_lines(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        const auto length = end == std::string_view::npos ? text.size() : end + 1;
        lines.push_back(text.substr(0, length));
        text.remove_prefix(length);
    }
    return lines;
}

std::string join(std::span<const std::string> parts, std::string_view between) {
    return join_parts(parts, between);
}

std::string join(std::span<const std::string_view> parts, std::string_view between) {
    return join_parts(parts, between);
}

std::string replace_all(std::string_view text, std::string_view from, std::string_view to) {
    if (from.empty()) return std::string(text);
    std::string replaced;
    for (auto at = text.find(from); at != std::string_view::npos; at = text.find(from)) {
        replaced += text.substr(0, at);
        replaced += to;
        text.remove_prefix(at + from.size());
    }
    replaced += text;
    return replaced;
}

bool is_text(std::string_view bytes) {
    using namespace std::string_view_literals;
    // UTF-16 and UTF-32 have NUL bytes by nature. The UTF-32 mark FF FE 00 00 begins with the one of UTF-16.
    for (const auto mark : {"\xFF\xFE"sv, "\xFE\xFF"sv, "\0\0\xFE\xFF"sv}) {
        if (bytes.starts_with(mark)) return true;
    }
    return !has_nul(bytes) && (bytes.starts_with("\xEF\xBB\xBF"sv) || is_utf8(bytes));
}

bool is_utf8(std::string_view bytes) {
    for (auto at = skip_ascii(bytes, 0); at < bytes.size();) {
        const auto length = decode_sequence(bytes, at).length;
        if (length == 0) return false;
        at += length;
        if (at < bytes.size() && byte_at(bytes, at) < 0x80) at = skip_ascii(bytes, at);
    }
    return true;
}

std::optional<CodePoint> decode_utf8(std::string_view bytes, std::size_t at) {
    if (at >= bytes.size()) return std::nullopt;
    if (byte_at(bytes, at) < 0x80) return CodePoint{byte_at(bytes, at), 1};
    const auto c = decode_sequence(bytes, at);
    if (c.length == 0) return std::nullopt;
    return c;
}

bool is_deceptive(char32_t c) {
    if (c >= 0x20 && c < 0x7F) return false;
    const auto* const range = std::ranges::lower_bound(deceptive_ranges, c, {}, &CodeRange::last);
    return range != deceptive_ranges.end() && range->first <= c;
}

std::string printable(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size());
    for (std::size_t at = 0; at < bytes.size();) {
        const auto plain = plain_run(bytes, at);
        text += bytes.substr(at, plain);
        at += plain;
        if (at == bytes.size()) break;
        const auto [shown, length] = show_next(bytes, at);
        text += shown == "\\" ? "\\\\" : shown;
        at += length;
    }
    return text;
}

std::string terminal_safe(std::string_view text) {
    std::string safe;
    for (std::size_t at = 0; at < text.size();) {
        const auto [shown, length] = show_next(text, at);
        const bool kept = text[at] == '\n' || text[at] == '\t';
        safe += kept ? text.substr(at, 1) : std::string_view(shown);
        at += length;
    }
    return safe;
}

std::string in_quotes(std::string_view bytes) {
    return "\"" + printable(bytes) + "\"";
}

std::string excerpt(std::string_view bytes, std::size_t width) {
    std::string text;
    for (std::size_t at = 0; at < bytes.size();) {
        const auto length = show_next(bytes, at).length;
        const auto shown = printable(bytes.substr(at, length));
        if (shown.size() > width - text.size()) return text + "…";
        text += shown;
        at += length;
    }
    return text;
}

std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates) {
    // A third of the word, but one edit in a short one and never so many that nothing of the word is left.
    const auto most =
        std::min(std::max<std::size_t>(1, (word.size() + 1) / 3), word.size() - (word.empty() ? 0 : 1));
    std::string_view best;
    auto best_distance = most + 1;
    for (const auto candidate : candidates) {
        const auto longer = std::max(word.size(), candidate.size());
        if (longer - std::min(word.size(), candidate.size()) >= best_distance) continue;
        const auto distance = edit_distance(word, candidate);
        if (distance >= best_distance) continue;
        best = candidate;
        best_distance = distance;
    }
    return best;
}

}  // namespace bumpgate
