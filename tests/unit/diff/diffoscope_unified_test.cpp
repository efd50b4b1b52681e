#include "diff/diffoscope/unified.hpp"

#include "base/text.hpp"
#include "diff/diffoscope/gnu_noise.hpp"
#include "diff/diffoscope/gnu_script.hpp"
#include "fixture.hpp"

// What is expected here was printed by GNU diff 3.8 -a -U7; tests/scenarios/diffoscope_test.py compares more.
namespace bumpgate::diff::diffoscope {
namespace {

std::string numbered(int first, int last) {
    std::string text;
    for (int i = first; i <= last; ++i) text += std::to_string(i) + "\n";
    return text;
}

std::string unified(std::string_view old_text, std::string_view new_text) {
    return unified_diff(old_text, new_text).value_or("equal");
}

/// The old text's other side, put together from the hunks.
std::string applied(std::string_view old_text, std::string_view diff) {
    const auto old_lines = split_lines(old_text);
    std::string result;
    std::size_t at = 0;
    for (const auto line : split_lines(diff)) {
        if (line.starts_with("@@ -")) {
            const auto numbers = line.substr(4, line.find(' ', 4) - 4);
            std::size_t first = 0;
            for (const char c : numbers.substr(0, numbers.find(',')))
                first = first * 10 + static_cast<std::size_t>(c - '0');
            if (!numbers.ends_with(",0")) --first;
            for (; at < first; ++at) result += old_lines[at];
        } else {
            if (line[0] != '+') ++at;
            if (line[0] != '-') result += line.substr(1);
        }
    }
    for (; at < old_lines.size(); ++at) result += old_lines[at];
    return result;
}

}  // namespace

TEST_CASE("equal texts have no diff") {
    CHECK_FALSE(unified_diff("", ""));
    CHECK_FALSE(unified_diff("a\nb", "a\nb"));
}

TEST_CASE("ranges of one line have no count, and empty ones name the line before") {
    CHECK(unified("a\n", "b\n") == "@@ -1 +1 @@\n-a\n+b\n");
    CHECK(unified("", "b\n") == "@@ -0,0 +1 @@\n+b\n");
    CHECK(unified("a\nb\n", "") == "@@ -1,2 +0,0 @@\n-a\n-b\n");
}

TEST_CASE("seven lines stand around a change, and changes that share them are one hunk") {
    const auto text = numbered(1, 40);
    CHECK(unified(text, replace_all(text, "\n20\n", "\nx\n")) ==
          "@@ -13,15 +13,15 @@\n 13\n 14\n 15\n 16\n 17\n 18\n 19\n-20\n+x\n 21\n 22\n 23\n 24\n 25\n 26\n "
          "27\n");
    const auto hunks = [&](const char* second) {
        const auto both = replace_all(replace_all(text, "\n10\n", "\nx\n"), second, "\ny\n");
        const auto diff = unified(text, both);
        std::size_t count = 0;
        for (const auto line : split_lines(diff)) count += line.starts_with("@@") ? 1U : 0U;
        return count;
    };
    CHECK(hunks("\n25\n") == 1);  // 14 lines between
    CHECK(hunks("\n26\n") == 2);
}

TEST_CASE("a missing final newline is a difference without a marker") {
    CHECK(unified("a\nb", "a\nb\n") == "@@ -1,2 +1,2 @@\n a\n-b\n+b\n");
    CHECK(unified("a\nb", "c\nb") == "@@ -1,2 +1,2 @@\n-a\n+c\n b\n");
}

TEST_CASE("what can slide stands as far down as it goes, or beside a change of the other side") {
    CHECK(unified("a\nb\nb\nc\n", "a\nb\nb\nb\nc\n") == "@@ -1,4 +1,5 @@\n a\n b\n b\n+b\n c\n");
    CHECK(unified("x\na\nx\nb\n", "a\nx\nb\nx\nb\n") == "@@ -1,4 +1,5 @@\n-x\n a\n x\n b\n+x\n+b\n");
}

TEST_CASE("any two texts: the hunks lead from one to the other") {
    diff_test::Random random(11);
    static constexpr const char* words[] = {"a\n", "b\n", "\n", "}\n", "c\n", "d\n"};
    for (int round = 0; round < 400; ++round) {
        std::string old_text, new_text;
        for (auto lines = random.below(60); lines > 0; --lines) {
            const std::string word = words[random.below(6)];
            if (!random.one_in(5)) old_text += word;
            if (!random.one_in(5)) new_text += word;
        }
        if (old_text == new_text) continue;
        CAPTURE(old_text, new_text);
        REQUIRE(applied(old_text, unified(old_text, new_text)) == new_text);
    }
}

TEST_CASE("lines that match nothing are left out, and very common ones among them") {
    const std::vector<std::uint32_t> often(20, 9);
    CHECK(noise_of(often) == std::vector<bool>(20, false));
    CHECK(noise_of({0, 1, 0}) == std::vector<bool>{true, false, true});
    CHECK(noise_of({1, 0, 9, 1}) == std::vector<bool>{false, true, false, false});
    std::vector<std::uint32_t> run(20, 0);
    run[10] = 9;
    CHECK(noise_of(run) == std::vector<bool>(20, true));
    run[1] = 9;  // near the start of the run
    auto expected = std::vector<bool>(20, true);
    expected[1] = false;
    CHECK(noise_of(run) == expected);
    for (std::size_t i = 9; i < 12; ++i) run[i] = 9;  // three in a row are too many in a run of 20
    for (std::size_t i = 9; i < 12; ++i) expected[i] = false;
    CHECK(noise_of(run) == expected);
}

TEST_CASE("only the order differs") {
    CHECK(only_order_differs("@@ -1,2 +1,2 @@\n-a\n b\n+a\n"));
    CHECK(only_order_differs("@@ -1,2 +1,2 @@\n-a\n-b\n+b\n+a\n"));
    CHECK_FALSE(only_order_differs("@@ -1,2 +1,2 @@\n-a\n b\n+c\n"));
    CHECK_FALSE(only_order_differs("@@ -1,2 +1 @@\n-a\n-a\n+a\n"));
}

}  // namespace bumpgate::diff::diffoscope
