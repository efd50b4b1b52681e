#include "report/json_safe.hpp"

#include "base/text.hpp"

namespace bumpgate::report {

namespace {

constexpr std::string_view replacement_character = "\xEF\xBF\xBD";

void append_unit(std::string& out, char32_t unit) {
    constexpr std::string_view digits = "0123456789abcdef";
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) out += digits[(unit >> static_cast<unsigned>(shift)) & 0xF];
}

/// RFC 8259, section 7: beyond U+FFFF as a pair of surrogates.
void append_escape(std::string& out, char32_t c) {
    if (c < 0x10000) return append_unit(out, c);
    append_unit(out, 0xD800 + ((c - 0x10000) >> 10));
    append_unit(out, 0xDC00 + ((c - 0x10000) & 0x3FF));
}

/// "<" is found in strings only; before "/" or "!" it could end or open something in a page of HTML.
bool opens_markup(std::string_view json, std::size_t at) {
    return json[at] == '<' && at + 1 < json.size() && (json[at + 1] == '/' || json[at + 1] == '!');
}

}  // namespace

std::string to_valid_utf8(std::string_view bytes) {
    if (is_utf8(bytes)) return std::string(bytes);
    std::string text;
    for (std::size_t at = 0; at < bytes.size();) {
        const auto c = decode_utf8(bytes, at);
        text += c ? bytes.substr(at, c->length) : replacement_character;
        at += c ? c->length : 1;
    }
    return text;
}

std::string with_safe_strings(std::string_view json) {
    std::string out;
    out.reserve(json.size());
    for (std::size_t at = 0; at < json.size();) {
        const auto c = decode_utf8(json, at);
        const std::size_t length = c ? c->length : 1;
        // Below U+007F only the layout's own line ends are left: the library has escaped the others.
        if ((c && c->value >= 0x7F && is_deceptive(c->value)) || opens_markup(json, at)) {
            append_escape(out, c->value);
        } else {
            out += json.substr(at, length);
        }
        at += length;
    }
    return out;
}

}  // namespace bumpgate::report
