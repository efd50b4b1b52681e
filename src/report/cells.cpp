#include "report/cells.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.hpp"

namespace bumpgate::report {

namespace {

struct CodeRange {
    char32_t first;
    char32_t last;
};

// Blocks whose characters take two columns (Unicode Standard Annex #11, East Asian Width W and F), in the
// coarse. Everything else counts as one column, combining marks too: a line of marks alone must not grow
// without end.
constexpr std::array wide_ranges = std::to_array<CodeRange>({
    {0x1100, 0x115F},
    {0x2E80, 0xA4CF},
    {0xA960, 0xA97F},
    {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},
    {0xFE30, 0xFE6F},
    {0xFF01, 0xFF60},
    {0xFFE0, 0xFFE6},
    {0x1F300, 0x1F64F},
    {0x1F900, 0x1F9FF},
    {0x20000, 0x3FFFD},
});

bool is_wide(char32_t c) {
    return std::ranges::any_of(wide_ranges,
                               [c](const CodeRange& range) { return range.first <= c && c <= range.last; });
}

/// As `printable` writes a deceptive character: \u{00E9}.
std::string code_point_escape(char32_t c) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string number;
    for (; c != 0 || number.size() < 4; c >>= 4) number.insert(number.begin(), digits[c & 0xF]);
    return "\\u{" + number + "}";
}

bool stays(std::string_view character, Voice voice) {
    return voice == Voice::program && character == "\\";
}

bool becomes_blank(std::string_view character, Voice voice) {
    return voice == Voice::program && (character == "\n" || character == "\t");
}

Cell escaped_cell(std::string_view character, std::size_t at, Voice voice) {
    if (becomes_blank(character, voice)) return {at, " ", 1};
    auto text = stays(character, voice) ? std::string(character) : printable(character);
    const auto width = text.size();  // ASCII
    return {at, std::move(text), width};
}

/// The character that starts at `at`.
Cell cell_at(std::string_view bytes, std::size_t at, std::optional<CodePoint> c, Voice voice, bool unicode) {
    const auto character = bytes.substr(at, c ? c->length : 1);
    if (!c || c->value < 0x80 || is_deceptive(c->value)) return escaped_cell(character, at, voice);
    if (unicode) return {at, std::string(character), is_wide(c->value) ? 2U : 1U};
    auto text = code_point_escape(c->value);
    const auto width = text.size();
    return {at, std::move(text), width};
}

}  // namespace

std::vector<Cell> to_cells(std::string_view bytes, Voice voice, bool unicode) {
    std::vector<Cell> cells;
    for (std::size_t at = 0; at < bytes.size();) {
        const auto c = decode_utf8(bytes, at);
        cells.push_back(cell_at(bytes, at, c, voice, unicode));
        at += c ? c->length : 1;
    }
    return cells;
}

std::size_t columns(const std::vector<Cell>& cells) {
    std::size_t sum = 0;
    for (const auto& cell : cells) sum += cell.width;
    return sum;
}

std::string spell(const std::vector<Cell>& cells, std::size_t first, std::size_t last) {
    std::string text;
    for (auto at = first; at < std::min(last, cells.size()); ++at) text += cells[at].text;
    return text;
}

std::size_t fitting(const std::vector<Cell>& cells, std::size_t first, std::size_t width) {
    std::size_t count = 0;
    for (auto at = first; at < cells.size() && cells[at].width <= width; ++at, ++count) {
        width -= cells[at].width;
    }
    return count;
}

std::size_t fitting_at_end(const std::vector<Cell>& cells, std::size_t width) {
    std::size_t count = 0;
    while (count < cells.size() && cells[cells.size() - 1 - count].width <= width) {
        width -= cells[cells.size() - 1 - count].width;
        ++count;
    }
    return count;
}

}  // namespace bumpgate::report
