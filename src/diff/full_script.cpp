#include <cstdint>
#include <limits>

#include "diff/edit_script.hpp"
#include "diff/intern.hpp"

// E. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), section 4b: from both ends at once
// until the two searches meet, then both halves by themselves, in linear space.
namespace bumpgate::diff {
namespace {

constexpr std::int64_t most_steps = 100'000'000;  // about a quarter of a second

/// The lines of one side that the other side has as well. A line that only one side has is an edit in any
/// script, so leaving it out changes neither minimality nor the result.
struct Shared {
    std::vector<std::uint32_t> ids;
    std::vector<std::uint32_t> lines;  ///< which line each of them is
};

std::vector<bool> kinds_of(const std::vector<std::uint32_t>& ids, std::uint32_t kinds) {
    std::vector<bool> present(kinds, false);
    for (const std::uint32_t id : ids) present[id] = true;
    return present;
}

Shared keep(const std::vector<std::uint32_t>& ids, const std::vector<bool>& present) {
    Shared shared;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (!present[ids[i]]) continue;
        shared.ids.push_back(ids[i]);
        shared.lines.push_back(static_cast<std::uint32_t>(i));
    }
    return shared;
}

using Index = std::int32_t;

struct Box {
    Index old_begin, old_end, new_begin, new_end;
};

struct Place {
    Index old_at, new_at;
};

/// The diagonals one search has reached.
struct Front {
    Index low, high;
};

class Search {
  public:
    Search(const Shared& old_lines, const Shared& new_lines, std::vector<bool>& old_kept,
           std::vector<bool>& new_kept)
        : old_(old_lines), new_(new_lines), old_kept_(old_kept), new_kept_(new_kept) {
        const std::size_t diagonals = old_.ids.size() + new_.ids.size() + 3;
        forward_.resize(diagonals);
        backward_.resize(diagonals);
        shift_ = static_cast<Index>(new_.ids.size()) + 1;
    }

    /// False once the cost is spent.
    bool run() {
        return solve({0, static_cast<Index>(old_.ids.size()), 0, static_cast<Index>(new_.ids.size())});
    }

  private:
    bool solve(Box box) {
        trim(box);
        if (box.old_begin == box.old_end || box.new_begin == box.new_end) return true;
        const auto middle = meet(box);
        return middle && solve({box.old_begin, middle->old_at, box.new_begin, middle->new_at}) &&
               solve({middle->old_at, box.old_end, middle->new_at, box.new_end});
    }

    [[nodiscard]] bool equal(Index old_at, Index new_at) const {
        return old_.ids[static_cast<std::size_t>(old_at)] == new_.ids[static_cast<std::size_t>(new_at)];
    }

    void trim(Box& box) {
        while (box.old_begin < box.old_end && box.new_begin < box.new_end &&
               equal(box.old_begin, box.new_begin))
            keep_pair(box.old_begin++, box.new_begin++);
        while (box.old_begin < box.old_end && box.new_begin < box.new_end &&
               equal(box.old_end - 1, box.new_end - 1))
            keep_pair(--box.old_end, --box.new_end);
    }

    void keep_pair(Index old_at, Index new_at) {
        old_kept_[old_.lines[static_cast<std::size_t>(old_at)]] = true;
        new_kept_[new_.lines[static_cast<std::size_t>(new_at)]] = true;
    }

    [[nodiscard]] Index& forward(Index diagonal) {
        return forward_[static_cast<std::size_t>(diagonal + shift_)];
    }
    [[nodiscard]] Index& backward(Index diagonal) {
        return backward_[static_cast<std::size_t>(diagonal + shift_)];
    }

    /// Grows the front by one edit, within the box's diagonals; `unreached` stands beyond its ends.
    template <class Reached>
    static void widen(Front& front, const Box& box, Index unreached, Reached reached) {
        if (front.low > box.old_begin - box.new_end) {
            reached(--front.low - 1) = unreached;
        } else {
            ++front.low;
        }
        if (front.high < box.old_end - box.new_begin) {
            reached(++front.high + 1) = unreached;
        } else {
            --front.high;
        }
    }

    /// A place on a shortest way through the box, about halfway.
    std::optional<Place> meet(const Box& box) {
        const Index first = box.old_begin - box.new_begin;
        const Index last = box.old_end - box.new_end;
        const bool odd = ((first - last) & 1) != 0;
        Front front{first, first};
        Front back{last, last};
        forward(first) = box.old_begin;
        backward(last) = box.old_end;
        while (steps_ < most_steps) {
            widen(front, box, -1, [this](Index d) -> Index& { return forward(d); });
            if (const auto place = advance(box, front, back, odd)) return place;
            widen(back, box, std::numeric_limits<Index>::max(),
                  [this](Index d) -> Index& { return backward(d); });
            if (const auto place = retreat(box, front, back, odd)) return place;
        }
        return std::nullopt;
    }

    std::optional<Place> advance(const Box& box, const Front& front, const Front& back, bool odd) {
        for (Index d = front.high; d >= front.low; d -= 2) {
            const Index below = forward(d - 1);
            const Index above = forward(d + 1);
            const Index start = below < above ? above : below + 1;
            Index x = start;
            while (x < box.old_end && x - d < box.new_end && equal(x, x - d)) ++x;
            steps_ += x - start + 1;
            forward(d) = x;
            if (odd && back.low <= d && d <= back.high && backward(d) <= x) return Place{x, x - d};
        }
        return std::nullopt;
    }

    std::optional<Place> retreat(const Box& box, const Front& front, const Front& back, bool odd) {
        for (Index d = back.high; d >= back.low; d -= 2) {
            const Index below = backward(d - 1);
            const Index above = backward(d + 1);
            const Index start = below < above ? below : above - 1;
            Index x = start;
            while (box.old_begin < x && box.new_begin < x - d && equal(x - 1, x - d - 1)) --x;
            steps_ += start - x + 1;
            backward(d) = x;
            if (!odd && front.low <= d && d <= front.high && x <= forward(d)) return Place{x, x - d};
        }
        return std::nullopt;
    }

    const Shared& old_;
    const Shared& new_;
    std::vector<bool>& old_kept_;
    std::vector<bool>& new_kept_;
    std::vector<Index> forward_;   ///< furthest old line reached from the start, by diagonal
    std::vector<Index> backward_;  ///< the same from the end
    Index shift_ = 0;              ///< makes a diagonal an index
    std::int64_t steps_ = 0;
};

std::vector<Span> spans_between(const InternedLines& lines, const std::vector<bool>& old_kept,
                                const std::vector<bool>& new_kept) {
    std::vector<Span> spans;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < old_kept.size() || j < new_kept.size()) {
        const std::size_t old_from = i;
        const std::size_t new_from = j;
        while (i < old_kept.size() && !old_kept[i]) ++i;
        while (j < new_kept.size() && !new_kept[j]) ++j;
        if (i > old_from || j > new_from)
            spans.push_back({lines.old_starts[old_from], lines.old_starts[i], lines.new_starts[new_from],
                             lines.new_starts[j]});
        if (i < old_kept.size()) ++i;
        if (j < new_kept.size()) ++j;
    }
    return spans;
}

}  // namespace

std::optional<std::vector<Span>> full_script(std::string_view old_text, std::string_view new_text) {
    const auto lines = intern_lines(old_text, new_text);
    if (!lines) return std::nullopt;
    const Shared old_shared = keep(lines->old_ids, kinds_of(lines->new_ids, lines->kinds));
    const Shared new_shared = keep(lines->new_ids, kinds_of(lines->old_ids, lines->kinds));
    std::vector<bool> old_kept(lines->old_ids.size(), false);
    std::vector<bool> new_kept(lines->new_ids.size(), false);
    if (!Search(old_shared, new_shared, old_kept, new_kept).run()) return std::nullopt;
    return spans_between(*lines, old_kept, new_kept);
}

}  // namespace bumpgate::diff
