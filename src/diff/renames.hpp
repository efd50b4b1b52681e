#pragma once

#include <string_view>
#include <vector>

#include "diff/diff.hpp"
#include "diff/join.hpp"

// Renamed files among those that no path pairs. For display: a rename is a difference whatever it is paired
// with.
namespace bumpgate::diff {

/// What finding renames reads: both trees and the members' paths below the roots.
struct Candidates {
    const Tree& old_tree;
    const Tree& new_tree;
    const std::vector<std::string_view>& old_paths;
    const std::vector<std::string_view>& new_paths;
};

/// Pairs files of identical content, in the order of their paths. Empty files have nothing to be recognised
/// by.
[[nodiscard]] Unpaired pair_by_content(const Candidates& candidates, const Unpaired& unpaired,
                                       std::vector<Pair>& pairs);

/// Pairs text files of 64 bytes or more that share about half of their content, the most alike first. Reads
/// every file once and at most its first 64 KiB; compares signatures only within buckets, and few of them.
/// Errors: `limit` (time).
[[nodiscard]] Result<Unpaired> pair_by_similarity(const Candidates& candidates, const Unpaired& unpaired,
                                                  std::vector<Pair>& pairs, const Limits& limits);

}  // namespace bumpgate::diff
