#include "gate/verdict.hpp"

#include <algorithm>

#include "gate/gate.hpp"

namespace bumpgate {

std::string_view to_string(Outcome outcome) {
    switch (outcome) {
        case Outcome::pass: return "pass";
        case Outcome::fail: return "fail";
        case Outcome::incomplete: break;
    }
    return "incomplete";
}

std::string_view to_string(Decision decision) {
    switch (decision) {
        case Decision::allowed: return "allowed";
        case Decision::ignored: return "ignored";
        case Decision::denied: break;
    }
    return "denied";
}

std::size_t Verdict::count(Decision decision) const {
    return static_cast<std::size_t>(std::ranges::count(changes, decision, &JudgedChange::decision));
}

int Verdict::exit_code() const {
    switch (outcome) {
        case Outcome::pass: return 0;
        case Outcome::fail: return 1;
        case Outcome::incomplete: break;
    }
    return 2;
}

namespace gate {

Outcome recompute(const Verdict& verdict) {
    if (verdict.error || verdict.policy.name.empty() || verdict.from.empty() || verdict.to.empty()) return Outcome::incomplete;
    std::size_t allowed = 0;
    for (const auto& judged : verdict.changes) {
        // Whatever was let through names what let it.
        if (judged.decision != Decision::denied && !judged.rule.empty()) ++allowed;
    }
    std::size_t harmless = 0;
    for (const auto& judged : verdict.hazards) {
        const bool gone = judged.finding.state == HazardFinding::State::gone;
        if (judged.decision != Decision::denied && (gone || !judged.rule.empty())) ++harmless;
    }
    std::size_t met = 0;
    for (const auto& requirement : verdict.requirements) met += requirement.met ? 1U : 0U;
    const bool all = allowed == verdict.changes.size() && harmless == verdict.hazards.size() && met == verdict.requirements.size();
    return all ? Outcome::pass : Outcome::fail;
}

}  // namespace gate
}  // namespace bumpgate
