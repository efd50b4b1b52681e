#pragma once

#include <vector>

#include "diff/diff.hpp"

namespace bumpgate::diff {

/// What differs between the two containers, sorted by (layer, field). `pairs` tell whether the order of
/// members differs.
[[nodiscard]] std::vector<ContainerDifference> compare_containers(const Trees& trees,
                                                                  const release::Release& release,
                                                                  const std::vector<Pair>& pairs);

}  // namespace bumpgate::diff
