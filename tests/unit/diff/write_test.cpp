#include "diff/write.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "fixture.hpp"

namespace bumpgate::diff {
namespace {

using diff_test::Compared;
using diff_test::file;
using diff_test::link_to;
using Json = nlohmann::json;

Json json_of(const Compared& c) {
    const std::string text = to_json(c.diff, c.trees, c.release);
    REQUIRE(is_utf8(text));
    REQUIRE(text.back() == '\n');
    return Json::parse(text);
}

std::string text_of(const Compared& c, bool ascii = false) {
    return to_text(c.diff, c.trees, c.release, ascii);
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

TEST_CASE("JSON holds every pair, with the lines in full") {
    const Compared c =
        diff_test::compare({file("a", "1\n2\n3"), file("gone", std::string("\0x", 2)), file("same", "s")},
                           {file("a", "1\nx\n3"), file("new", "n\n"), file("same", "s")});
    const Json json = json_of(c);
    CHECK(json["schema"] == "bumpgate.diff/1");
    CHECK(json["release"]["old_version"] == "1.4.2");
    CHECK(json["release"]["step"] == "patch");
    CHECK(json["old"]["members"].size() == 3);
    CHECK(json["new"]["layers"][0]["format"] == "gzip");
    CHECK(json["summary"]["changed"] == 1);
    CHECK(json["identical"] == Json::parse(R"([{"path": "same", "old": 2, "new": 2}])"));
    REQUIRE(json["pairs"].size() == 3);
    const Json& changed = json["pairs"][0];
    CHECK(changed["path"] == "a");
    CHECK(changed["old"] == 0);
    const auto digest = json["old"]["members"][0]["sha256"].get<std::string>();
    CHECK(json["contents"][digest]["text"] == "1\n2\n3");
    CHECK(changed["content"]["hunks"][0]["old_line"] == 2);
    CHECK(changed["content"]["hunks"][0]["old_lines"] == Json::parse(R"(["2\n"])"));
    CHECK(changed["content"]["hunks"][0]["new_lines"] == Json::parse(R"(["x\n"])"));
    const Json& removed = json["pairs"][1];
    CHECK(removed["status"] == "removed");
    CHECK(removed["content"]["ranges"][0]["old_hex"] == "0078");
    CHECK(json["pairs"][2]["content"]["hunks"][0]["new_lines"] == Json::parse(R"(["n\n"])"));
}

TEST_CASE("JSON: bytes that are not UTF-8 survive as hex") {
    const Compared c = diff_test::compare({file("\xff", "a\n")}, {file("\xff", "\xfe\n")});
    const Json json = json_of(c);
    CHECK(json["pairs"][0]["path"]["bytes"] == "ff");
    CHECK(json["new"]["members"][0]["path"]["bytes"] == "ff");
    CHECK(json["pairs"][0]["content"]["hunks"][0]["new_lines"][0]["bytes"] == "fe0a");
}

TEST_CASE("JSON: hazards, metadata and container differences are there") {
    Compared c = diff_test::compare({file("a", "x")}, {link_to("a", MemberType::symlink, "t")});
    Hazard hazard;
    hazard.id = "tar-trailing-data";
    hazard.container = "tar";
    hazard.offset = 512;
    c.trees.new_tree.hazards.push_back(hazard);
    c.trees.new_tree.layers[0].header = "h";
    diff_test::run(c);
    const Json json = json_of(c);
    CHECK(json["new"]["hazards"][0]["offset"] == 512);
    CHECK(json["container"][0]["field"] == "header");
    CHECK(json["pairs"][0]["metadata"][0]["field"] == "link");
    CHECK(json["new"]["members"][0]["link"] == "t");
}

TEST_CASE("the schema is JSON and asks for what is written") {
    const Json schema = Json::parse(json_schema());
    const Json json = json_of(diff_test::compare({file("a", "x")}, {file("a", "y")}));
    CHECK(schema["properties"].size() == json.size());
    for (const Json& key : schema["required"]) CHECK(json.contains(key.get<std::string>()));
    for (const auto& item : json["pairs"][0].items())
        CHECK(schema["$defs"]["pair"]["properties"].contains(item.key()));
    for (const auto& item : json["old"]["members"][0].items())
        CHECK(schema["$defs"]["member"]["properties"].contains(item.key()));
}

TEST_CASE("Markdown folds each member's lines away") {
    const Compared c =
        diff_test::compare({file("a", "1\n"), file("b", "1")}, {file("a", "2\n"), file("b", "1")});
    CHECK(to_markdown(c.diff, c.trees, c.release) ==
          "### <code>acme 1.4.2 → 1.4.3&#58; 1 changed&#44; 0 renamed&#44; 0 added&#44; 0 removed&#44; 1 "
          "identical</code>\n\n"
          "<details><summary><code>changed a</code></summary>\n\n"
          "```diff\n"
          "@@ -1,1 +1,1 @@\n"
          "-1\n"
          "+2\n"
          "```\n\n"
          "</details>\n\n");
}

TEST_CASE("Markdown: nothing in a release ends a fence, a cell or a tag") {
    const Compared c =
        diff_test::compare({file("a", "1\n")}, {file("</code>|`*[x](y)\n<b>", "```\n`````\n# x\n")});
    const auto text = to_markdown(c.diff, c.trees, c.release);
    CHECK(contains(text, "``````diff\n"));
    CHECK(text.find("``````\n\n</details>") != std::string::npos);
    CHECK(contains(text, "added &#60;/code&#62;&#124;&#96;&#42;&#91;x&#93;(y)&#92;n&#60;b&#62;</code>"));
    for (const auto line : split_lines(text)) CHECK(!line.starts_with("#  x"));
}

TEST_CASE("text shows what changed") {
    const Compared c = diff_test::compare({file("a", "1\n2\n3\n"), file("b", "same content of b")},
                                          {file("a", "1\nx\n3\n"), file("c", "same content of b")});
    CHECK(text_of(c) ==
          "acme 1.4.2 → 1.4.3: 1 changed, 1 renamed, 0 added, 0 removed, 0 identical\n"
          "\n"
          "changed a\n"
          "  @@ -2,1 +2,1 @@\n"
          "  -2\n"
          "  +x\n"
          "\n"
          "renamed c (same content)\n"
          "  path: b → c\n");
}

TEST_CASE("text escapes names and contents") {
    const Compared c =
        diff_test::compare({file("a\x1b[2J", "x\n")}, {file("a\x1b[2J", "\x1b]0;evil\x07\xe2\x80\xae\n")});
    const std::string text = text_of(c);
    CHECK_FALSE(contains(text, "\x1b"));
    CHECK_FALSE(contains(text, "\x07"));
    CHECK_FALSE(contains(text, "\xe2\x80\xae"));
}

TEST_CASE("text in ASCII holds nothing else") {
    const Compared c = diff_test::compare({file("ä", "x\n")}, {file("ä", std::string(1000, 'x') + "ü\n")});
    const std::string text = text_of(c, true);
    for (const char byte : text) REQUIRE(static_cast<unsigned char>(byte) < 0x80);
    CHECK(contains(text, "changed \\u{E4}"));
    CHECK(contains(text, " -> "));
}

TEST_CASE("text shows a bounded number of lines of both sides and says what is left out") {
    std::string old_text, new_text;
    for (int i = 0; i < 1000; ++i) {
        old_text += "old " + std::to_string(i) + "\n";
        new_text += "new " + std::to_string(i) + "\n";
    }
    const std::string text = text_of(diff_test::compare({file("a", old_text)}, {file("a", new_text)}));
    CHECK(contains(text, "  -old 99\n"));
    CHECK_FALSE(contains(text, "  -old 100\n"));
    CHECK(contains(text, "  +new 99\n"));
    CHECK(contains(text, "  … 1800 more lines\n"));
}

TEST_CASE("text shows a long line around the place where it differs") {
    const std::string half(5000, 'x');
    const std::string text =
        text_of(diff_test::compare({file("a", half + "OLD" + half)}, {file("a", half + "NEW" + half)}));
    CHECK(contains(text, "xxOLDxx"));
    CHECK(contains(text, "xxNEWxx"));
    CHECK(contains(text, "(400 of 10003 bytes, from byte 4920)"));
    CHECK(text.size() < 1400);
}

TEST_CASE("text says when a line end is missing") {
    CHECK(contains(text_of(diff_test::compare({file("a", "x\n")}, {file("a", "x")})),
                   "  -x\n  +x  (no line end)\n"));
}

}  // namespace
}  // namespace bumpgate::diff
