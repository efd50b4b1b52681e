#include "gate/waive.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "change/kinds.hpp"
#include "gate/matching.hpp"

namespace bumpgate::gate {

namespace {

constexpr int soon = 14;  // days

/// Of several for one finding the one that ends last.
const policy::Waiver* waiver_for(const policy::Policy& policy, const std::string& finding,
                                 const Date& today) {
    const policy::Waiver* best = nullptr;
    for (const auto& waiver : policy.waivers) {
        if (waiver.finding != finding || !counts(waiver, today)) continue;
        if (best == nullptr || best->expires < waiver.expires) best = &waiver;
    }
    return best;
}

template <class Judged>
void waive(const policy::Waiver& waiver, Judged& judged) {
    judged.decision = Decision::waived;
    judged.warn = true;
    judged.rule = "waivers." + waiver.finding;
    judged.waiver = WaivedBy{waiver.reason, waiver.by, bumpgate::to_string(waiver.expires)};
    judged.fix.clear();
}

std::string name_of(const policy::Waiver& waiver) {
    return "waiver " + waiver.finding + " (policy " + printable(waiver.source) + ", line " +
           std::to_string(waiver.place.line) + ")";
}

std::string days(int count) {
    return count == 0 ? "today" : count == 1 ? "tomorrow" : "in " + std::to_string(count) + " days";
}

/// What whoever keeps the policy should know; empty if there is nothing.
std::string remark(const policy::Waiver& waiver, const Date& today, bool used) {
    const auto end = bumpgate::to_string(waiver.expires);
    if (waiver.expires < today) return name_of(waiver) + " ended on " + end + " and counts no longer";
    if (waiver.expires > a_year_after(today))
        return name_of(waiver) + " ends on " + end + ", more than a year ahead, and does not count";
    const auto left = days_between(today, waiver.expires);
    return used && left <= soon ? name_of(waiver) + " ends " + days(left) + ", on " + end : "";
}

}  // namespace

bool counts(const policy::Waiver& waiver, const Date& today) {
    return today <= waiver.expires && waiver.expires <= a_year_after(today);
}

void apply_waivers(const policy::Policy& policy, const Today& today, Verdict& verdict) {
    if (policy.waivers.empty()) return;
    verdict.policy.today = bumpgate::to_string(today.date);
    verdict.policy.today_given = today.given;
    std::set<const policy::Waiver*> used;
    const auto lift = [&](const std::string& id, auto& judged) {
        const auto* waiver = waiver_for(policy, id, today.date);
        if (waiver == nullptr || judged.decision != Decision::denied) return;
        waive(*waiver, judged);
        used.insert(waiver);
    };
    for (auto& judged : verdict.changes) {
        if (change::is_beyond_policy(judged.change.kind)) continue;
        lift(judged.change.id, judged);
        if (judged.waiver) judged.fix_means.clear();
    }
    for (auto& judged : verdict.hazards) lift(judged.finding.id, judged);
    for (const auto& waiver : policy.waivers) {
        const bool is_used = used.contains(&waiver);
        if (!is_used) verdict.unused_waivers.push_back(waiver.source + "/" + waiver.finding);
        if (auto text = remark(waiver, today.date, is_used); !text.empty())
            verdict.warnings.push_back(std::move(text));
    }
}

}  // namespace bumpgate::gate
