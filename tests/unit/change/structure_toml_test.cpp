#include "structure_fixture.hpp"

// TOML 1.0.
using namespace bumpgate;
using namespace bumpgate::change_test;

namespace {

constexpr auto toml = Format::toml;

constexpr std::string_view manifest = R"(# acme, 1.4.2
[project]
name = "acme-widgets"   # the name
version = '1.4.2'
"requires-python" = ">=3.9"
dependencies = [
    "requests>=2,<3",  # 1.4.2
    'acme-core == 1.4.2',
]
released = 2024-02-29T12:00:00Z
count = 1_000
ratio = 6.5
ok = true

[tool.poetry.dependencies]
acme-core = {version = "1.4.2", optional = true}
site."acme.com".x = "\u00e9 \"quoted\""
"é" = "naïve" # columns count code points
text = """
line "one" \
   joined"""
raw = '''C:\dir'''

[[package]]
name = "a"
version = "1.4.2"

[[package]]
name = "b"
version = "1.4.2"
)";

std::string frame(std::string_view content, const Scalar& scalar) {
    std::string quotes;
    if (scalar.is_string) {
        const char quote = content[scalar.begin - 1];
        const bool three = scalar.begin >= 3 && content.substr(scalar.begin - 3, 3) == std::string(3, quote);
        quotes.assign(three ? 3 : 1, quote);
    }
    return "v = " + quotes + raw_of(content, scalar) + quotes + "\n";
}

}  // namespace

TEST_CASE("toml: every scalar with its place, path and value") {
    CHECK(rows_of(toml, manifest) ==
          Rows{"project/name |acme-widgets| =", "project/version |1.4.2| =",
               "project/requires-python |>=3.9| =", "project/dependencies/0 |requests>=2,<3| =",
               "project/dependencies/1 |acme-core == 1.4.2| =", "project/released |2024-02-29T12:00:00Z| =",
               "project/count |1_000| =", "project/ratio |6.5| =", "project/ok |true| =",
               "tool/poetry/dependencies/acme-core/version |1.4.2| =",
               "tool/poetry/dependencies/acme-core/optional |true| =",
               R"(tool/poetry/dependencies/site/acme.com/x |\\u00e9 \\"quoted\\"| é "quoted")",
               "tool/poetry/dependencies/é |naïve| =",
               R"(tool/poetry/dependencies/text |\nline "one" \\\n   joined| line "one" joined)",
               R"(tool/poetry/dependencies/raw |C:\\dir| =)", "package/0/name |a| =",
               "package/0/version |1.4.2| =", "package/1/name |b| =", "package/1/version |1.4.2| ="});
    check_raw_decodes(toml, manifest, frame);
}

TEST_CASE("toml: strings are told from other scalars") {
    const auto document =
        parsed(toml, "a = \"1\"\nb = 1\nc = 1.4\nd = 1979-05-27\ne = 07:32:00\nf = inf\ng = ''\n");
    CHECK(scalar_at(document, {"a"}).is_string);
    CHECK(scalar_at(document, {"g"}).is_string);
    for (const char* key : {"b", "c", "d", "e", "f"}) CHECK_FALSE(scalar_at(document, {key}).is_string);
}

TEST_CASE("toml: an entry starts at its key, an element at its value") {
    CHECK(entry_of(toml, "\n \"version\" = '1.4.2'\n", {"version"}) == "\"version\" = '1.4.2");
    CHECK(entry_of(toml, "a = [ 1, \"x\" ]\n", {"a", "1"}) == "\"x");
    CHECK(entry_of(toml, "'é' = 1\na = {'é'=2,b = 3}\n", {"a", "b"}) == "b = 3");
}

TEST_CASE("toml: keys that say the same are refused") {
    CHECK(refuses(toml, "version = \"1.4.2\"\nversion = \"1.4.3\"\n"));
    CHECK(refuses(toml, "version = \"1.4.2\"\n\"version\" = \"1.4.3\"\n"));
    CHECK(refuses(toml, "version = \"1.4.2\"\n\"\\u0076ersion\" = \"1.4.3\"\n"));
    CHECK(refuses(toml, "[a]\nx = 1\n[a]\ny = 2\n"));
    CHECK(refuses(toml, "a.b = 1\na.b = 2\n"));
    CHECK(refuses(toml, "a = 1\na.b = 2\n"));
    CHECK(refuses(toml, "a = {x = 1, x = 2}\n"));
    CHECK_FALSE(refuses(toml, "[a]\nx = 1\n[b]\nx = 1\n"));
}

TEST_CASE("toml: what TOML does not allow is refused") {
    const auto bad = GENERATE(as<std::string>{}, "a", "a =", "= 1", "a = 1 b = 2", "a = \"x", "a = 'x\n'",
                              "a = [1", "a = {x = 1", "a = {\nx = 1}", "[a", "[a]]", "a = 01", "a = 1.",
                              "a = .5", "a = True", "a = \"\\q\"", "a = \"\\ud800\"", "a = 2023-02-30",
                              "a = \"\x01\"", "a = 1\rb = 2\n", "a = 1979-05-27T", "a b = 1", "{}");
    INFO(printable(bad));
    CHECK(refuses(toml, bad));
}

TEST_CASE("toml: byte order mark, CRLF, empty files, other encodings") {
    CHECK(rows_of(toml,
                  "\xEF\xBB\xBF"
                  "a = 'b'\n") == Rows{"a |b| ="});
    CHECK(entry_of(toml,
                   "\xEF\xBB\xBF"
                   "a = 'b'\n",
                   {"a"}) == "a = 'b");
    CHECK(rows_of(toml, "a = 'b'\r\n[t]\r\nc = \"\"\"\r\nd\r\n\"\"\"\r\n") ==
          Rows{"a |b| =", R"(t/c |\x0D\nd\x0D\n| d\n)"});
    CHECK(rows_of(toml, "").empty());
    CHECK(rows_of(toml, "# nothing\n[empty]\nx = {}\ny = []\n").empty());
    CHECK(refuses(toml, "a = '\xE9'\n"));
    CHECK(refuses(toml, std::string("a\0=\0001\0", 6)));
}

TEST_CASE("toml: places count bytes, whatever stands before them on the line") {
    const std::string content = "a = ['é', '😀', 'x', \"\xE2\x82\xAC 1.4.2\", 'y'] # ü\nb = '1.4.2'\n";
    CHECK(rows_of(toml, content) ==
          Rows{"a/0 |é| =", "a/1 |😀| =", "a/2 |x| =", "a/3 |€ 1.4.2| =", "a/4 |y| =", "b |1.4.2| ="});
}

TEST_CASE("toml: deep nesting is refused") {
    const auto nested = [](std::size_t depth) {
        return "a = " + std::string(depth, '[') + "1" + std::string(depth, ']') + "\n";
    };
    CHECK(parsed(toml, nested(100)).scalars[0].path.size() == 101);
    CHECK(refuses(toml, nested(201)));
    std::string dotted = "a";
    for (int i = 0; i < 250; ++i) dotted += ".a";
    CHECK(refuses(toml, dotted + " = 1\n"));
    CHECK(refuses(toml, "[" + dotted + "]\nx = 1\n"));
}

TEST_CASE("toml: mutants do not crash it") {
    fuzz(toml, manifest, "[]{}\"'=.#\\\n,", 500);
}

TEST_CASE("toml: hostile content does not take long") {
    for (const auto* piece :
         {"[", "a.", "\"", "'", "\\", "{a=", "=", "\n", "[a]\n", "#", "a=[\n", "[[a]]\n", "[a.b]\n\"\\\\\"."})
        check_is_quick(toml, many_of(piece));
    check_is_quick(toml, "a = [" + numbered_lines(12000, "", ",") + "]\n");
    check_is_quick(toml, "a = \"" + many_of("\\\\") + "\"\n");
    check_is_quick(toml, "a = '" + many_of("é") + "'\n");
    check_is_quick(toml, numbered_lines(18000, "key", " = 1\n"));
    check_is_quick(toml, numbered_lines(12000, "[[t]]\nkey", " = 1\n"));
}

TEST_CASE("toml: what toml++ takes for impossible refuses the file, in every build") {
    for (const auto* text :
         {"a = {\x01", "a = { \x01", "a = {b\x01", "a = 1 é\n", "a é = 1\n", "[aé é]\n", "a = [1 é]\n"}) {
        INFO(printable(text));
        CHECK(refuses(toml, text));
    }
}
