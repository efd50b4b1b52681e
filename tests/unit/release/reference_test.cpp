#include <sys/wait.h>
#include <array>
#include <cstdio>
#include <string>

#include "base/text.hpp"
#include "catch.hpp"
#include "release/scheme.hpp"

// Random versions, compared with what the schemes' own implementations say about them: Python's packaging,
// npm's semver, Dpkg::Version, rpm, Gem::Version and Maven's ComparableVersion.
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

/// What the reference says of normal forms, where it says anything.
void check_normal(const Scheme& scheme, std::string_view text, std::string_view wanted) {
    if (!wanted.empty()) CHECK(normal(scheme, text) == wanted);
}

struct Reference {
    const char* scheme;
    bool tells_refused;  ///< "?" means that the scheme has no such version; else the reference cannot say
};

constexpr Reference references[] = {{"debian", true}, {"gem", true},    {"go", false},  {"maven", false},
                                    {"nuget", false}, {"pep440", true}, {"rpm", false}, {"semver", true}};

/// Equal versions have one normal form, others have two: for all schemes where the text is all there is to
/// order.
void check_one_form(const Scheme& scheme, std::string_view left, std::string_view right,
                    std::string_view said) {
    if (scheme.id == "gem" && said != "?")
        CHECK((normal(scheme, left) == normal(scheme, right)) == (said == "="));
}

void check_against(const Reference& reference) {
    const auto output = run("python3 '" BUMPGATE_SOURCE_DIR "/tests/support/reference_versions.py' " +
                            std::string(reference.scheme) + " 5000 2>&1");
    if (output.exit_code == 77 || output.exit_code == 127) {
        WARN("skipped: there is no reference for " << reference.scheme);
        return;
    }
    REQUIRE(output.exit_code == 0);
    const auto& scheme = *find_scheme(reference.scheme);
    std::size_t compared = 0;
    for (const auto line : split(output.text, '\n')) {
        const auto fields = split(line, '\t');
        if (fields.size() != 5) continue;
        ++compared;
        INFO(reference.scheme << ": \"" << fields[0] << "\" and \"" << fields[1] << "\"");
        if (fields[2] == "?" && !reference.tells_refused) continue;
        CHECK(order(scheme, fields[0], fields[1]) == fields[2]);
        check_normal(scheme, fields[0], fields[3]);
        check_normal(scheme, fields[1], fields[4]);
        check_one_form(scheme, fields[0], fields[1], fields[2]);
    }
    CHECK(compared == 5000);
}

}  // namespace

TEST_CASE("schemes agree with their own implementations on random versions") {
    for (const auto& reference : references) check_against(reference);
}

}  // namespace bumpgate::release
