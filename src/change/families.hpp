#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

// Who may be a sibling by name alone: `siblings: auto` (docs/version-proof.md). names.cpp asks besides that
// both releases state it as a dependency.
namespace bumpgate::change {

/// What is known of a release's kin; all names in the ecosystem's normal form.
struct Family {
    std::string ecosystem;
    std::string own;     ///< the full name
    std::string common;  ///< Identity::family, where both releases have the same; empty if none
    const std::set<std::string>& stated;  ///< the dependencies that both releases have
};

/// Patterns (base/glob.hpp, name_matches) that siblings' names match.
[[nodiscard]] std::vector<std::string> sibling_patterns(const Family& family);

}  // namespace bumpgate::change
