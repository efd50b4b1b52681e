#pragma once

#include <string>
#include <vector>

#include "gate/gate.hpp"
#include "gate/verdict.hpp"
#include "policy/policy.hpp"

// The last step of a judgement. Private to this folder.
namespace bumpgate::gate {

/// Whether a waiver counts on a day: until its end, and only if that is at most a year away.
[[nodiscard]] bool counts(const policy::Waiver& waiver, const Date& today);

/// Turns what is denied and named by a waiver that counts into `waived`; findings that nothing makes legal
/// stay. Says in the verdict which waivers lifted nothing, which have ended and which end soon.
void apply_waivers(const policy::Policy& policy, const Today& today, Verdict& verdict);

}  // namespace bumpgate::gate
