#include <algorithm>
#include <cstdint>

#include "diff/edit_script.hpp"
#include "diff/mismatch.hpp"

// E. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), section 4: the greedy search, with its
// rows kept so that the way can be walked back. A diagonal is counted in lines, a place on it in bytes;
// further along in bytes is further along in lines.
namespace bumpgate::diff {
namespace {

constexpr std::ptrdiff_t most_edits = 128;

struct Point {
    std::size_t old_at = std::string_view::npos;  ///< npos: the diagonal was not reached
    std::size_t new_at = 0;
    [[nodiscard]] bool reached() const { return old_at != std::string_view::npos; }
};

/// One line removed or added, and where that leads.
struct Move {
    Point from;
    Point to;
};

class Search {
  public:
    Search(std::string_view old_text, std::string_view new_text)
        : old_(old_text), new_(new_text), allowance_(4 * (old_text.size() + new_text.size()) + 65536) {}

    std::optional<std::vector<Span>> run() {
        rows_.push_back({snake({0, 0})});
        for (std::ptrdiff_t edits = 0;; ++edits) {
            if (const auto diagonal = finished(edits)) return walk_back(edits, *diagonal);
            if (edits == most_edits || spent_ > allowance_) return std::nullopt;
            add_row(edits + 1);
        }
    }

  private:
    [[nodiscard]] const Point& at(std::ptrdiff_t edits, std::ptrdiff_t diagonal) const {
        return rows_[static_cast<std::size_t>(edits)][static_cast<std::size_t>((diagonal + edits) / 2)];
    }

    [[nodiscard]] std::optional<std::ptrdiff_t> finished(std::ptrdiff_t edits) const {
        for (std::ptrdiff_t diagonal = -edits; diagonal <= edits; diagonal += 2) {
            const Point& point = at(edits, diagonal);
            if (point.reached() && point.old_at == old_.size() && point.new_at == new_.size())
                return diagonal;
        }
        return std::nullopt;
    }

    void add_row(std::ptrdiff_t edits) {
        std::vector<Point> row;
        row.reserve(static_cast<std::size_t>(edits) + 1);
        for (std::ptrdiff_t diagonal = -edits; diagonal <= edits; diagonal += 2) {
            const Point start = best_move(edits, diagonal).to;
            row.push_back(start.reached() && spent_ <= allowance_ ? snake(start) : Point{});
        }
        rows_.push_back(std::move(row));
    }

    /// The move onto the diagonal that leads further; removal before addition where both lead equally far.
    Move best_move(std::ptrdiff_t edits, std::ptrdiff_t diagonal) {
        Move best;
        if (diagonal > -edits) {
            const Point& from = at(edits - 1, diagonal - 1);
            if (from.reached() && from.old_at < old_.size()) {
                best = {from, {line_end(old_, from.old_at), from.new_at}};
                spent_ += best.to.old_at - from.old_at;
            }
        }
        if (diagonal < edits) {
            const Point& from = at(edits - 1, diagonal + 1);
            if (from.reached() && from.new_at < new_.size() &&
                (!best.to.reached() || from.old_at > best.to.old_at)) {
                best = {from, {from.old_at, line_end(new_, from.new_at)}};
                spent_ += best.to.new_at - from.new_at;
            }
        }
        return best;
    }

    /// Along equal lines as far as they go.
    Point snake(Point point) {
        const std::string_view old_rest = old_.substr(point.old_at);
        const std::string_view new_rest = new_.substr(point.new_at);
        std::size_t common = common_prefix(old_rest, new_rest);
        spent_ += common + 64;
        if (common < old_rest.size() || common < new_rest.size()) {
            // A line that both ends cut off differently is not equal: back to behind the last whole one.
            const std::size_t newline = old_rest.substr(0, common).rfind('\n');
            common = newline == std::string_view::npos ? 0 : newline + 1;
        }
        return {point.old_at + common, point.new_at + common};
    }

    std::vector<Span> walk_back(std::ptrdiff_t edits, std::ptrdiff_t diagonal) {
        std::vector<Span> spans;
        for (; edits > 0; --edits) {
            const Move move = best_move(edits, diagonal);
            add_in_front(spans, {move.from.old_at, move.to.old_at, move.from.new_at, move.to.new_at});
            diagonal += move.to.old_at > move.from.old_at ? -1 : 1;
        }
        std::reverse(spans.begin(), spans.end());
        return spans;
    }

    static void add_in_front(std::vector<Span>& backwards, const Span& span) {
        if (!backwards.empty() && backwards.back().old_begin == span.old_end &&
            backwards.back().new_begin == span.new_end) {
            backwards.back().old_begin = span.old_begin;
            backwards.back().new_begin = span.new_begin;
        } else {
            backwards.push_back(span);
        }
    }

    std::string_view old_, new_;
    std::size_t allowance_;  ///< bytes that may be read
    std::size_t spent_ = 0;
    std::vector<std::vector<Point>> rows_;
};

}  // namespace

std::optional<std::vector<Span>> short_script(std::string_view old_text, std::string_view new_text) {
    return Search(old_text, new_text).run();
}

}  // namespace bumpgate::diff
