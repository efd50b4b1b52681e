#include "diff/container.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "base/digest.hpp"
#include "diff/metadata.hpp"
#include "release/spelling.hpp"

namespace bumpgate::diff {
namespace {

std::string chain_of(const std::vector<Layer>& layers) {
    std::string chain;
    for (const Layer& layer : layers) chain += (chain.empty() ? "" : " > ") + layer.format;
    return chain;
}

std::string innermost(const std::vector<Layer>& layers) {
    return layers.empty() ? std::string() : layers.back().format;
}

std::string time_of(const Layer& layer) {
    return layer.time ? iso_time({*layer.time, 0}) : std::string();
}

using Differences = std::vector<ContainerDifference>;

/// Its place in the tree's list; the list's size for the release itself.
std::size_t index_of(const Tree& tree, const Nested* nested) {
    return nested == nullptr ? tree.nested.size() : static_cast<std::size_t>(nested - tree.nested.data());
}

void add_if_different(Differences& differences, const char* field, const std::string& layer,
                      std::string old_value, std::string new_value) {
    if (old_value != new_value)
        differences.push_back({{}, {}, field, layer, std::move(old_value), std::move(new_value)});
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
void compare_layers(Differences& differences, const std::vector<Layer>& old_layers,
                    const std::vector<Layer>& new_layers) {
    add_if_different(differences, "format", innermost(new_layers), chain_of(old_layers),
                     chain_of(new_layers));
    std::vector<bool> used(new_layers.size(), false);
    for (const Layer& old_layer : old_layers) {
        std::size_t at = 0;
        while (at < used.size() && (used[at] || new_layers[at].format != old_layer.format)) ++at;
        if (at < used.size()) used[at] = true;
        compare_layer(differences, old_layer, at < used.size() ? new_layers[at] : nothing_like(old_layer));
    }
    for (std::size_t i = 0; i < used.size(); ++i) {
        if (!used[i]) compare_layer(differences, nothing_like(new_layers[i]), new_layers[i]);
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
        if (pair.paired_by == PairedBy::path && trees.old_tree.members[*pair.old_member].depth == 0 &&
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
        differences.push_back({{}, {}, "root", innermost(trees.new_tree.layers), old_root, new_root});
    } else if (const Pair* pair = first_with_other_dots(trees, pairs)) {
        differences.push_back({{},
                               {},
                               "root",
                               innermost(trees.new_tree.layers),
                               trees.old_tree.members[*pair->old_member].path,
                               trees.new_tree.members[*pair->new_member].path});
    }
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

/// Members that are paired by path and lie directly in the same two containers, in the old side's order.
struct Positions {
    std::vector<std::size_t> old_members, new_members;
};

/// By old container: an index into the old side's `nested`, or its size for the release.
std::vector<Positions> positions_of(const Trees& trees, const std::vector<Pair>& pairs,
                                    const std::vector<ContainerPair>& containers) {
    const auto old_containers = containers_of_members(trees.old_tree);
    const auto new_containers = containers_of_members(trees.new_tree);
    const auto none = trees.new_tree.nested.size() + 1;
    std::vector<std::size_t> counterpart(trees.old_tree.nested.size() + 1, none);
    for (const ContainerPair& container : containers) {
        counterpart[index_of(trees.old_tree, container.old_nested)] =
            index_of(trees.new_tree, container.new_nested);
    }
    std::vector<std::optional<std::size_t>> partner(trees.old_tree.members.size());
    for (const Pair& pair : pairs) {
        if (pair.paired_by == PairedBy::path || pair.paired_by == PairedBy::version_path ||
            pair.paired_by == PairedBy::random_name)
            partner[*pair.old_member] = pair.new_member;
    }
    std::vector<Positions> positions(trees.old_tree.nested.size() + 1);
    for (std::size_t i = 0; i < partner.size(); ++i) {
        if (!partner[i] || counterpart[old_containers[i]] != new_containers[*partner[i]]) continue;
        positions[old_containers[i]].old_members.push_back(i);
        positions[old_containers[i]].new_members.push_back(*partner[i]);
    }
    return positions;
}

std::string position_text(const Tree& tree, std::size_t member, std::size_t first, std::size_t count,
                          std::size_t moved) {
    return std::to_string(moved) + " moved; first: member " + std::to_string(member - first + 1) + " of " +
           std::to_string(count) + ", " + tree.members[member].path;
}

/// The range of a container's members.
std::pair<std::size_t, std::size_t> range_of(const Tree& tree, const Nested* nested) {
    if (nested == nullptr) return {0, tree.members.size()};
    return {nested->first, nested->count};
}

bool has_no_order(const std::vector<Layer>& layers) {
    return innermost(layers) == "directory";
}

const std::vector<Layer>& layers_of(const Tree& tree, const Nested* nested) {
    return nested == nullptr ? tree.layers : nested->layers;
}

void compare_order(Differences& differences, const Trees& trees, const ContainerPair& container,
                   const Positions& positions) {
    const auto& layers = layers_of(trees.new_tree, container.new_nested);
    if (has_no_order(layers) || has_no_order(layers_of(trees.old_tree, container.old_nested))) return;
    if (std::is_sorted(positions.new_members.begin(), positions.new_members.end())) return;
    const auto moved = moved_of(positions.new_members);
    const auto count = static_cast<std::size_t>(std::count(moved.begin(), moved.end(), true));
    const auto first = static_cast<std::size_t>(std::find(moved.begin(), moved.end(), true) - moved.begin());
    const auto [old_first, old_count] = range_of(trees.old_tree, container.old_nested);
    const auto [new_first, new_count] = range_of(trees.new_tree, container.new_nested);
    differences.push_back(
        {{},
         {},
         "order",
         innermost(layers),
         position_text(trees.old_tree, positions.old_members[first], old_first, old_count, count),
         position_text(trees.new_tree, positions.new_members[first], new_first, new_count, count)});
}

/// Where the container lies.
void set_path(Differences& differences, const ContainerPair& container, const release::Release& release) {
    if (container.new_nested == nullptr) return;
    const auto path = release::below_root(release.new_identity, container.new_nested->path);
    const auto old_path = release::below_root(release.old_identity, container.old_nested->path);
    for (ContainerDifference& difference : differences) {
        difference.path = path;
        if (old_path != path) difference.old_path = old_path;
    }
}

std::string digest_of(const Tree& tree, const Nested* nested) {
    return nested == nullptr ? packed_digest(tree) : sha256_hex(nested->packed);
}

bool same_packed(const Trees& trees, const ContainerPair& container) {
    if (container.old_nested == nullptr) return same_input(trees.old_tree, trees.new_tree);
    return container.old_nested->packed == container.new_nested->packed;
}

/// How many members up to each one are in a pair that is not identical.
std::vector<std::size_t> count_different(const std::vector<Pair>& pairs, std::size_t members,
                                         std::optional<std::size_t> Pair::*side) {
    std::vector<std::size_t> counts(members + 1, 0);
    for (const Pair& pair : pairs) {
        if (pair.*side && pair.status != PairStatus::identical) counts[*(pair.*side) + 1] = 1;
    }
    for (std::size_t i = 0; i < members; ++i) counts[i + 1] += counts[i];
    return counts;
}

bool any_in(const std::vector<std::size_t>& counts, std::pair<std::size_t, std::size_t> range) {
    return counts[range.first + range.second] != counts[range.first];
}

bool is_told(const Differences& differences, const ContainerPair& container,
             const release::Release& release) {
    const auto path = container.new_nested == nullptr
                          ? std::string_view()
                          : release::below_root(release.new_identity, container.new_nested->path);
    return std::any_of(differences.begin(), differences.end(),
                       [&](const ContainerDifference& difference) { return difference.path == path; });
}

/// The prefixes of the containers of which a part differs: that is told of the part.
std::set<std::string> around_different_parts(const Diff& diff, const Trees& trees,
                                             const release::Release& release,
                                             const std::vector<ContainerPair>& containers) {
    std::set<std::string> prefixes;
    for (const ContainerPair& container : containers) {
        if (container.new_nested == nullptr || container.pair) continue;
        if (same_packed(trees, container) && !is_told(diff.container, container, release)) continue;
        const std::string& path = container.new_nested->path;
        const auto mark = path.rfind("!/");
        prefixes.insert(mark == std::string::npos ? "" : path.substr(0, mark + 2));
    }
    return prefixes;
}

void sort_differences(Differences& differences) {
    std::stable_sort(differences.begin(), differences.end(),
                     [](const ContainerDifference& left, const ContainerDifference& right) {
                         return std::tie(left.path, left.layer, left.field) <
                                std::tie(right.path, right.layer, right.field);
                     });
}

}  // namespace

std::vector<ContainerDifference> compare_containers(const Trees& trees, const release::Release& release,
                                                    const std::vector<Pair>& pairs,
                                                    const std::vector<ContainerPair>& containers) {
    Differences all;
    const auto positions = positions_of(trees, pairs, containers);
    for (const ContainerPair& container : containers) {
        Differences differences;
        compare_layers(differences, layers_of(trees.old_tree, container.old_nested),
                       layers_of(trees.new_tree, container.new_nested));
        if (container.old_nested == nullptr) compare_roots(differences, trees, release, pairs);
        compare_order(differences, trees, container,
                      positions[index_of(trees.old_tree, container.old_nested)]);
        set_path(differences, container, release);
        std::move(differences.begin(), differences.end(), std::back_inserter(all));
    }
    sort_differences(all);
    return all;
}

void add_repacked(Diff& diff, const Trees& trees, const release::Release& release,
                  const std::vector<ContainerPair>& containers) {
    const auto old_counts = count_different(diff.pairs, trees.old_tree.members.size(), &Pair::old_member);
    const auto new_counts = count_different(diff.pairs, trees.new_tree.members.size(), &Pair::new_member);
    const auto explained = around_different_parts(diff, trees, release, containers);
    for (const ContainerPair& container : containers) {
        const bool outermost = container.new_nested == nullptr;
        if (same_packed(trees, container) ||
            explained.contains(outermost ? "" : container.new_nested->prefix))
            continue;
        if (any_in(old_counts, range_of(trees.old_tree, container.old_nested)) ||
            any_in(new_counts, range_of(trees.new_tree, container.new_nested)) ||
            is_told(diff.container, container, release))
            continue;
        const auto old_digest = digest_of(trees.old_tree, container.old_nested);
        const auto new_digest = digest_of(trees.new_tree, container.new_nested);
        if (old_digest.empty() || new_digest.empty()) continue;  // a directory has no bytes of its own
        Differences difference{{{},
                                {},
                                "bytes",
                                innermost(layers_of(trees.new_tree, container.new_nested)),
                                "sha256:" + old_digest,
                                "sha256:" + new_digest}};
        set_path(difference, container, release);
        diff.container.push_back(std::move(difference.front()));
    }
    sort_differences(diff.container);
}

}  // namespace bumpgate::diff
