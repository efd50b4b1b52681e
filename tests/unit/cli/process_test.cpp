#include "cli/process.hpp"

#include "catch.hpp"
#include "cli/help.hpp"
#include "cli/terminal.hpp"

using namespace bumpgate;
using namespace bumpgate::cli;

TEST_CASE("a program's exit code, or 128 and the signal") {
    CHECK(run_program({"true"}) == 0);
    CHECK(run_program({"sh", "-c", "exit 7"}) == 7);
    CHECK(run_program({"sh", "-c", "kill -TERM $$"}) == 143);
    CHECK(run_program({"test", "a b", "=", "a b"}) == 0);
    CHECK(run_program({"test", "*", "=", "$HOME"}) == 1);
    const auto missing = run_program({"no-such-program-of-bumpgate"});
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == ErrorCode::io);
}

TEST_CASE("locales that can show UTF-8") {
    for (const auto* name : {"de_DE.UTF-8", "C.utf8", "C.UTF-8", "tr_TR.utf-8@euro"})
        CHECK(is_utf8_locale(name));
    for (const auto* name : {"", "C", "POSIX", "de_DE.ISO-8859-1", "UTF"}) CHECK_FALSE(is_utf8_locale(name));
}

TEST_CASE("a file's look does not depend on the terminal") {
    CHECK_FALSE(style_for_file(false, false).colour);
    CHECK(style_for_file(false, false).unicode);
    CHECK_FALSE(style_for_file(true, false).unicode);
}

TEST_CASE("help is wrapped between words") {
    CHECK(wrapped("one two three", 7) == "one two\nthree");
    CHECK(wrapped("one two three", 100) == "one two three");
    CHECK(wrapped("a-very-long-word b", 4) == "a-very-long-word\nb");
    CHECK(wrapped("head\nitem goes on", 9) == "head\nitem goes\n  on");
    CHECK(wrapped("", 4).empty());
}

TEST_CASE("amounts are shown as --limit takes them") {
    CHECK(amount(250) == "250");
    CHECK(amount(4096) == "4K");
    CHECK(amount(std::uint64_t{8} << 30) == "8G");
    CHECK(amount(std::uint64_t{1} << 40) == "1024G");
    CHECK(amount(0) == "0");
    CHECK(amount(1'000'000) == "1000000");
}
