#include "diff/common_lines.hpp"

#include <algorithm>
#include <limits>
#include <utility>

// From both ends at once until the two searches meet, then both halves by themselves, in linear space.
namespace bumpgate::diff {
namespace {

using Index = std::int32_t;

struct Box {
    Index old_begin, old_end, new_begin, new_end;
};

/// Where a box is split, and whether the halves are to be searched to the end.
struct Place {
    Index old_at, new_at;
    bool minimal_before = true, minimal_behind = true;
};

/// The diagonals one search has reached.
struct Front {
    Index low, high;
};

class Search {
  public:
    Search(const std::vector<std::uint32_t>& old_ids, const std::vector<std::uint32_t>& new_ids,
           SearchBounds bounds)
        : old_(old_ids), new_(new_ids), bounds_(bounds) {
        const std::size_t diagonals = old_.size() + new_.size() + 3;
        forward_.resize(diagonals);
        backward_.resize(diagonals);
        shift_ = static_cast<Index>(new_.size()) + 1;
        common_.old_kept.resize(old_.size(), false);
        common_.new_kept.resize(new_.size(), false);
    }

    /// Nothing once the cost is spent.
    std::optional<CommonLines> run() {
        const Box all{0, static_cast<Index>(old_.size()), 0, static_cast<Index>(new_.size())};
        if (!solve(all, false)) return std::nullopt;
        return std::move(common_);
    }

  private:
    bool solve(Box box, bool minimal) {
        trim(box);
        if (box.old_begin == box.old_end || box.new_begin == box.new_end) return true;
        const auto middle = meet(box, minimal);
        return middle &&
               solve({box.old_begin, middle->old_at, box.new_begin, middle->new_at},
                     middle->minimal_before) &&
               solve({middle->old_at, box.old_end, middle->new_at, box.new_end}, middle->minimal_behind);
    }

    [[nodiscard]] bool equal(Index old_at, Index new_at) const {
        return old_[static_cast<std::size_t>(old_at)] == new_[static_cast<std::size_t>(new_at)];
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
        common_.old_kept[static_cast<std::size_t>(old_at)] = true;
        common_.new_kept[static_cast<std::size_t>(new_at)] = true;
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
    std::optional<Place> meet(const Box& box, bool minimal) {
        const Index first = box.old_begin - box.new_begin;
        const Index last = box.old_end - box.new_end;
        const bool odd = ((first - last) & 1) != 0;
        Front front{first, first};
        Front back{last, last};
        forward(first) = box.old_begin;
        backward(last) = box.old_end;
        for (Index round = 1; steps_ < bounds_.steps; ++round) {
            widen(front, box, -1, [this](Index d) -> Index& { return forward(d); });
            if (const auto place = advance(box, front, back, odd)) return place;
            widen(back, box, std::numeric_limits<Index>::max(),
                  [this](Index d) -> Index& { return backward(d); });
            if (const auto place = retreat(box, front, back, odd)) return place;
            if (!minimal && bounds_.rounds > 0 && round >= bounds_.rounds)
                return best_so_far(box, front, back);
        }
        return std::nullopt;
    }

    /// The end of the longer of two ways: the furthest one from the start, or the furthest one from the end.
    Place best_so_far(const Box& box, const Front& front, const Front& back) {
        const auto forth = furthest_forward(box, front);
        const auto from_end = furthest_backward(box, back);
        const Index gone = forth.old_at + forth.new_at - (box.old_begin + box.new_begin);
        const Index gone_back = box.old_end + box.new_end - (from_end.old_at + from_end.new_at);
        return gone_back < gone ? Place{forth.old_at, forth.new_at, true, false}
                                : Place{from_end.old_at, from_end.new_at, false, true};
    }

    Place furthest_forward(const Box& box, const Front& front) {
        Place best{0, 0};
        Index furthest = -1;
        for (Index d = front.high; d >= front.low; d -= 2) {
            const Index x = std::min({forward(d), box.old_end, box.new_end + d});
            if (x + x - d <= furthest) continue;
            furthest = x + x - d;
            best = {x, x - d};
        }
        return best;
    }

    Place furthest_backward(const Box& box, const Front& back) {
        Place best{0, 0};
        Index furthest = std::numeric_limits<Index>::max();
        for (Index d = back.high; d >= back.low; d -= 2) {
            const Index x = std::max({backward(d), box.old_begin, box.new_begin + d});
            if (x + x - d >= furthest) continue;
            furthest = x + x - d;
            best = {x, x - d};
        }
        return best;
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

    const std::vector<std::uint32_t>& old_;
    const std::vector<std::uint32_t>& new_;
    SearchBounds bounds_;
    CommonLines common_;
    std::vector<Index> forward_;   ///< furthest old line reached from the start, by diagonal
    std::vector<Index> backward_;  ///< the same from the end
    Index shift_ = 0;              ///< makes a diagonal an index
    std::int64_t steps_ = 0;
};

}  // namespace

std::optional<CommonLines> common_lines(const std::vector<std::uint32_t>& old_ids,
                                        const std::vector<std::uint32_t>& new_ids, SearchBounds bounds) {
    return Search(old_ids, new_ids, bounds).run();
}

}  // namespace bumpgate::diff
