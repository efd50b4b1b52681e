#include "report/sides.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "base/text.hpp"
#include "change/kinds.hpp"
#include "report/marks.hpp"
#include "report/place.hpp"

namespace bumpgate::report {

namespace {

constexpr std::size_t line_width = 110;
constexpr std::size_t most_lines = 6;
constexpr std::size_t summary_width = 32;
constexpr std::size_t longest_excerpt = 4096;  // bytes, as change.hpp says of both texts of a side

/// What is shown of one side.
struct Half {
    std::string_view bytes;
    std::size_t base = 0;     ///< where the differing bytes begin in `bytes`
    std::string_view text;    ///< the differing bytes
    bool by_lines = true;     ///< a line end begins a new line on the screen, too
    bool cut_before = false;  ///< the line goes on to the left
    bool cut_after = false;   ///< the change holds only the beginning
};

struct Halves {
    std::optional<Half> old_half;
    std::optional<Half> new_half;
};

std::string_view without_line_end(std::string_view text) {
    if (text.ends_with('\n')) text.remove_suffix(1);
    return text;
}

/// Whether the lines around the span, of which the change may hold the beginning only, reach to its end.
bool holds_span(const ChangeSide& side) {
    return side.span.column >= 1 &&
           side.span.column - 1 + without_line_end(side.text).size() <= side.lines.size();
}

bool is_cut(const ChangeSide& side) {
    return side.span.length > side.text.size();
}

Half in_lines(const ChangeSide& side) {
    const bool cut = is_cut(side) || side.lines.size() >= longest_excerpt;
    return {side.lines, side.span.column - 1, side.text, true, false, cut};
}

/// Without the lines around them.
Half alone(const ChangeSide& side, bool by_lines) {
    const bool inside_line = by_lines && !side.text.ends_with('\n');
    return {side.text, 0, side.text, by_lines, by_lines && side.span.column > 1, inside_line || is_cut(side)};
}

/// Nothing on this side, and whole lines on the other one: lines were added or removed, so the line that
/// happens to stand there has no part in the change.
bool stands_aside(const ChangeSide& side, const ChangeSide& other) {
    return side.text.empty() && !other.text.empty() && side.span.column == 1 && other.span.column == 1 &&
           (is_cut(other) || without_line_end(other.text) == other.lines);
}

/// What differs is hidden by lines where only their ends differ.
bool only_line_ends_differ(const Change& change) {
    const auto& left = change.old_side;
    const auto& right = change.new_side;
    return left && right && left->lines == right->lines && holds_span(*left) && holds_span(*right);
}

/// Lines say more than the bytes alone, unless they are no lines at all.
Half half_of(const ChangeSide& side, bool with_lines, bool reaches) {
    const bool only_line_end = side.lines.empty() && !side.text.empty();
    if (!with_lines || only_line_end) return alone(side, false);
    return reaches ? in_lines(side) : alone(side, true);
}

Halves halves_of(const Change& change) {
    const auto& left = change.old_side;
    const auto& right = change.new_side;
    const bool with_lines = !is_binary(change.kind) && !only_line_ends_differ(change);
    // Both sides are shown the same way, or they could not be compared by eye.
    const bool reach = (!left || holds_span(*left)) && (!right || holds_span(*right));
    Halves halves;
    if (left && !(right && stands_aside(*left, *right))) halves.old_half = half_of(*left, with_lines, reach);
    if (right && !(left && stands_aside(*right, *left))) halves.new_half = half_of(*right, with_lines, reach);
    return halves;
}

bool has_several_lines(const std::optional<Half>& half) {
    return half && half->by_lines && half->bytes.find('\n') != std::string_view::npos;
}

/// How a line takes part in the change.
enum class Sign { removed, added, kept };

/// "- text", in its colour.
std::string signed_line(Sign sign, const std::string& shown, const Pen& pen) {
    switch (sign) {
        case Sign::removed:
            return pen.paint(Tone::removed, "- " + shown);
        case Sign::added:
            return pen.paint(Tone::added, "+ " + shown);
        case Sign::kept:
            break;
    }
    return "  " + shown;
}

/// The part of a long line that is shown.
struct Window {
    std::size_t first = 0;
    std::size_t last = 0;
};

Window window_around(const std::vector<Cell>& cells, std::size_t focus, const Pen& pen) {
    if (columns(cells) <= line_width) return {0, cells.size()};
    std::size_t first = 0;
    std::size_t before = 0;  // columns from `first` up to the focus
    for (std::size_t at = 0; at < cells.size() && cells[at].begin < focus; ++at) {
        before += cells[at].width;
        while (before > line_width / 3) before -= cells[first++].width;
    }
    const auto room = line_width - 2 * pen.ellipsis_width();
    return {first, first + fitting(cells, first, room)};
}

std::string caret_line(const std::vector<Cell>& cells, Window window, const std::vector<Range>& ranges) {
    std::string carets;
    for (auto at = window.first; at < window.last; ++at) {
        const auto begin = cells[at].begin;
        const bool marked = std::ranges::any_of(
            ranges, [begin](const Range& range) { return range.begin <= begin && begin < range.end; });
        carets.append(cells[at].width, marked ? '^' : ' ');
    }
    carets.erase(carets.find_last_not_of(' ') + 1);
    return carets;
}

/// Whether a line goes on beyond what is known of it.
struct Cut {
    bool before = false;
    bool after = false;
};

/// One line of one side, and the carets below it.
void add_line(std::vector<std::string>& out, std::string_view line, Sign sign,
              const std::vector<Range>& ranges, std::size_t focus, Cut cut, const Pen& pen) {
    const auto cells = pen.cells(line, Voice::archive);
    const auto window = window_around(cells, focus, pen);
    const std::string front(window.first > 0 || cut.before ? pen.ellipsis() : "");
    const std::string back(window.last < cells.size() || cut.after ? pen.ellipsis() : "");
    out.push_back(signed_line(sign, front + spell(cells, window.first, window.last) + back, pen));
    const auto carets = caret_line(cells, window, ranges);
    if (carets.empty()) return;
    const std::string indent(2 + (front.empty() ? 0 : pen.ellipsis_width()), ' ');
    out.push_back(indent + pen.paint(Tone::mark, carets));
}

std::string more_lines(std::size_t hidden, bool cut, const Pen& pen) {
    const std::string start = "  " + std::string(pen.ellipsis()) + " ";
    if (hidden == 0) return start + "and more";
    return start + (cut ? "at least " : "") + counted(hidden, "more line");
}

void add_several(std::vector<std::string>& out, const Half& half, Sign sign, const Pen& pen) {
    const auto lines = split_lines(half.bytes);
    for (std::size_t at = 0; at < std::min(lines.size(), most_lines); ++at) {
        const bool first = at == 0;
        add_line(out, without_line_end(lines[at]), sign, {}, first ? half.base : 0,
                 {first && half.cut_before, false}, pen);
    }
    const auto hidden = lines.size() - std::min(lines.size(), most_lines);
    if (hidden > 0 || half.cut_after) out.push_back(more_lines(hidden, half.cut_after, pen));
}

void add_single(std::vector<std::string>& out, const Half& half, Sign sign, const std::vector<Range>& ranges,
                std::size_t focus, const Pen& pen) {
    const auto line = half.by_lines ? without_line_end(half.bytes) : half.bytes;
    add_line(out, line, sign, ranges, focus, {half.cut_before, half.cut_after}, pen);
}

std::vector<Range> moved(std::vector<Range> ranges, std::size_t by) {
    for (auto& range : ranges) range = {range.begin + by, range.end + by};
    return ranges;
}

bool covers(const std::vector<Range>& ranges, std::string_view bytes) {
    return ranges.size() == 1 && ranges[0].begin == 0 && ranges[0].end >= bytes.size();
}

/// Carets help only where something beside them is equal.
Marks marks_of(const Half& left, const Half& right) {
    auto marks = differing_words(left.text, right.text);
    marks.old_ranges = moved(std::move(marks.old_ranges), left.base);
    marks.new_ranges = moved(std::move(marks.new_ranges), right.base);
    if (covers(marks.old_ranges, left.bytes) && covers(marks.new_ranges, right.bytes)) return {};
    return marks;
}

/// How far both differing texts are equal from their start.
std::size_t common_start(std::string_view left, std::string_view right) {
    std::size_t at = 0;
    while (at < std::min(left.size(), right.size()) && left[at] == right[at]) ++at;
    return at;
}

void add_pair(std::vector<std::string>& out, const Half& left, const Half& right, const Pen& pen) {
    const auto marks = marks_of(left, right);
    const auto start = common_start(left.text, right.text);
    add_single(out, left, Sign::removed, marks.old_ranges, left.base + start, pen);
    add_single(out, right, Sign::added, marks.new_ranges, right.base + start, pen);
}

/// What only one side has, or what stands there and should not.
void add_lone(std::vector<std::string>& out, const Half& half, Sign sign, const Pen& pen) {
    if (has_several_lines(half)) return add_several(out, half, sign, pen);
    std::vector<Range> ranges = {{half.base, half.base + half.text.size()}};
    if (covers(ranges, half.bytes)) ranges.clear();
    add_single(out, half, sign, ranges, half.base, pen);
}

std::vector<std::string> content_lines(const Change& change, const Pen& pen) {
    const auto halves = halves_of(change);
    const auto& left = halves.old_half;
    const auto& right = halves.new_half;
    std::vector<std::string> out;
    if (left && right && !has_several_lines(left) && !has_several_lines(right)) {
        add_pair(out, *left, *right, pen);
        return out;
    }
    const bool stands =
        !change.old_side && is_or_below(change.kind, "version");  // a finding about what did not change
    if (left) add_lone(out, *left, Sign::removed, pen);
    if (right) add_lone(out, *right, stands ? Sign::kept : Sign::added, pen);
    return out;
}

/// What the evidence contradicts is told by the reason; the versions stand in the first line of the report.
std::vector<std::string> value_lines(const Change& change, const Pen& pen) {
    std::vector<std::string> out;
    if (change.kind == change::kind::identity_conflict) return out;
    const auto add = [&out, &pen](Sign sign, std::string_view value) {
        if (value.empty()) return;
        out.push_back(signed_line(sign, pen.cut_middle(value, Voice::archive, line_width), pen));
    };
    const bool as_title = change.old_side || change.new_side;  // "file, 812 bytes", and then its content
    add(as_title ? Sign::kept : Sign::removed, change.old_value);
    add(as_title ? Sign::kept : Sign::added, change.new_value);
    return out;
}

/// Of a file as a whole its content is shown only if it is text.
bool is_shown(const Change& change) {
    const auto is_clean = [](const std::optional<ChangeSide>& side) {
        return !side || side->text.find('\0') == std::string::npos;
    };
    return !is_or_below(change.kind, "file") || (is_clean(change.old_side) && is_clean(change.new_side));
}

std::string pair_summary(std::string_view left, std::string_view right, const Pen& pen) {
    const auto shown = [&pen](std::string_view bytes) {
        return bytes.empty() ? std::string("nothing") : pen.cut_middle(bytes, Voice::archive, summary_width);
    };
    if (left.empty() && right.empty()) return {};
    return shown(left) + " " + std::string(pen.arrow()) + " " + shown(right);
}

}  // namespace

std::vector<std::string> side_lines(const Change& change, const Pen& pen) {
    auto lines = value_lines(change, pen);
    if ((!change.old_side && !change.new_side) || !is_shown(change)) return lines;
    for (auto& line : content_lines(change, pen)) lines.push_back(std::move(line));
    return lines;
}

std::string side_summary(const Change& change, const Pen& pen) {
    const bool by_value = !change.old_value.empty() || !change.new_value.empty();
    if (by_value || (!change.old_side && !change.new_side))
        return pair_summary(change.old_value, change.new_value, pen);
    const auto text = [](const std::optional<ChangeSide>& side) {
        return side ? std::string_view(side->text) : std::string_view();
    };
    return pair_summary(text(change.old_side), text(change.new_side), pen);
}

}  // namespace bumpgate::report
