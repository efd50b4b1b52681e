#pragma once

#include <string>

#include "change/change.hpp"
#include "policy/policy.hpp"
#include "release/identity.hpp"

// What a denied change is told with. Private to this folder.
namespace bumpgate::gate {

/// Why no rule fits, a sentence or two.
[[nodiscard]] std::string why_denied(const policy::Policy& policy, const Change& change);

/// The smallest policy edit that would allow a change.
struct Fix {
    std::string edit;   ///< one line of YAML flow; empty if none may
    std::string means;  ///< what it would let through
};
[[nodiscard]] Fix fix_of(const policy::Policy& policy, const release::Release& release, const Change& change);

/// The same for a hazard.
[[nodiscard]] std::string fix_of_hazard(const HazardFinding& finding);

}  // namespace bumpgate::gate
