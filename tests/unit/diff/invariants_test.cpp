#include "diff/invariants.hpp"

#include <functional>

#include "fixture.hpp"

namespace bumpgate::diff {
namespace {

using diff_test::Compared;
using diff_test::file;

Compared example() {
    return diff_test::compare({file("bin", std::string("a\0b0123456789c", 14)), file("same", "s"),
                               file("text", "1\n2\n3\n4\n"), file("old", "o")},
                              {file("bin", std::string("A\0b0123456789C", 14)), file("same", "s"),
                               file("text", "1\nx\n3\ny\n"), file("new", "n")});
}

/// The message for an example that `harm` was done to; empty if nobody noticed.
std::string message_after(const std::function<void(Compared&)>& harm) {
    Compared c = example();
    harm(c);
    const auto checked = check(c.diff, c.trees);
    if (checked) return "";
    CHECK(checked.error().code == ErrorCode::internal);
    return checked.error().describe();
}

Pair& pair_at(Compared& c, std::string_view path) {
    return const_cast<Pair&>(c.at(path));
}

Hunk& first_hunk(Compared& c) {
    return pair_at(c, "text").content->hunks[0];
}

TEST_CASE("every way in which a diff can lie is noticed") {
    CHECK(message_after([](Compared&) {}).empty());
    CHECK_FALSE(message_after([](Compared& c) { c.diff.pairs.pop_back(); }).empty());
    CHECK_FALSE(message_after([](Compared& c) { c.diff.pairs.push_back(c.diff.pairs[0]); }).empty());
    CHECK_FALSE(message_after([](Compared& c) { c.diff.pairs.push_back({}); }).empty());
    CHECK_FALSE(message_after([](Compared& c) { pair_at(c, "same").old_member = 99; }).empty());
    CHECK_FALSE(message_after([](Compared& c) { pair_at(c, "same").status = PairStatus::changed; }).empty());
    CHECK_FALSE(
        message_after([](Compared& c) { pair_at(c, "text").status = PairStatus::identical; }).empty());
    CHECK_FALSE(message_after([](Compared& c) { pair_at(c, "new").status = PairStatus::removed; }).empty());
    CHECK_FALSE(message_after([](Compared& c) { pair_at(c, "new").paired_by = PairedBy::path; }).empty());
    CHECK_FALSE(message_after([](Compared& c) { pair_at(c, "same").paired_by = PairedBy::none; }).empty());
    CHECK_FALSE(message_after([](Compared& c) { c.trees.new_tree.members[1].content = "t"; }).empty());
    CHECK_FALSE(message_after([](Compared& c) { c.trees.new_tree.members[1].mode = 0755; }).empty());
    CHECK_FALSE(message_after([](Compared& c) { c.trees.new_tree.members[1].mtime.reset(); }).empty());
    CHECK_FALSE(message_after([](Compared& c) { c.trees.new_tree.members[1].link_target = "x"; }).empty());
    CHECK_FALSE(message_after([](Compared& c) { pair_at(c, "text").content->hunks.pop_back(); }).empty());
    CHECK_FALSE(message_after([](Compared& c) { pair_at(c, "text").content->text = false; }).empty());
    CHECK_FALSE(message_after([](Compared& c) { first_hunk(c).old_line = 3; }).empty());
    CHECK_FALSE(message_after([](Compared& c) { first_hunk(c).new_lines = 2; }).empty());
    CHECK_FALSE(message_after([](Compared& c) { first_hunk(c).old_length = 400; }).empty());
    CHECK_FALSE(message_after([](Compared& c) { first_hunk(c).new_offset = 3; }).empty());
    CHECK_FALSE(message_after([](Compared& c) {
                    auto& hunks = pair_at(c, "text").content->hunks;
                    std::swap(hunks[0], hunks[1]);
                }).empty());
    CHECK_FALSE(message_after([](Compared& c) {
                    first_hunk(c).old_length = first_hunk(c).new_length = 4;
                    first_hunk(c).old_lines = first_hunk(c).new_lines = 2;
                }).empty());  // now both hunks touch
    CHECK_FALSE(message_after([](Compared& c) { pair_at(c, "bin").content->ranges.pop_back(); }).empty());
    CHECK_FALSE(
        message_after([](Compared& c) { pair_at(c, "bin").content->ranges[0].old_offset = 1; }).empty());
    CHECK_FALSE(message_after([](Compared& c) { pair_at(c, "bin").content->ranges.clear(); }).empty());
}

}  // namespace
}  // namespace bumpgate::diff
