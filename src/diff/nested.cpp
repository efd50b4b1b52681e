#include "diff/nested.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "release/spelling.hpp"

namespace bumpgate::diff {
namespace {

bool is_opened(const Nested& nested) {
    return !nested.layers.empty();
}

/// What stands for each member that was opened.
std::vector<const Nested*> by_member(const Tree& tree) {
    std::vector<const Nested*> opened(tree.members.size(), nullptr);
    for (const Nested& nested : tree.nested) {
        if (nested.member && is_opened(nested)) opened[*nested.member] = &nested;
    }
    return opened;
}

/// Parts by the place where their members are shown; no two parts of one side have the same.
std::map<std::string, const Nested*> parts_of(const Tree& tree, const release::Release& release, Side side) {
    const auto spellings = release::spellings(release);
    const auto& identity = release.identity(side);
    std::map<std::string, const Nested*> parts;
    for (const Nested& nested : tree.nested) {
        if (nested.member || !is_opened(nested)) continue;
        parts.emplace(release::version_normal(release::below_root(identity, nested.prefix), spellings, side),
                      &nested);
    }
    return parts;
}

}  // namespace

std::vector<ContainerPair> pair_containers(const Trees& trees, const release::Release& release,
                                           const std::vector<Pair>& pairs) {
    std::vector<ContainerPair> containers{{}};
    if (trees.old_tree.nested.empty() || trees.new_tree.nested.empty()) return containers;
    const auto old_opened = by_member(trees.old_tree);
    const auto new_opened = by_member(trees.new_tree);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const Pair& pair = pairs[i];
        if (!pair.old_member || !pair.new_member) continue;
        const Nested* const old_nested = old_opened[*pair.old_member];
        const Nested* const new_nested = new_opened[*pair.new_member];
        if (old_nested != nullptr && new_nested != nullptr) containers.push_back({old_nested, new_nested, i});
    }
    const auto old_parts = parts_of(trees.old_tree, release, Side::old_side);
    const auto new_parts = parts_of(trees.new_tree, release, Side::new_side);
    for (const auto& [place, old_part] : old_parts) {
        const auto found = new_parts.find(place);
        if (found != new_parts.end()) containers.push_back({old_part, found->second, std::nullopt});
    }
    std::sort(containers.begin() + 1, containers.end(),
              [](const ContainerPair& left, const ContainerPair& right) {
                  return left.old_nested < right.old_nested;  // of one vector
              });
    return containers;
}

std::vector<std::size_t> containers_of_members(const Tree& tree) {
    std::vector<std::size_t> outermost_first(tree.nested.size());
    for (std::size_t i = 0; i < outermost_first.size(); ++i) outermost_first[i] = i;
    std::stable_sort(outermost_first.begin(), outermost_first.end(),
                     [&](std::size_t left, std::size_t right) {
                         return tree.nested[left].count > tree.nested[right].count;
                     });
    std::vector<std::size_t> containers(tree.members.size(), tree.nested.size());
    for (const std::size_t i : outermost_first) {
        const Nested& nested = tree.nested[i];
        std::fill_n(containers.begin() + static_cast<std::ptrdiff_t>(nested.first), nested.count, i);
    }
    return containers;
}

std::vector<bool> opened_pairs(const std::vector<ContainerPair>& containers, std::size_t pairs) {
    std::vector<bool> opened(pairs, false);
    for (const ContainerPair& container : containers) {
        if (container.pair) opened[*container.pair] = true;
    }
    return opened;
}

}  // namespace bumpgate::diff
