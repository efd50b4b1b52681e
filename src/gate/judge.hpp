#pragma once

#include <vector>

#include "gate/context.hpp"
#include "gate/verdict.hpp"

// Single judgements, of which `decide` makes a verdict. Private to this folder.
namespace bumpgate::gate {

/// Protect, then rules, then `metadata:` for noise. Denied changes carry explanation and fix.
[[nodiscard]] JudgedChange judge(const Context& context, const Change& change);

/// By `hazards:`. A new hazard is denied unless it is named; one that both releases have is shown unless it,
/// or `existing`, is set to deny; one that is gone is allowed.
[[nodiscard]] JudgedHazard judge(const policy::Policy& policy, const HazardFinding& finding);

/// The bump steps first, then `require:`.
[[nodiscard]] std::vector<JudgedRequirement> requirements(const Context& context, const Changes& changes);

}  // namespace bumpgate::gate
