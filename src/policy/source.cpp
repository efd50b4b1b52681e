#include "policy/source.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace bumpgate::policy {

namespace {

constexpr std::size_t shown_before = 100;  // bytes of a very long line that are shown left of the spot
constexpr std::size_t shown_line = 180;

/// The part of the spot's line that is shown, and where the spot lies in it.
struct Excerpt {
    std::string_view before, marked, after;
};

bool is_continuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

Excerpt excerpt_at(std::string_view text, Spot spot) {
    const auto offset = std::min(spot.offset, text.size());
    const auto line_break = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
    auto begin = line_break == std::string_view::npos ? 0 : line_break + 1;
    auto end = std::min(text.find('\n', offset), text.size());
    if (end > begin && text[end - 1] == '\r') --end;
    end = std::max(end, offset);
    if (offset - begin > shown_before) begin = offset - shown_before;
    while (begin < offset && is_continuation(text[begin])) ++begin;
    if (end - begin > shown_line) end = std::max(offset, begin + shown_line);
    while (end > offset && end < text.size() && is_continuation(text[end])) --end;
    const auto marked = std::min(std::max<std::size_t>(spot.length, 1), end - offset);
    return {text.substr(begin, offset - begin), text.substr(offset, marked),
            text.substr(offset + marked, end - offset - marked)};
}

/// As it is shown: one column a character, as far as a caret needs it.
std::string shown(std::string_view piece) {
    return terminal_safe(replace_all(piece, "\t", " "));
}

std::size_t width(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

std::string margin(std::string_view number) {
    return std::string(number.size() < 5 ? 5 - number.size() : 0, ' ') + std::string(number) + " | ";
}

}  // namespace

Place place_at(const SourceText& source, std::size_t offset) {
    const auto before = source.text.substr(0, offset);
    const auto line_break = before.rfind('\n');
    const auto column = line_break == std::string_view::npos ? before.size() : before.size() - line_break - 1;
    const auto line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
    return {source.file, line + 1, column + 1};
}

Failure refuse(const SourceText& source, Spot spot, std::string_view message, std::string_view note,
               ErrorCode code) {
    const auto place = place_at(source, spot.offset);
    const auto line = excerpt_at(source.text, spot);
    const auto before = shown(line.before);
    const auto marked = shown(line.marked);
    const auto carets = std::max<std::size_t>(width(marked), 1);
    const auto number = std::to_string(place.line);
    std::string text = printable(place.file) + ":" + number + ":" + std::to_string(place.column) + ": ";
    text += std::string(message) + "\n";
    text += margin(number) + before + marked + shown(line.after) + "\n";
    text += margin(std::string(number.size(), ' ')) + std::string(width(before), ' ');
    text += "^" + std::string(carets - 1, '~');
    if (!note.empty()) text += " " + std::string(note);
    return fail(code, std::move(text));
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates) {
    const auto close = nearest(word, candidates);
    return close.empty() ? "" : "did you mean \"" + std::string(close) + "\"?";
}

std::string quoted_word(std::string_view word) {
    return "\"" + excerpt(word, 80) + "\"";
}

}  // namespace bumpgate::policy
