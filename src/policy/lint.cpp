// What is legal in a policy but probably not meant.
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "change/kinds.hpp"
#include "policy/lint_cover.hpp"
#include "policy/policy.hpp"
#include "policy/write.hpp"

namespace bumpgate::policy {

namespace {

/// Kinds that let anything through, so that for every file they make the gate a formality.
constexpr std::array wide_kinds = std::to_array<std::string_view>(
    {"any", "binary", "digest.mismatch", "file", "file.added", "text", "text.deceptive"});
/// Lines that have nothing in common: an expression that matches all of them matches any.
constexpr std::array unlike_lines = std::to_array<std::string_view>(
    {"a", "0", "  - key: value", "import os; run('id')", "}", "\xC3\xA9\xFF", "<!-- -->", "#!/bin/sh"});
constexpr int soon = 14;                    // days
constexpr std::size_t longest_list = 1000;  // of patterns, that is looked through for negations

bool contains(std::span<const std::string_view> words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

/// A component "." or "..": paths of members have none, or the archive has a hazard.
bool has_dots(std::string_view pattern) {
    const auto components = split(pattern, '/');
    return std::any_of(components.begin(), components.end(),
                       [](auto part) { return part == "." || part == ".."; });
}

/// A pattern behind this one that takes back all that it matches, or nullptr. Quadratic, so for short lists
/// only.
const std::string* taken_back_by(const std::vector<std::string>& patterns, std::size_t index) {
    for (auto at = index + 1; at < patterns.size() && patterns.size() <= longest_list; ++at) {
        if (is_negation(patterns[at]) && includes({patterns[at].substr(1)}, patterns[index]))
            return &patterns[at];
    }
    return nullptr;
}

bool matches_anything(const std::optional<Regex>& expression) {
    return expression &&
           std::ranges::all_of(unlike_lines, [&](auto line) { return expression->matches(line); });
}

/// Whether a rule may allow what an entry protects, as far as the kinds tell.
bool may_lift(const Rule& rule, const Protect& protect) {
    if (protect.kinds.empty()) return true;
    return std::ranges::any_of(rule.allow, [&](const Allow& allow) {
        return std::ranges::any_of(protect.kinds, [&](const std::string& kind) {
            return change::kind_covers(allow.kind, kind) || change::kind_covers(kind, allow.kind);
        });
    });
}

/// Whether an entry protects all that a kind means, in every file.
bool protects(const Protect& protect, std::string_view kind) {
    const auto is_or_below = [&](const std::string& parent) {
        return kind == parent || kind.starts_with(parent + ".");
    };
    return protect.files.empty() && std::ranges::any_of(protect.kinds, is_or_below);
}

std::string name_of(const Protect& protect) {
    auto files = protect.files.patterns();
    if (files.empty()) files = protect.kinds;
    return in_quotes(join(files, ", ")) + " (policy " + in_quotes(protect.source) + ")";
}

class Linter {
  public:
    Linter(const Policy& policy, const std::optional<Date>& today) : policy_(policy), today_(today) {}

    std::vector<Remark> run() && {
        for (const auto& rule : policy_.rules) {
            look_at_width(rule);
            look_at_lines(rule);
            look_at_patterns(rule);
            look_at_steps(rule);
            look_for_shadow(rule);
            // What a built-in lifts, it lifts on purpose, and nobody who extends it can change that.
            if (is_built_in(rule.source)) continue;
            if (rule.overrides_protect)
                look_at_override(rule);
            else
                look_for_protection(rule);
        }
        for (const auto& waiver : policy_.waivers) look_at(waiver);
        return std::move(remarks_);
    }

  private:
    void add(const Rule& rule, const std::string& text) {
        remarks_.push_back({rule.place, "rule " + in_quotes(rule.id) + " " + text});
    }

    void look_at_width(const Rule& rule) {
        if (!matches_every_member(rule.files)) return;
        for (const auto& allow : rule.allow) {
            if (contains(wide_kinds, allow.kind) && !allow.content)
                add(rule, "allows " + allow.kind + " in every file");
            if (allow.key && allow.key->as == ValueAs::any)
                add(rule, "allows any value of " + in_quotes(allow.key->pointer) + " in every file");
        }
    }

    void look_at_lines(const Rule& rule) {
        for (const auto& allow : rule.allow) {
            if (!allow.line) continue;
            if (matches_anything(allow.line->added))
                add(rule, "allows any line to be added: " + in_quotes(allow.line->added->pattern()) +
                              " matches all");
            if (matches_anything(allow.line->removed))
                add(rule, "allows any line to be removed: " + in_quotes(allow.line->removed->pattern()) +
                              " matches all");
        }
    }

    void look_at_patterns(const Rule& rule) {
        const auto patterns = rule.files.patterns();
        std::vector<std::string> lost;
        std::size_t wanted = 0;
        for (std::size_t i = 0; i < patterns.size(); ++i) {
            const auto& pattern = patterns[i];
            if (has_dots(pattern))
                add(rule, "has the pattern " + in_quotes(pattern) + ", which no member's path can match");
            if (is_negation(pattern)) continue;
            ++wanted;
            if (const auto* by = taken_back_by(patterns, i))
                lost.push_back("has the pattern " + in_quotes(pattern) + ", and " + in_quotes(*by) +
                               " takes every one of its files back");
        }
        if (wanted > 0 && lost.size() == wanted) {
            const bool at_once = is_wide_pattern(std::string_view(patterns.back()).substr(1));
            lost = {std::string("matches no file: ") +
                    (at_once ? "its last pattern takes every one back" : "every pattern is taken back")};
        }
        for (const auto& text : lost) add(rule, text);
    }

    /// A rule for steps that no release may make.
    void look_at_steps(const Rule& rule) {
        if (!rule.when_bump || !policy_.bump) return;
        const bool meets =
            std::ranges::any_of(*rule.when_bump, [&](auto step) { return policy_.bump->contains(step); });
        if (meets) return;
        add(rule, "never holds: it is for the steps " + flow(rule.when_bump) + ", and release.bump allows " +
                      flow(policy_.bump));
    }

    /// Of two rules that say the same, the later one is one too many.
    void look_for_shadow(const Rule& rule) {
        const auto hides = [&](const Rule& other) {
            return &other != &rule && shadows(other, rule) && (&other < &rule || !shadows(rule, other));
        };
        const auto found = std::ranges::find_if(policy_.rules, hides);
        if (found == policy_.rules.end()) return;
        add(rule, "has no effect: rule " + in_quotes(found->id) + " of policy " + in_quotes(found->source) +
                      " allows all of it");
    }

    void look_at_override(const Rule& rule) {
        bool lifts = false;
        for (const auto& protect : policy_.protect) {
            if (!may_lift(rule, protect)) continue;
            lifts = true;
            add(rule, "overrides the protection of " + name_of(protect));
        }
        if (!lifts) add(rule, "says \"override\", and nothing that it allows is protected");
    }

    /// What a rule allows in vain.
    void look_for_protection(const Rule& rule) {
        for (const auto& allow : rule.allow) {
            const auto found = std::ranges::find_if(
                policy_.protect, [&](const Protect& protect) { return protects(protect, allow.kind); });
            if (found == policy_.protect.end()) continue;
            add(rule, "allows " + allow.kind + " without effect: policy " + in_quotes(found->source) +
                          " protects it, and only \"override: true\" lifts that");
        }
    }

    void look_at(const Waiver& waiver) {
        if (!today_) return;
        const auto name = "the waiver of " + waiver.finding + " ";
        const auto end = bumpgate::to_string(waiver.expires);
        const auto left = days_between(*today_, waiver.expires);
        if (left < 0) {
            remarks_.push_back({waiver.place, name + "has ended, on " + end});
        } else if (waiver.expires > a_year_after(*today_)) {
            remarks_.push_back({waiver.place, name + "ends more than a year ahead, on " + end +
                                                  ": no gate takes a policy with it"});
        } else if (left <= soon) {
            const auto days = left == 0   ? "today"
                              : left == 1 ? "tomorrow"
                                          : "in " + std::to_string(left) + " days";
            remarks_.push_back({waiver.place, name + "ends " + days + ", on " + end});
        }
    }

    const Policy& policy_;
    std::optional<Date> today_;
    std::vector<Remark> remarks_;
};

}  // namespace

std::vector<Remark> lint(const Policy& policy, const std::optional<Date>& today) {
    return Linter(policy, today).run();
}

}  // namespace bumpgate::policy
