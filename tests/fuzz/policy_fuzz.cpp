// libFuzzer: whatever stands in a policy file, the loader says yes or says where and why not. What it takes
// is shown as a policy that it takes again and shows alike, and lint has its say on it.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "base/text.hpp"
#include "policy/policy.hpp"

namespace {

using namespace bumpgate;

constexpr std::string_view file = "fuzz.yaml";

[[noreturn]] void broken(std::string_view promise, std::string_view what) {
    std::fprintf(stderr, "broken promise: %.*s\n%.*s\n", static_cast<int>(promise.size()), promise.data(),
                 static_cast<int>(what.size()), what.data());
    std::abort();
}

/// ":7:5: " behind the file's name.
bool has_place(std::string_view line) {
    if (!line.starts_with(file)) return false;
    line.remove_prefix(file.size());
    for (int i = 0; i < 2; ++i) {
        if (!line.starts_with(':')) return false;
        line.remove_prefix(1);
        const auto digits = std::min(line.find_first_not_of("0123456789"), line.size());
        if (digits == 0) return false;
        line.remove_prefix(digits);
    }
    return line.starts_with(": ") && line.size() > 3;
}

void check_refusal(const Error& error) {
    const auto lines = split_lines(error.message);
    if (lines.size() != 3) broken("a refusal has three lines", error.message);
    if (!has_place(lines[0])) broken("a refusal starts with file, line and column", error.message);
    if (lines[2].find("| ") == std::string_view::npos || lines[2].find('^') == std::string_view::npos)
        broken("a refusal has a caret line", error.message);
    if (terminal_safe(error.message) != error.message)
        broken("a refusal is printable", printable(error.message));
}

void check_shown(const policy::Policy& policy) {
    const auto shown = policy::show(policy);
    const auto again = policy::parse(shown, file, "");
    if (!again) broken("what is shown loads", again.error().message + "\n" + shown);
    if (policy::show(*again) != shown)
        broken("what is shown is shown alike", shown + "\n---\n" + policy::show(*again));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(data, data + size);
    const auto policy = policy::parse(text, file, "", parse_date("2026-11-26"));
    if (!policy) {
        check_refusal(policy.error());
        return 0;
    }
    check_shown(*policy);
    (void)policy::lint(*policy);
    return 0;
}
