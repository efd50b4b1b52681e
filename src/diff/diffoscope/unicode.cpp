#include "diff/diffoscope/unicode.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/text.hpp"

namespace bumpgate::diff::diffoscope {
namespace {

// Unicode 15, property White_Space, and the four separators U+001C to U+001F that Python counts with them.
constexpr std::array white_space =
    std::to_array<char32_t>({0x9,    0xa,    0xb,    0xc,    0xd,    0x1c,   0x1d,   0x1e,   0x1f,   0x20,
                             0x85,   0xa0,   0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006,
                             0x2007, 0x2008, 0x2009, 0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000});

// "\r\n" is one of them, too.
constexpr std::array line_ends =
    std::to_array<char32_t>({0xa, 0xb, 0xc, 0xd, 0x1c, 0x1d, 0x1e, 0x85, 0x2028, 0x2029});

template <std::size_t count>
bool is_in(const std::array<char32_t, count>& sorted, char32_t c) {
    return std::binary_search(sorted.begin(), sorted.end(), c);
}

bool continues(char byte) {
    return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80;
}

/// RFC 3629.
void append(std::string& text, char32_t c) {
    const auto tail = [&](unsigned shift) { text += static_cast<char>(0x80U | (c >> shift & 0x3fU)); };
    if (c < 0x80) {
        text += static_cast<char>(c);
    } else if (c < 0x800) {
        text += static_cast<char>(0xc0U | c >> 6U);
        tail(0);
    } else if (c < 0x10000) {
        text += static_cast<char>(0xe0U | c >> 12U);
        tail(6);
        tail(0);
    } else {
        text += static_cast<char>(0xf0U | c >> 18U);
        tail(12);
        tail(6);
        tail(0);
    }
}

std::optional<std::string> from_ascii(std::string_view bytes) {
    const bool plain = std::all_of(bytes.begin(), bytes.end(),
                                   [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
    return plain ? std::optional(std::string(bytes)) : std::nullopt;
}

std::optional<std::string> from_utf8(std::string_view bytes) {
    return is_utf8(bytes) ? std::optional(std::string(bytes)) : std::nullopt;
}

std::optional<std::string> from_latin1(std::string_view bytes) {
    std::string text;
    for (const char byte : bytes) append(text, static_cast<unsigned char>(byte));
    return text;
}

enum class Order { little, big };

char32_t unit(std::string_view bytes, std::size_t at, std::size_t width, Order order) {
    char32_t value = 0;
    for (std::size_t i = 0; i < width; ++i) {
        const auto byte = static_cast<unsigned char>(bytes[at + (order == Order::big ? i : width - 1 - i)]);
        value = value << 8U | byte;
    }
    return value;
}

bool is_high_surrogate(char32_t c) {
    return c >= 0xd800 && c < 0xdc00;
}
bool is_low_surrogate(char32_t c) {
    return c >= 0xdc00 && c < 0xe000;
}

template <Order order>
std::optional<std::string> from_utf16(std::string_view bytes) {
    if (bytes.size() % 2 != 0) return std::nullopt;
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += 2) {
        char32_t c = unit(bytes, at, 2, order);
        if (is_low_surrogate(c)) return std::nullopt;
        if (is_high_surrogate(c)) {
            at += 2;
            if (at >= bytes.size()) return std::nullopt;
            const char32_t low = unit(bytes, at, 2, order);
            if (!is_low_surrogate(low)) return std::nullopt;
            c = 0x10000 + ((c - 0xd800) << 10U) + (low - 0xdc00);
        }
        append(text, c);
    }
    return text;
}

template <Order order>
std::optional<std::string> from_utf32(std::string_view bytes) {
    if (bytes.size() % 4 != 0) return std::nullopt;
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += 4) {
        const char32_t c = unit(bytes, at, 4, order);
        if (c > 0x10ffff || is_high_surrogate(c) || is_low_surrogate(c)) return std::nullopt;
        append(text, c);
    }
    return text;
}

struct Encoding {
    std::string_view name;
    std::optional<std::string> (*decode)(std::string_view bytes);
};

constexpr std::array encodings = std::to_array<Encoding>({
    {"us-ascii", from_ascii},
    {"utf-8", from_utf8},
    {"iso-8859-1", from_latin1},
    {"utf-16le", from_utf16<Order::little>},
    {"utf-16be", from_utf16<Order::big>},
    {"utf-32le", from_utf32<Order::little>},
    {"utf-32be", from_utf32<Order::big>},
});

}  // namespace

std::size_t count_characters(std::string_view utf8) {
    return utf8.size() - static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), continues));
}

std::string_view without_final_space(std::string_view utf8) {
    while (!utf8.empty()) {
        std::size_t at = utf8.size() - 1;
        while (at > 0 && utf8.size() - at < 4 && continues(utf8[at])) --at;
        const auto last = decode_utf8(utf8, at);
        if (!last || !is_in(white_space, last->value)) break;
        utf8 = utf8.substr(0, at);
    }
    return utf8;
}

std::vector<std::string_view> lines_of(std::string_view utf8) {
    std::vector<std::string_view> lines;
    std::size_t start = 0;
    for (std::size_t at = 0; at < utf8.size();) {
        const auto c = decode_utf8(utf8, at).value_or(CodePoint{0, 1});
        std::size_t next = at + c.length;
        if (is_in(line_ends, c.value)) {
            lines.push_back(utf8.substr(start, at - start));
            if (c.value == '\r' && next < utf8.size() && utf8[next] == '\n') ++next;
            start = next;
        }
        at = next;
    }
    if (start < utf8.size()) lines.push_back(utf8.substr(start));
    return lines;
}

std::string valid(std::string_view bytes) {
    if (is_utf8(bytes)) return std::string(bytes);
    std::string text;
    for (std::size_t at = 0; at < bytes.size();) {
        const auto c = decode_utf8(bytes, at);
        text += c ? bytes.substr(at, c->length) : "\xef\xbf\xbd";
        at += c ? c->length : 1;
    }
    return text;
}

std::optional<std::string> decode(std::string_view bytes, std::string_view encoding) {
    const auto* const row = std::find_if(encodings.begin(), encodings.end(),
                                         [&](const Encoding& known) { return known.name == encoding; });
    return row == encodings.end() ? std::nullopt : row->decode(bytes);
}

}  // namespace bumpgate::diff::diffoscope
