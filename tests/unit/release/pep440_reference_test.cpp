#include <sys/wait.h>
#include <array>
#include <cstdio>
#include <string>

#include "base/text.hpp"
#include "catch.hpp"
#include "release/scheme.hpp"

// Random versions, compared with what Python's own implementation says about them.
namespace bumpgate::release {
namespace {

struct Output {
    int exit_code;
    std::string text;
};

Output run(const std::string& command) {
    auto* pipe = popen(command.c_str(), "r");
    if (pipe == nullptr) return {77, {}};
    std::string text;
    std::array<char, 4096> buffer{};
    for (std::size_t size = 0; (size = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
        text.append(buffer.data(), size);
    const int status = pclose(pipe);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 127, std::move(text)};
}

std::string order(const Scheme& scheme, std::string_view left, std::string_view right) {
    const auto a = scheme.parse(left);
    const auto b = scheme.parse(right);
    if (!a || !b) return "?";
    const auto result = scheme.compare(*a, *b);
    if (result < 0) return "<";
    return result > 0 ? ">" : "=";
}

std::string normal(const Scheme& scheme, std::string_view text) {
    const auto version = scheme.parse(text);
    return version ? scheme.normal_form(*version) : "-";
}

}  // namespace

TEST_CASE("pep440 agrees with Python's packaging on random versions") {
    const auto output =
        run("python3 '" BUMPGATE_SOURCE_DIR "/tests/support/reference_versions.py' 5000 2>&1");
    if (output.exit_code == 77 || output.exit_code == 127) {
        WARN("skipped: there is no Python, or it has no packaging");
        return;
    }
    REQUIRE(output.exit_code == 0);
    const auto& scheme = *find_scheme("pep440");
    std::size_t compared = 0;
    for (const auto line : split(output.text, '\n')) {
        const auto fields = split(line, '\t');
        if (fields.size() != 5) continue;
        ++compared;
        INFO("\"" << fields[0] << "\" and \"" << fields[1] << "\"");
        CHECK(order(scheme, fields[0], fields[1]) == fields[2]);
        CHECK(normal(scheme, fields[0]) == fields[3]);
        CHECK(normal(scheme, fields[1]) == fields[4]);
    }
    CHECK(compared == 5000);
}

}  // namespace bumpgate::release
