#include "gate/verdict.hpp"

#include <algorithm>

#include "gate/gate.hpp"

namespace bumpgate {

std::string_view to_string(Outcome outcome) {
    switch (outcome) {
        case Outcome::pass:
            return "pass";
        case Outcome::fail:
            return "fail";
        case Outcome::incomplete:
            break;
    }
    return "incomplete";
}

std::string_view to_string(Decision decision) {
    switch (decision) {
        case Decision::allowed:
            return "allowed";
        case Decision::ignored:
            return "ignored";
        case Decision::waived:
            return "waived";
        case Decision::denied:
            break;
    }
    return "denied";
}

std::size_t Verdict::listed() const {
    return changes.size() - count(Decision::ignored);
}

std::size_t Verdict::count(Decision decision) const {
    return static_cast<std::size_t>(std::ranges::count(changes, decision, &JudgedChange::decision));
}

int Verdict::exit_code() const {
    if (error) return 2;
    switch (outcome) {
        case Outcome::pass:
            return 0;
        case Outcome::fail:
            return 1;
        case Outcome::incomplete:
            break;
    }
    return 2;
}

namespace gate {

namespace {

/// A waiver that lifted something says why; nothing else is called waived.
template <class Judged>
bool names_its_waiver(const Judged& judged) {
    return (judged.decision == Decision::waived) == judged.waiver.has_value();
}

/// Whatever was let through names what let it; no finding ever is, nor what nobody compared.
bool holds(const JudgedChange& judged) {
    const auto& kind = judged.change.kind;
    const bool never = kind == "version.downgrade" || kind == "version.reused" ||
                       kind == "identity.conflict" || kind == "uncompared";
    return judged.decision != Decision::denied && !judged.rule.empty() && !never && names_its_waiver(judged);
}

bool holds(const JudgedHazard& judged) {
    const bool gone = judged.finding.state == HazardFinding::State::gone;
    return judged.decision != Decision::denied && (gone || !judged.rule.empty()) && names_its_waiver(judged);
}

bool holds(const JudgedRequirement& requirement) {
    return requirement.met;
}

template <class T>
bool all_hold(const std::vector<T>& parts) {
    for (const auto& part : parts) {
        if (!holds(part)) return false;
    }
    return true;
}

}  // namespace

Outcome recompute(const Verdict& verdict) {
    const bool known = !verdict.policy.name.empty() && !verdict.from.empty() && !verdict.to.empty();
    if (verdict.error || !known || verdict.changes.empty()) return Outcome::incomplete;
    const bool all = all_hold(verdict.changes) && all_hold(verdict.hazards) && all_hold(verdict.requirements);
    return all ? Outcome::pass : Outcome::fail;
}

}  // namespace gate
}  // namespace bumpgate
