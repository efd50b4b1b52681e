#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "catch.hpp"
#include "policy/policy.hpp"

// Policies for tests: from text, and from files in a folder that vanishes.
namespace bumpgate::policy_test {

inline policy::Policy parsed(std::string_view text) {
    auto policy = policy::parse(text, "mine.yaml", "", parse_date("2026-11-26"));
    if (!policy) FAIL(policy.error().message);
    return *std::move(policy);
}

/// The whole message of a policy that must not load.
inline std::string refusal(std::string_view text) {
    const auto policy = policy::parse(text, "mine.yaml", "", parse_date("2026-11-26"));
    if (policy) FAIL("this loads: " << printable(text));
    return policy.error().message;
}

inline bool has(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

using Texts = std::vector<std::string>;

/// By name or path.
inline policy::Policy loaded(const std::string& reference) {
    auto policy = policy::load(reference);
    if (!policy) FAIL(policy.error().message);
    return *std::move(policy);
}

inline policy::Policy resolved(const Texts& references, std::string_view ecosystem = {}) {
    auto policy = policy::resolve(references, ecosystem);
    if (!policy) FAIL(policy.error().message);
    return *std::move(policy);
}

class Folder {
  public:
    Folder() {
        std::string path = (std::filesystem::temp_directory_path() / "bumpgate-policy-XXXXXX").string();
        REQUIRE(mkdtemp(path.data()) != nullptr);
        path_ = path;
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    /// The file's path.
    std::string write(std::string_view name, std::string_view text) const {
        const auto path = path_ / name;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << text;
        return path.string();
    }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

}  // namespace bumpgate::policy_test
