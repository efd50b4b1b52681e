#include "change/source_map.hpp"

#include <string>
#include <vector>

#include "fixture.hpp"

using namespace bumpgate;
using namespace bumpgate::change;
using namespace bumpgate::change_test;

namespace {

Shifts shifts(std::vector<TokenShift> list) {
    Shifts result;
    for (const auto& shift : list) result.add(shift);
    return result;
}

std::optional<std::string> same(const std::string& mappings) {
    return shift_mappings(mappings, {}, std::vector<Shifts>(3));
}

}  // namespace

TEST_CASE("source map: mappings that are decoded and written again are the same") {
    for (const std::string mappings : {"", ";", ";;;", "A", "AAAA", "AAAAA", "AAAA,CAAC",
                                       "AAAA;;;;GAcG;AAEH,4DAA4D;AAC5D", ";AACA,gBAAgBA"}) {
        INFO(mappings);
        CHECK(same(mappings) == mappings);
    }
}

TEST_CASE("source map: mappings that no generator writes are refused") {
    for (const std::string mappings :
         {"AA", "AAA",  "AAAAAA", ",",    "AAAA,", "AAAA,;", ",AAAA", "AAAA,,AAAA", "AAA=",    "AAA A",
          "g",  "AAAg", "D",      "AAAD", "gA",    "B",      "AAAgA", "gggggggggA", "+/////H", "AGAA"}) {
        INFO(mappings);
        CHECK_FALSE(same(mappings));
    }
    CHECK(same("AEAA"));
    CHECK(same("+/////D") == "+/////D");  // 2^31 - 1, the largest
    CHECK_FALSE(same("+/////D,C"));
}

TEST_CASE("source map: columns behind a version move by what it grew") {
    const auto grown = shifts({{0, 10, 15, 1}});
    CHECK(grown.moved(0, 0) == 0);
    CHECK(grown.moved(0, 10) == 10);
    CHECK_FALSE(grown.moved(0, 11));
    CHECK_FALSE(grown.moved(0, 14));
    CHECK(grown.moved(0, 15) == 16);
    CHECK(grown.moved(0, 99) == 100);
    CHECK(grown.moved(1, 99) == 99);
    const auto several = shifts({{0, 10, 15, 1}, {0, 20, 25, -2}, {0, 30, 35, 0}, {2, 5, 8, 3}});
    CHECK(several.moved(0, 20) == 21);
    CHECK(several.moved(0, 25) == 24);
    CHECK(several.moved(0, 32) == 31);
    CHECK(several.moved(0, 35) == 34);
    CHECK(several.moved(1, 35) == 35);
    CHECK(several.moved(2, 5) == 5);
    CHECK(several.moved(2, 8) == 11);
    CHECK(several.moved(3, 8) == 8);
}

TEST_CASE("source map: segments follow both files") {
    const auto grown = shifts({{0, 1, 2, 1}});
    // Segments at column 0, 1, 2 and 3 of both files.
    CHECK(shift_mappings("AAAA,CAAC,CAAC,CAAC", grown, {grown}) == "AAAA,CAAC,EAAE,CAAC");
    CHECK(shift_mappings("AAAA,CAAC,CAAC,CAAC", grown, {{}}) == "AAAA,CAAC,EAAC,CAAC");
    CHECK(shift_mappings("AAAA,CAAC,CAAC,CAAC", {}, {grown}) == "AAAA,CAAC,CAAE,CAAC");
    CHECK(shift_mappings("A,C,C,C;E", grown, {}) == "A,C,E,C;E");
    CHECK(shift_mappings("AAAA,CCAC,CAAC", {}, {{}, grown}) == "AAAA,CCAC,CAAE");
    CHECK_FALSE(shift_mappings("AAAA", grown, {}));  // a source that is not there
    CHECK_FALSE(shift_mappings("AAAA,EAAE", shifts({{0, 1, 3, 1}}), {{}}));
}

namespace {

/// A script with a version on line 1 and its map.
struct Package {
    std::string version = "1.9.1";
    std::string mappings = "AAAA;AACA,UAAU,OAAO,EAAE";  // line 1, columns 0, 10, 17 and 19
    std::string sources = R"(["../src/a.ts"])";
    std::string content{};  ///< the original file's content, as JSON; empty: by the version
    std::string more{};     ///< members of the map
    std::string script_end = "\n";
    std::string map_version = "3";
};

Files files(const Package& package) {
    const auto line = "let v   = '" + package.version + "'; ";
    const auto script = "//\n" + line + package.script_end;
    const auto content =
        package.content.empty() ? "//\\nlet v   = '" + package.version + "'; \\n" : package.content;
    const auto map = R"({"version":)" + package.map_version + R"(,"file":"a.js","sources":)" +
                     package.sources + R"(,"names":[],"mappings":")" + package.mappings +
                     R"(","sourcesContent":[")" + content + "\"]" + package.more + "}";
    return {{"a.js", script}, {"a.js.map", map}};
}

std::string json(const std::string& version) {
    return R"({"name":"acme-widgets","version":")" + version + "\"}\n";
}

Kinds map_kinds(const Package& before, const Package& after, const std::string& path = "a.js.map") {
    return npm(json("1.9.1"), json("1.10.0"), files(before), files(after)).kinds(path);
}

/// "1.9.1" ends at column 16; the segments behind it stand at 17 and 19.
Package moved() {
    Package package;
    package.version = "1.10.0";
    package.mappings = "AAAA;AACA,UAAU,QAAQ,EAAE";
    return package;
}

}  // namespace

TEST_CASE("source map: its mappings follow the version in both files") {
    CHECK(map_kinds({}, moved()) == Kinds{"derived.map", "version.own"});
    const auto release = npm(json("1.9.1"), json("1.10.0"), files({}), files(moved()));
    for (const auto& change : release.changes().items) {
        if (change.kind != "derived.map") continue;
        CHECK(change.old_side->text == Package().mappings);
        CHECK(change.new_side->text == moved().mappings);
    }
}

TEST_CASE("source map: its file is found where the version stands in the folder") {
    const auto in_folder = [](const std::string& folder, const Package& package) {
        auto result = files(package);
        for (auto& file : result) file.path = folder + "/" + file.path;
        return result;
    };
    const auto release = npm(json("1.9.1"), json("1.10.0"), in_folder("acme-widgets-1.9.1", {}),
                             in_folder("acme-widgets-1.10.0", moved()));
    const auto kinds = release.kinds("acme-widgets-1.10.0/a.js.map");
    CHECK(std::count(kinds.begin(), kinds.end(), "derived.map") == 1);
    CHECK(std::count(kinds.begin(), kinds.end(), "text") == 0);
}

TEST_CASE("source map: nothing moves where the version was put in after bundling") {
    auto after = moved();
    after.mappings = Package().mappings;
    CHECK(map_kinds({}, after) == Kinds{"version.own"});
}

TEST_CASE("source map: original columns stay where the original has no version") {
    Package before;
    auto after = moved();
    before.content = after.content = "//\\nlet v   = VERSION; \\n";
    after.mappings = "AAAA;AACA,UAAU,QAAO,EAAE";
    CHECK(map_kinds(before, after) == Kinds{"derived.map"});
    after.mappings = moved().mappings;
    CHECK(map_kinds(before, after) == Kinds{"text"});
}

TEST_CASE("source map: whatever else moved in the mappings is text") {
    auto after = moved();
    REQUIRE(map_kinds({}, after).front() == "derived.map");
    SECTION("one column more") {
        after.mappings = "AAAA;AACA,UAAU,SAAQ,EAAE";
    }
    SECTION("one column more in the original") {
        after.mappings = "AAAA;AACA,UAAU,QAAS,EAAE";
    }
    SECTION("only in the generated file") {
        after.mappings = "AAAA;AACA,UAAU,QAAO,EAAE";
    }
    SECTION("only in the original file") {
        after.mappings = "AAAA;AACA,UAAU,OAAQ,EAAE";
    }
    SECTION("the segment in front of it") {
        after.mappings = "AAAA;AACA,WAAU,OAAQ,EAAE";
    }
    SECTION("the segment behind it stayed") {
        after.mappings = "AAAA;AACA,UAAU,QAAQ,CAAC";
    }
    SECTION("another line") {
        after.mappings = "AAAA;;AACA,UAAU,QAAQ,EAAE";
    }
    SECTION("another original line") {
        after.mappings = "AAAA;AACA,UACU,QAAQ,EAAE";
    }
    SECTION("another source") {
        after.mappings = "AAAA;ACCA,UAAU,QAAQ,EAAE";
    }
    SECTION("a segment more") {
        after.mappings = "AAAA;AACA,UAAU,QAAQ,EAAE,CAAC";
    }
    SECTION("a segment less") {
        after.mappings = "AAAA;AACA,UAAU,QAAQ";
    }
    SECTION("a name more") {
        after.mappings = "AAAA;AACA,UAAU,QAAQA,EAAE";
    }
    SECTION("nothing") {
        after.mappings = "";
    }
    SECTION("another way to write it") {
        after.mappings = "AAAA;AACA,UAAU,wAAQ,EAAE";
    }
    SECTION("no mappings") {
        after.mappings = "!";
    }
    CHECK(map_kinds({}, after) == Kinds{"text", "version.own"});
}

TEST_CASE("source map: where more than versions moved beside it, nothing can be derived") {
    auto after = moved();
    SECTION("in its file") {
        after.script_end = "steal();\n";
        CHECK(map_kinds({}, after) == Kinds{"text", "version.own"});
    }
    SECTION("in its file, where no column moves by it") {
        after.script_end = "\nsteal();\n";
        CHECK(map_kinds({}, after) == Kinds{"text", "version.own"});
    }
    SECTION("in its sources") {
        after.sources = R"(["../src/b.ts"])";
        CHECK(map_kinds({}, after).size() == 3);
        CHECK(map_kinds({}, after)[1] == "text");
    }
    SECTION("in the original file") {
        after.content = "//\\nlet w   = '1.10.0'; \\n";
        const auto kinds = map_kinds({}, after);
        CHECK(std::count(kinds.begin(), kinds.end(), "derived.map") == 0);
        CHECK(std::count(kinds.begin(), kinds.end(), "text") == 2);
    }
    SECTION("another revision") {
        after.map_version = "4";
        const auto kinds = map_kinds({}, after);
        CHECK(std::count(kinds.begin(), kinds.end(), "derived.map") == 0);
    }
}

TEST_CASE("source map: an index map, broken JSON or a file of another name are not derived") {
    const auto derived = [](const Package& before, const Package& after) {
        const auto kinds = map_kinds(before, after);
        return std::count(kinds.begin(), kinds.end(), "derived.map");
    };
    Package before;
    auto after = moved();
    REQUIRE(derived(before, after) == 1);
    before.more = after.more = R"(,"x_more":[1,{"a":null}])";
    CHECK(derived(before, after) == 1);
    for (const std::string sections : {R"(,"sections":[{"a":1}])", R"(,"sections":["a"])"}) {
        before.more = after.more = sections;
        CHECK(derived(before, after) == 0);
    }
    before.more = after.more = R"(,"file":"b.js")";  // a key twice
    CHECK(derived(before, after) == 0);
    before.more = "";
    after.more = R"(,"x":1)";
    CHECK(derived(before, after) == 0);

    auto old_files = files({}), new_files = files(moved());
    old_files[0].path = new_files[0].path = "b.js";
    const auto kinds = npm(json("1.9.1"), json("1.10.0"), old_files, new_files).kinds("a.js.map");
    CHECK(kinds == Kinds{"text", "version.own"});
}

TEST_CASE("source map: columns are UTF-16 code units, and escapes of JSON are one each") {
    // "\u00e9" takes two bytes and one unit, the emoji four bytes and two units.
    const auto script = [](const std::string& version) {
        return "/* \xC3\xA9\xF0\x9F\x98\x80 */ let v = '" + version + "';\n";
    };
    const auto map = [](const std::string& version, const std::string& mappings) {
        return R"({"version":3,"sources":["a.ts"],"names":[],"mappings":")" + mappings +
               R"(","sourcesContent":["\u000a\t\u00e9\"\ud83d\ude00')" + version + R"('; "]})";
    };
    // Generated: the quote at 18, the version at 19 to 24; original, on line 1: 5, and 6 to 11.
    const auto before = map("1.9.1", "AACA,kBAAK,CAAC,KAAK,CAAC");
    const auto kinds = [&](const std::string& mappings) {
        return npm(json("1.9.1"), json("1.10.0"), {{"a.js", script("1.9.1")}, {"a.js.map", before}},
                   {{"a.js", script("1.10.0")}, {"a.js.map", map("1.10.0", mappings)}})
            .kinds("a.js.map");
    };
    CHECK(kinds("AACA,kBAAK,CAAC,MAAM,CAAC") == Kinds{"derived.map", "version.own"});
    CHECK(kinds("AACA,kBAAK,CAAC,MAAK,CAAC") == Kinds{"text", "version.own"});
}

TEST_CASE("source map: its file is the one of both names, not another's that took its name") {
    // The old a.js is another file; what lies there now was b.js, which is found by its content.
    const auto long_end = [](Package package) {
        for (int i = 0; i < 40; ++i) package.script_end += "let w" + std::to_string(i) + " = 0;\n";
        return files(package);
    };
    auto old_files = long_end({}), new_files = long_end(moved());
    const auto as_it_is = npm(json("1.9.1"), json("1.10.0"), old_files, new_files).kinds("a.js.map");
    REQUIRE(std::count(as_it_is.begin(), as_it_is.end(), "derived.map") == 1);
    old_files[0].path = "b.js";
    const auto renamed = npm(json("1.9.1"), json("1.10.0"), old_files, new_files);
    CHECK(renamed.kinds("a.js")[0] == "file.renamed");
    const auto kinds = renamed.kinds("a.js.map");
    CHECK(std::count(kinds.begin(), kinds.end(), "derived.map") == 0);
    CHECK(std::count(kinds.begin(), kinds.end(), "text") == 1);
}
