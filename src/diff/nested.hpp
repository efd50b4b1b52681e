#pragma once

#include <optional>
#include <vector>

#include "diff/diff.hpp"

// Archives inside the releases that were opened on both sides.
namespace bumpgate::diff {

/// The releases themselves, or two nested archives that belong together.
struct ContainerPair {
    const Nested* old_nested = nullptr;  ///< nullptr for the releases themselves
    const Nested* new_nested = nullptr;
    std::optional<std::size_t> pair;  ///< index of the pair of the members that they are; none for parts
};

/// The releases first, then what is nested in them, in the order of the old side. Members are paired as
/// `pairs` has them, parts of package formats by where their members are shown.
[[nodiscard]] std::vector<ContainerPair> pair_containers(const Trees& trees, const release::Release& release,
                                                         const std::vector<Pair>& pairs);

/// For each member the innermost container that it lies in directly: an index into `nested`, or its size for
/// the release itself.
[[nodiscard]] std::vector<std::size_t> containers_of_members(const Tree& tree);

/// The pairs' indices that stand for archives opened on both sides: their bytes are not compared.
[[nodiscard]] std::vector<bool> opened_pairs(const std::vector<ContainerPair>& containers, std::size_t pairs);

}  // namespace bumpgate::diff
