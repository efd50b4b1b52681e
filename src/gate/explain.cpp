#include "gate/explain.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "change/kinds.hpp"
#include "gate/matching.hpp"
#include "policy/write.hpp"

namespace bumpgate::gate {

namespace {

using policy::Rule;

constexpr std::size_t most_named = 3;

/// "a, b, c and 4 more", printable.
std::string some_of(const std::vector<std::string>& all) {
    std::vector<std::string> shown;
    for (std::size_t i = 0; i < std::min(all.size(), most_named); ++i) shown.push_back(printable(all[i]));
    const auto rest = all.size() - shown.size();
    return join(shown, ", ") + (rest == 0 ? "" : " and " + std::to_string(rest) + " more");
}

std::string name_of(const Rule& rule) {
    return "Rule " + printable(full_name(rule));
}

std::string why_protected(const policy::Protect& protect) {
    const auto files = protect.files.patterns();
    const auto what = files.empty() ? protect.kinds : files;
    return "Policy " + printable(protect.source) + " protects " + some_of(what) +
           ": only a rule with \"override: true\" may allow it.";
}

/// A key or a line is told whole, a kind without what narrows it.
std::string word_for(const policy::Allow& allow) {
    return allow.key || allow.line ? policy::flow(allow) : allow.kind;
}

/// The entry of a rule for this file that would fit but for names, step or direction.
std::string why_too_narrow(const Context& context, const Rule& rule, const Change& change) {
    for (const auto& allow : rule.allow) {
        const auto says = name_of(rule) + " allows " + word_for(allow) + " here, but ";
        switch (fit(context, allow, change)) {
            case Fit::other_name:
                return says + "not of " + in_quotes(change.name) + ".";
            case Fit::other_content:
                return says + "with other content than this.";
            case Fit::downward:
                return says + "not downward.";
            case Fit::too_far: {
                const auto limit = std::string(release::to_string(allow.within.value_or(default_within)));
                return says + (change.step.empty()
                                   ? "which step this is cannot be told."
                                   : "within " + limit + ", and this step is " + change.step + ".");
            }
            case Fit::other_value:
                return says + "the value is not such a one on both sides.";
            case Fit::other_line:
                return says + "not every line that changed is such a line.";
            case Fit::fits:
                if (holds_now(context, rule)) break;
                return says + "only for the steps " + policy::flow(rule.when_bump) + ", and this step is " +
                       std::string(release::to_string(context.release.step)) + ".";
            case Fit::other_kind:
                break;
        }
    }
    return {};
}

std::string why_too_narrow(const Context& context, const Change& change) {
    for (const auto& rule : context.policy.rules) {
        if (!speaks_of(rule.files, change)) continue;
        if (auto why = why_too_narrow(context, rule, change); !why.empty()) return why;
    }
    return {};
}

/// A rule that allows such changes elsewhere.
std::string why_elsewhere(const Context& context, const Change& change) {
    for (const auto& rule : context.policy.rules) {
        if (allows(context, rule, change))
            return name_of(rule) + " allows " + std::string(change.kind) + ", but not in this file.";
    }
    return {};
}

/// What the rules for this file allow in it.
std::string allowed_here(const Context& context, const Change& change) {
    std::set<std::string> kinds;
    for (const auto& rule : context.policy.rules) {
        if (!speaks_of(rule.files, change) || !holds_now(context, rule)) continue;
        for (const auto& allow : rule.allow) kinds.insert(word_for(allow));
    }
    return join(std::vector<std::string>(kinds.begin(), kinds.end()), ", ");
}

std::string why_unspoken(const Context& context, const Change& change) {
    const auto kinds = allowed_here(context, change);
    if (!kinds.empty()) return "Rules for this file allow " + kinds + ", and nothing else.";
    if (change.path.find("!/") != std::string::npos)
        return "No rule speaks of this file. It lies in an archive, where only patterns with \"!/\" reach.";
    return "No rule speaks of this file.";
}

/// Noise: where no rule speaks, a setting does.
std::string why_set(const Change& change) {
    const auto* key = metadata_key(change.kind);
    if (key != nullptr) return "metadata." + std::string(key->key) + " is deny.";
    return change.path.empty() ? "No rule can speak of the container itself." : "";
}

}  // namespace

std::string why_denied(const Context& context, const Change& change) {
    if (change::is_finding(change.kind)) return "No rule can make this legal.";
    if (change.kind == change::kind::uncompared)
        return "No rule can allow what nobody compared: run `bumpgate check` on the releases, or pass "
               "--trust-diff.";
    if (const auto* protect = protection(context.policy, change)) return why_protected(*protect);
    if (auto why = why_too_narrow(context, change); !why.empty()) return why;
    if (auto why = why_elsewhere(context, change); !why.empty()) return why;
    if (auto why = why_set(change); !why.empty()) return why;
    return why_unspoken(context, change);
}

}  // namespace bumpgate::gate
