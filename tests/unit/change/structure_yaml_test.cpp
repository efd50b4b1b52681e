#include "structure_fixture.hpp"

// YAML 1.2, a strict part of it.
using namespace bumpgate;
using namespace bumpgate::change_test;

namespace {

constexpr auto yaml = Format::yaml;

constexpr std::string_view chart = R"(# acme 1.4.2
apiVersion: v2
name: acme-widgets
version: 1.4.2   # the chart
appVersion: "1.4.2"
'quoted key': 'it''s'
kubeVersion: ">= 1.20"
deprecated: false
replicas: 3
ratio: 1.5
nothing: ~
empty:
plain text: two words
  on two lines
escaped: "a\tb \u00e9 \
  c"
dependencies:
- name: redis
  version: 17.1.0
- name: acme-core
  version: 1.4.2
  tags: [a, "b, c", d]
map: {x: 1, "y": z}
description: |
  One
  two
folded: >-
  three
  four
after: é 1.4.2
)";

std::string frame(std::string_view content, const Scalar& scalar) {
    const char before = scalar.begin > 0 ? content[scalar.begin - 1] : '\n';
    const std::string quote = before == '"' || before == '\'' ? std::string(1, before) : std::string();
    return "- " + quote + raw_of(content, scalar) + quote + "\n";
}

}  // namespace

TEST_CASE("yaml: every scalar with its place, path and value") {
    CHECK(rows_of(yaml, chart) == Rows{"apiVersion |v2| =",
                                       "name |acme-widgets| =",
                                       "version |1.4.2| =",
                                       "appVersion |1.4.2| =",
                                       "quoted key |it''s| it's",
                                       "kubeVersion |>= 1.20| =",
                                       "deprecated |false| =",
                                       "replicas |3| =",
                                       "ratio |1.5| =",
                                       R"(plain text |two words\n  on two lines| two words on two lines)",
                                       R"(escaped |a\\tb \\u00e9 \\\n  c| a\tb é c)",
                                       "dependencies/0/name |redis| =",
                                       "dependencies/0/version |17.1.0| =",
                                       "dependencies/1/name |acme-core| =",
                                       "dependencies/1/version |1.4.2| =",
                                       "dependencies/1/tags/0 |a| =",
                                       "dependencies/1/tags/1 |b, c| =",
                                       "dependencies/1/tags/2 |d| =",
                                       "map/x |1| =",
                                       "map/y |z| =",
                                       R"(description |One\n  two| One\ntwo\n)",
                                       R"(folded |three\n  four| three four)",
                                       "after |é 1.4.2| ="});
}

TEST_CASE("yaml: a raw value alone says the same") {
    std::string flow;  // block scalars stand for themselves only with their indent
    for (const auto line : split_lines(chart)) {
        if (line.starts_with("description")) break;
        flow += line;
    }
    check_raw_decodes(yaml, flow, frame);
}

TEST_CASE("yaml: strings are told from other scalars") {
    const auto document = parsed(
        yaml, "a: '1'\nb: 1\nc: 1.4\nd: 2024-02-29\ne: 1.4.2\nf: true\ng: v1\nh: \"true\"\ni: 1.0a1\n");
    for (const char* key : {"a", "e", "g", "h", "i"}) {
        INFO(key);
        CHECK(scalar_at(document, {key}).is_string);
    }
    for (const char* key : {"b", "c", "d", "f"}) {
        INFO(key);
        CHECK_FALSE(scalar_at(document, {key}).is_string);
    }
}

TEST_CASE("yaml: an entry starts at its key, an element at its value") {
    CHECK(entry_of(yaml, "a:\n  'version' : 1.4.2\n", {"a", "version"}) == "'version' : 1.4.2");
    CHECK(entry_of(yaml, "- 'a'\n- b\n", {"0"}) == "'a");
    CHECK(entry_of(yaml, "- 'a'\n- b\n", {"1"}) == "b");
}

TEST_CASE("yaml: keys that say the same, merges and keys that are no text are refused") {
    CHECK(refuses(yaml, "version: 1.4.2\nversion: 1.4.3\n"));
    CHECK(refuses(yaml, "version: 1.4.2\n\"version\": 1.4.3\n"));
    CHECK(refuses(yaml, "version: 1.4.2\n\"\\x76ersion\": 1.4.3\n"));
    CHECK(refuses(yaml, "a: {x: 1, x: 2}\n"));
    CHECK(refuses(yaml, "<<: {a: 1}\n"));
    CHECK(refuses(yaml, "[a]: 1\n"));
    CHECK(refuses(yaml, "? {a: 1}\n: 2\n"));
    CHECK(refuses(yaml, "~: 1\n"));
    CHECK_FALSE(refuses(yaml, "a: {x: 1}\nb: {x: 1}\n"));
}

TEST_CASE("yaml: aliases, several documents and bad syntax are refused") {
    const auto bad = GENERATE(as<std::string>{}, "a: &x 1\nb: *x\n", "a: 1\n---\nb: 2\n",
                              "---\na: 1\n...\n---\nb: 2\n", "[a", "{a: 1", "a: [1\n", "a: 'x\n", "a: \"x\n",
                              "a: \"\\q\"\n", "a: b: c\n", "a: 1\n b: 2\n", "\ta: 1\n", "a: @x\n",
                              "- a\nb: 1\n", "a: 1\rb: 2\n", "a: \x04\n", "%YAML 9\n");
    INFO(printable(bad));
    CHECK(refuses(yaml, bad));
}

TEST_CASE("yaml: one document may be marked as such") {
    CHECK(rows_of(yaml, "---\na: 1\n") == Rows{"a |1| ="});
    CHECK(rows_of(yaml, "--- 1.4.2\n") == Rows{" |1.4.2| ="});
    CHECK(rows_of(yaml, "---\na: !!str 1\nb: &x c\n") == Rows{"a |1| =", "b |c| ="});
}

TEST_CASE("yaml: byte order mark, CRLF, empty files, other encodings") {
    CHECK(rows_of(yaml,
                  "\xEF\xBB\xBF"
                  "a: b\n") == Rows{"a |b| ="});
    CHECK(entry_of(yaml,
                   "\xEF\xBB\xBF"
                   "a: b\n",
                   {"a"}) == "a: b");
    CHECK(rows_of(yaml, "a: b\r\nc: 'd'\r\ne:\r\n- f\r\n") == Rows{"a |b| =", "c |d| =", "e/0 |f| ="});
    CHECK(rows_of(yaml, "").empty());
    CHECK(rows_of(yaml, "# nothing\n").empty());
    CHECK(rows_of(yaml, "a: ''\nb: {}\nc: []\n") == Rows{"a || ="});
    CHECK(refuses(yaml, "a: \xE9\n"));
    CHECK(refuses(yaml, std::string("a\0:\0 \0", 6)));
}

TEST_CASE("yaml: places count bytes") {
    CHECK(rows_of(yaml, "é: ü 1.4.2\nа: ['😀', \"ñ\", 1.4.2]\n") ==
          Rows{"é |ü 1.4.2| =", "а/0 |😀| =", "а/1 |ñ| =", "а/2 |1.4.2| ="});
}

TEST_CASE("yaml: deep nesting is refused") {
    const auto nested = [](std::size_t depth) {
        return std::string(depth, '[') + "1" + std::string(depth, ']') + "\n";
    };
    CHECK(parsed(yaml, nested(100)).scalars[0].path.size() == 100);
    CHECK(refuses(yaml, nested(201)));
}

TEST_CASE("yaml: mutants do not crash it") {
    fuzz(yaml, chart, "[]{}:-?&*!|>'\"#%@ \n\\", 400);
}

TEST_CASE("yaml: hostile content does not take long") {
    for (const auto* piece :
         {"[", "{",  "- ",  "? ",   "a: ", "'",    "\"",  "\\", "!",     "&",      "*",  "|\n", ">",
          " ", "\n", "a\n", "\"\\", "[a,", "{a: ", "-\n", "%",  "---\n", "a: |\n", "''", ": ",  "!a "})
        check_is_quick(yaml, many_of(piece));
    check_is_quick(yaml, "a: [" + numbered_lines(12000, "", ",") + "]\n");
    check_is_quick(yaml, "a: \"" + many_of("\\\\") + "\"\n");
    check_is_quick(yaml, "a: |\n" + many_of(" x\n"));
    check_is_quick(yaml, numbered_lines(12000, "key", ": 1\n"));
}
