#pragma once

#include <string_view>

#include "diff/diff.hpp"

namespace bumpgate::diff {

/// The content difference of a pair as writers show it: the pair's own, or for an added or removed file the
/// difference from or to nothing. Nothing if there is none to show.
[[nodiscard]] std::optional<ContentDifference> shown_content(const Pair& pair, const Trees& trees);

/// The contents of both sides; an absent side is empty.
struct Contents {
    std::string_view old_bytes, new_bytes;
};
[[nodiscard]] Contents contents_of(const Pair& pair, const Trees& trees);

}  // namespace bumpgate::diff
