#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "change/change.hpp"
#include "gate/context.hpp"
#include "policy/policy.hpp"

// Which rules and protections speak of a change. Private to this folder.
namespace bumpgate::gate {

/// Whether an entry that denies a kind means this one: itself, its children, and what `any` or `version`
/// stand for. Wider than change::kind_covers, for it errs towards denial: `dependency` means
/// `dependency.added` here.
[[nodiscard]] bool denies_kind(std::string_view denied, std::string_view kind);

/// Whether the patterns match the change's path, and the one it had before if that is another: a member that
/// moved is covered by a rule that covers both. An empty list matches every member but those of nested
/// archives; the container itself (an empty path) is matched by nothing.
[[nodiscard]] bool speaks_of(const GlobList& files, const Change& change);

/// Why an entry of `allow` does or does not take a change, its file aside.
enum class Fit {
    fits,
    other_kind,
    other_name,     ///< `names:` does not list it
    other_content,  ///< it holds something else than `content:` says
    downward,       ///< and `down: true` is missing
    too_far,        ///< beyond `within:`
    other_value,    ///< the key is right, and the value is not what `as:` says
    other_line      ///< an expression does not match, or the line holds what no expression may cover
};
[[nodiscard]] Fit fit(const Context& context, const policy::Allow& allow, const Change& change);

/// Whether the rule holds for this release's step: `when:`.
[[nodiscard]] bool holds_now(const Context& context, const policy::Rule& rule);

/// Whether the rule holds now and any of its entries takes the change, its file aside.
[[nodiscard]] bool allows(const Context& context, const policy::Rule& rule, const Change& change);

/// The rules that allow a change, most specific first: by the literal length of the pattern that matches,
/// then by the kind's length, then those that warn, then by name. The order in a policy does not matter.
[[nodiscard]] std::vector<const policy::Rule*> allowing_rules(const Context& context, const Change& change);

/// The entry of `protect` that a change falls under, or null.
[[nodiscard]] const policy::Protect* protection(const policy::Policy& policy, const Change& change);

/// The key of `metadata:` that speaks of a kind, or null; and what the policy says under it.
[[nodiscard]] const policy::MetadataKey* metadata_key(std::string_view kind);
[[nodiscard]] policy::Setting metadata_setting(const policy::Policy& policy, const policy::MetadataKey& key);

/// "policy/rule-id".
[[nodiscard]] std::string full_name(const policy::Rule& rule);

/// The step beyond which a moved requirement is more than a rule allows that says nothing.
inline constexpr release::Step default_within = release::Step::minor;

}  // namespace bumpgate::gate
