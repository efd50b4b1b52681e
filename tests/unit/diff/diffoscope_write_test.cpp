#include "diff/diffoscope/write.hpp"

#include "catch.hpp"
#include "diff/diffoscope/hexdump.hpp"
#include "diff/diffoscope/kinds.hpp"
#include "diff/diffoscope/listing.hpp"
#include "diff/diffoscope/unicode.hpp"

namespace bumpgate::diff::diffoscope {
namespace {

Node node(std::string source1, std::string source2) {
    Node result;
    result.source1 = std::move(source1);
    result.source2 = std::move(source2);
    return result;
}

Node tree() {
    auto root = node("a.tar", "b.tar");
    root.details.push_back(node("file list", "file list"));
    root.details[0].unified_diff = "@@ -1 +1 @@\n-a\n+b \n";
    root.details.push_back(node("x", "y"));
    root.details[1].comments = {"one", "two"};
    root.details[1].has_internal_linenos = true;
    root.details[1].unified_diff = "";
    return root;
}

}  // namespace

TEST_CASE("Markdown: headings by depth, comments, a fence without what trails") {
    CHECK(to_markdown(tree()) ==
          "# Comparing `a.tar` & `b.tar`\n\n## file list\n\n```diff\n@@ -1 +1 @@\n-a\n+b\n```\n\n"
          "## Comparing `x` & `y`\n\n * *one*\n\n * *two*\n\n");
    auto deep = node("8", "8");
    for (int i = 7; i > 0; --i) {
        auto outer = node(std::to_string(i), std::to_string(i));
        outer.details.push_back(std::move(deep));
        deep = std::move(outer);
    }
    CHECK(to_markdown(deep) ==
          "# 1\n\n## 2\n\n### 3\n\n#### 4\n\n##### 5\n\n###### 6\n\n###### 7\n\n###### 8\n\n");
}

TEST_CASE("JSON: keys in order, optional ones left out") {
    CHECK(
        to_json(tree()) ==
        R"({"diffoscope-json-version": 1, "source1": "a.tar", "source2": "b.tar", "unified_diff": null, "details": )"
        R"([{"source1": "file list", "source2": "file list", "unified_diff": "@@ -1 +1 @@\n-a\n+b \n"}, )"
        R"({"source1": "x", "source2": "y", "comments": ["one", "two"], "has_internal_linenos": true, )"
        R"("unified_diff": ""}]})"
        "\n");
}

TEST_CASE("JSON: everything outside ASCII is escaped") {
    CHECK(to_json(node("\"\\/\b\f\n\r\t\x01\x7f", "ä€😀\xff")) ==
          R"({"diffoscope-json-version": 1, "source1": "\"\\/\b\f\n\r\t\u0001)"
          "\x7f"
          R"(", "source2": "\u00e4\u20ac\ud83d\ude00\ufffd", "unified_diff": null})"
          "\n");
}

TEST_CASE("a hex dump is xxd's") {
    CHECK(hexdump("").empty());
    CHECK(hexdump("0123456789abcdef\x01\xff~") ==
          "00000000: 3031 3233 3435 3637 3839 6162 6364 6566  0123456789abcdef\n"
          "00000010: 01ff 7e                                  ..~\n");
}

TEST_CASE("a list of members is like ls -l") {
    Member file;
    file.path = "acme/a b";
    file.mode = 04755;
    file.uid = 1001;
    file.gid = 0;
    file.user = "runner";
    file.mtime = Timestamp{1688618289, 172310999};
    file.content = "four";
    CHECK(listing({file}) ==
          "-rwsr-xr-x   0 runner    (1001)        0        4 2023-07-06 04:38:09.172310 acme/a b\n");
    Member link;
    link.path = "l";
    link.type = MemberType::symlink;
    link.mode = 01666;
    link.link_target = "a\xff";
    link.mtime = Timestamp{-1, 0};
    CHECK(listing({link}) ==
          "lrw-rw-rwT   0        0        0        0 1969-12-31 23:59:59.000000 l -> a\xef\xbf\xbd\n");
    Member device;
    device.path = "d";
    device.type = MemberType::char_device;
    device.link_target = "1:3";
    CHECK(listing({device}) == "c---------   0        0        0    1,  3 1970-01-01 00:00:00.000000 d\n");
    Member folder;
    folder.path = "f";
    folder.type = MemberType::directory;
    folder.mtime = Timestamp{951827696, 0};
    CHECK(listing({folder}) == "d---------   0        0        0        0 2000-02-29 12:34:56.000000 f/\n");
}

TEST_CASE("text in the encodings that libmagic names") {
    CHECK(decode("abc", "us-ascii") == "abc");
    CHECK_FALSE(decode("\xe4", "us-ascii"));
    CHECK_FALSE(decode("\xe4", "utf-8"));
    CHECK(decode("\xe4", "iso-8859-1") == "ä");
    CHECK(decode(std::string_view("a\0\xac\x20", 4), "utf-16le") == "a€");
    CHECK(decode("\xd8\x3d\xde\x00", "utf-16be") == std::nullopt);  // cut at the NUL
    CHECK(decode(std::string_view("\xd8\x3d\xde\x00", 4), "utf-16be") == "😀");
    CHECK_FALSE(decode(std::string_view("\xd8\x3d", 2), "utf-16be"));
    CHECK_FALSE(decode(std::string_view("\xde\x00", 2), "utf-16be"));
    CHECK(decode(std::string_view("\0\x01\xf6\0", 4), "utf-32be") == "😀");
    CHECK_FALSE(decode(std::string_view("\0\x11\0\0", 4), "utf-32be"));
    CHECK_FALSE(decode("abc", "binary"));
    CHECK_FALSE(decode("abc", "unknown-8bit"));
}

TEST_CASE("lines and spaces are Unicode's") {
    CHECK(lines_of("a\r\nb\rc\vd\u2028e\n\nf") ==
          std::vector<std::string_view>{"a", "b", "c", "d", "e", "", "f"});
    CHECK(lines_of("a\n") == std::vector<std::string_view>{"a"});
    CHECK(without_final_space("a \n\u00a0\u2003\x1c").size() == 1);
    CHECK(without_final_space(" \n").empty());
    CHECK(without_final_space("ä\xff") == "ä\xff");
    CHECK(count_characters("ä€😀") == 3);
    CHECK(valid("a\xff") == "a\xef\xbf\xbd");
}

TEST_CASE("kinds are told by libmagic's words") {
    const auto name_of_kind = [](std::string_view type, std::string_view name = "x",
                                 std::string_view bytes = "") {
        const auto* const kind = find_kind(type, name, bytes);
        return kind == nullptr ? std::string_view("none") : kind->name;
    };
    CHECK(name_of_kind("Python script, ASCII text executable") == "TextFile");
    CHECK(name_of_kind("OpenDocument Texture") == "none");
    CHECK(name_of_kind("POSIX tar archive (GNU)") == "TarFile");
    CHECK(name_of_kind("gzip compressed data, max compression") == "GzipFile");
    CHECK(name_of_kind("not gzip compressed data") == "none");
    CHECK(name_of_kind("data", "x.gz", "\x1f\x8b\x08") == "GzipFile");
    CHECK(name_of_kind("data", "x", "\x1f\x8b\x08") == "none");
}

}  // namespace bumpgate::diff::diffoscope
