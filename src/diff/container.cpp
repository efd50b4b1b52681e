#include "diff/container.hpp"

#include <algorithm>
#include <tuple>

#include "diff/metadata.hpp"
#include "release/spelling.hpp"

namespace bumpgate::diff {
namespace {

std::string chain_of(const std::vector<Layer>& layers) {
    std::string chain;
    for (const Layer& layer : layers) chain += (chain.empty() ? "" : " > ") + layer.format;
    return chain;
}

std::string innermost(const Tree& tree) {
    return tree.layers.empty() ? std::string() : tree.layers.back().format;
}

std::string time_of(const Layer& layer) {
    return layer.time ? iso_time({*layer.time, 0}) : std::string();
}

using Differences = std::vector<ContainerDifference>;

void add_if_different(Differences& differences, const char* field, const std::string& layer,
                      std::string old_value, std::string new_value) {
    if (old_value != new_value)
        differences.push_back({field, layer, std::move(old_value), std::move(new_value)});
}

void compare_layer(Differences& differences, const Layer& old_layer, const Layer& new_layer) {
    const std::string& format = new_layer.format;
    add_if_different(differences, "compression", format, old_layer.compression, new_layer.compression);
    add_if_different(differences, "header", format, old_layer.header, new_layer.header);
    add_if_different(differences, "time", format, time_of(old_layer), time_of(new_layer));
}

Layer nothing_like(const Layer& layer) {
    Layer nothing;
    nothing.format = layer.format;
    return nothing;
}

/// Layers are compared with the next one of the same format on the other side; what has none, with nothing.
void compare_layers(Differences& differences, const Tree& old_tree, const Tree& new_tree) {
    add_if_different(differences, "format", innermost(new_tree), chain_of(old_tree.layers),
                     chain_of(new_tree.layers));
    std::vector<bool> used(new_tree.layers.size(), false);
    for (const Layer& old_layer : old_tree.layers) {
        std::size_t at = 0;
        while (at < used.size() && (used[at] || new_tree.layers[at].format != old_layer.format)) ++at;
        if (at < used.size()) used[at] = true;
        compare_layer(differences, old_layer,
                      at < used.size() ? new_tree.layers[at] : nothing_like(old_layer));
    }
    for (std::size_t i = 0; i < used.size(); ++i) {
        if (!used[i]) compare_layer(differences, nothing_like(new_tree.layers[i]), new_tree.layers[i]);
    }
}

/// The "./" that a path starts with; the same file with or without it.
std::string_view dot_slashes(std::string_view path) {
    std::size_t length = 0;
    while (path.substr(length, 2) == "./") length += 2;
    return path.substr(0, length);
}

const Pair* first_with_other_dots(const Trees& trees, const std::vector<Pair>& pairs) {
    for (const Pair& pair : pairs) {
        if (pair.paired_by == PairedBy::path &&
            dot_slashes(trees.old_tree.members[*pair.old_member].path) !=
                dot_slashes(trees.new_tree.members[*pair.new_member].path))
            return &pair;
    }
    return nullptr;
}

/// Paths below the root are compared member by member; this is for what stands before them.
void compare_roots(Differences& differences, const Trees& trees, const release::Release& release,
                   const std::vector<Pair>& pairs) {
    const std::string& old_root = release.old_identity.root;
    const std::string& new_root = release.new_identity.root;
    const auto spellings = release::spellings(release);
    if (old_root != new_root && release::version_normal(old_root, spellings, Side::old_side) !=
                                    release::version_normal(new_root, spellings, Side::new_side)) {
        differences.push_back({"root", innermost(trees.new_tree), old_root, new_root});
    } else if (const Pair* pair = first_with_other_dots(trees, pairs)) {
        differences.push_back({"root", innermost(trees.new_tree),
                               trees.old_tree.members[*pair->old_member].path,
                               trees.new_tree.members[*pair->new_member].path});
    }
}

/// Where members that are paired by path stand on the new side, in the old side's order.
std::vector<std::size_t> new_positions(const Tree& old_tree, const std::vector<Pair>& pairs,
                                       std::vector<std::size_t>& old_positions) {
    std::vector<std::optional<std::size_t>> partner(old_tree.members.size());
    for (const Pair& pair : pairs) {
        if (pair.paired_by == PairedBy::path || pair.paired_by == PairedBy::version_path)
            partner[*pair.old_member] = pair.new_member;
    }
    std::vector<std::size_t> positions;
    for (std::size_t i = 0; i < partner.size(); ++i) {
        if (!partner[i]) continue;
        old_positions.push_back(i);
        positions.push_back(*partner[i]);
    }
    return positions;
}

/// Which of the numbers are outside a longest increasing subsequence: the fewest that must have moved.
/// Patience sorting.
std::vector<bool> moved_of(const std::vector<std::size_t>& numbers) {
    std::vector<std::size_t> tops;  // per length, the place of the smallest last number
    std::vector<std::size_t> before(numbers.size(), numbers.size());
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const auto pile =
            std::lower_bound(tops.begin(), tops.end(), numbers[i],
                             [&](std::size_t top, std::size_t number) { return numbers[top] < number; });
        if (pile != tops.begin()) before[i] = *(pile - 1);
        if (pile == tops.end()) {
            tops.push_back(i);
        } else {
            *pile = i;
        }
    }
    std::vector<bool> moved(numbers.size(), true);
    for (std::size_t at = tops.empty() ? numbers.size() : tops.back(); at < numbers.size(); at = before[at])
        moved[at] = false;
    return moved;
}

std::string position_text(const Tree& tree, std::size_t member, std::size_t moved) {
    return std::to_string(moved) + " moved; first: member " + std::to_string(member + 1) + " of " +
           std::to_string(tree.members.size()) + ", " + tree.members[member].path;
}

void compare_order(Differences& differences, const Trees& trees, const std::vector<Pair>& pairs) {
    const std::string layer = innermost(trees.new_tree);
    if (layer == "directory" || innermost(trees.old_tree) == "directory") return;
    std::vector<std::size_t> old_positions;
    const auto positions = new_positions(trees.old_tree, pairs, old_positions);
    if (std::is_sorted(positions.begin(), positions.end())) return;
    const auto moved = moved_of(positions);
    const auto count = static_cast<std::size_t>(std::count(moved.begin(), moved.end(), true));
    const auto first = static_cast<std::size_t>(std::find(moved.begin(), moved.end(), true) - moved.begin());
    differences.push_back({"order", layer, position_text(trees.old_tree, old_positions[first], count),
                           position_text(trees.new_tree, positions[first], count)});
}

}  // namespace

std::vector<ContainerDifference> compare_containers(const Trees& trees, const release::Release& release,
                                                    const std::vector<Pair>& pairs) {
    Differences differences;
    compare_layers(differences, trees.old_tree, trees.new_tree);
    compare_roots(differences, trees, release, pairs);
    compare_order(differences, trees, pairs);
    std::stable_sort(differences.begin(), differences.end(),
                     [](const ContainerDifference& left, const ContainerDifference& right) {
                         return std::tie(left.layer, left.field) < std::tie(right.layer, right.field);
                     });
    return differences;
}

}  // namespace bumpgate::diff
