#pragma once

#include "diff/diff.hpp"

namespace bumpgate::diff {

/// Proves that a Diff says all there is to say about two trees, by reading both once more:
///   - every member of both sides is in exactly one pair, and a pair's status and `paired_by` fit the sides
///   it has;
///   - a pair is `identical` exactly if it lists no difference, and what lists none has equal bytes and equal
///   metadata;
///   - hunks and ranges are in order, do not touch, say where they are truthfully, and all bytes outside them
///   are equal.
///   - a pair whose differences are said to be nested is of two archives that were opened, and something is
///   told of what is in them or how they are packed.
/// Works for every Diff, whoever made it. Linear in the contents.
/// Error `internal`, with what does not hold and where.
[[nodiscard]] Result<void> check(const Diff& diff, const Trees& trees);

}  // namespace bumpgate::diff
