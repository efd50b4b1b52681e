#include "cases.hpp"

// The numbers over members that reports begin with.
namespace bumpgate::gate_test {
namespace {

Member member(std::string path, MemberType type = MemberType::file) {
    Member made;
    made.path = std::move(path);
    made.type = type;
    return made;
}

Pair pair(std::optional<std::size_t> old_member, std::optional<std::size_t> new_member, PairStatus status,
          PairedBy by = PairedBy::path) {
    Pair made;
    made.old_member = old_member;
    made.new_member = new_member;
    made.status = status;
    made.paired_by = by;
    return made;
}

Change in_pair(std::string_view id, std::size_t index) {
    auto change = change_of(id, "x");
    change.pair = index;
    return change;
}

}  // namespace

TEST_CASE("every pair of files is counted once") {
    Trees trees;
    trees.old_tree.members = {member("d", MemberType::directory),
                              member("same"),
                              member("noise"),
                              member("edited"),
                              member("gone"),
                              member("moved-from"),
                              member("v1"),
                              member("type")};
    trees.new_tree.members = {member("d", MemberType::directory),
                              member("same"),
                              member("noise"),
                              member("edited"),
                              member("new"),
                              member("moved-to"),
                              member("v2"),
                              member("type", MemberType::directory),
                              member("e", MemberType::directory)};
    Diff diff;
    diff.pairs = {pair(0, 0, PairStatus::changed),
                  pair(1, 1, PairStatus::identical),
                  pair(2, 2, PairStatus::changed),
                  pair(3, 3, PairStatus::changed),
                  pair(4, {}, PairStatus::removed, PairedBy::none),
                  pair({}, 4, PairStatus::added, PairedBy::none),
                  pair(5, 5, PairStatus::changed, PairedBy::content),
                  pair(6, 6, PairStatus::changed, PairedBy::version_path),
                  pair(7, 7, PairStatus::changed),
                  pair({}, 8, PairStatus::added, PairedBy::none)};
    const auto policy = with_rules({"{allow: [any]}"});
    const auto verdict = judged(
        policy, {in_pair(kind::file_time, 0), in_pair(kind::file_time, 2), in_pair(kind::file_time, 3),
                 in_pair(kind::text, 3), in_pair(kind::file_removed, 4), in_pair(kind::file_added, 5),
                 in_pair(kind::file_renamed, 6), in_pair(kind::version_own, 7), in_pair(kind::file_type, 8),
                 in_pair(kind::file_added, 9), change_of(kind::container_order, "")});
    const auto counts = gate::count_members(verdict, diff, trees);
    CHECK(counts.old_members == 8);
    CHECK(counts.new_members == 9);
    CHECK(counts.old_files == 7);
    CHECK(counts.new_files == 6);
    CHECK(counts.identical == 2);  // a time that is ignored is no change
    CHECK(counts.changed == 3);
    CHECK(counts.added == 1);
    CHECK(counts.removed == 1);
    CHECK(counts.renamed == 1);
    CHECK(counts.identical + counts.changed + counts.added + counts.removed + counts.renamed == 8);
}

TEST_CASE("denied and shown changes make a member changed") {
    Trees trees;
    trees.old_tree.members = {member("a"), member("b")};
    trees.new_tree.members = trees.old_tree.members;
    Diff diff;
    diff.pairs = {pair(0, 0, PairStatus::changed), pair(1, 1, PairStatus::changed)};
    const auto verdict = judged(with_rules({}, "metadata: {mode: warn}\n"),
                                {in_pair(kind::file_mode, 0), in_pair(kind::text, 1)});
    CHECK(gate::count_members(verdict, diff, trees).changed == 2);
}

}  // namespace bumpgate::gate_test
