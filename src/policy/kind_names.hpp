#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "policy/yaml.hpp"

// Names of kinds, as the entries of a policy use them. Private to this folder.
namespace bumpgate::policy {

/// Whether a rule may allow this kind or `change:` ask for it: it covers something, and no finding.
[[nodiscard]] bool is_allowed_kind(std::string_view kind);
/// Whether `protect`, `not:` and tests may name this kind: any that is no hazard.
[[nodiscard]] bool is_denied_kind(std::string_view kind);

/// A kind that a rule may allow or that `change:` may ask for: known, and covering something.
[[nodiscard]] Result<std::string> read_allowed_kind(const SourceText& source, const Node& node,
                                                    std::string_view what);

/// A kind that `protect` or `not:` names: known, and not a hazard.
[[nodiscard]] Result<std::string> read_denied_kind(const SourceText& source, const Node& node,
                                                   std::string_view what);

}  // namespace bumpgate::policy
