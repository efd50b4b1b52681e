#pragma once

#include <string_view>
#include <vector>

#include "change/change.hpp"
#include "change/derived/derived.hpp"
#include "change/proof.hpp"
#include "diff/diff.hpp"

// How content_changes() gets from the contents of a pair to edits that have their kinds.
namespace bumpgate::change {

/// Both sides of a pair that has both.
struct Members {
    const Member& old_member;
    const Member& new_member;
    std::string_view old_path, new_path;  ///< below the root
};
[[nodiscard]] Members members_of(const Context& context, const Pair& pair);

/// version.own or version.sibling.
[[nodiscard]] bool is_proven_version(const Edit& edit);

/// The edits of two texts: the proof, then what the steps behind it say of the rest.
[[nodiscard]] std::vector<Edit> text_edits(const Context& context, const Diff& diff, const Members& members,
                                           const ContentDifference& difference,
                                           const derived::Recomputed& recomputed);

/// The edits of two members that are no text: versions where the format lets them be proven, else one edit
/// from the first to the last byte that differs.
[[nodiscard]] std::vector<Edit> binary_edits(const Context& context, const Members& members,
                                             const ContentDifference& difference);

/// Gives the edits of what was recomputed their kinds; returns what is wrong and no edit tells.
[[nodiscard]] std::vector<Change> judge_recomputed(const Context& context, const Pair& pair,
                                                   std::size_t pair_index,
                                                   const derived::Recomputed& recomputed,
                                                   std::vector<Edit>& edits);

}  // namespace bumpgate::change
