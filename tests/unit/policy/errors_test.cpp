#include <cstdlib>
#include <fstream>
#include <iterator>
#include <vector>

#include "policies.hpp"
#include "wrong_policies.hpp"

// What is wrong with a policy is told with place, line, caret and remedy. All messages for the policies of
// wrong_policies.txt stand in tests/golden/policy-errors.txt. After a change that is meant, run
//     BUMPGATE_UPDATE_GOLDEN=1 unit_policy "[golden]"
// and read the difference before you commit it.
namespace bumpgate::policy_test {
namespace {

std::string all_messages() {
    std::string text;
    for (const auto& policy : wrong_policies())
        text += "=== " + policy.name + "\n" + refusal(policy.text) + "\n\n";
    return text;
}

bool starts_with_place(const std::string& message) {
    std::string_view rest = message;
    if (!rest.starts_with("mine.yaml:")) return false;
    rest.remove_prefix(10);
    const auto colon = rest.find(':');
    return colon != std::string_view::npos && is_digit(rest.front()) && is_digit(rest[colon + 1]);
}

}  // namespace

TEST_CASE("messages are what the golden file says", "[golden]") {
    const std::string path = BUMPGATE_SOURCE_DIR "/tests/golden/policy-errors.txt";
    const auto now = all_messages();
    if (std::getenv("BUMPGATE_UPDATE_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << now;
    CHECK(read_whole(path) == now);
}

TEST_CASE("every message has its place, the line and a caret, and is printable") {
    for (const auto& policy : wrong_policies()) {
        const auto message = refusal(policy.text);
        INFO(message);
        CHECK(starts_with_place(message));
        CHECK(split_lines(message).size() == 3);
        CHECK(has(split_lines(message).back(), " | "));
        CHECK(has(split_lines(message).back(), "^"));
        CHECK(terminal_safe(message) == message);
    }
}

TEST_CASE("the caret stands below what is wrong") {
    CHECK(refusal("version: 1\nrules:\n  - allow: [version]\n    file: [PKG-INFO]\n") ==
          "mine.yaml:4:5: unknown key \"file\"\n"
          "    4 |     file: [PKG-INFO]\n"
          "      |     ^~~~ did you mean \"files\"?");
}

TEST_CASE("a byte order mark is no part of the text, and columns do not count it") {
    CHECK(parsed("\xEF\xBB\xBFversion: 1\n").name == "mine");
    CHECK(has(refusal("\xEF\xBB\xBFvesion: 1\n"), "mine.yaml:1:1: unknown key \"vesion\""));
    CHECK(has(refusal("version: 1\n\xEF\xBB\xBFname: a\n"), "mine.yaml:2:1: "));
}

TEST_CASE("lines may end in CR LF") {
    const auto policy = parsed("version: 1\r\nname: a\r\nrules:\r\n  - allow: [text]\r\n");
    CHECK(policy.name == "a");
    CHECK(policy.rules.size() == 1);
    CHECK(has(refusal("version: 1\r\nnam: a\r\n"), "    2 | nam: a\n"));
}

TEST_CASE("bounds hold, and what is just below them loads") {
    const std::string start = "version: 1\n#";
    const std::string mebibyte = start + std::string((1U << 20U) - start.size(), 'x');
    CHECK(policy::parse(mebibyte, "mine.yaml", ""));
    CHECK(has(refusal(mebibyte + "x"), "mine.yaml:1:1: the file is too large"));

    const auto list = [](std::size_t count) {
        std::string text = "version: 1\nrelease:\n  siblings: [";
        for (std::size_t i = 0; i < count; ++i) text += (i == 0 ? "n" : ",n") + std::to_string(i);
        return text + "]\n";
    };
    CHECK(policy::parse(list(90'000), "mine.yaml", ""));
    CHECK(has(refusal(list(100'000)), "too many values"));

    const auto nested = [](std::size_t depth) {
        return "version: 1\nname: " + std::string(depth, '[') + std::string(depth, ']') + "\n";
    };
    CHECK(has(refusal(nested(63)), "name must be a string"));
    CHECK(has(refusal(nested(64)), "nested too deeply"));
    CHECK(has(refusal(nested(100'000)), "nested too deeply"));
}

TEST_CASE("words that YAML takes for something else are refused, and quoted ones are strings") {
    for (const std::string word : {"yes", "no", "on", "off", "y", "true", "~", "null", "010", "1", "1.0",
                                   "0x1F", "1e3", "190:20:30", ".5"}) {
        INFO(word);
        CHECK(has(refusal("version: 1\nname: " + word + "\n"), "quote it"));
        CHECK(parsed("version: 1\nname: \"" + word + "\"\n").name == word);
    }
    CHECK(parsed("version: 1\nname: 1.4.2\n").name == "1.4.2");
}

TEST_CASE("a policy that allows nothing loads") {
    const auto policy = parsed("version: 1\nrules: []\nprotect: []\nrequire: []\n");
    CHECK(policy.rules.empty());
}

}  // namespace bumpgate::policy_test
