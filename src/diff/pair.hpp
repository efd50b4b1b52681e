#pragma once

#include <string_view>
#include <vector>

#include "diff/diff.hpp"

namespace bumpgate::diff {

/// The members' paths below the release's root, in the tree's order.
[[nodiscard]] std::vector<std::string_view> paths_below_root(const Tree& tree,
                                                             const release::Identity& identity);

/// Finds every member's counterpart, in the order of docs/architecture.md: path, path without version,
/// random name, content, similarity. Sets only the members and `paired_by`, and sorts as `Diff::pairs` is
/// sorted. Paths go before content, so that a copy of an old file under a new name cannot take the place of
/// the file that changed. Errors: `limit` (time).
[[nodiscard]] Result<std::vector<Pair>> pair_members(const Trees& trees, const release::Release& release,
                                                     const Limits& limits);

/// The same by paths alone: what has no counterpart there is added or removed.
[[nodiscard]] std::vector<Pair> pair_by_paths(const Trees& trees, const release::Release& release);

/// Sorts as `Diff::pairs` is sorted.
void sort_pairs(std::vector<Pair>& pairs, const Trees& trees, const release::Release& release);

}  // namespace bumpgate::diff
