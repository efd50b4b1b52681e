// From steps that are known to be good to the rules under which they pass.
#include "gate/learn.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "base/text.hpp"
#include "change/kinds.hpp"
#include "gate/entry_for.hpp"
#include "gate/explain.hpp"
#include "gate/judge.hpp"
#include "gate/learn_lines.hpp"
#include "gate/matching.hpp"
#include "gate/pattern.hpp"
#include "policy/write.hpp"

namespace bumpgate::gate {

namespace {

namespace kind = change::kind;
using policy::Allow;
using policy::Rule;

/// Kinds of which each change is proven, or compared with what it was.
constexpr std::array narrow_kinds = std::to_array<std::string_view>(
    {kind::commit, kind::date, kind::dependency_sibling, kind::dependency_version, kind::derived_map,
     kind::digest_derived, kind::listing_derived, kind::tool_version, kind::version_lag, kind::version_own,
     kind::version_part, kind::version_sibling, kind::year});

bool is_narrow(const Allow& allow) {
    if (allow.key) return allow.key->as != policy::ValueAs::any;
    if (allow.within_any || allow.down) return false;
    return std::ranges::find(narrow_kinds, allow.kind) != narrow_kinds.end();
}

/// Files, and whether a protection has to be lifted for them.
struct Home {
    std::vector<std::string> patterns;
    bool overrides = false;
    friend bool operator<(const Home& left, const Home& right) {
        return std::tie(left.patterns, left.overrides) < std::tie(right.patterns, right.overrides);
    }
};

/// An entry and what it means.
struct Entry {
    Allow allow;
    std::string means;
};

/// Two requirements that differ in their names only are one entry with both names.
bool differ_in_names_only(Allow left, Allow right) {
    if (left.names.empty() || right.names.empty()) return false;
    left.names.clear();
    right.names.clear();
    return flow(left) == flow(right);
}

/// One key that is a date here and a commit there may be anything.
bool are_one_key(const Allow& left, const Allow& right) {
    return left.key && right.key && left.key->path == right.key->path;
}

bool merge(Entry& known, const Entry& more) {
    if (flow(known.allow) == flow(more.allow)) return true;
    if (differ_in_names_only(known.allow, more.allow)) {
        for (const auto& name : more.allow.names) {
            if (std::ranges::find(known.allow.names, name) == known.allow.names.end())
                known.allow.names.push_back(name);
        }
        std::ranges::sort(known.allow.names);
        known.means = "these dependencies, as the rule says";
        return true;
    }
    if (!are_one_key(known.allow, more.allow)) return false;
    known.allow.key->as = policy::ValueAs::any;
    known.means = "this value may become any other";
    return true;
}

class Learner {
  public:
    explicit Learner(const policy::Policy& policy) : policy_(policy) {}

    void study(const Lesson& lesson, std::size_t number) {
        const Context context(policy_, lesson.release, lesson.changes);
        siblings_.insert(context.siblings.begin(), context.siblings.end());
        for (const auto& change : lesson.changes.items) {
            if (judge(context, change).decision == Decision::denied) study(context, change, number);
        }
        for (const auto& finding : lesson.changes.hazards) {
            if (judge(policy_, finding).decision == Decision::denied)
                learned_.hazards.insert(finding.hazard.id);
        }
    }

    Learned result() && {
        for (auto& [home, lines] : lines_) add_lines(home, lines);
        learned_.rules = rules();
        learned_.siblings = sibling_list();
        return std::move(learned_);
    }

  private:
    void study(const Context& context, const Change& change, std::size_t number) {
        if (helps_as_sibling(context, change)) {
            new_siblings_.insert(change.name);
            return;
        }
        if (change.path.empty() && !change::is_finding(change.kind)) {
            study_container(change);
            return;
        }
        Home home{file_patterns(context, change), protection(policy_, change) != nullptr};
        if (change::is_finding(change.kind) || home.patterns.empty()) {
            give_up(change);
        } else if (const auto key = key_entry_for(change)) {
            add(home, {*key, words_for(*key, change)});
        } else if (auto lines = change.kind == kind::text ? lines_of(change) : std::nullopt) {
            lines_[home].add(*std::move(lines), number);
        } else {
            const auto entry = entry_for(change);
            add(home, {entry, words_for(entry, change)});
        }
    }

    void study_container(const Change& change) {
        const auto* key = metadata_key(change.kind);
        if (key == nullptr || protection(policy_, change) != nullptr) {
            give_up(change);
        } else {
            learned_.metadata.emplace(key->key);
        }
    }

    void give_up(const Change& change) {
        learned_.beyond.insert(std::string(change.kind) + " in " +
                               (change.path.empty() ? "the release" : in_quotes(change.path)));
    }

    void add(const Home& home, Entry entry) {
        auto& entries = homes_[home];
        const auto takes = [&](Entry& known) { return merge(known, entry); };
        if (std::none_of(entries.begin(), entries.end(), takes)) entries.push_back(std::move(entry));
    }

    void add_lines(const Home& home, const LearnedLines& lines) {
        if (auto allow = lines.entry()) {
            add(home, {*std::move(allow), "lines of this file that match may come and go"});
            return;
        }
        Allow text;
        text.kind = kind::text;
        add(home, {text, "any text change in this file"});
    }

    /// What allows text in a file needs no keys and lines beside it.
    static void drop_needless(std::vector<Entry>& entries) {
        const auto is_text = [](const Entry& entry) { return entry.allow.kind == kind::text; };
        if (std::ranges::none_of(entries, is_text)) return;
        std::erase_if(entries, [](const Entry& entry) {
            const bool by_key = entry.allow.key && entry.allow.key->as != policy::ValueAs::version;
            return by_key || entry.allow.line || entry.allow.kind.starts_with("text.");
        });
    }

    /// One rule for each list of entries, over all files that have it.
    std::vector<LearnedRule> rules() {
        std::map<std::tuple<bool, bool, std::string>, LearnedRule> by_entries;
        std::map<std::tuple<bool, bool, std::string>, std::set<std::string>> patterns;
        for (auto& [home, entries] : homes_) {
            drop_needless(entries);
            for (const bool narrow : {true, false}) {
                LearnedRule learned;
                std::vector<std::string> means;
                for (const auto& entry : entries) {
                    if ((is_narrow(entry.allow) && !home.overrides) != narrow) continue;
                    learned.rule.allow.push_back(entry.allow);
                    if (std::ranges::find(means, entry.means) == means.end()) means.push_back(entry.means);
                }
                if (learned.rule.allow.empty()) continue;
                learned.narrow = narrow;
                learned.rule.overrides_protect = home.overrides;
                learned.means = join(means, "; ") + (home.overrides ? "; lifts a protection" : "");
                const std::tuple key(!narrow, home.overrides, flow(learned.rule));
                by_entries.emplace(key, std::move(learned));
                patterns[key].insert(home.patterns.begin(), home.patterns.end());
            }
        }
        std::vector<LearnedRule> all;
        for (auto& [key, learned] : by_entries) {
            const auto& files = patterns.at(key);
            auto globs = GlobList::compile({files.begin(), files.end()});
            if (!globs) continue;  // each pattern compiled before
            learned.rule.files = *std::move(globs);
            all.push_back(std::move(learned));
        }
        return all;
    }

    std::vector<std::string> sibling_list() const {
        using Siblings = change::Vocabulary::Siblings;
        if (new_siblings_.empty()) return {};
        std::set<std::string> patterns;
        const auto& vocabulary = policy_.vocabulary;
        if (vocabulary.siblings == Siblings::listed)
            patterns.insert(vocabulary.sibling_patterns.begin(), vocabulary.sibling_patterns.end());
        if (vocabulary.siblings == Siblings::automatic) {
            for (const auto& name : siblings_) patterns.insert(literal_pattern(name));
        }
        for (const auto& name : new_siblings_) patterns.insert(literal_pattern(name));
        return {patterns.begin(), patterns.end()};
    }

    const policy::Policy& policy_;
    std::map<Home, std::vector<Entry>> homes_;
    std::map<Home, LearnedLines> lines_;
    std::set<std::string> siblings_, new_siblings_;
    Learned learned_;
};

}  // namespace

Learned learn(const policy::Policy& policy, const std::vector<Lesson>& lessons) {
    Learner learner(policy);
    for (std::size_t i = 0; i < lessons.size(); ++i) learner.study(lessons[i], i);
    return std::move(learner).result();
}

}  // namespace bumpgate::gate
