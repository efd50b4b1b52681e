// How strings are told from other scalars, and how they are written so that they stay strings.
#include <algorithm>
#include <array>
#include <cstdint>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "policy/yaml.hpp"

namespace bumpgate::policy {

namespace {

// YAML 1.2.2, 10.3.2 (core schema), and the types "null" and "bool" of YAML 1.1, without regard to case.
constexpr std::array nulls = std::to_array<std::string_view>({"", "~", "null"});
constexpr std::array booleans =
    std::to_array<std::string_view>({"y", "n", "yes", "no", "true", "false", "on", "off"});
constexpr std::array number_words = std::to_array<std::string_view>({".inf", ".nan"});

std::size_t count_of(std::string_view text, char wanted) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), wanted));
}

bool consists_of(std::string_view text, std::string_view letters) {
    return !text.empty() && text.find_first_not_of(letters) == std::string_view::npos;
}

/// 0x1F, 0o17, 0b11, all with the underscores of YAML 1.1.
bool is_prefixed_number(std::string_view text) {
    if (text.size() < 3 || text[0] != '0') return false;
    const auto digits = text.substr(2);
    if (text[1] == 'x') return consists_of(digits, "0123456789abcdef_");
    if (text[1] == 'o') return consists_of(digits, "01234567_");
    return text[1] == 'b' && consists_of(digits, "01_");
}

/// 12, 1_000, 010, 1.0, .5, 5., 1e3, and 190:20:30, which is base 60 in YAML 1.1. "1.4.2" has a stop too
/// many.
bool is_decimal_number(std::string_view text) {
    auto mantissa = text;
    if (const auto e = text.find('e'); e != std::string_view::npos) {
        auto exponent = text.substr(e + 1);
        if (!exponent.empty() && (exponent[0] == '+' || exponent[0] == '-')) exponent.remove_prefix(1);
        if (!consists_of(exponent, "0123456789")) return false;
        mantissa = text.substr(0, e);
    }
    const bool has_digit = std::any_of(mantissa.begin(), mantissa.end(), is_digit);
    return has_digit && consists_of(mantissa, "0123456789_.:") && count_of(mantissa, '.') <= 1 &&
           (is_digit(mantissa[0]) || mantissa[0] == '.');
}

bool is_number(std::string_view text) {
    if (!text.empty() && (text[0] == '+' || text[0] == '-')) text.remove_prefix(1);
    return std::ranges::find(number_words, text) != number_words.end() || is_prefixed_number(text) ||
           is_decimal_number(text);
}

bool is_plain_safe(std::string_view text) {
    const auto is_safe = [](char c) {
        return is_alnum(c) || c == '_' || c == '.' || c == '/' || c == '-' || c == '+';
    };
    return !text.empty() && text[0] != '-' && text[0] != '+' &&
           std::all_of(text.begin(), text.end(), is_safe) && taken_for(text).empty();
}

/// YAML 1.2.2, 5.7: \x, \u and \U name code points.
std::string escape(char32_t c) {
    if (c == U'\n') return "\\n";
    if (c == U'\t') return "\\t";
    std::string big_endian;
    for (const unsigned shift : {24U, 16U, 8U, 0U})
        big_endian +=
            static_cast<char>(static_cast<unsigned char>((static_cast<std::uint32_t>(c) >> shift) & 0xFFU));
    const auto digits = hex(big_endian);
    if (c < 0x100) return "\\x" + digits.substr(6);
    return c < 0x10000 ? "\\u" + digits.substr(4) : "\\U" + digits;
}

}  // namespace

std::string_view taken_for(std::string_view plain) {
    const auto small = to_lower(plain);
    if (std::ranges::find(nulls, small) != nulls.end()) return "null";
    if (std::ranges::find(booleans, small) != booleans.end()) return "a boolean";
    return is_number(small) ? "a number" : "";
}

std::string yaml_string(std::string_view text) {
    if (is_plain_safe(text)) return std::string(text);
    std::string quoted = "\"";
    for (std::size_t at = 0; at < text.size();) {
        const auto point = decode_utf8(text, at);
        const auto length = point ? point->length : 1;
        const auto bytes = text.substr(at, length);
        if (bytes == "\"" || bytes == "\\") quoted += '\\';
        quoted += point && is_deceptive(point->value) ? escape(point->value) : std::string(bytes);
        at += length;
    }
    return quoted + "\"";
}

}  // namespace bumpgate::policy
