#include <string_view>

#include "base/text.hpp"
#include "diff/diffoscope/write.hpp"

// RFC 8259 with the spaces and escapes of Python's json.dumps, which is what diffoscope writes with.
namespace bumpgate::diff::diffoscope {
namespace {

void append_unit(std::string& text, char32_t unit) {
    constexpr std::string_view digits = "0123456789abcdef";
    text += "\\u";
    for (unsigned shift = 16; shift > 0; shift -= 4) text += digits[unit >> (shift - 4) & 0xfU];
}

void append_escaped(std::string& text, char32_t c) {
    constexpr std::string_view named = "\b\f\n\r\t\"\\";
    constexpr std::string_view names = "bfnrt\"\\";
    const auto at = c < 0x80 ? named.find(static_cast<char>(c)) : std::string_view::npos;
    if (at != std::string_view::npos) {
        text += {'\\', names[at]};
    } else if (c >= 0x20 && c < 0x80) {
        text += static_cast<char>(c);
    } else if (c < 0x10000) {
        append_unit(text, c);
    } else {  // a pair of UTF-16
        append_unit(text, 0xd800 + ((c - 0x10000) >> 10U));
        append_unit(text, 0xdc00 + ((c - 0x10000) & 0x3ffU));
    }
}

void append_string(std::string& text, std::string_view utf8) {
    text += '"';
    for (std::size_t at = 0; at < utf8.size();) {
        const auto c = decode_utf8(utf8, at).value_or(CodePoint{0xfffd, 1});
        append_escaped(text, c.value);
        at += c.length;
    }
    text += '"';
}

void append_key(std::string& text, std::string_view key) {
    if (text.back() != '{') text += ", ";
    append_string(text, key);
    text += ": ";
}

void append_node(std::string& text, const Node& node, bool is_root) {
    text += '{';
    if (is_root) {
        append_key(text, "diffoscope-json-version");
        text += '1';
    }
    append_key(text, "source1");
    append_string(text, node.source1);
    append_key(text, "source2");
    append_string(text, node.source2);
    if (!node.comments.empty()) {
        append_key(text, "comments");
        text += '[';
        for (const auto& comment : node.comments) {
            if (text.back() != '[') text += ", ";
            append_string(text, comment);
        }
        text += ']';
    }
    if (node.has_internal_linenos) {
        append_key(text, "has_internal_linenos");
        text += "true";
    }
    append_key(text, "unified_diff");
    if (node.unified_diff) {
        append_string(text, *node.unified_diff);
    } else {
        text += "null";
    }
    if (!node.details.empty()) {
        append_key(text, "details");
        for (std::size_t i = 0; i < node.details.size(); ++i) {
            text += i == 0 ? "[" : ", ";
            append_node(text, node.details[i], false);
        }
        text += ']';
    }
    text += '}';
}

}  // namespace

std::string to_json(const Node& root) {
    std::string text;
    append_node(text, root, true);
    return text + "\n";
}

}  // namespace bumpgate::diff::diffoscope
