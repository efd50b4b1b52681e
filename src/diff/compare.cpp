#include <algorithm>
#include <atomic>
#include <future>

#include "diff/container.hpp"
#include "diff/diff.hpp"
#include "diff/lines.hpp"
#include "diff/metadata.hpp"
#include "diff/nested.hpp"
#include "diff/pair.hpp"

namespace bumpgate {

std::string_view to_string(PairStatus status) {
    switch (status) {
        case PairStatus::identical:
            return "identical";
        case PairStatus::changed:
            return "changed";
        case PairStatus::added:
            return "added";
        case PairStatus::removed:
            return "removed";
    }
    return "";
}

std::string_view to_string(PairedBy paired_by) {
    switch (paired_by) {
        case PairedBy::path:
            return "path";
        case PairedBy::version_path:
            return "version_path";
        case PairedBy::random_name:
            return "random_name";
        case PairedBy::content:
            return "content";
        case PairedBy::similarity:
            return "similarity";
        case PairedBy::none:
            return "none";
    }
    return "";
}

namespace diff {
namespace {

constexpr std::uint64_t worth_a_thread = std::uint64_t{8} << 20;  // bytes of both sides

bool has_nul(std::string_view bytes) {
    return bytes.find('\0') != std::string_view::npos;
}

std::optional<ContentDifference> compare_content(std::string_view old_bytes, std::string_view new_bytes) {
    if (old_bytes == new_bytes) return std::nullopt;
    if (has_nul(old_bytes) || has_nul(new_bytes)) return compare_bytes(old_bytes, new_bytes);
    return compare_lines(old_bytes, new_bytes);
}

/// The pairs with two sides, by what they cost, dearest first, so that no thread is left with a large one at
/// the end.
struct Work {
    std::uint64_t bytes;
    Pair* pair;
};

std::vector<Work> dearest_first(const Trees& trees, std::vector<Pair>& pairs,
                                const std::vector<bool>& opened) {
    std::vector<Work> work;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        Pair& pair = pairs[i];
        if (!pair.old_member || !pair.new_member || opened[i]) continue;
        const std::uint64_t bytes = trees.old_tree.members[*pair.old_member].content.size() +
                                    trees.new_tree.members[*pair.new_member].content.size();
        if (bytes > 0) work.push_back({bytes, &pair});
    }
    std::stable_sort(work.begin(), work.end(),
                     [](const Work& left, const Work& right) { return left.bytes > right.bytes; });
    return work;
}

/// Takes pairs off the list until it is empty. Every pair is written by the one thread that took it.
Result<void> work_off(const Trees& trees, const std::vector<Work>& work, std::atomic<std::size_t>& next,
                      const Limits& limits) {
    for (std::size_t i = next++; i < work.size(); i = next++) {
        CHECK_OK(limits.check_time("comparing contents"));
        Pair& pair = *work[i].pair;
        pair.content = compare_content(trees.old_tree.members[*pair.old_member].content,
                                       trees.new_tree.members[*pair.new_member].content);
    }
    return {};
}

Result<void> compare_contents(const Trees& trees, std::vector<Pair>& pairs, const std::vector<bool>& opened,
                              const Limits& limits) {
    const std::vector<Work> work = dearest_first(trees, pairs, opened);
    std::uint64_t bytes = 0;
    for (const Work& piece : work) bytes += piece.bytes;
    std::atomic<std::size_t> next{0};
    if (bytes <= worth_a_thread || work.size() < 2) return work_off(trees, work, next, limits);
    // A future hands an exception of its thread to this one.
    auto other = std::async(std::launch::async, [&] { return work_off(trees, work, next, limits); });
    auto mine = work_off(trees, work, next, limits);
    auto others = other.get();
    CHECK_OK(std::move(mine));
    return others;
}

/// Archives that were opened on both sides differ in what is in them, and in how it is packed.
void mark_nested(const Trees& trees, const std::vector<ContainerPair>& containers, std::vector<Pair>& pairs) {
    for (const ContainerPair& container : containers) {
        if (!container.pair) continue;
        Pair& pair = pairs[*container.pair];
        if (trees.old_tree.members[*pair.old_member].content ==
            trees.new_tree.members[*pair.new_member].content)
            continue;
        pair.content.emplace();
        pair.content->nested = true;
    }
}

PairStatus status_of(const Pair& pair) {
    if (!pair.old_member) return PairStatus::added;
    if (!pair.new_member) return PairStatus::removed;
    return pair.metadata.empty() && !pair.content ? PairStatus::identical : PairStatus::changed;
}

}  // namespace

Result<Diff> compare(const Trees& trees, const release::Release& release, const Limits& limits) {
    Diff diff;
    diff.same_bytes = same_input(trees.old_tree, trees.new_tree);
    diff.pairs = TRY(pair_members(trees, release, limits));
    const auto containers = pair_containers(trees, release, diff.pairs);
    diff.container = compare_containers(trees, release, diff.pairs, containers);
    CHECK_OK(compare_contents(trees, diff.pairs, opened_pairs(containers, diff.pairs.size()), limits));
    mark_nested(trees, containers, diff.pairs);
    for (Pair& pair : diff.pairs) {
        if (pair.old_member && pair.new_member)
            pair.metadata = compare_metadata(trees.old_tree.members[*pair.old_member],
                                             trees.new_tree.members[*pair.new_member], release);
        pair.status = status_of(pair);
    }
    add_repacked(diff, trees, release, containers);
    return diff;
}

Counts count(const Diff& diff, const Trees& trees) {
    Counts counts;
    counts.old_members = trees.old_tree.members.size();
    counts.new_members = trees.new_tree.members.size();
    for (const Pair& pair : diff.pairs) {
        const bool renamed = pair.paired_by == PairedBy::content || pair.paired_by == PairedBy::similarity;
        counts.renamed += renamed ? 1 : 0;
        counts.identical += pair.status == PairStatus::identical ? 1 : 0;
        counts.changed += pair.status == PairStatus::changed && !renamed ? 1 : 0;
        counts.added += pair.status == PairStatus::added ? 1 : 0;
        counts.removed += pair.status == PairStatus::removed ? 1 : 0;
    }
    return counts;
}

}  // namespace diff
}  // namespace bumpgate
