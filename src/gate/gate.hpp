#pragma once

#include "base/date.hpp"
#include "diff/diff.hpp"
#include "gate/verdict.hpp"
#include "policy/policy.hpp"

namespace bumpgate::gate {

/// The day of the judgement, in UTC, and who says so.
struct Today {
    Date date;
    bool given = false;  ///< by the user; else by the clock
};

/// Judges every change: hazards, then protect, then rules, then the bump steps and requirements, then waivers
/// (those that end before `today` or later than a year after it do not count). Deny by
/// default: what no rule and no setting allows is denied, and the verdict is pass only if nothing is denied,
/// every requirement is met, and there was something to compare. Findings (`version.downgrade`,
/// `version.reused`, `identity.conflict`) cannot be allowed by any rule or waiver; `version.stale`,
/// `version.mixed`, `version.weak` and `text.deceptive` only by a rule that names them, or `any` (not
/// `text.deceptive`). Fills everything of the Verdict but `old_input`, `new_input`, and member counts.
[[nodiscard]] Verdict decide(const policy::Policy& policy, const release::Release& release,
                             const Changes& changes, const Today& today);

/// The Verdict for a run that could not be finished.
[[nodiscard]] Verdict incomplete(Error error);

/// Counts members by what was decided about them.
[[nodiscard]] MemberCounts count_members(const Verdict& verdict, const Diff& diff, const Trees& trees);

/// The outcome recomputed from the parts, the slow and simple way; an invariant check compares it with
/// `verdict.outcome`.
[[nodiscard]] Outcome recompute(const Verdict& verdict);

}  // namespace bumpgate::gate
