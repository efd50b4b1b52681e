#pragma once

#include <vector>

#include "diff/diff.hpp"
#include "diff/nested.hpp"

namespace bumpgate::diff {

/// What differs between the containers, sorted by (path, layer, field). `pairs` tell whether the order of
/// members differs.
[[nodiscard]] std::vector<ContainerDifference> compare_containers(
    const Trees& trees, const release::Release& release, const std::vector<Pair>& pairs,
    const std::vector<ContainerPair>& containers);

/// Adds a difference "bytes" for each container in which nothing differs so far though its bytes do. `diff`
/// is complete but for these.
void add_repacked(Diff& diff, const Trees& trees, const release::Release& release,
                  const std::vector<ContainerPair>& containers);

}  // namespace bumpgate::diff
