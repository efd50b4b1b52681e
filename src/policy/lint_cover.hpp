#pragma once

#include <string>

#include "policy/policy.hpp"

// What a rule covers, as far as its text tells. For lint; private to this folder.
namespace bumpgate::policy {

[[nodiscard]] bool is_negation(const std::string& pattern);

/// A pattern that matches every member but those of nested archives: "**", "*", …
[[nodiscard]] bool is_wide_pattern(std::string_view pattern);

/// Whether a list matches every member but those of nested archives; an empty one does.
[[nodiscard]] bool matches_every_member(const GlobList& files);

/// Whether a list without negations matches all that one pattern does.
[[nodiscard]] bool includes(const std::vector<std::string>& wide, const std::string& pattern);

/// Whether one kind allows all that another does.
[[nodiscard]] bool covers_kind(std::string_view wide, std::string_view narrow);

/// Whether one rule allows all that another does, in the same manner and for the same steps.
[[nodiscard]] bool shadows(const Rule& wide, const Rule& narrow);

}  // namespace bumpgate::policy
