// What is legal in a policy but probably not meant.
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "change/kinds.hpp"
#include "policy/policy.hpp"

namespace bumpgate::policy {

namespace {

/// Kinds that let anything through, so that for every file they make the gate a formality.
constexpr std::array wide_kinds = std::to_array<std::string_view>(
    {"any", "binary", "digest.mismatch", "file", "file.added", "text", "text.deceptive"});
/// Patterns that match every member but those of nested archives.
constexpr std::array wide_patterns = std::to_array<std::string_view>({"**", "*", "/**", "**/*", "**/**"});
constexpr std::string_view every_nested_member = "**!/**";

using Patterns = std::vector<std::string>;

bool contains(std::span<const std::string_view> words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

bool is_negation(const std::string& pattern) {
    return pattern.starts_with('!');
}

bool reaches_inside(const std::string& pattern) {
    return pattern.find("!/") != std::string::npos;
}

bool matches_every_member(const GlobList& files) {
    const auto patterns = files.patterns();
    if (patterns.empty()) return true;
    return std::ranges::none_of(patterns, is_negation) &&
           std::ranges::any_of(patterns,
                               [](const auto& pattern) { return contains(wide_patterns, pattern); });
}

/// Whether a list without negations matches all that one pattern does, as far as their texts tell.
bool includes(const Patterns& wide, const std::string& pattern) {
    if (std::ranges::find(wide, pattern) != wide.end()) return true;
    if (reaches_inside(pattern)) return std::ranges::find(wide, every_nested_member) != wide.end();
    return std::ranges::any_of(wide, [](const auto& other) { return contains(wide_patterns, other); });
}

bool has_all_files(const Rule& wide, const Rule& narrow) {
    const auto all = wide.files.patterns();
    const auto some = narrow.files.patterns();
    if (all == some) return true;
    if (std::ranges::any_of(all, is_negation)) return false;
    if (some.empty()) return matches_every_member(wide.files);
    if (all.empty()) return std::ranges::none_of(some, reaches_inside);
    return std::ranges::all_of(
        some, [&](const auto& pattern) { return is_negation(pattern) || includes(all, pattern); });
}

/// The largest step that an entry allows; what says nothing says minor.
release::Step largest_step(const Allow& allow) {
    if (allow.within_any || allow.kind == "any") return release::Step::epoch;
    return allow.within.value_or(release::Step::minor);
}

/// Whether one kind allows all that another does. Asked of every change there can be: `version`, for one,
/// stands for others and is none itself.
bool covers_kind(std::string_view wide, std::string_view narrow) {
    const auto kinds = change::all_kinds();
    return std::all_of(kinds.begin(), kinds.end(), [&](const change::KindInfo& row) {
        return !change::kind_covers(narrow, row.id) || change::kind_covers(wide, row.id);
    });
}

bool covers(const Allow& wide, const Allow& narrow) {
    if (!covers_kind(wide.kind, narrow.kind)) return false;
    if (wide.kind == "any") return true;
    if (wide.content && wide.content != narrow.content) return false;
    const bool has_names = wide.names.empty() || wide.names == narrow.names;
    return has_names && largest_step(wide) >= largest_step(narrow) && (wide.down || !narrow.down);
}

/// Whether one rule allows all that another does, in the same manner.
bool shadows(const Rule& wide, const Rule& narrow) {
    if (wide.level != narrow.level || wide.overrides_protect != narrow.overrides_protect) return false;
    if (!has_all_files(wide, narrow)) return false;
    return std::ranges::all_of(narrow.allow, [&](const Allow& entry) {
        return std::ranges::any_of(wide.allow, [&](const Allow& other) { return covers(other, entry); });
    });
}

/// A component "." or "..": paths of members have none, or the archive has a hazard.
bool has_dots(std::string_view pattern) {
    const auto components = split(pattern, '/');
    return std::any_of(components.begin(), components.end(),
                       [](auto part) { return part == "." || part == ".."; });
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

std::string name_of(const Protect& protect) {
    auto files = protect.files.patterns();
    if (files.empty()) files = protect.kinds;
    return in_quotes(join(files, ", ")) + " (policy " + in_quotes(protect.source) + ")";
}

class Linter {
  public:
    explicit Linter(const Policy& policy) : policy_(policy) {}

    std::vector<Remark> run() && {
        for (const auto& rule : policy_.rules) {
            look_at_width(rule);
            look_at_patterns(rule);
            look_for_shadow(rule);
            // What a built-in lifts, it lifts on purpose, and nobody who extends it can change that.
            if (rule.overrides_protect && !is_built_in(rule.source)) look_at_override(rule);
        }
        return std::move(remarks_);
    }

  private:
    void add(const Rule& rule, const std::string& text) {
        remarks_.push_back({rule.place, "rule " + in_quotes(rule.id) + " " + text});
    }

    void look_at_width(const Rule& rule) {
        if (!matches_every_member(rule.files)) return;
        for (const auto& allow : rule.allow) {
            if (contains(wide_kinds, allow.kind)) add(rule, "allows " + allow.kind + " in every file");
        }
    }

    void look_at_patterns(const Rule& rule) {
        const auto patterns = rule.files.patterns();
        for (const auto& pattern : patterns) {
            if (has_dots(pattern))
                add(rule, "has the pattern " + in_quotes(pattern) + ", which no member's path can match");
        }
        const bool none = !patterns.empty() && is_negation(patterns.back()) &&
                          contains(wide_patterns, std::string_view(patterns.back()).substr(1));
        if (none) add(rule, "matches no file: its last pattern takes every one back");
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

    const Policy& policy_;
    std::vector<Remark> remarks_;
};

}  // namespace

std::vector<Remark> lint(const Policy& policy) {
    return Linter(policy).run();
}

}  // namespace bumpgate::policy
