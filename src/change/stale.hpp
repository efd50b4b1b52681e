#pragma once

#include <cstddef>
#include <set>
#include <vector>

#include "base/limits.hpp"
#include "base/result.hpp"
#include "change/subject.hpp"
#include "diff/diff.hpp"

namespace bumpgate::change {

/// A place in the new release that still states the old version.
struct Stale {
    enum class Where { content, path, link };
    std::size_t pair = 0;  ///< of the Diff
    Where where = Where::content;
    std::size_t begin = 0, end = 0;  ///< in the content, the path below the root, or the link target
    Kinship kinship = Kinship::own;  ///< own or sibling
    std::string name;                ///< the sibling's, as written
    bool part = false;               ///< only a part of the old version stands there
    bool mixed = false;              ///< in a file in which other versions moved
};

/// Everything in the new release that should have moved and did not (docs/version-proof.md, "Completeness").
/// `moved`: the pairs in whose content a version moved. At most 100 places a member; ordered by pair and
/// place. Two threads where there is much to read. Error `limit` (time).
[[nodiscard]] Result<std::vector<Stale>> find_stale(const Context& context, const Diff& diff,
                                                    const std::set<std::size_t>& moved, const Limits& limits);

}  // namespace bumpgate::change
