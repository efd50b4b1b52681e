// What is legal in a policy but probably not meant.
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "change/kinds.hpp"
#include "policy/policy.hpp"

namespace bumpgate::policy {

namespace {

/// "**" or no pattern at all: every member.
bool is_everything(const GlobList& files) {
    const auto patterns = files.patterns();
    return patterns.empty() || (patterns.size() == 1 && (patterns[0] == "**" || patterns[0] == "*"));
}

bool is_plain(const Allow& allow) {
    return allow.names.empty() && !allow.within && !allow.within_any && !allow.down;
}

bool covers(const Allow& wide, const Allow& narrow) {
    return is_plain(wide) && is_plain(narrow) && change::kind_covers(wide.kind, narrow.kind);
}

bool has_all_files(const Rule& wide, const Rule& narrow) {
    if (wide.files.empty()) return true;
    const auto patterns = wide.files.patterns();
    const bool only_members = std::ranges::none_of(narrow.files.patterns(), [](const auto& pattern) { return pattern.find("!/") != std::string::npos; });
    return patterns == narrow.files.patterns() || (is_everything(wide.files) && only_members && !narrow.files.empty());
}

bool shadows(const Rule& wide, const Rule& narrow) {
    if (!has_all_files(wide, narrow) || wide.level != narrow.level || narrow.overrides_protect) return false;
    return std::ranges::all_of(narrow.allow, [&](const Allow& entry) {
        return std::ranges::any_of(wide.allow, [&](const Allow& other) { return covers(other, entry); });
    });
}

class Linter {
  public:
    explicit Linter(const Policy& policy) : policy_(policy) {}

    std::vector<Remark> run() && {
        for (std::size_t i = 0; i < policy_.rules.size(); ++i) {
            look_at_width(policy_.rules[i]);
            look_at_patterns(policy_.rules[i]);
            look_at_shadows(i);
            look_at_overrides(policy_.rules[i]);
        }
        return std::move(remarks_);
    }

  private:
    void add(const Rule& rule, const std::string& text) { remarks_.push_back({rule.place, "rule " + in_quotes(rule.id) + " " + text}); }

    void look_at_width(const Rule& rule) {
        if (!is_everything(rule.files)) return;
        constexpr std::array<std::string_view, 3> wide{"any", "text", "binary"};
        for (const auto& allow : rule.allow) {
            if (std::ranges::find(wide, std::string_view(allow.kind)) != wide.end()) add(rule, "lets every file change in the kind " + allow.kind);
        }
    }

    void look_at_patterns(const Rule& rule) {
        for (const auto& pattern : rule.files.patterns()) {
            const bool climbs = pattern.find("../") != std::string::npos || pattern.starts_with("./");
            if (climbs) add(rule, "has the pattern " + in_quotes(pattern) + ", which no member's path matches");
        }
        const auto patterns = rule.files.patterns();
        if (!patterns.empty() && patterns[0].starts_with('!')) add(rule, "starts with a pattern that takes back what none has matched yet");
    }

    void look_at_shadows(std::size_t index) {
        const auto& rule = policy_.rules[index];
        for (std::size_t other = 0; other < policy_.rules.size(); ++other) {
            const auto& wide = policy_.rules[other];
            if (other == index || !shadows(wide, rule) || (shadows(rule, wide) && other > index)) continue;
            add(rule, "has no effect: rule " + in_quotes(wide.id) + " of " + in_quotes(wide.source) + " allows all of it");
            return;
        }
    }

    void look_at_overrides(const Rule& rule) {
        if (rule.overrides_protect && !policy_.protect.empty()) add(rule, "overrides protect");
    }

    const Policy& policy_;
    std::vector<Remark> remarks_;
};

}  // namespace

std::vector<Remark> lint(const Policy& policy) {
    return Linter(policy).run();
}

}  // namespace bumpgate::policy
