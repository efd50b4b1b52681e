#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy/policy.hpp"

// Pieces of policies as text that loads again.
namespace bumpgate::policy {

/// `["a b", c]`. The texts are UTF-8.
[[nodiscard]] std::string flow_list(const std::vector<std::string>& texts);

/// One entry of `allow:`: `text`, `{dependency.added: {names: [left-pad]}}`.
[[nodiscard]] std::string flow(const Allow& allow);

/// A rule on one line: `{files: [a.txt], allow: [text], level: warn, override: true}`. Without its id, so
/// that it can be appended to any list of rules.
[[nodiscard]] std::string flow(const Rule& rule);

/// "ignore", "warn" or "deny".
[[nodiscard]] std::string_view to_string(Setting setting);

/// "release" or "source".
[[nodiscard]] std::string_view to_string(release::Baseline baseline);

/// As `release: siblings:` has it: `auto`, `none` or a list of patterns.
[[nodiscard]] std::string flow(const change::Vocabulary& vocabulary);

/// As `release: bump:` has it: `any` or a list of steps, smallest first.
[[nodiscard]] std::string flow(const std::optional<std::set<release::Step>>& bump);

}  // namespace bumpgate::policy
