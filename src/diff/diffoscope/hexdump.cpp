#include "diff/diffoscope/hexdump.hpp"

#include <algorithm>

namespace bumpgate::diff::diffoscope {
namespace {

constexpr std::string_view digits = "0123456789abcdef";
constexpr std::size_t row = 16, hex_width = 41;

void append_offset(std::string& text, std::size_t offset) {
    std::string number;
    for (; offset > 0; offset /= 16) number.insert(number.begin(), digits[offset % 16]);
    text.append(8 - std::min<std::size_t>(number.size(), 8), '0').append(number).append(": ");
}

void append_row(std::string& text, std::string_view bytes) {
    const auto start = text.size();
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        text += {digits[byte >> 4U], digits[byte & 0xfU]};
        if (i % 2 == 1) text += ' ';
    }
    text.append(hex_width - (text.size() - start), ' ');
    for (const char byte : bytes) text += byte >= ' ' && byte <= '~' ? byte : '.';
    text += '\n';
}

}  // namespace

std::string hexdump(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() / row * 68 + 68);
    for (std::size_t at = 0; at < bytes.size(); at += row) {
        append_offset(text, at);
        append_row(text, bytes.substr(at, row));
    }
    return text;
}

}  // namespace bumpgate::diff::diffoscope
