#include "base/glob.hpp"

#include <array>
#include <random>

#include "base/text.hpp"
#include "catch.hpp"

namespace bumpgate {

namespace {

using namespace std::string_view_literals;

bool matches(std::string_view pattern, std::string_view path) {
    const auto glob = Glob::compile(pattern);
    CAPTURE(pattern, path);
    REQUIRE(glob);
    return glob->matches(path);
}

struct Row {
    std::string_view pattern;
    std::string_view path;
    bool expected;
};

/// The same semantics by brute force, for patterns of letters, "*", "**" and "!".
bool slow_name(std::string_view pattern, std::string_view text) {
    if (pattern.empty()) return text.empty();
    if (pattern[0] != '*')
        return !text.empty() && text[0] == pattern[0] && slow_name(pattern.substr(1), text.substr(1));
    return slow_name(pattern.substr(1), text) || (!text.empty() && slow_name(pattern, text.substr(1)));
}

using Parts = std::span<const std::string_view>;

bool slow_parts(Parts pattern, Parts path) {
    if (pattern.empty()) return path.empty();
    const auto is_border = [](Parts parts) { return parts.size() > 1 && parts.front().ends_with('!'); };
    if (pattern.front() == "**" && pattern.size() == 1) {
        return path.size() == 1 ||
               (!path.empty() && !is_border(path) && slow_parts(pattern, path.subspan(1)));
    }
    if (pattern.front() == "**") {
        return slow_parts(pattern.subspan(1), path) ||
               (!path.empty() && !is_border(path) && slow_parts(pattern, path.subspan(1)));
    }
    if (path.empty() || !slow_name(pattern.front(), path.front())) return false;
    if (is_border(path) && !is_border(pattern)) return false;
    return slow_parts(pattern.subspan(1), path.subspan(1));
}

bool slow_glob(std::string_view pattern, std::string_view path) {
    const auto parts = split(path, '/');
    const auto wanted = split(pattern, '/');
    const bool nested = path.find("!/") != std::string_view::npos;
    if (wanted.size() == 1) return !nested && slow_name(pattern, parts.back());
    if (wanted.front() != "**!") return slow_parts(wanted, parts);
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
        if (parts[i].ends_with('!') && slow_parts(Parts(wanted).subspan(1), Parts(parts).subspan(i + 1)))
            return true;
    }
    return false;
}

std::string random_text(std::mt19937& random, std::span<const std::string_view> parts) {
    std::string text;
    for (auto count = 1 + random() % 5; count > 0; --count) {
        if (!text.empty()) text += '/';
        text += parts[random() % parts.size()];
    }
    return text;
}

}  // namespace

TEST_CASE("globs follow gitignore") {
    const auto rows = std::to_array<Row>({
        // without a slash: the last component at any depth
        {"*.py", "a.py", true},
        {"*.py", "a/b/c.py", true},
        {"*.py", ".py", true},
        {"*.py", "a.py/b", false},
        {"*.py", "a.pyc", false},
        {"README", "README", true},
        {"README", "docs/README", true},
        {"README", "readme", false},
        {"README", "README/x", false},
        {"*", "a/.hidden", true},
        {"**", "a/b", true},
        {"**.py", "a/b.py", true},
        // a slash at the start or in the middle anchors
        {"/README", "README", true},
        {"/README", "docs/README", false},
        {"/*", "a", true},
        {"/*", "a/b", false},
        {"a/b", "a/b", true},
        {"a/b", "x/a/b", false},
        {"a/b", "a/b/c", false},
        {"/a/b", "a/b", true},
        {"a/*", "a/b", true},
        {"a/*", "a/b/c", false},
        {"*/b", "a/b", true},
        {"*/b", "b", false},
        {"a*b/c", "a/b/c", false},
        {"a?b", "a/b", false},
        {"a[!x]b", "a/b", false},
        // two stars as a whole component
        {"**/b", "b", true},
        {"**/b", "a/a/b", true},
        {"**/b", "a/xb", false},
        {"**/a/b", "x/a/b", true},
        {"a/**", "a/b", true},
        {"a/**", "a/b/c", true},
        {"a/**", "a", false},
        {"a/**", "ab/c", false},
        {"/**", "a/b/c", true},
        {"a/**/b", "a/b", true},
        {"a/**/b", "a/x/y/b", true},
        {"a/**/b", "a/x/y/bb", false},
        {"a/**/*.py", "a/c.py", true},
        {"**/a/**/b/**", "x/a/y/b/z", true},
        {"**/a/**/b/**", "x/a/y/b", false},
        {"a/**b", "a/xb", true},
        {"a/**b", "a/x/b", false},
        {"a**/b", "ax/b", true},
        {"a**/b", "a/x/b", false},
        // single characters, classes, escapes
        {"?.c", "a.c", true},
        {"?.c", ".c", false},
        {"?.c", "é.c", false},
        {"??.c", "é.c", true},
        {"[abc].c", "b.c", true},
        {"[abc].c", "d.c", false},
        {"[a-c]x", "bx", true},
        {"[a-c]x", "dx", false},
        {"[!a-c]x", "dx", true},
        {"[!a-c]x", "bx", false},
        {"[^a-c]x", "dx", true},
        {"[^a-c]x", "bx", false},
        {"[]a]", "]", true},
        {"[!]a]", "]", false},
        {"[!]a]", "b", true},
        {"[a-]", "-", true},
        {"[\\]]", "]", true},
        {"[\\a-\\c]", "b", true},
        {"[+--]", ",", true},
        {"[[:digit:]x]", "7", true},
        {"[[:digit:]x]", "x", true},
        {"[[:digit:]x]", "d", false},
        {"[![:upper:]]", "A", false},
        {"\\*", "*", true},
        {"\\*", "a", false},
        {"\\!a", "!a", true},
        {"\\[a]", "[a]", true},
        {"\\\\", "\\", true},
        {"#a", "#a", true},
        {"a b ", "a b ", true},
    });
    for (const auto& row : rows) {
        CAPTURE(row.pattern, row.path);
        CHECK(matches(row.pattern, row.path) == row.expected);
    }
}

TEST_CASE("globs are byte-wise") {
    CHECK(matches("[\x80-\xFF]", "\xE9"));
    CHECK_FALSE(matches("[a-\xFF]", "A"));
    CHECK(matches("a?", "a\0"sv));
    CHECK(matches("*", "a\n\xFF"));
}

TEST_CASE("only a pattern that says so reaches into a nested archive") {
    const auto rows = std::to_array<Row>({
        {"*", "a.whl!/b", false},
        {"b", "a.whl!/b", false},
        {"**", "a.whl!/b", false},
        {"/**", "a.whl!/b", false},
        {"**/b", "a.whl!/b", false},
        {"**/*.whl/**", "x/a.whl!/b", false},
        {"*/b", "a.whl!/b", false},
        {"*!?b", "a.whl!/b", false},
        {"a.whl!/b", "a.whl!/b", true},
        {"a.whl\\!/b", "a.whl!/b", true},
        {"*.whl!/b", "a.whl!/b", true},
        {"*.whl!/b", "x/a.whl!/b", false},
        {"**/*.whl!/b", "x/a.whl!/b", true},
        {"**/*.whl!/b", "x/a.zip!/b", false},
        {"*.whl!/*", "a.whl!/b/c", false},
        {"*.whl!/**", "a.whl!/b/c", true},
        {"*.whl!/**", "a.whl!/b.zip!/c", false},
        {"*.whl!/*.zip!/c", "a.whl!/b.zip!/c", true},
        {"**!/**", "a.whl!/b", true},
        {"**!/**", "x/y/a.whl!/b/c", true},
        {"**!/**", "x/a.whl!/y/b.zip!/c", true},
        {"**!/**", "x/y", false},
        {"**!/**", "x/y!", false},
        {"**!/*.py", "x/a.whl!/b.py", true},
        {"**!/*.py", "x/a.whl!/y/b.py", false},
        {"**!/*.py", "x/a.whl!/b.zip!/c.py", true},
        {"**!/**/*.py", "x/a.whl!/y/b.py", true},
        {"**!/a/**/b", "x!/a/y!/a/z/b", true},
        {"**!/x.whl!/b", "a.zip!/x.whl!/b", true},
        {"**!/x.whl!/b", "x.whl!/b", false},
        {"wow!", "a/wow!", true},
        {"**/wow!", "a/wow!", true},
        {"a/**", "a/wow!", true},
    });
    for (const auto& row : rows) {
        CAPTURE(row.pattern, row.path);
        CHECK(matches(row.pattern, row.path) == row.expected);
    }
}

TEST_CASE("the matcher agrees with brute force") {
    std::mt19937 random(7);
    const auto wanted =
        std::to_array<std::string_view>({"a", "b", "**", "**", "*", "*!", "a!", "**!", "a*b", "*a*"});
    const auto present = std::to_array<std::string_view>({"a", "b", "a!", "b!", "ab", "ba", "aab"});
    int hits = 0;
    for (int round = 0; round < 40'000; ++round) {
        const auto pattern = random_text(random, wanted);
        const auto path = random_text(random, present);
        const bool expected = slow_glob(pattern, path);
        hits += expected ? 1 : 0;
        if (matches(pattern, path) != expected)
            FAIL_CHECK(pattern << " on " << path << " is not " << expected);
    }
    CHECK(hits > 1000);
}

TEST_CASE("no pattern takes exponential time") {
    const std::string long_name(20'000, 'a');
    CHECK_FALSE(matches("a*a*a*a*a*a*a*a*a*a*a*a*b", long_name));
    std::string deep = "a";
    for (int i = 0; i < 5000; ++i) deep += "/a";
    CHECK_FALSE(matches("**/a/**/a/**/a/**/a/**/a/**/a/**/b", deep));
    std::string nested = "a";
    for (int i = 0; i < 2000; ++i) nested += "!/a";
    CHECK_FALSE(matches("**!/**/a/**/*!/*!/**/b", nested));
}

TEST_CASE("malformed globs are refused with the reason") {
    const auto rows = std::to_array<std::pair<std::string_view, std::string_view>>({
        {"", "empty"},
        {"/", "empty"},
        {"docs/", "ends in"},
        {"**/", "ends in"},
        {"//", "ends in"},
        {"a//b", "empty component"},
        {"//a", "empty component"},
        {"[", "not closed"},
        {"[a", "not closed"},
        {"[]", "not closed"},
        {"[!]", "not closed"},
        {"[a-", "not closed"},
        {"[a\\", "not closed"},
        {"a/[b/c]", "not closed"},
        {"[z-a]", "runs backwards"},
        {"[[:nonsense:]]", "not closed"},
        {"a\\", "backslash"},
        {"a\\/b", "backslash"},
        {"!a", "starts with"},
    });
    for (const auto& [pattern, reason] : rows) {
        CAPTURE(pattern, reason);
        const auto glob = Glob::compile(pattern);
        REQUIRE_FALSE(glob);
        CHECK(glob.error().code == ErrorCode::policy);
        CHECK(glob.error().message.find(reason) != std::string::npos);
    }
}

TEST_CASE("a glob keeps the pattern as it was written") {
    CHECK(Glob::compile("/a/*")->pattern() == "/a/*");
}

TEST_CASE("in a list of globs the last one that matches decides") {
    const auto list = GlobList::compile({"*.py", "!test_*.py", "/test_me.py"});
    REQUIRE(list);
    CHECK(list->matches("a/b.py"));
    CHECK_FALSE(list->matches("a/test_b.py"));
    CHECK(list->matches("test_me.py"));
    CHECK_FALSE(list->matches("a/test_me.py"));
    CHECK_FALSE(list->matches("a.txt"));
    CHECK(list->patterns() == std::vector<std::string>{"*.py", "!test_*.py", "/test_me.py"});
    CHECK_FALSE(list->empty());
}

TEST_CASE("an empty list of globs, or one that only takes back, matches nothing") {
    CHECK(GlobList::compile({})->empty());
    CHECK_FALSE(GlobList::compile({})->matches("a"));
    CHECK_FALSE(GlobList::compile({"!a"})->matches("b"));
}

TEST_CASE("a list with one malformed glob is refused") {
    for (const auto* bad : {"", "!", "!!a", "!a/", "["}) {
        CAPTURE(bad);
        CHECK_FALSE(GlobList::compile({"a", bad}));
    }
}

TEST_CASE("names match over slashes") {
    CHECK(name_matches("backend.ai-*", "backend.ai-client"));
    CHECK_FALSE(name_matches("backend.ai-*", "backendxai-client"));
    CHECK(name_matches("@scope/*", "@scope/a/b"));
    CHECK(name_matches("*", "@scope/a"));
    CHECK(name_matches("@*", "@scope/a"));
    CHECK_FALSE(name_matches("a", "ab"));
    CHECK_FALSE(name_matches("a", "A"));
    CHECK_FALSE(name_matches("", "a"));
    CHECK(name_matches("[ab]?", "b1"));
    CHECK_FALSE(name_matches("[a", "[a"));
    CHECK_FALSE(name_matches("a\\", "a\\"));
}

}  // namespace bumpgate
