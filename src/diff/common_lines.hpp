#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace bumpgate::diff {

/// What a search may cost.
struct SearchBounds {
    std::int64_t steps;  ///< comparisons of lines, after which there is no answer
    /// Edits from either end after which a box is split at the best place found so far, which need not be
    /// minimal; 0: never.
    std::int32_t rounds = 0;
};

/// For each line whether it is kept: the lines kept on both sides are the same, in the same order.
struct CommonLines {
    std::vector<bool> old_kept, new_kept;
};

/// A longest common subsequence of two rows of numbers: E. Myers, "An O(ND) Difference Algorithm and Its
/// Variations" (1986), section 4b. Nothing if the steps did not suffice.
[[nodiscard]] std::optional<CommonLines> common_lines(const std::vector<std::uint32_t>& old_ids,
                                                      const std::vector<std::uint32_t>& new_ids,
                                                      SearchBounds bounds);

}  // namespace bumpgate::diff
