#pragma once

#include <string_view>

#include "base/limits.hpp"
#include "base/result.hpp"
#include "diff/diff.hpp"

// The way back from the JSON of a diff.
namespace bumpgate::diff {

/// What a JSON diff was made of.
struct Recorded {
    Trees trees;
    release::Overrides overrides;  ///< what the user said when it was made
};

/// Reads what `to_json` wrote (schema "bumpgate.diff/1") back into the two trees, to the last byte of every
/// member, and proves that the differences it states are those of the trees: the same diff is made again and
/// has to be written in the same words. Times of containers, digests of the inputs, hazards and that an rpm's
/// members are what its bytes hold are taken as stated, since the inputs themselves are not at hand. Errors:
/// `corrupt` for what is no such diff or does not hold together, with the place; `unsupported` for another
/// schema; `limit` (total-bytes, member-bytes, members, nesting, time); `usage` as release::identify.
[[nodiscard]] Result<Recorded> from_json(std::string_view text, const Limits& limits);

}  // namespace bumpgate::diff
