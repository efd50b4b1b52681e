#include "diff/pair.hpp"

#include <algorithm>
#include <string>
#include <tuple>

#include "base/text.hpp"
#include "diff/join.hpp"
#include "diff/renames.hpp"
#include "release/spelling.hpp"

namespace bumpgate::diff {
namespace {

using Paths = std::vector<std::string_view>;

std::vector<Keyed<std::string_view, std::size_t>> by_path(const Paths& paths) {
    std::vector<Keyed<std::string_view, std::size_t>> keyed;
    keyed.reserve(paths.size());
    for (std::size_t i = 0; i < paths.size(); ++i) keyed.push_back({paths[i], 0, i});
    return keyed;
}

using VersionKeyed = Keyed<std::string, std::string_view>;

std::vector<VersionKeyed> by_version_path(const std::vector<std::size_t>& members, const Paths& paths,
                                          const std::vector<release::Spelling>& spellings, Side side) {
    std::vector<VersionKeyed> keyed;
    keyed.reserve(members.size());
    for (const std::size_t member : members)
        keyed.push_back({release::version_normal(paths[member], spellings, side), paths[member], member});
    return keyed;
}

/// NuGet stores the core properties of a package (ECMA-376, Part 2, "Core Properties") in a file whose name
/// is a new GUID each time: its place; nothing for other names.
std::optional<std::string_view> place_of_random_name(std::string_view path) {
    constexpr std::string_view folder = "package/services/metadata/core-properties/", ending = ".psmdcp";
    constexpr std::size_t guid = 32;
    const auto name = path.size() - std::min(path.size(), guid + ending.size());
    const auto before = path.substr(0, name);
    const bool in_folder = before == folder || before.ends_with("!/" + std::string(folder));
    const auto digits = path.substr(name, guid);
    const bool random = std::all_of(digits.begin(), digits.end(),
                                    [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
    return in_folder && random && path.ends_with(ending) ? std::optional(before) : std::nullopt;
}

/// Those of random names by their places, each of which has one only.
std::vector<VersionKeyed> by_random_name(const std::vector<std::size_t>& members, const Paths& paths,
                                         const std::vector<release::Spelling>& spellings, Side side) {
    std::vector<VersionKeyed> keyed;
    for (const std::size_t member : members) {
        if (const auto place = place_of_random_name(paths[member]))
            keyed.push_back({release::version_normal(*place, spellings, side), paths[member], member});
    }
    std::sort(keyed.begin(), keyed.end());
    std::vector<VersionKeyed> alone;
    for (std::size_t i = 0; i < keyed.size(); ++i) {
        const bool shared = (i > 0 && keyed[i - 1].key == keyed[i].key) ||
                            (i + 1 < keyed.size() && keyed[i + 1].key == keyed[i].key);
        if (!shared) alone.push_back(keyed[i]);
    }
    return alone;
}

/// `members` without those of `paired`.
std::vector<std::size_t> without(const std::vector<std::size_t>& members, std::vector<std::size_t> paired) {
    std::sort(paired.begin(), paired.end());
    auto rest = members;
    std::erase_if(
        rest, [&](std::size_t member) { return std::binary_search(paired.begin(), paired.end(), member); });
    return rest;
}

/// Returns what is left over.
Unpaired pair_random_names(const Unpaired& rest, const Paths& old_paths, const Paths& new_paths,
                           const std::vector<release::Spelling>& spellings, std::vector<Pair>& pairs) {
    const auto first = pairs.size();
    // What has no counterpart among them is left for the next step, as are all others.
    static_cast<void>(join(by_random_name(rest.old_members, old_paths, spellings, Side::old_side),
                           by_random_name(rest.new_members, new_paths, spellings, Side::new_side),
                           PairedBy::random_name, pairs));
    std::vector<std::size_t> old_paired, new_paired;
    for (auto i = first; i < pairs.size(); ++i) {
        old_paired.push_back(*pairs[i].old_member);
        new_paired.push_back(*pairs[i].new_member);
    }
    return {without(rest.old_members, std::move(old_paired)),
            without(rest.new_members, std::move(new_paired))};
}

void add_unpaired(const Unpaired& unpaired, std::vector<Pair>& pairs) {
    for (const std::size_t member : unpaired.old_members) {
        Pair pair;
        pair.old_member = member;
        pairs.push_back(std::move(pair));
    }
    for (const std::size_t member : unpaired.new_members) {
        Pair pair;
        pair.new_member = member;
        pairs.push_back(std::move(pair));
    }
}

void sort_pairs(std::vector<Pair>& pairs, const Paths& old_paths, const Paths& new_paths) {
    const auto key = [&](const Pair& pair) {
        return std::tuple(pair.new_member ? new_paths[*pair.new_member] : old_paths[*pair.old_member],
                          !pair.old_member, pair.old_member.value_or(0), pair.new_member.value_or(0));
    };
    std::sort(pairs.begin(), pairs.end(),
              [&](const Pair& left, const Pair& right) { return key(left) < key(right); });
}

}  // namespace

std::vector<std::string_view> paths_below_root(const Tree& tree, const release::Identity& identity) {
    std::vector<std::string_view> paths;
    paths.reserve(tree.members.size());
    for (const Member& member : tree.members) paths.push_back(release::below_root(identity, member.path));
    return paths;
}

namespace {

/// Pairs by path, then by path without version; what is left.
Unpaired join_paths(const Paths& old_paths, const Paths& new_paths, const release::Release& release,
                    std::vector<Pair>& pairs) {
    const Unpaired rest = join(by_path(old_paths), by_path(new_paths), PairedBy::path, pairs);
    const auto spellings = release::spellings(release);
    return join(by_version_path(rest.old_members, old_paths, spellings, Side::old_side),
                by_version_path(rest.new_members, new_paths, spellings, Side::new_side),
                PairedBy::version_path, pairs);
}

}  // namespace

Result<std::vector<Pair>> pair_members(const Trees& trees, const release::Release& release,
                                       const Limits& limits) {
    const Paths old_paths = paths_below_root(trees.old_tree, release.old_identity);
    const Paths new_paths = paths_below_root(trees.new_tree, release.new_identity);
    std::vector<Pair> pairs;
    pairs.reserve(std::max(old_paths.size(), new_paths.size()));
    Unpaired rest = join_paths(old_paths, new_paths, release, pairs);
    CHECK_OK(limits.check_time("pairing members"));
    rest = pair_random_names(rest, old_paths, new_paths, release::spellings(release), pairs);
    const Candidates candidates{trees.old_tree, trees.new_tree, old_paths, new_paths};
    rest = pair_by_content(candidates, rest, pairs);
    rest = TRY(pair_by_similarity(candidates, rest, pairs, limits));
    add_unpaired(rest, pairs);
    sort_pairs(pairs, old_paths, new_paths);
    return pairs;
}

std::vector<Pair> pair_by_paths(const Trees& trees, const release::Release& release) {
    std::vector<Pair> pairs;
    const auto rest = join_paths(paths_below_root(trees.old_tree, release.old_identity),
                                 paths_below_root(trees.new_tree, release.new_identity), release, pairs);
    add_unpaired(rest, pairs);
    sort_pairs(pairs, trees, release);
    return pairs;
}

void sort_pairs(std::vector<Pair>& pairs, const Trees& trees, const release::Release& release) {
    sort_pairs(pairs, paths_below_root(trees.old_tree, release.old_identity),
               paths_below_root(trees.new_tree, release.new_identity));
}

}  // namespace bumpgate::diff
