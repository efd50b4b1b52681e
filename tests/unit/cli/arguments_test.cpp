#include "cli/arguments.hpp"

#include <set>
#include <string>
#include <vector>

#include "catch.hpp"

using namespace bumpgate;
using namespace bumpgate::cli;

namespace {

Result<Arguments> parse(const std::vector<const char*>& words) {
    return parse_arguments(words);
}

Options options_of(const std::vector<const char*>& words) {
    auto arguments = parse(words);
    REQUIRE(arguments);
    REQUIRE(arguments->command != nullptr);
    return arguments->options;
}

Error error_of(const std::vector<const char*>& words) {
    auto arguments = parse(words);
    REQUIRE_FALSE(arguments);
    return arguments.error();
}

}  // namespace

TEST_CASE("every command has a name of its own, a summary and what it does") {
    std::set<std::string_view> names;
    for (const auto& command : commands()) {
        CHECK(names.insert(command.name).second);
        CHECK_FALSE(command.summary.empty());
        CHECK(command.declare != nullptr);
        CHECK(command.run != nullptr);
        CHECK(find_command(command.name) == &command);
    }
    CHECK(find_command("chec") == nullptr);
}

TEST_CASE("check takes two paths and flags before, between and after them") {
    const auto options =
        options_of({"check", "-p", "npm", "old", "--name", "acme", "new", "-o", "json", "-vv"});
    CHECK(options.request.old_path == "old");
    CHECK(options.request.new_path == "new");
    CHECK(options.request.policies == std::vector<std::string>{"npm"});
    CHECK(options.request.overrides.name == "acme");
    CHECK(options.outputs == std::vector<std::string>{"json"});
    CHECK(options.verbose == 2);
    CHECK_FALSE(options.exit_zero);
}

TEST_CASE("a repeatable flag takes one word each time") {
    const auto options = options_of({"check", "-p", "a", "-p", "b", "old", "new"});
    CHECK(options.request.policies == std::vector<std::string>{"a", "b"});
    const auto last = options_of({"check", "-p", "a", "old", "new"});
    CHECK(last.request.old_path == "old");
}

TEST_CASE("words are taken as they are written") {
    CHECK(options_of({"check", "-p", "{}", "old", "new"}).request.policies == std::vector<std::string>{"{}"});
    CHECK(options_of({"check", "[a,b]", "%%"}).request.old_path == "[a,b]");
    CHECK(options_of({"check", "--name=a=b", "old", "new"}).request.overrides.name == "a=b");
}

TEST_CASE("an empty value is refused, not taken for none") {
    for (const char* flag : {"-p", "-o", "--name", "--old-version", "--new-version", "--scheme", "--limit"}) {
        INFO(flag);
        CHECK(error_of({"check", "old", "new", flag, ""}).code == ErrorCode::usage);
    }
    CHECK(error_of({"check", "", "new"}).code == ErrorCode::usage);
}

TEST_CASE("limits are set, and a wrong one is a usage error") {
    const auto options =
        options_of({"check", "old", "new", "--limit", "members=7", "--limit", "total-bytes=2K"});
    CHECK(options.limits.members == 7);
    CHECK(options.limits.total_bytes == 2048);
    CHECK(error_of({"check", "old", "new", "--limit", "nesting=51"}).code == ErrorCode::usage);
}

TEST_CASE("what stands behind -- of guard belongs to the command") {
    const auto guard =
        options_of({"guard", "a", "b", "--baseline", "old", "--", "twine", "--baseline", "x", "--", "-v"})
            .guard;
    CHECK(guard.files == std::vector<std::string>{"a", "b"});
    CHECK(guard.baseline == "old");
    CHECK(guard.command == std::vector<std::string>{"twine", "--baseline", "x", "--", "-v"});
}

TEST_CASE("policy has commands of its own") {
    CHECK(options_of({"policy", "list"}).policy.action == "list");
    const auto show = options_of({"policy", "show", "npm"}).policy;
    CHECK(show.action == "show");
    CHECK(show.reference == "npm");
    CHECK(options_of({"policy", "lint", "a", "b"}).policy.files == std::vector<std::string>{"a", "b"});
    CHECK(error_of({"policy"}).code == ErrorCode::usage);
    CHECK(error_of({"policy", "shwo"}).message.find("shwo") != std::string::npos);
}

TEST_CASE("help and version are text and no command") {
    for (const auto& words : {std::vector<const char*>{"--help"},
                              {"-h"},
                              {"check", "--help"},
                              {"policy", "show", "--help"},
                              {"--version"}}) {
        const auto arguments = parse(words);
        REQUIRE(arguments);
        CHECK(arguments->command == nullptr);
        CHECK_FALSE(arguments->text.empty());
    }
}

TEST_CASE("usage errors say where to look") {
    for (const auto& words : {std::vector<const char*>{},
                              {"check"},
                              {"check", "a"},
                              {"check", "a", "b", "c"},
                              {"check", "a", "b", "--no-such"},
                              {"--no-such"},
                              {"nothing"},
                              {"check", "a", "b", "--color", "blue"},
                              {"schema", "poem"},
                              {"guard", "a"}}) {
        const auto error = error_of(words);
        CHECK(error.code == ErrorCode::usage);
        CHECK_FALSE(error.hint.empty());
    }
}
