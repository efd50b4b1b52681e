#include "base/regex.hpp"

#include "catch.hpp"

namespace bumpgate {

namespace {

bool matches(std::string_view pattern, std::string_view text) {
    const auto regex = Regex::compile(pattern);
    REQUIRE(regex);
    return regex->matches(text);
}

}  // namespace

TEST_CASE("regular expressions match whole texts") {
    CHECK(matches("a+", "aaa"));
    CHECK(!matches("a+", "aab"));
    CHECK(!matches("a+", "baa"));
    CHECK(!matches("a|ab", "abc"));
    CHECK(matches("a|ab", "ab"));
}

TEST_CASE("a stop is any byte, and a pattern's letters are bytes") {
    CHECK(matches("a.b", "a\nb"));
    CHECK(matches("a.b",
                  "a\xFF"
                  "b"));
    CHECK(matches("a.b", std::string_view("a\0b", 3)));
    CHECK(matches("\xC3\xBC+", "\xC3\xBC"));
}

TEST_CASE("malformed expressions are refused with the reason") {
    const auto regex = Regex::compile("a(b");
    REQUIRE(!regex);
    CHECK(regex.error().code == ErrorCode::policy);
    CHECK(regex.error().message.find("missing )") != std::string::npos);
    const auto hostile = Regex::compile(std::string_view("\0\n\x1B[2K(", 7));
    REQUIRE(!hostile);
    CHECK(hostile.error().message == "no regular expression: missing ]: [2K(");
    CHECK(Regex::compile(std::string_view("\0\n(", 3)).error().message ==
          "no regular expression: missing ): \\x00\\n(");
    CHECK(!Regex::compile("(?=a)b"));
    CHECK(!Regex::compile("(a)\\1"));
    CHECK(!Regex::compile("((a{100}){100}){100}"));
}

TEST_CASE("copies and moves keep the pattern") {
    auto first = *Regex::compile("a+");
    auto second = first;
    CHECK(second.pattern() == "a+");
    const auto third = std::move(first);
    CHECK(third.matches("aa"));
    second = third;
    CHECK(second.matches("aa"));
}

}  // namespace bumpgate
