#pragma once

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "base/text.hpp"

// Policies that must not load. They stand in wrong_policies.txt, where the tests of the JSON Schema and the
// fuzzer find them too: "=== NAME", then the policy; "<FF>" is a byte that no text can hold.
namespace bumpgate::policy_test {

struct WrongPolicy {
    std::string name;
    std::string text;
};

inline std::string read_whole(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// `<00>` to `<FF>` as the byte.
inline std::string with_bytes(std::string_view line) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    for (std::size_t at = 0; at < line.size(); ++at) {
        const auto part = line.substr(at, 4);
        const bool is_byte = part.size() == 4 && part[0] == '<' && part[3] == '>' &&
                             digits.find(part[1]) != std::string_view::npos &&
                             digits.find(part[2]) != std::string_view::npos;
        text += is_byte ? static_cast<char>(digits.find(part[1]) * 16 + digits.find(part[2])) : line[at];
        if (is_byte) at += 3;
    }
    return text;
}

inline std::vector<WrongPolicy> wrong_policies() {
    std::vector<WrongPolicy> all;
    const auto file = read_whole(BUMPGATE_SOURCE_DIR "/tests/unit/policy/wrong_policies.txt");
    for (const auto line : split_lines(file)) {
        if (line.starts_with("=== "))
            all.push_back({std::string(trim(line.substr(4))), ""});
        else
            all.back().text += with_bytes(line);
    }
    return all;
}

}  // namespace bumpgate::policy_test
