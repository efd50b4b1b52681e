#include "policy/yaml_flow.hpp"

#include <string>

#include "policies.hpp"

namespace bumpgate::policy_test {
namespace {

/// "OFFSET MESSAGE", or "ends at OFFSET".
std::string look(std::string_view text, std::size_t offset = 0, std::size_t depth = 64) {
    const auto [fault, end] = policy::look_over_flow(text, offset, depth);
    return fault ? std::to_string(fault->spot.offset) + " " + fault->message
                 : "ends at " + std::to_string(end);
}

std::string first(std::string_view text) {
    const auto fault = policy::first_flow_fault(text, 64);
    return fault ? std::to_string(fault->spot.offset) + " " + fault->message : "";
}

TEST_CASE("A collection that is closed ends behind its bracket") {
    CHECK(look("[]") == "ends at 2");
    CHECK(look("x: [a, {b: c}] # ]", 3) == "ends at 14");
    CHECK(look("[a]]") == "ends at 3");
    CHECK(look("['a]', \"b]\\\"]\", it's, c'd'] x") == "ends at 27");
    CHECK(look("['a''b]'] x") == "ends at 9");
    CHECK(look("[a # ]\n, b#c] x") == "ends at 13");
    CHECK(look("{\"a\":\"}\", b: '}'} x") == "ends at 17");
    CHECK(look("[what? 'tis, a':'b] x") == "ends at 19");
    CHECK(look("{? 'a]' : b} x") == "ends at 12");
    CHECK(look("{a:'}") == "ends at 5");  // a plain scalar: no blank behind the colon
}

TEST_CASE("What is not closed is told where it opens") {
    CHECK(look("[a") == "0 a \"[\" that is not closed");
    CHECK(look("[a, {b: c]") == "9 a \"]\" where \"}\" belongs");
    CHECK(look("{a: [b}") == "6 a \"}\" where \"]\" belongs");
    CHECK(look("[a, \"b]\n") == "4 a quote that is not closed");
    CHECK(look("[a, 'b'']\n") == "4 a quote that is not closed");
    CHECK(look("[ # ]") == "0 a \"[\" that is not closed");
    CHECK(look("[[[]]]", 0, 2) == "2 nested too deeply");
    CHECK(look("[[[]]]", 0, 3) == "ends at 6");
}

TEST_CASE("The first fault of a text is found in block style, too") {
    CHECK(first("a: b\nc: [d, e]\n").empty());
    CHECK(first("a: b\nc: [d, e\nf: g\n") == "8 a \"[\" that is not closed");
    CHECK(first("- - [a\n") == "4 a \"[\" that is not closed");
    CHECK(first("a: 'b\n") == "3 a quote that is not closed");
    CHECK(first("\"a: b\n") == "0 a quote that is not closed");
    CHECK(first("a: it's [not a list\n").empty());
    CHECK(first("a: b # it's [a comment\n").empty());
    CHECK(first("# [\na: b\n").empty());
    CHECK(first("a: |\n  [ it's\n\n  \"\nb: {c\n") == "22 a \"{\" that is not closed");
    CHECK(first("a: >-\n [").empty());
    CHECK(first("").empty());
}

TEST_CASE("Looking for faults takes time in line with the text") {
    for (const std::string_view piece : {"[", "{a: ", "'", "\"", "- ", "a: |\n", "a: [] ", "# ", "x #"}) {
        std::string text;
        while (text.size() < 1'000'000) text += piece;
        (void)first(text);
        (void)look("[" + text);
    }
}

}  // namespace
}  // namespace bumpgate::policy_test
