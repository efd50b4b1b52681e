#pragma once

#include <string_view>
#include <vector>

#include "diff/diff.hpp"

namespace bumpgate::diff {

/// The hunks between two texts: Myers' O(ND) difference over lines with linear space, boundaries cleaned up
/// (a hunk that can slide is moved down as far as it goes, then up to a blank line if one is passed), stable:
/// the same input gives the same hunks. Where the cost would pass a fixed bound, one hunk from the first to
/// the last differing line, and `bounded` is set.
[[nodiscard]] ContentDifference compare_lines(std::string_view old_text, std::string_view new_text);

/// The ranges between two byte strings that are not text.
[[nodiscard]] ContentDifference compare_bytes(std::string_view old_bytes, std::string_view new_bytes);

}  // namespace bumpgate::diff
