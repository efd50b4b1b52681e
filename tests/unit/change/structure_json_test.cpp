#include "structure_fixture.hpp"

// RFC 8259, strictly.
using namespace bumpgate;
using namespace bumpgate::change_test;

namespace {

constexpr auto json = Format::json;

constexpr std::string_view package = R"({
  "name": "@acme/widgets",
  "version": "1.4.2",
  "private": false,
  "files": ["dist", "src/*.js"],
  "dependencies": {"left-pad": "^1.3.0", "@acme/core": "1.4.2"},
  "engines": {"node": ">=18"},
  "exports": {".": {"import": "./dist/index.mjs", "require": null}},
  "description": "Quotes \" and \\ and \u00e9 and \ud83d\ude00 and é",
  "size": -12.5e+3
}
)";

std::string frame(std::string_view content, const Scalar& scalar) {
    const auto raw = raw_of(content, scalar);
    return scalar.is_string ? "[\"" + raw + "\"]" : "[" + raw + "]";
}

}  // namespace

TEST_CASE("json: every scalar with its place, path and value") {
    CHECK(
        rows_of(json, package) ==
        Rows{"name |@acme/widgets| =", "version |1.4.2| =", "private |false| =", "files/0 |dist| =",
             "files/1 |src/*.js| =", "dependencies/left-pad |^1.3.0| =", "dependencies/@acme/core |1.4.2| =",
             "engines/node |>=18| =", "exports/./import |./dist/index.mjs| =", "exports/./require |null| =",
             R"(description |Quotes \\" and \\\\ and \\u00e9 and \\ud83d\\ude00 and é| )"
             R"(Quotes " and \\ and é and 😀 and é)",
             "size |-12.5e+3| ="});
    check_raw_decodes(json, package, frame);
}

TEST_CASE("json: strings are told from other scalars") {
    const auto document = parsed(json, R"({"a":"true","b":true,"c":"1","d":1,"e":null})");
    CHECK(scalar_at(document, {"a"}).is_string);
    CHECK_FALSE(scalar_at(document, {"b"}).is_string);
    CHECK(scalar_at(document, {"c"}).is_string);
    CHECK_FALSE(scalar_at(document, {"d"}).is_string);
    CHECK_FALSE(scalar_at(document, {"e"}).is_string);
}

TEST_CASE("json: an entry starts at its key, an element at its value") {
    CHECK(entry_of(json, R"({ "version" : "1.4.2" })", {"version"}) == R"("version" : "1.4.2)");
    CHECK(entry_of(json, R"([ "a", 17 ])", {"0"}) == "\"a");
    CHECK(entry_of(json, R"([ "a", 17 ])", {"1"}) == "17");
    CHECK(entry_of(json, "  \"a\"", {}) == "\"a");
}

TEST_CASE("json: look-ups") {
    const std::string content = R"({"name":"acme","version":"1.4.2","in":{"name":"x"},"empty":""})";
    const auto document = parsed(json, content);
    const auto& version = scalar_at(document, {"version"});
    REQUIRE(document.beside(version, "name") != nullptr);
    CHECK(document.beside(version, "name")->value == "acme");
    CHECK(document.beside(scalar_at(document, {"in", "name"}), "version") == nullptr);
    CHECK(document.at(version.begin + 1, version.end - 1) == &version);
    CHECK(document.at(version.begin, version.end + 1) == nullptr);
    CHECK(document.at(version.begin - 1, version.end) == nullptr);
    CHECK(document.at(0, 1) == nullptr);
    CHECK(document.at(content.size(), content.size()) == nullptr);
    CHECK(document.find(std::vector<std::string>{"in"}) == nullptr);
    CHECK(document.find(std::vector<std::string>{}) == nullptr);
}

TEST_CASE("json: keys that say the same are refused, however they are spelled") {
    CHECK(refuses(json, R"({"version":"1.4.2","version":"1.4.2"})"));
    CHECK(refuses(json, R"({"version":"1.4.2","\u0076ersion":"1.4.3"})"));
    CHECK(refuses(json, R"({"a":{"x":1,"y":2,"x":1}})"));
    CHECK_FALSE(refuses(json, R"({"a":{"x":1},"b":{"x":1},"X":1,"x":1})"));
    // An object with an element's index for a key is no array, and has other paths beside it.
    CHECK(rows_of(json, R"({"a":["x"],"b":{"0":"y"}})") == Rows{"a/0 |x| =", "b/0 |y| ="});
}

TEST_CASE("json: what RFC 8259 does not allow is refused") {
    const auto bad = GENERATE(as<std::string>{}, "", " ", "{", "}", "[1,]", "{\"a\":1,}", "{\"a\"}", "{a:1}",
                              "{'a':1}", "// c\n{}", "{}x", "{} {}", "01", "+1", "1.", ".5", "1e", "-", "0x1",
                              "NaN", "Infinity", "True", "nul", "nulll", "\"a", "\"\\x\"", "\"\\u12\"",
                              "\"\\u12g4\"", "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"a\nb\"",
                              "\"a\tb\"", "[1 2]", "{\"a\" 1}", "[,1]", "{\"a\":1 \"b\":2}", "\f1",
                              "\xC2\xA0"
                              "1");
    INFO(printable(bad));
    CHECK(refuses(json, bad));
}

TEST_CASE("json: numbers as RFC 8259 has them") {
    CHECK(rows_of(json, "[0,-0,10,1.5,1e5,1E-5,-1.25e+10,true]") ==
          Rows{"0 |0| =", "1 |-0| =", "2 |10| =", "3 |1.5| =", "4 |1e5| =", "5 |1E-5| =", "6 |-1.25e+10| =",
               "7 |true| ="});
}

TEST_CASE("json: byte order mark, CRLF, empty containers, other encodings") {
    CHECK(rows_of(json, "\xEF\xBB\xBF{\"a\":\"b\"}") == Rows{"a |b| ="});
    CHECK(entry_of(json, "\xEF\xBB\xBF{\"a\":\"b\"}", {"a"}) == "\"a\":\"b");
    CHECK(rows_of(json, "{\r\n\"a\":\r\n\"b\"\r\n}\r\n") == Rows{"a |b| ="});
    CHECK(rows_of(json, "{\"a\":{},\"b\":[],\"\":\"\"}") == Rows{" || ="});
    CHECK(refuses(json, "\xEF\xBB\xBF"));
    CHECK(refuses(json, "\xEF\xBB\xBF\xEF\xBB\xBF{}"));
    CHECK(refuses(json, "[\"\xFF\"]"));
    CHECK(refuses(json, "[\"\xE9\"]"));
    CHECK(refuses(json, std::string("{\0\"\0a\0", 6)));
}

TEST_CASE("json: nesting up to 200 is read, deeper is refused") {
    const auto nested = [](std::size_t depth) {
        return std::string(depth, '[') + "1" + std::string(depth, ']');
    };
    CHECK(parsed(json, nested(200)).scalars[0].path.size() == 200);
    CHECK(refuses(json, nested(201)));
}

TEST_CASE("json: more than 16 MiB is refused") {
    const std::size_t limit = std::size_t{16} << 20;
    CHECK_FALSE(refuses(json, "1" + std::string(limit - 1, '\n')));
    CHECK(refuses(json, "1" + std::string(limit, '\n')));
}

TEST_CASE("json: mutants do not crash it") {
    fuzz(json, package, "{}[]\",:\\u0e");
}

TEST_CASE("json: hostile content does not take long") {
    for (const auto* piece : {"[", "{\"a\":", "\"", "\\", "\"\\\\", "[]", "0", " ", "[\"a\",", "-"})
        check_is_quick(json, many_of(piece));
    check_is_quick(json, "[" + many_of("1,") + "1]");
    check_is_quick(json, "[\"" + many_of("\\\\") + "\"]");
    check_is_quick(json, "{" + numbered_lines(20000, "\"key", "\":1,") + "\"a\":1}");
    check_is_quick(json, std::string(199, '[') + many_of("1,") + "1" + std::string(199, ']'));
    check_is_quick(json, "{\"" + std::string(20000, 'k') + "\":[" + many_of("1,") + "1]}");
}
