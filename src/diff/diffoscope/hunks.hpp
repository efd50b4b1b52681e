#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "diff/diffoscope/node.hpp"

namespace bumpgate::diff::diffoscope {

/// A line of a hunk: ' ' on both sides, '-' or '+' on one.
struct HunkLine {
    char mark;
    std::string_view text;  ///< without mark and line end
};

/// Lines of both sides that are known.
struct KnownHunk {
    std::size_t old_begin = 0, old_end = 0;  ///< line numbers from 0 on, end exclusive
    std::size_t new_begin = 0, new_end = 0;
    std::vector<HunkLine> lines;
};

/// What a unified diff shows of two texts. What lies between hunks is equal.
struct KnownHunks {
    std::vector<KnownHunk> hunks;  ///< in order, apart
    bool from_start = false;   ///< the first one starts with the first line, and none is missing between them
    std::size_t trailing = 0;  ///< lines that follow the last change
    std::size_t widest = 0;    ///< the most lines that stand before a first change or behind a last one

    /// Whether that is all of both texts. `context` lines are shown around a change: fewer at the end are the
    /// end.
    [[nodiscard]] bool is_whole(std::size_t context) const { return from_start && trailing < context; }
};

/// Reads the diff that a node has strictly: counts have to be right, hunks in order, and as many lines
/// between two of them on one side as on the other. The views live as long as the node. Markdown cuts off
/// blank lines at the end; they are put back. Errors: `corrupt`, with the node's title and the line in its
/// diff.
[[nodiscard]] Result<KnownHunks> read_hunks(const Node& node);

/// "node "file list", line 3 of the report", for messages.
[[nodiscard]] std::string place_of(const Node& node);

}  // namespace bumpgate::diff::diffoscope
