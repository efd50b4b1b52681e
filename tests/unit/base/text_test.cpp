#include "base/text.hpp"

#include <array>
#include <random>

#include "catch.hpp"

namespace bumpgate {

namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;

/// A UTF-8 encoder of the test's own.
std::string utf8(char32_t c) {
    const auto byte = [](char32_t value) { return static_cast<char>(static_cast<unsigned char>(value)); };
    const auto tail = [&byte, c](unsigned shift) { return byte(0x80 | ((c >> shift) & 0x3F)); };
    if (c < 0x80) return {byte(c)};
    if (c < 0x800) return {byte(0xC0 | (c >> 6)), tail(0)};
    if (c < 0x10000) return {byte(0xE0 | (c >> 12)), tail(6), tail(0)};
    return {byte(0xF0 | (c >> 18)), tail(12), tail(6), tail(0)};
}

bool is_surrogate(char32_t c) {
    return c >= 0xD800 && c <= 0xDFFF;
}

/// The bytes that `printable` was given.
std::string unescaped(std::string_view text) {
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            bytes += text[i];
            continue;
        }
        const char kind = text[++i];
        if (kind == 'n') bytes += '\n';
        if (kind == 't') bytes += '\t';
        if (kind == '\\') bytes += '\\';
        if (kind == 'x') {
            bytes += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
            i += 2;
        }
        if (kind == 'u') {
            const auto end = text.find('}', i);
            const auto digits = std::string(text.substr(i + 2, end - i - 2));
            bytes += utf8(static_cast<char32_t>(std::stoul(digits, nullptr, 16)));
            i = end;
        }
    }
    return bytes;
}

constexpr std::array words = std::to_array<std::string_view>({"members", "member-bytes", "nesting", "ratio"});

}  // namespace

TEST_CASE("character classes are ASCII only") {
    for (int value = 0; value < 256; ++value) {
        const char c = static_cast<char>(value);
        CHECK(is_digit(c) == ("0123456789"sv.find(c) != std::string_view::npos));
        CHECK(is_space(c) == (" \t\n\r\f\v"sv.find(c) != std::string_view::npos));
        CHECK(is_blank(c) == (" \t"sv.find(c) != std::string_view::npos));
        CHECK((to_lower(c) != c) == is_upper(c));
        if (value >= 0x80) CHECK_FALSE(is_alnum(c));
    }
    CHECK(to_lower("ÄBC-Z_9") == "Äbc-z_9");
}

TEST_CASE("trim takes white space off both ends") {
    CHECK(trim(" \t\r\n a b \v\f") == "a b");
    CHECK(trim(" \n ") == "");
    CHECK(trim("") == "");
    CHECK(trim("\u00A0a") == "\u00A0a");
}

TEST_CASE("split keeps empty pieces") {
    using Pieces = std::vector<std::string_view>;
    CHECK(split("a,,b", ',') == Pieces{"a", "", "b"});
    CHECK(split("", ',') == Pieces{""});
    CHECK(split(",", ',') == Pieces{"", ""});
    CHECK(split("a\0b"sv, '\0') == Pieces{"a", "b"});
}

TEST_CASE("split_lines loses no byte") {
    using Lines = std::vector<std::string_view>;
    CHECK(split_lines("a\r\nb\n\nc") == Lines{"a\r\n", "b\n", "\n", "c"});
    CHECK(split_lines("a\n") == Lines{"a\n"});
    CHECK(split_lines("a\rb") == Lines{"a\rb"});
    CHECK(split_lines("").empty());
}

TEST_CASE("join puts the separator between parts only") {
    CHECK(join(std::vector<std::string>{"a", "", "b"}, ", ") == "a, , b");
    CHECK(join(std::vector<std::string_view>{"a"}, ", ") == "a");
    CHECK(join(std::vector<std::string>{}, ", ") == "");
}

TEST_CASE("replace_all does not look at what it put in") {
    CHECK(replace_all("aXbXc", "X", "XX") == "aXXbXXc");
    CHECK(replace_all("aaa", "aa", "b") == "ba");
    CHECK(replace_all("abc", "abc", "") == "");
    CHECK(replace_all("abc", "", "x") == "abc");
    CHECK(replace_all("", "a", "b") == "");
}

TEST_CASE("UTF-8 of every code point is accepted and decoded") {
    for (char32_t c = 0; c <= 0x10FFFF; ++c) {
        if (is_surrogate(c)) continue;
        const auto bytes = utf8(c);
        const auto decoded = decode_utf8(bytes, 0);
        const bool right =
            is_utf8(bytes) && decoded && decoded->value == c && decoded->length == bytes.size();
        if (!right) FAIL_CHECK("code point " << static_cast<std::uint32_t>(c));
    }
}

TEST_CASE("every cut and every longer form of UTF-8 is refused") {
    for (const char32_t c : {U'é', U'€', U'\U0001F600'}) {
        const auto bytes = utf8(c);
        for (std::size_t length = 1; length < bytes.size(); ++length) {
            CHECK_FALSE(is_utf8(bytes.substr(0, length)));
            CHECK_FALSE(is_utf8(bytes.substr(0, length) + "aaaa"));
            CHECK_FALSE(decode_utf8(bytes.substr(0, length), 0));
            CHECK_FALSE(decode_utf8(bytes, length));
        }
    }
    for (const auto bad :
         {"\x80"sv, "\xBF"sv, "\xC0\x80"sv, "\xC1\xBF"sv, "\xE0\x80\x80"sv, "\xE0\x9F\xBF"sv,
          "\xF0\x80\x80\x80"sv, "\xF0\x8F\xBF\xBF"sv, "\xED\xA0\x80"sv, "\xED\xBF\xBF"sv,
          "\xF4\x90\x80\x80"sv, "\xF5\x80\x80\x80"sv, "\xFE"sv, "\xFF"sv, "\xF8\x88\x80\x80\x80"sv}) {
        CAPTURE(bad);
        CHECK_FALSE(is_utf8(bad));
        CHECK_FALSE(decode_utf8(bad, 0));
    }
    CHECK_FALSE(decode_utf8("", 0));
    CHECK_FALSE(decode_utf8("a", 1));
}

TEST_CASE("an invalid byte is found wherever it stands among ASCII") {
    for (std::size_t size = 1; size < 40; ++size) {
        std::string bytes(size, 'a');
        CHECK(is_utf8(bytes));
        for (auto& c : bytes) {
            c = '\xFF';
            CHECK_FALSE(is_utf8(bytes));
            c = '\0';
            CHECK(is_utf8(bytes));
            CHECK_FALSE(is_text(bytes));
            c = 'a';
        }
    }
}

TEST_CASE("text is UTF-8 without NUL, or what a byte order mark calls text") {
    CHECK(is_text(""));
    CHECK(is_text("plain\n"));
    CHECK(is_text("größer"));
    CHECK(is_text("\x1B[0m"));
    CHECK_FALSE(is_text("a\0b"sv));
    CHECK_FALSE(is_text("caf\xE9"));
    CHECK(is_text("\xEF\xBB\xBF caf\xE9"sv));
    CHECK_FALSE(is_text("\xEF\xBB\xBF a\0"sv));
    CHECK(
        is_text("\xFF\xFE"
                "a\0"sv));
    CHECK(is_text("\xFE\xFF\0a"sv));
    CHECK(is_text("\xFF\xFE\0\0a\0\0\0"sv));
    CHECK(is_text("\0\0\xFE\xFF\0\0\0a"sv));
    CHECK_FALSE(is_text("\0\0\xFE"sv));
    CHECK_FALSE(is_text("\xFF"sv));
}

TEST_CASE("what is not seen or misleads the eye is deceptive") {
    for (const char32_t c :
         std::to_array<char32_t>({0x00,   0x09,   0x0A,   0x1B,   0x7F,    0x80,    0x9B,   0xAD,   0x61C,
                                  0x200B, 0x200D, 0x200E, 0x2028, 0x2029,  0x202A,  0x202E, 0x2060, 0x2066,
                                  0x2069, 0x3164, 0xFE0F, 0xFEFF, 0xE0001, 0xE007F, 0xE0100})) {
        CAPTURE(static_cast<std::uint32_t>(c));
        CHECK(is_deceptive(c));
    }
    for (const char32_t c : std::to_array<char32_t>({0x20, 0x41, 0x7E, 0xA0, 0xAC, 0xAE, 0xE9, 0x2010, 0x2027,
                                                     0x202F, 0x4E2D, 0xFE10, 0xFFFD, 0x1F600, 0x10FFFF})) {
        CAPTURE(static_cast<std::uint32_t>(c));
        CHECK_FALSE(is_deceptive(c));
    }
}

TEST_CASE("printable escapes what must not be shown") {
    CHECK(printable("größer 中 😀") == "größer 中 😀");
    CHECK(printable("a\nb\tc\rd\\n\x1B\x7F\0"sv) == "a\\nb\\tc\\x0Dd\\\\n\\x1B\\x7F\\x00");
    CHECK(printable("\u0085\u202E\U000E0041") == "\\u{0085}\\u{202E}\\u{E0041}");
    CHECK(printable("a\xFF\xE2\x80") == "a\\xFF\\xE2\\x80");
    CHECK(printable("\xED\xA0\x80") == "\\xED\\xA0\\x80");
}

TEST_CASE("printable can be undone, is valid UTF-8, one line, and holds nothing deceptive") {
    std::mt19937 random(1);
    const auto pieces =
        std::to_array<std::string>({"\\", "x", "n", "0", "A", "u{202E}", "\n", "\0"s, "\xFF", "\xE2", "\x80",
                                    "\xAE", "é", "\u202E", "\U0001F600", "\xF0\x9F", "\u0085", "}"});
    for (int round = 0; round < 5000; ++round) {
        std::string bytes;
        for (auto count = random() % 12; count > 0; --count) bytes += pieces.at(random() % pieces.size());
        const auto shown = printable(bytes);
        REQUIRE(unescaped(shown) == bytes);
        for (std::size_t at = 0; at < shown.size();) {
            const auto c = decode_utf8(shown, at);
            REQUIRE(c);
            REQUIRE_FALSE(is_deceptive(c->value));
            at += c->length;
        }
    }
}

TEST_CASE("terminal_safe keeps lines and backslashes and disarms the rest") {
    CHECK(terminal_safe("a\n\tb \\x1B") == "a\n\tb \\x1B");
    CHECK(terminal_safe("a\x1B[1m\r\u202E\xFF\0"sv) == "a\\x1B[1m\\x0D\\u{202E}\\xFF\\x00");
}

TEST_CASE("an excerpt is cut between characters and says so") {
    CHECK(excerpt("short", 5) == "short");
    CHECK(excerpt("longer", 5) == "longe…");
    CHECK(excerpt("ééé", 5) == "éé…");
    CHECK(excerpt("abc\x1B", 5) == "abc…");
    CHECK(excerpt("abc\n", 5) == "abc\\n");
    CHECK(excerpt("abc\\", 4) == "abc…");
    CHECK(excerpt("", 0) == "");
    CHECK(excerpt("a", 0) == "…");
    CHECK(excerpt(std::string(50'000'000, 'a'), 10) == "aaaaaaaaaa…");
}

TEST_CASE("nearest finds the word that was meant") {
    CHECK(nearest("member", words) == "members");
    CHECK(nearest("memebrs", words) == "members");
    CHECK(nearest("MEMBERS", words) == "members");
    CHECK(nearest("member_byte", words) == "member-bytes");
    CHECK(nearest("ratoi", words) == "ratio");
    CHECK(nearest("nesting", words) == "nesting");
}

TEST_CASE("nearest counts a swap of neighbours as one edit") {
    CHECK(nearest("ba", std::to_array<std::string_view>({"ab"})) == "ab");
    CHECK(nearest("ab", std::to_array<std::string_view>({"xy"})) == "");
}

TEST_CASE("nearest prefers the closer candidate, then the earlier one") {
    CHECK(nearest("abcdef", std::to_array<std::string_view>({"abcdxx", "abcdex", "abcdey"})) == "abcdex");
}

TEST_CASE("nearest gives nothing when nothing is near") {
    CHECK(nearest("zzzzzzz", words) == "");
    CHECK(nearest("rat", words) == "");
    CHECK(nearest("", words) == "");
    CHECK(nearest("x", std::to_array<std::string_view>({"y", "xy"})) == "");
    CHECK(nearest("abc", {}) == "");
}

}  // namespace bumpgate
