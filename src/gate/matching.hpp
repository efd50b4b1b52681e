#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "change/change.hpp"
#include "policy/policy.hpp"

// Which rules and protections speak of a change. Private to this folder.
namespace bumpgate::gate {

/// Whether the patterns match the change's path, and the one it had before if that is another. An empty list matches every member but
/// those of nested archives; the container itself (an empty path) is matched by nothing.
[[nodiscard]] bool speaks_of(const GlobList& files, const Change& change);

/// As far as the kind goes: names, steps and direction included.
[[nodiscard]] bool allows(const policy::Allow& allow, const Change& change);

/// The step beyond which a moved requirement is more than a rule allows that says nothing.
inline constexpr release::Step default_within = release::Step::minor;

/// The rules that allow a change, most specific first: rules with patterns before those without, long patterns before short ones, later
/// rules before earlier ones.
[[nodiscard]] std::vector<const policy::Rule*> allowing_rules(const policy::Policy& policy, const Change& change);

/// The entry of `protect` that a change falls under, or null.
[[nodiscard]] const policy::Protect* protection(const policy::Policy& policy, const Change& change);

/// The key of `metadata:` that speaks of a kind, or null.
[[nodiscard]] const policy::MetadataKey* metadata_key(std::string_view kind);

/// "policy/rule-id".
[[nodiscard]] std::string full_name(const policy::Rule& rule);

}  // namespace bumpgate::gate
