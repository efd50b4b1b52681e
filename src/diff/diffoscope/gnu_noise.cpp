#include "diff/diffoscope/gnu_noise.hpp"

#include <algorithm>
#include <cstddef>

namespace bumpgate::diff::diffoscope {
namespace {

/// A line that matches nothing is out; one that matches too much may be.
enum class Mark : char { kept, out, maybe };

using Marks = std::vector<Mark>;

/// 5 lines, doubled with every four times as many lines from 256 on.
std::uint32_t too_often(std::size_t lines) {
    std::uint32_t many = 5;
    for (auto rest = lines / 64 / 4; rest > 0; rest /= 4) many *= 2;
    return many;
}

Marks first_marks(const std::vector<std::uint32_t>& matches) {
    const auto many = too_often(matches.size());
    Marks marks;
    marks.reserve(matches.size());
    for (const auto count : matches)
        marks.push_back(count == 0 ? Mark::out : count > many ? Mark::maybe : Mark::kept);
    return marks;
}

/// Lines in a row of which none is kept for certain; the first and the last one match nothing.
struct Run {
    std::size_t begin, end;
    [[nodiscard]] std::size_t length() const { return end - begin; }
};

/// Subruns of this many that may be left out are kept after all: 2 below 16 lines in all, 3 below 64, …
std::size_t longest_subrun(std::size_t length) {
    std::size_t minimum = 1;
    for (auto rest = length / 4 / 4; rest > 0; rest /= 4) minimum *= 2;
    return minimum + 1;
}

void keep_doubtful(Marks& marks, Run run) {
    std::replace(marks.begin() + static_cast<std::ptrdiff_t>(run.begin),
                 marks.begin() + static_cast<std::ptrdiff_t>(run.end), Mark::maybe, Mark::kept);
}

void keep_long_subruns(Marks& marks, Run run) {
    const auto longest = longest_subrun(run.length());
    for (auto at = run.begin; at < run.end;) {
        auto end = at;
        while (end < run.end && marks[end] == Mark::maybe) ++end;
        if (end - at >= longest) keep_doubtful(marks, {at, end});
        at = end + 1;
    }
}

/// From one end: what is doubtful is kept until three lines in a row match nothing, or one does beyond the
/// eighth.
template <class At>
void keep_near_end(Marks& marks, std::size_t length, At at) {
    std::size_t in_a_row = 0;
    for (std::size_t i = 0; i < length && in_a_row < 3; ++i) {
        Mark& mark = marks[at(i)];
        if (i >= 8 && mark == Mark::out) return;
        in_a_row = mark == Mark::out ? in_a_row + 1 : 0;
        if (mark == Mark::maybe) mark = Mark::kept;
    }
}

void settle(Marks& marks, Run run) {
    const auto doubtful = std::count(marks.begin() + static_cast<std::ptrdiff_t>(run.begin),
                                     marks.begin() + static_cast<std::ptrdiff_t>(run.end), Mark::maybe);
    if (static_cast<std::size_t>(doubtful) * 4 > run.length()) return keep_doubtful(marks, run);
    keep_long_subruns(marks, run);
    keep_near_end(marks, run.length(), [run](std::size_t i) { return run.begin + i; });
    keep_near_end(marks, run.length(), [run](std::size_t i) { return run.end - 1 - i; });
}

/// The run that starts at a line that is out; what is doubtful at its end is kept.
Run run_at(Marks& marks, std::size_t begin) {
    auto end = begin;
    while (end < marks.size() && marks[end] != Mark::kept) ++end;
    while (marks[end - 1] == Mark::maybe) marks[--end] = Mark::kept;
    return {begin, end};
}

}  // namespace

std::vector<bool> noise_of(const std::vector<std::uint32_t>& matches) {
    auto marks = first_marks(matches);
    for (std::size_t at = 0; at < marks.size(); ++at) {
        if (marks[at] == Mark::maybe) marks[at] = Mark::kept;  // not within a run
        if (marks[at] != Mark::out) continue;
        const auto run = run_at(marks, at);
        settle(marks, run);
        at = run.end - 1;
    }
    std::vector<bool> noise;
    noise.reserve(marks.size());
    for (const Mark mark : marks) noise.push_back(mark != Mark::kept);
    return noise;
}

}  // namespace bumpgate::diff::diffoscope
