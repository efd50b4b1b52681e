#include "diff/diffoscope/told.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "catch.hpp"
#include "diff/invariants.hpp"

// From the nodes of a report to trees and a Diff.
namespace bumpgate::diff::diffoscope {
namespace {

Node node(std::string source1, std::string source2, std::optional<std::string> unified = std::nullopt,
          std::vector<std::string> comments = {}) {
    Node result;
    result.source1 = std::move(source1);
    result.source2 = std::move(source2);
    result.unified_diff = std::move(unified);
    result.comments = std::move(comments);
    return result;
}

std::string list_line(char mark, const std::string& name, std::size_t size) {
    return std::string(1, mark) + "-rw-r--r--   0        0        0 " + std::to_string(size) +
           " 2024-01-02 03:04:05.000000 " + name + "\n";
}

const std::string identical = "Files identical despite different names";
const std::string similar = "Files 1% similar despite different names";

/// acme-1 with a, b, c and acme-2 with a, b, c; `nodes` compare some of them.
Node report(std::vector<Node> nodes, const std::string& folder = "", std::size_t new_size = 40) {
    auto tar = node("acme-1.tar", "acme-2.tar");
    std::string list = "@@ -1,3 +1,3 @@\n";
    for (const char* name : {"a", "b", "c"}) list += list_line('-', "acme-1/" + folder + name, 40);
    for (const char* name : {"a", "b", "c"}) list += list_line('+', "acme-2/" + folder + name, new_size);
    tar.details.push_back(node("file list", "file list", list));
    for (auto& member : nodes) tar.details.push_back(std::move(member));
    return tar;
}

Node compared(const std::string& name, std::optional<std::string> unified,
              std::vector<std::string> comments) {
    return node("acme-1/" + name, "acme-2/" + name, std::move(unified), std::move(comments));
}

struct Result2 {
    Told told;
    Diff diff;
};

Result2 diff_with(const Node& root, Trust trust) {
    auto told = read_nodes(root, Limits{});
    if (!told) FAIL(told.error().describe());
    const auto release = release::identify(told->trees, {"acme", "1", "2", "generic", "source"});
    REQUIRE(release);
    auto diff = diff_of(*told, *release, trust);
    const auto checked = check(diff, told->trees);
    if (!checked) FAIL(checked.error().describe());
    return {*std::move(told), std::move(diff)};
}

/// "PATH SHOWN STATUS" of each pair.
std::string pairs_of(const Node& root, Trust trust = Trust::none) {
    constexpr const char* shown[] = {"bytes", "nothing", "words"};
    const auto [told, diff] = diff_with(root, trust);
    std::string text;
    for (const auto& pair : diff.pairs) {
        const auto& member = pair.new_member ? told.trees.new_tree.members[*pair.new_member]
                                             : told.trees.old_tree.members[*pair.old_member];
        text += member.path + " " + shown[static_cast<std::size_t>(pair.shown)] + " " +
                std::string(to_string(pair.status)) + (pair.content ? " content" : "") + "\n";
    }
    return text;
}

}  // namespace

TEST_CASE("members that no node compares were not compared, unless the report is trusted") {
    const auto root =
        report({compared("a", std::nullopt, {identical}),
                compared("b", "@@ -1,8 +1,8 @@\n-1\n+2\n x\n x\n x\n x\n x\n x\n x\n", {similar})});
    CHECK(pairs_of(root) ==
          "acme-2/a bytes identical\nacme-2/b bytes changed content\nacme-2/c nothing identical\n");
    CHECK(pairs_of(root, Trust::report) ==
          "acme-2/a bytes identical\nacme-2/b bytes changed content\nacme-2/c bytes identical\n");
}

TEST_CASE("trust ends where the report itself says otherwise") {
    auto sizes = report({}, "", 41);
    CHECK(pairs_of(sizes, Trust::report) ==
          "acme-2/a words identical\nacme-2/b words identical\nacme-2/c words identical\n");
    auto crossed = report({node("acme-1/a", "acme-2/b", "@@ -1 +1 @@\n-1\n+2\n", {similar})});
    CHECK(pairs_of(crossed) ==
          "acme-2/a nothing identical\nacme-2/b nothing identical\nacme-2/c nothing identical\n");
    CHECK(pairs_of(crossed, Trust::report) ==
          "acme-2/a words identical\nacme-2/b words identical\nacme-2/c bytes identical\n");
}

TEST_CASE("lines stand at their numbers, and what is not shown is not known") {
    const std::string context = " 1\n 2\n 3\n 4\n 5\n 6\n 7\n";
    const auto root = report({compared(
        "a", "@@ -1,8 +1,8 @@\n-x\n+y\n" + context + "@@ -20,15 +20,15 @@\n" + context + "-u\n+v\n" + context,
        {similar})});
    const auto [told, diff] = diff_with(root, Trust::none);
    const auto& member = told.trees.new_tree.members.front();
    CHECK(member.known_bytes == 16);
    CHECK(split_lines(member.content).size() == 34);
    REQUIRE(diff.pairs.front().content);
    REQUIRE(diff.pairs.front().content->hunks.size() == 2);
    CHECK(diff.pairs.front().content->hunks[1].new_line == 27);
}

TEST_CASE("a file is known as a whole if hunks, context and size say so") {
    const std::string context = " 1\n 2\n 3\n 4\n 5\n 6\n 7\n";
    const auto known = [&](const std::string& unified, bool with_context) {
        std::vector<Node> nodes{compared("a", unified, {similar})};
        if (with_context)
            nodes.push_back(compared("b", "@@ -20,8 +20,8 @@\n" + context + "-u\n+v\n", {similar}));
        const auto [told, diff] = diff_with(report(std::move(nodes)), Trust::none);
        return told.trees.new_tree.members.front().is_wholly_known();
    };
    const std::string forty = std::string(39, 'x') + "\n", other = std::string(39, 'y') + "\n";
    CHECK(known("@@ -1 +1 @@\n-" + forty + "+" + other, true));
    CHECK(known("@@ -1 +1 @@\n-x" + forty + "+y" + other, true));       // no final line end
    CHECK_FALSE(known("@@ -1 +1 @@\n-" + forty + "+" + other, false));  // the context may be none
    CHECK_FALSE(known("@@ -1 +1 @@\n-xx" + forty + "+y" + other, true));
    CHECK_FALSE(known("@@ -2 +2 @@\n-" + forty + "+" + other, true));
}

TEST_CASE("what is told in words differs") {
    const auto words = [](Node member) { return pairs_of(report({std::move(member)}), Trust::report); };
    const std::string rest = "acme-2/b bytes identical\nacme-2/c bytes identical\n";
    auto pretty = compared("a", std::nullopt, {similar});
    pretty.details.push_back(node("Pretty-printed", "Pretty-printed", "@@ -1 +1 @@\n-1\n+2\n"));
    CHECK(words(pretty) == "acme-2/a words identical\n" + rest);
    CHECK(words(compared("a", "@@ -1 +1 @@\n-1\n+2\n", {similar, "error from `x`:"})) ==
          "acme-2/a words changed content\n" + rest);
    CHECK(words(compared("a", "@@ -1 +1 @@\n-1\n+1\n", {similar})) == "acme-2/a words identical\n" + rest);
    CHECK(words(compared("a", std::nullopt, {similar})) == "acme-2/a words identical\n" + rest);
    CHECK(words(compared("a", "@@ -1 +1 @@\n-1\n+[ Too much input for diff (SHA256: 0) ]\n", {similar})) ==
          "acme-2/a words changed content\n" + rest);
}

TEST_CASE("hex dumps are bytes at their offsets") {
    auto dump = compared("a",
                         "@@ -2 +2 @@\n-00000010: 6869 0a                                  hi.\n"
                         "+00000010: 6869 0b                                  hi.\n",
                         {similar});
    dump.has_internal_linenos = true;
    const auto [told, diff] = diff_with(report({dump}), Trust::none);
    REQUIRE(diff.pairs.front().content);
    CHECK_FALSE(diff.pairs.front().content->text);
    CHECK(diff.pairs.front().content->ranges.front().new_offset == 18);
    CHECK(told.trees.new_tree.members.front().known_bytes == 0);
    dump.unified_diff = "@@ -2 +2 @@\n-no dump\n+00000010: 6869\n";
    CHECK(pairs_of(report({dump})).starts_with("acme-2/a words identical\n"));
}

TEST_CASE("equal whole names were compared, and a report without a list may miss members") {
    auto tar = node("a.tar", "b.tar");
    tar.details.push_back(node("package/x", "package/x", "@@ -3 +3 @@\n-1\n+2\n"));
    tar.details.push_back(node("package/y", "package/y", "@@ -3 +3 @@\n-1\n+2\n"));
    const auto [told, diff] = diff_with(tar, Trust::none);
    CHECK_FALSE(told.trees.new_tree.lists_all);
    CHECK(told.trees.new_tree.members.size() == 2);
    const std::string list = "@@ -1,2 +1,2 @@\n" + list_line(' ', "package/x", 4) +
                             list_line('-', "package/y", 4) + list_line('+', "package/y", 5);
    tar.details.insert(tar.details.begin(), node("file list", "file list", list));
    tar.details.pop_back();
    CHECK(pairs_of(tar) == "package/x bytes changed content\npackage/y nothing identical\n");
}

TEST_CASE("what lies in a compressed file is the release") {
    auto root = node("dir/acme-1.tar.gz", "dir/acme-2.tar.gz");
    root.details.push_back(node("filetype from file(1)", "filetype from file(1)",
                                "@@ -1 +1 @@\n-gzip compressed data, was \"acme-1.tar\"\n+gzip compressed "
                                "data, was \"acme-2.tar\"\n"));
    root.details.push_back(report({}));
    const auto [told, diff] = diff_with(root, Trust::none);
    CHECK(told.trees.new_tree.name == "acme-2.tar.gz");
    REQUIRE(told.trees.new_tree.layers.size() == 2);
    CHECK(told.trees.new_tree.layers[0].format == "gzip");
    CHECK(told.trees.new_tree.layers[1].format == "tar");
    CHECK(std::any_of(diff.container.begin(), diff.container.end(),
                      [](const ContainerDifference& difference) { return difference.field == "header"; }));
}

TEST_CASE("what a program says of the container is a difference of it") {
    auto root = report({});
    root.details.push_back(node("zipnote {}", "zipnote {}", "@@ -1 +1 @@\n-1\n+2\n"));
    const auto [told, diff] = diff_with(root, Trust::report);
    CHECK(std::any_of(diff.container.begin(), diff.container.end(),
                      [](const ContainerDifference& difference) { return difference.field == "report"; }));
}

TEST_CASE("a report of nothing, and one that costs too much, is refused") {
    const auto refusal = [](const Node& root, const Limits& limits = {}) {
        const auto told = read_nodes(root, limits);
        return told ? std::string("read") : std::string(to_string(told.error().code));
    };
    auto empty = node("a.tar", "b.tar");
    empty.details.push_back(node("filetype from file(1)", "filetype from file(1)"));
    CHECK(refusal(empty) == "corrupt");
    Limits limits;
    limits.members = 2;
    CHECK(refusal(report({}), limits) == "limit");
    limits = {};
    limits.memory_bytes = 1000;
    CHECK(refusal(report({compared("a", "@@ -900000 +900000 @@\n-1\n+2\n", {similar})}), limits) == "limit");
    limits = {};
    limits.path_length = 5;
    CHECK(refusal(report({}), limits) == "limit");
}

}  // namespace bumpgate::diff::diffoscope
