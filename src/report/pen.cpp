#include "report/pen.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"

namespace bumpgate::report {

namespace {

// ECMA-48, 8.3.117 (SGR), by Tone.
constexpr std::array<std::string_view, 9> tone_codes = {"",   "1;32", "1;31", "33", "31",
                                                        "32", "1;33", "2",    "1"};

}  // namespace

std::vector<Cell> Pen::cells(std::string_view bytes, Voice voice) const {
    return to_cells(bytes, voice, style_.unicode);
}

std::string Pen::cut(std::string_view bytes, Voice voice, std::size_t width) const {
    const auto all = cells(bytes, voice);
    if (columns(all) <= width) return spell(all, 0, all.size());
    const auto room = width - std::min(width, ellipsis_width());
    return spell(all, 0, fitting(all, 0, room)) + std::string(ellipsis());
}

std::string Pen::cut_middle(std::string_view bytes, Voice voice, std::size_t width) const {
    const auto all = cells(bytes, voice);
    if (columns(all) <= width) return spell(all, 0, all.size());
    const auto room = width - std::min(width, ellipsis_width());
    const auto front = fitting(all, 0, room / 2);
    const auto back = fitting_at_end(all, room - room / 2);
    return spell(all, 0, front) + std::string(ellipsis()) + spell(all, all.size() - back, all.size());
}

std::vector<std::string> Pen::wrap(std::string_view text, std::size_t width, std::size_t most) const {
    std::vector<std::string> lines;
    std::string line;
    std::size_t used = 0;
    const auto all = cells(text, Voice::program);
    const auto shown_text = spell(all, 0, all.size());
    for (const auto word : split(shown_text, ' ')) {
        if (word.empty()) continue;
        auto shown = cut_middle(word, Voice::program, width);
        const auto needed = columns(cells(word, Voice::program));
        if (!line.empty() && used + 1 + needed > width) {
            lines.push_back(std::exchange(line, {}));
            used = 0;
        }
        if (!line.empty()) shown.insert(0, " ");
        used += std::min(needed, width) + (line.empty() ? 0 : 1);
        line += shown;
    }
    if (!line.empty()) lines.push_back(std::move(line));
    if (lines.size() <= most) return lines;
    lines.resize(most);
    if (!lines.empty()) lines.back() += " " + std::string(ellipsis());
    return lines;
}

std::string Pen::paint(Tone tone, std::string text) const {
    const auto code = tone_codes[static_cast<std::size_t>(tone)];
    if (!style_.colour || code.empty() || text.empty()) return text;
    return "\x1B[" + std::string(code) + "m" + text + "\x1B[0m";
}

std::string counted(std::size_t count, std::string_view noun) {
    return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

std::string padded(std::string text, std::size_t width) {
    if (text.size() < width) text.append(width - text.size(), ' ');
    return text;
}

std::string aligned_right(std::string text, std::size_t width) {
    if (text.size() < width) text.insert(0, width - text.size(), ' ');
    return text;
}

}  // namespace bumpgate::report
