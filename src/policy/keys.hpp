#pragma once

#include <span>
#include <string_view>

namespace bumpgate::policy {

/// One key of the policy language, as `explain` and the JSON Schema tell it.
struct KeyInfo {
    std::string_view id;       ///< its way from the top without lists: "release.siblings", "rules.files"
    std::string_view meaning;  ///< what it says and what holds without it; whole sentences
    std::string_view example;  ///< what stands below "version: 1", lines that load; empty for "version"
};

/// Every key that a policy can have, in the order in which they are read about: a key before those below it.
[[nodiscard]] std::span<const KeyInfo> all_keys();
/// The row of an id, or nullptr.
[[nodiscard]] const KeyInfo* find_key(std::string_view id);

}  // namespace bumpgate::policy
