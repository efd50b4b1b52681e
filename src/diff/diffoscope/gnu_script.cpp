#include "diff/diffoscope/gnu_script.hpp"

#include <algorithm>

#include "diff/common_lines.hpp"
#include "diff/diffoscope/gnu_noise.hpp"

namespace bumpgate::diff::diffoscope {
namespace {

using Ids = std::vector<std::uint32_t>;

constexpr std::int64_t most_steps = 2'000'000'000;  // some seconds

/// What is left between the common start and the common end, less as many lines of both as are shown around a
/// change.
struct Window {
    std::size_t prefix, old_end, new_end;
};

Window window_of(const Ids& old_ids, const Ids& new_ids, bool complete, std::size_t context) {
    const auto shorter = std::min(old_ids.size(), new_ids.size());
    std::size_t prefix = 0;
    while (prefix < shorter && old_ids[prefix] == new_ids[prefix]) ++prefix;
    prefix -= std::min(prefix, context);
    std::size_t suffix = 0;
    while (complete && suffix < shorter - prefix &&
           old_ids[old_ids.size() - 1 - suffix] == new_ids[new_ids.size() - 1 - suffix])
        ++suffix;
    suffix -= std::min(suffix, context);
    return {prefix, old_ids.size() - suffix, new_ids.size() - suffix};
}

Ids part_of(const Ids& ids, std::size_t begin, std::size_t end) {
    return {ids.begin() + static_cast<std::ptrdiff_t>(begin), ids.begin() + static_cast<std::ptrdiff_t>(end)};
}

/// For each line how often the other side has it.
std::vector<std::uint32_t> matches_of(const Ids& ids, const Ids& others, std::uint32_t kinds) {
    std::vector<std::uint32_t> counts(kinds, 0);
    for (const auto id : others) ++counts[id];
    std::vector<std::uint32_t> matches;
    matches.reserve(ids.size());
    for (const auto id : ids) matches.push_back(counts[id]);
    return matches;
}

/// One side during the work. The flags have a line that is not changed at both ends.
struct Side {
    Ids ids;
    std::vector<bool> changed;  ///< changed[i + 1]: line i

    explicit Side(Ids lines) : ids(std::move(lines)), changed(ids.size() + 2, false) {}

    [[nodiscard]] std::ptrdiff_t size() const { return static_cast<std::ptrdiff_t>(ids.size()); }
    [[nodiscard]] bool is_changed(std::ptrdiff_t line) const {
        return changed[static_cast<std::size_t>(line + 1)];
    }
    void set(std::ptrdiff_t line, bool value) { changed[static_cast<std::size_t>(line + 1)] = value; }
    [[nodiscard]] bool equal(std::ptrdiff_t left, std::ptrdiff_t right) const {
        return ids[static_cast<std::size_t>(left)] == ids[static_cast<std::size_t>(right)];
    }
};

/// Leaves the noise out and remembers which line each of the others is.
struct Quiet {
    Ids ids;
    std::vector<std::size_t> lines;

    Quiet(Side& side, const std::vector<bool>& noise) {
        for (std::size_t i = 0; i < noise.size(); ++i) {
            side.changed[i + 1] = noise[i];
            if (noise[i]) continue;
            ids.push_back(side.ids[i]);
            lines.push_back(i);
        }
    }
};

void mark_changed(Side& side, const Quiet& quiet, const std::vector<bool>& kept) {
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (!kept[i]) side.changed[quiet.lines[i] + 1] = true;
    }
}

/// About the square root of the lines, and never less than 4096.
std::int32_t most_rounds(std::size_t lines) {
    std::int32_t rounds = 1;
    for (auto rest = lines + 3; rest > 0; rest /= 4) rounds *= 2;
    return std::max(rounds, 4096);
}

bool search(Side& old_side, Side& new_side, std::uint32_t kinds) {
    const Quiet old_quiet(old_side, noise_of(matches_of(old_side.ids, new_side.ids, kinds)));
    const Quiet new_quiet(new_side, noise_of(matches_of(new_side.ids, old_side.ids, kinds)));
    const auto common = common_lines(old_quiet.ids, new_quiet.ids,
                                     {most_steps, most_rounds(old_quiet.ids.size() + new_quiet.ids.size())});
    if (!common) return false;
    mark_changed(old_side, old_quiet, common->old_kept);
    mark_changed(new_side, new_quiet, common->new_kept);
    return true;
}

/// Moves each run of changed lines of a side as far down as it can go, joining it with others that it meets
/// on its way up or down, then back up to where the other side is changed too, if it passed such a place.
class Slider {
  public:
    Slider(Side& side, const Side& other) : side_(side), other_(other) {}

    void run() {
        while (find_run()) {
            std::ptrdiff_t length = 0;
            do {
                length = end_ - begin_;
                move_up();
                move_down();
            } while (length != end_ - begin_);
            while (beside_ < end_) step_up();
        }
    }

  private:
    /// `opposite_` is the other side's line that stands across from `end_`.
    bool find_run() {
        while (end_ < side_.size() && !side_.is_changed(end_)) {
            while (other_.is_changed(opposite_)) ++opposite_;
            ++opposite_;
            ++end_;
        }
        if (end_ == side_.size()) return false;
        begin_ = end_;
        while (side_.is_changed(end_)) ++end_;
        while (other_.is_changed(opposite_)) ++opposite_;
        return true;
    }

    void step_up() {
        side_.set(--begin_, true);
        side_.set(--end_, false);
        do --opposite_;
        while (other_.is_changed(opposite_));
    }

    void move_up() {
        while (begin_ > 0 && side_.equal(begin_ - 1, end_ - 1)) {
            step_up();
            while (side_.is_changed(begin_ - 1)) --begin_;
        }
        beside_ = other_.is_changed(opposite_ - 1) ? end_ : side_.size();
    }

    void move_down() {
        while (end_ != side_.size() && side_.equal(begin_, end_)) {
            side_.set(begin_++, false);
            side_.set(end_++, true);
            while (side_.is_changed(end_)) ++end_;
            for (++opposite_; other_.is_changed(opposite_); ++opposite_) beside_ = end_;
        }
    }

    Side& side_;
    const Side& other_;
    std::ptrdiff_t begin_ = 0, end_ = 0;  ///< the run
    std::ptrdiff_t opposite_ = 0;
    std::ptrdiff_t beside_ =
        0;  ///< the end the run had when it last ended where a change of the other side does
};

void copy_changes(const Side& side, std::size_t prefix, std::vector<bool>& changes) {
    for (std::size_t i = 0; i < side.ids.size(); ++i) changes[prefix + i] = side.changed[i + 1];
}

}  // namespace

std::optional<LineScript> gnu_script(const Ids& old_ids, const Ids& new_ids, std::uint32_t kinds,
                                     bool complete, std::size_t context) {
    const auto window = window_of(old_ids, new_ids, complete, context);
    Side old_side(part_of(old_ids, window.prefix, window.old_end));
    Side new_side(part_of(new_ids, window.prefix, window.new_end));
    if (!search(old_side, new_side, kinds)) return std::nullopt;
    Slider(old_side, new_side).run();
    Slider(new_side, old_side).run();
    LineScript script{std::vector<bool>(old_ids.size(), false), std::vector<bool>(new_ids.size(), false)};
    copy_changes(old_side, window.prefix, script.removed);
    copy_changes(new_side, window.prefix, script.added);
    return script;
}

}  // namespace bumpgate::diff::diffoscope
