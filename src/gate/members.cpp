#include <set>

#include "gate/gate.hpp"

namespace bumpgate::gate {

namespace {

std::size_t count_files(const Tree& tree) {
    std::size_t count = 0;
    for (const auto& member : tree.members) count += member.type == MemberType::directory ? 0U : 1U;
    return count;
}

/// A folder on every side that has it: one that became a file, or was one, counts.
bool is_directory(const Pair& pair, const Trees& trees) {
    const auto is_folder = [](const Tree& tree, const std::optional<std::size_t>& index) {
        return !index || tree.members[*index].type == MemberType::directory;
    };
    return is_folder(trees.old_tree, pair.old_member) && is_folder(trees.new_tree, pair.new_member);
}

/// Pairs with a change that is more than noise.
std::set<std::size_t> touched_pairs(const Verdict& verdict) {
    std::set<std::size_t> pairs;
    for (const auto& judged : verdict.changes) {
        if (judged.decision != Decision::ignored) pairs.insert(judged.change.pair);
    }
    return pairs;
}

void count_pair(const Pair& pair, bool touched, MemberCounts& counts) {
    if (!pair.old_member) {
        ++counts.added;
    } else if (!pair.new_member) {
        ++counts.removed;
    } else if (pair.paired_by == PairedBy::content || pair.paired_by == PairedBy::similarity) {
        ++counts.renamed;
    } else {
        ++(touched ? counts.changed : counts.identical);
    }
}

}  // namespace

MemberCounts count_members(const Verdict& verdict, const Diff& diff, const Trees& trees) {
    MemberCounts counts;
    counts.old_members = trees.old_tree.members.size();
    counts.new_members = trees.new_tree.members.size();
    counts.old_files = count_files(trees.old_tree);
    counts.new_files = count_files(trees.new_tree);
    const auto touched = touched_pairs(verdict);
    for (std::size_t i = 0; i < diff.pairs.size(); ++i) {
        if (!is_directory(diff.pairs[i], trees)) count_pair(diff.pairs[i], touched.contains(i), counts);
    }
    return counts;
}

}  // namespace bumpgate::gate
