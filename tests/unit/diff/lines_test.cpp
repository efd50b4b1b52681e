#include "diff/lines.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "diff/edit_script.hpp"
#include "fixture.hpp"

namespace bumpgate::diff {
namespace {

using diff_test::Random;

/// Few different lines, so that they repeat and slide; sometimes no final line end.
std::string random_text(Random& random, std::size_t lines) {
    static constexpr const char* words[] = {"a\n", "b\n", "c\n", "\n", "dd\n", "}\n", "a\r\n"};
    std::string text;
    for (std::size_t i = 0; i < lines; ++i) text += words[random.below(7)];
    if (!text.empty() && random.one_in(4)) text.pop_back();
    return text;
}

std::string edited(Random& random, const std::string& text) {
    std::string result;
    for (const std::string_view line : split_lines(text)) {
        if (random.one_in(6)) continue;
        if (random.one_in(6)) result += random_text(random, 1 + random.below(3));
        result += line;
    }
    return result;
}

/// The new text, put together from the old one and the hunks.
std::string applied(std::string_view old_text, std::string_view new_text, const std::vector<Hunk>& hunks) {
    std::string result;
    std::size_t at = 0;
    for (const Hunk& hunk : hunks) {
        result += old_text.substr(at, hunk.old_offset - at);
        result += new_text.substr(hunk.new_offset, hunk.new_length);
        at = hunk.old_offset + hunk.old_length;
    }
    return result + std::string(old_text.substr(at));
}

/// Lines removed and added by a shortest script, by the textbook's table.
std::size_t fewest_edits(std::string_view old_text, std::string_view new_text) {
    const auto left = split_lines(old_text);
    const auto right = split_lines(new_text);
    std::vector<std::vector<std::size_t>> common(left.size() + 1,
                                                 std::vector<std::size_t>(right.size() + 1, 0));
    for (std::size_t i = 0; i < left.size(); ++i) {
        for (std::size_t j = 0; j < right.size(); ++j)
            common[i + 1][j + 1] =
                left[i] == right[j] ? common[i][j] + 1 : std::max(common[i][j + 1], common[i + 1][j]);
    }
    return left.size() + right.size() - 2 * common[left.size()][right.size()];
}

std::size_t edits(const std::vector<Hunk>& hunks) {
    std::size_t total = 0;
    for (const Hunk& hunk : hunks) total += hunk.old_lines + hunk.new_lines;
    return total;
}

std::size_t edits(std::string_view old_text, std::string_view new_text, const std::vector<Span>& spans) {
    std::size_t total = 0;
    for (const Span& span : spans)
        total += split_lines(old_text.substr(span.old_begin, span.old_end - span.old_begin)).size() +
                 split_lines(new_text.substr(span.new_begin, span.new_end - span.new_begin)).size();
    return total;
}

/// Runs a diff through the invariants of a whole comparison.
void check_hunks(const std::string& old_text, const std::string& new_text,
                 const ContentDifference& difference) {
    const std::vector<diff_test::File> old_files = {diff_test::file("f", old_text)};
    const std::vector<diff_test::File> new_files = {diff_test::file("f", new_text)};
    Trees trees;
    trees.old_tree = diff_test::tree_of(old_files);
    trees.new_tree = diff_test::tree_of(new_files);
    Pair pair;
    pair.old_member = 0;
    pair.new_member = 0;
    pair.paired_by = PairedBy::path;
    if (old_text != new_text) {
        pair.status = PairStatus::changed;
        pair.content = difference;
    }
    Diff diff;
    diff.pairs.push_back(pair);
    const auto checked = check(diff, trees);
    if (!checked)
        FAIL(checked.error().describe() << "\n" << printable(old_text) << "\n" << printable(new_text));
}

Hunk only_hunk(std::string_view old_text, std::string_view new_text) {
    const auto difference = compare_lines(old_text, new_text);
    REQUIRE(difference.hunks.size() == 1);
    return difference.hunks.front();
}

TEST_CASE("random edits: hunks rebuild the new text and are as few lines as possible") {
    Random random(20261125);
    for (int round = 0; round < 3000; ++round) {
        const std::string old_text = random_text(random, random.below(40));
        const std::string new_text =
            random.one_in(4) ? random_text(random, random.below(40)) : edited(random, old_text);
        const auto difference = compare_lines(old_text, new_text);
        CAPTURE(round, printable(old_text), printable(new_text));
        REQUIRE_FALSE(difference.bounded);
        REQUIRE(applied(old_text, new_text, difference.hunks) == new_text);
        REQUIRE(edits(difference.hunks) == fewest_edits(old_text, new_text));
        check_hunks(old_text, new_text, difference);
    }
}

TEST_CASE("both searches find scripts of the same smallest size") {
    Random random(7);
    for (int round = 0; round < 2000; ++round) {
        const std::string old_text = random_text(random, random.below(30));
        const std::string new_text = edited(random, old_text);
        CAPTURE(round, printable(old_text), printable(new_text));
        const auto full = full_script(old_text, new_text);
        const auto quick = short_script(old_text, new_text);
        REQUIRE(full);
        REQUIRE(quick);
        const std::size_t fewest = fewest_edits(old_text, new_text);
        REQUIRE(edits(old_text, new_text, *full) == fewest);
        REQUIRE(edits(old_text, new_text, *quick) == fewest);
    }
}

TEST_CASE("a few edits in a large text") {
    Random random(11);
    std::string old_text;
    for (int i = 0; i < 30000; ++i) old_text += "line " + std::to_string(i % 5000) + "\n";
    auto lines = split_lines(old_text);
    std::string new_text;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (i % 3000 == 17) new_text += "inserted\n";
        if (i % 4000 != 100) new_text += lines[i];
    }
    const auto difference = compare_lines(old_text, new_text);
    CHECK(difference.hunks.size() == 18);
    CHECK(edits(difference.hunks) == 18);
    CHECK(applied(old_text, new_text, difference.hunks) == new_text);
    check_hunks(old_text, new_text, difference);
}

TEST_CASE("line numbers and offsets of changes at the borders") {
    const Hunk first = only_hunk("x\nb\nc\n", "y\nb\nc\n");
    CHECK(first.old_line == 1);
    CHECK(first.old_length == 2);
    const Hunk last = only_hunk("a\nb\nx", "a\nb\ny\n");
    CHECK(last.old_line == 3);
    CHECK(last.old_offset == 4);
    CHECK(last.old_length == 1);
    CHECK(last.new_length == 2);
    const Hunk appended = only_hunk("a\n", "a\nb\n");
    CHECK(appended.old_line == 2);
    CHECK(appended.old_lines == 0);
    CHECK(appended.new_line == 2);
    const Hunk from_nothing = only_hunk("", "a\nb");
    CHECK(from_nothing.old_line == 1);
    CHECK(from_nothing.new_lines == 2);
    CHECK(only_hunk("a\nb\n", "").old_lines == 2);
}

TEST_CASE("a missing final line end and a carriage return are differences") {
    const Hunk end = only_hunk("a\nb\n", "a\nb");
    CHECK(end.old_line == 2);
    CHECK(end.old_lines == 1);
    CHECK(end.new_lines == 1);
    CHECK(only_hunk("a\nb\n", "a\r\nb\n").old_line == 1);
    CHECK(compare_lines("a\n", "a\n").hunks.empty());
}

TEST_CASE("an insertion slides down, and up again to behind a blank line") {
    const Hunk down = only_hunk("a\n}\nz\n", "a\n}\na\n}\nz\n");
    CHECK(down.new_line == 3);
    const Hunk blank = only_hunk("f\n\ng\n\nz\n", "f\n\nf2\n\ng\n\nz\n");
    CHECK(blank.new_line == 3);  // "f2", "" rather than "", "f2"
    CHECK(blank.new_lines == 2);
    const Hunk all_equal = only_hunk("a\na\na\n", "a\na\na\na\n");
    CHECK(all_equal.new_line == 4);
    const Hunk removed = only_hunk("a\na\na\na\n", "a\na\na\n");
    CHECK(removed.old_line == 4);
}

TEST_CASE("what can be told apart only by bytes: a NUL-free binary, invalid UTF-8, one long line") {
    const std::string long_line(2'000'000, 'x');
    const Hunk hunk = only_hunk(long_line + "1", long_line + "2");
    CHECK(hunk.old_lines == 1);
    CHECK(hunk.old_length == 2'000'001);
    CHECK(only_hunk("\xff\n", "\xfe\n").old_lines == 1);
}

TEST_CASE("many unrelated or equal lines cost about as much as reading them") {
    std::string old_text, new_text;
    for (int i = 0; i < 50000; ++i) {
        old_text += "old " + std::to_string(i) + "\n";
        new_text += "new " + std::to_string(i) + "\n";
    }
    const auto unrelated = compare_lines(old_text, new_text);
    REQUIRE(unrelated.hunks.size() == 1);
    CHECK_FALSE(unrelated.bounded);
    CHECK(unrelated.hunks[0].new_lines == 50000);
    std::string equal;
    for (int i = 0; i < 300000; ++i) equal += "same\n";
    const auto shorter = compare_lines("x\n" + equal, "y\n" + equal.substr(0, 5 * 250000) + "z\n");
    CHECK_FALSE(shorter.bounded);
    check_hunks("x\n" + equal, "y\n" + equal.substr(0, 5 * 250000) + "z\n", shorter);
}

TEST_CASE("a diff that would cost too much is one hunk, and says so") {
    Random random(3);
    std::string old_text, new_text;
    for (int i = 0; i < 120000; ++i) {
        old_text += std::to_string(random.below(5000)) + "\n";
        new_text += std::to_string(random.below(5000)) + "\n";
    }
    old_text = "head\n" + old_text + "tail\n";
    new_text = "head\n" + new_text + "tail\n";
    const auto difference = compare_lines(old_text, new_text);
    CHECK(difference.bounded);
    REQUIRE(difference.hunks.size() == 1);
    CHECK(difference.hunks[0].old_line == 2);
    CHECK(difference.hunks[0].old_lines == 120000);
    check_hunks(old_text, new_text, difference);
}

TEST_CASE("bytes: runs with gaps below eight joined, else one range") {
    const auto runs = compare_bytes("a1234567b12345678c", "A1234567B12345678C");
    REQUIRE(runs.ranges.size() == 2);
    CHECK_FALSE(runs.text);
    CHECK(runs.ranges[0].old_offset == 0);
    CHECK(runs.ranges[0].old_length == 9);
    CHECK(runs.ranges[1].new_offset == 17);
    CHECK(runs.ranges[1].new_length == 1);
    const auto sizes = compare_bytes("headXtail", "headYYtail");
    REQUIRE(sizes.ranges.size() == 1);
    CHECK(sizes.ranges[0].old_offset == 4);
    CHECK(sizes.ranges[0].old_length == 1);
    CHECK(sizes.ranges[0].new_length == 2);
    const auto repeated = compare_bytes("aaa", "aaaaa");
    CHECK(repeated.ranges[0].old_length == 0);
    CHECK(repeated.ranges[0].new_length == 2);
}

TEST_CASE("bytes: more ranges than anyone reads are joined, and it says so") {
    const std::string old_bytes(70000 * 16, 'o');
    std::string new_bytes = old_bytes;
    for (std::size_t i = 0; i < new_bytes.size(); i += 16) new_bytes[i] = 'n';
    const auto difference = compare_bytes(old_bytes, new_bytes);
    CHECK(difference.bounded);
    CHECK(difference.ranges.size() == 65536);
    CHECK(difference.ranges.back().old_offset + difference.ranges.back().old_length == 69999 * 16 + 1);
}

}  // namespace
}  // namespace bumpgate::diff
