#include "diff/diffoscope/read.hpp"

#include "catch.hpp"
#include "diff/diffoscope/hunks.hpp"
#include "diff/diffoscope/list_lines.hpp"
#include "diff/diffoscope/listing.hpp"
#include "diff/diffoscope/type_words.hpp"
#include "diff/diffoscope/write.hpp"

namespace bumpgate::diff::diffoscope {
namespace {

/// The whole report as text, to compare by.
std::string told(const Result<Node>& node) {
    return node ? to_json(*node) : "error: " + node.error().describe();
}

std::string json(std::string_view text) {
    return told(read_json(text, Limits{}));
}

std::string markdown(std::string_view text) {
    return told(read_markdown(text, Limits{}));
}

bool refuses(const std::string& answer, std::string_view because) {
    CAPTURE(answer);
    return answer.starts_with("error: ") && answer.find(because) != std::string::npos;
}

const std::string lone =
    R"({"diffoscope-json-version": 1, "source1": "a", "source2": "b", "unified_diff": "@@ -1 +1 @@\n-a\n+b\n"})"
    "\n";

Node with_diff(std::string diff, std::size_t line = 0) {
    Node node;
    node.source1 = node.source2 = "file";
    node.unified_diff = std::move(diff);
    node.line = line;
    return node;
}

}  // namespace

TEST_CASE("what is written in JSON is read back") {
    CHECK(json(lone) == lone);
    const std::string all =
        R"({"diffoscope-json-version": 1, "source1": "a", "source2": "b", "comments": ["x", "y"], "has_internal_linenos": true, "unified_diff": null, "details": [{"source1": "c\"", "source2": "\u00e4", "unified_diff": ""}]})"
        "\n";
    CHECK(json(all) == all);
}

TEST_CASE("JSON that is no report is refused") {
    CHECK(refuses(json(""), "no JSON"));
    CHECK(refuses(json("[]"), "not expected"));
    CHECK(refuses(json(lone.substr(0, lone.size() - 3)), "no JSON"));
    CHECK(refuses(json(lone + "{}"), "no JSON"));
    CHECK(refuses(json(R"({"source1": "a", "source2": "b", "unified_diff": null})"), "its version"));
    CHECK(refuses(
        json(R"({"diffoscope-json-version": 2, "source1": "a", "source2": "b", "unified_diff": null})"),
        "version 2"));
    CHECK(
        refuses(json(R"({"diffoscope-json-version": 1, "source1": "a", "unified_diff": null})"), "source2"));
    CHECK(refuses(json(R"({"diffoscope-json-version": 1, "source1": "a", "source1": "b"})"), "twice"));
    CHECK(refuses(json(R"({"diffoscope-json-version": 1, "source1": 7})"), "source1"));
    CHECK(refuses(json(R"({"diffoscope-json-version": 1, "visuals": []})"), "visuals"));
    CHECK(refuses(json(R"({"diffoscope-json-version": 1, "details": ["a"]})"), "details"));
    CHECK(refuses(json(R"({"diffoscope-json-version": 1, "details": [[]]})"), "details"));
    CHECK(refuses(json(R"({"diffoscope-json-version": 1, "source1": {"source1": "a"}})"), "source1"));
    CHECK(refuses(json(R"({"diffoscope-json-version": 1, "source1": "\udc80"})"), "no JSON"));
}

TEST_CASE("nesting is bounded, and costs no stack") {
    std::string deep = R"({"diffoscope-json-version": 1, "details": [)";
    for (int i = 0; i < 100'000; ++i) deep += R"({"details": [)";
    CHECK(refuses(json(deep), "in each other"));
    CHECK(refuses(json(std::string(1'000'000, '[')), "not expected"));
}

TEST_CASE("a text is taken for a report by how it starts") {
    CHECK(is_json_report(lone));
    CHECK(is_json_report("\n { \"diffoscope-json-version\" : 1"));
    CHECK_FALSE(is_json_report(R"({"schema": "bumpgate.diff/1", "x": "\"diffoscope-json-version\""})"));
    CHECK(is_markdown_report("# Comparing `a` & `b`\n"));
    CHECK_FALSE(is_markdown_report("{}"));
}

TEST_CASE("what is written in Markdown is read back") {
    const std::string text =
        "# Comparing `a` & `b`\n\n## file list\n\n```diff\n@@ -1 +1 @@\n-```\n+# x\n```\n\n## Comparing `c` "
        "& `d`\n\n"
        " * *one*\n\n * *two*\n\n### encoding\n\n```diff\n@@ -1 +1 @@\n-a\n+b\n```\n\n## e\n\n";
    const auto node = read_markdown(text, Limits{});
    REQUIRE(node);
    CHECK(to_markdown(*node) == text);
    REQUIRE(node->details.size() == 3);
    CHECK(node->details[0].line == 3);
    CHECK(node->details[1].details.size() == 1);
    CHECK(node->details[1].comments.size() == 2);
}

TEST_CASE("Markdown that is no report is refused, with the line") {
    const std::string head = "# Comparing `a` & `b`\n\n";
    CHECK(refuses(markdown("text\n"), "line 1 "));
    CHECK(refuses(markdown(head + "text\n"), "line 3 is no heading"));
    CHECK(refuses(markdown(head + "# c\n\n"), "line 3 is a second heading"));
    CHECK(refuses(markdown(head + "### c\n\n"), "skips a level"));
    CHECK(refuses(markdown("# a\ntext"), "line 2 is not blank"));
    CHECK(refuses(markdown(head + "```diff\n@@ -1 +1 @@\n-a\n"), "cut off"));
    CHECK(refuses(markdown(head + "```diff\n@@ -1 +1 @@\n-a\n+b\n```\n# x\n"), "line 8 is not blank"));
    CHECK(refuses(markdown(head + "```diff\nx\n```\n\n"), "line 4 is no line of a diff"));
    CHECK(refuses(markdown(head + "```diff\n\n```\n\n"), "line 4 is no line of a diff"));
    CHECK(refuses(markdown(head + "## Comparing `a` & `b` & `c`\n\n"), "in another one"));
    CHECK(refuses(markdown(head + "## Comparing `a` & `a`\n\n"), "one name"));
    CHECK(refuses(markdown(head + " * *cut\n\n"), "no whole comment"));
    CHECK(refuses(markdown("# \xff\n\n"), "UTF-8"));
}

TEST_CASE("hunks are read at their line numbers") {
    const auto node = with_diff("@@ -3,2 +3 @@\n a\n-b\n@@ -10 +9,2 @@\n c\n+d\n");
    const auto known = read_hunks(node);
    REQUIRE(known);
    REQUIRE(known->hunks.size() == 2);
    CHECK(known->hunks[0].old_begin == 2);
    CHECK(known->hunks[1].new_begin == 8);
    CHECK(known->hunks[1].new_end == 10);
    CHECK_FALSE(known->from_start);
    CHECK(known->widest == 1);
    CHECK(known->trailing == 0);
    CHECK_FALSE(known->is_whole(7));
    CHECK(read_hunks(with_diff("@@ -0,0 +1 @@\n+a\n"))->is_whole(7));
    CHECK_FALSE(read_hunks(with_diff("@@ -0,0 +1 @@\n+a\n"))->is_whole(0));
}

TEST_CASE("hunks that do not hold together are refused") {
    const auto answer = [](std::string diff, std::size_t line = 0) {
        const auto node = with_diff(std::move(diff), line);
        const auto known = read_hunks(node);
        return known ? std::string("read") : "error: " + known.error().describe();
    };
    CHECK(answer("@@ -1 +1 @@\n-a\n+b\n") == "read");
    CHECK(refuses(answer("a\n"), "expected"));
    CHECK(refuses(answer("@@ -1 +1 @@ f()\n-a\n+b\n"), "expected"));
    CHECK(refuses(answer("@@ -1 @@\n-a\n"), "expected"));
    CHECK(refuses(answer("@@ -x +1 @@\n-a\n+b\n"), "cannot be read"));
    CHECK(refuses(answer("@@ -0 +1 @@\n-a\n+b\n"), "cannot be read"));
    CHECK(refuses(answer("@@ -99999999999999999999 +1 @@\n-a\n+b\n"), "cannot be read"));
    CHECK(refuses(answer("@@ -9999999999 +9999999999 @@\n-a\n+b\n"), "cannot be read"));
    CHECK(refuses(answer("@@ -1,2 +1,2 @@\n-a\n+b\n"), "fewer"));
    CHECK(refuses(answer("@@ -1 +1 @@\n-a\n-b\n"), "more"));
    CHECK(refuses(answer("@@ -1 +1 @@\n-a\n\\ No newline\n+b\n"), "line 3"));
    CHECK(refuses(answer("@@ -1 +1 @@\n a\n"), "changes nothing"));
    CHECK(refuses(answer("@@ -1,4 +1 @@\n-a\n-[ 3 lines removed ]\n+b\n"), "shortened"));
    CHECK(refuses(answer("@@ -5 +5 @@\n-a\n+b\n@@ -4 +6 @@\n-a\n+b\n"), "overlap"));
    CHECK(refuses(answer("@@ -1 +1 @@\n-a\n+b\n@@ -9 +8 @@\n-a\n+b\n"), "more lines lie between"));
    CHECK(answer("@@ -1,3 +1,3 @@\n-a\n+b\n", 5) == "read");  // Markdown cuts blank lines off
    CHECK(refuses(answer("@@ -1,9 +1,9 @@\n-a\n+b\n", 5), "fewer"));
    CHECK(refuses(answer("@@ -1,3 +1,2 @@\n-a\n+b\n", 5), "fewer"));
}

TEST_CASE("a line of a file list is read back") {
    Member member;
    member.path = "acme/a b";
    member.mode = 07755;
    member.uid = 1001;
    member.gid = 0;
    member.user = "run er";
    member.mtime = Timestamp{1688618289, 172310000};
    const auto check_back = [](const Member& original) {
        const auto line = listing({original});
        CAPTURE(line);
        const auto read = read_list_line(std::string_view(line).substr(0, line.size() - 1));
        REQUIRE(read);
        CHECK(listing({read->member}) == line);
        CHECK(read->member.path == original.path);
        CHECK(read->member.mtime == original.mtime.value_or(Timestamp{}));
    };
    check_back(member);
    for (const std::uint32_t mode : {0U, 0644U, 04711U, 02070U, 01777U, 07000U}) {
        member.mode = mode;
        check_back(member);
    }
    member.type = MemberType::directory;
    check_back(member);
    member.type = MemberType::symlink;
    member.link_target = "../c d";
    member.mtime = Timestamp{-86400 * 366, 0};
    check_back(member);
    member.type = MemberType::char_device;
    member.link_target = "10:3";
    member.user = "";
    check_back(member);
    CHECK(read_list_line("-rw-r--r--   0 a (1) b (2) 12 2024-02-29 00:00:00.000000 x")->size == 12U);
}

TEST_CASE("what is no line of a file list is refused") {
    CHECK(read_list_line("-rw-r--r--   0        0        0       12 2024-02-29 00:00:00.000000 x"));
    for (const std::string_view line :
         {"", "text", "-rw-r--r--   0        0        0       12 2024-02-29 00:00:00.000000 ",
          "-rw-r--r-x   0        0        0       1x 2024-02-29 00:00:00.000000 x",
          "?rw-r--r--   0        0        0       12 2024-02-29 00:00:00.000000 x",
          "-rw-r--r--   0        0        0       12 2024-13-29 00:00:00.000000 x",
          "-rw-r--r--   0        0        0       12 2024-02-29 00:00:00.0 x",
          "-rw-r--r--   0        0        0          2024-02-29 00:00:00.000000 x",
          "-rw-r--r--   0        0 2024-02-29 00:00:00.000000 x",
          "lrwxrwxrwx   0        0        0        0 2024-02-29 00:00:00.000000 a -> b -> c"}) {
        CAPTURE(line);
        CHECK_FALSE(read_list_line(line));
    }
}

TEST_CASE("a line of zipinfo is read") {
    const auto line = read_zipinfo_line("-rwxr-xr-x  2.0 unx     1957 b- defN 18-Oct-02 18:11 acme/a b.py");
    REQUIRE(line);
    CHECK(line->member.path == "acme/a b.py");
    CHECK(line->member.mode == 0755);
    CHECK(line->size == 1957U);
    CHECK(is_zipinfo_frame("10 files, 6054 bytes uncompressed, 2568 bytes compressed:  57.6%"));
    CHECK_FALSE(read_zipinfo_line("-rwxr-xr-x  2.0 unx     1957 b- defN 18-Oct-02"));
}

TEST_CASE("file(1)'s words become a layer") {
    const auto gzip = layer_of(
        "gzip compressed data, was \"a, b.tar\", last modified: Thu Jul  6 04:38:09 2023, max compression, "
        "from Unix");
    CHECK(gzip.format == "gzip");
    CHECK(gzip.header == "was \"a, b.tar\"");
    CHECK(gzip.time == 1688618289);
    CHECK(gzip.compression == "max compression, from Unix");
    CHECK(layer_of("POSIX tar archive (GNU)").compression == "(GNU)");
    CHECK(layer_of("gzip compressed data, something new").header == "something new");
    CHECK(layer_of("gzip compressed data, last modified: never").header == "last modified: never");
    CHECK(layer_of("strange").format == "strange");
}

}  // namespace bumpgate::diff::diffoscope
