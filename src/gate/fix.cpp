// The smallest policy edit that would allow a change.
#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"
#include "change/kinds.hpp"
#include "gate/explain.hpp"
#include "gate/matching.hpp"
#include "gate/pattern.hpp"
#include "policy/write.hpp"

namespace bumpgate::gate {

namespace {

namespace kind = change::kind;
using policy::Allow;
using policy::Rule;

constexpr std::size_t longest_edit =
    140;  // bytes; what is longer is not read, so the next larger edit is offered

struct KindWords {
    std::string_view kind;
    std::string_view means;
};
constexpr std::array kind_words = std::to_array<KindWords>({
    {kind::binary, "any change of bytes in this file"},
    {kind::binary_version, "a version of the same length in this file's bytes"},
    {kind::changelog_entry, "an entry for the new version in this changelog, with any text"},
    {kind::commit, "commit ids in this file"},
    {kind::date, "dates in this file that move forward"},
    {kind::dependency_added, "this dependency may be added in this file"},
    {kind::dependency_removed, "this dependency may be removed from this file"},
    {kind::derived_map, "the columns of this source map may follow the version"},
    {kind::digest_derived, "digests and sizes in this file may follow the release's files"},
    {kind::digest_mismatch, "this listing may state what is wrong"},
    {kind::digest_sibling, "digests of siblings in this file, which nobody can check here"},
    {kind::exec_surface, "any change, by which other code may run by itself"},
    {kind::file_added, "this file may be added, with any content"},
    {kind::file_link, "this link may point anywhere"},
    {kind::file_mode, "any permissions of this file"},
    {kind::file_removed, "this file may be removed"},
    {kind::file_renamed, "this file may have had another name"},
    {kind::file_type, "this member may become another type"},
    {kind::key_order, "another order of keys in this file"},
    {kind::listing_derived, "this listing may follow the release's files"},
    {kind::text, "any text change in this file"},
    {kind::text_deceptive, "invisible and look-alike characters in this file"},
    {kind::text_encoding, "a byte order mark may come or go in this file"},
    {kind::text_line_ending, "other line ends in this file"},
    {kind::text_whitespace, "other blanks in this file"},
    {kind::tool_version, "build tools that this file names may be newer"},
    {kind::version_lag, "the version before the old one may become the old one in this file"},
    {kind::version_mixed, "the old version may stay beside the new one in this file"},
    {kind::version_own, "the own version, old to new, in this file"},
    {kind::version_part, "parts of the version, where a word says version, in this file"},
    {kind::version_sibling, "a sibling's version, old to new, in this file"},
    {kind::version_stale, "the old version may stay in this file"},
    {kind::version_weak, "any number in this file that moves as the version does"},
    {kind::year, "copyright years in this file that move forward"},
});

bool is_requirement(std::string_view id) {
    return id == kind::dependency_sibling || id == kind::dependency_version;
}

std::string words_for(const Allow& allow, const Change& change) {
    if (is_requirement(change.kind)) {
        const std::string limit =
            allow.within_any ? ""
                             : " by a step up to " +
                                   std::string(release::to_string(allow.within.value_or(default_within)));
        return "the version that this file asks of " + printable(change.name) + " may move" + limit +
               (allow.down ? ", and down" : "");
    }
    const auto* row = std::ranges::find(kind_words, change.kind, &KindWords::kind);
    if (row != kind_words.end()) return std::string(row->means);
    return "any change " + std::string(change.kind) + " in this file";
}

/// The change's kind, narrowed as far as its entry can be.
Allow entry_for(const Change& change) {
    Allow allow;
    allow.kind = change.kind;
    if (!change.kind.starts_with("dependency.")) return allow;
    if (!change.name.empty()) allow.names = {literal_pattern(change.name)};
    if (!is_requirement(change.kind)) return allow;
    const auto step = release::step_from_string(change.step);
    allow.within_any = !step;
    allow.down = (!step || *step == release::Step::downgrade) && change.kind == kind::dependency_version;
    if (step && *step != release::Step::downgrade && *step > default_within) allow.within = step;
    return allow;
}

/// What the value of a key is on both sides, as narrow as it can be said.
policy::ValueAs value_as(const ChangedValue& value, std::string_view id) {
    using policy::ValueAs;
    if (value.is_version || id == kind::version_weak) return ValueAs::version;
    if (value.is_commit) return ValueAs::commit;
    if (value.is_date) return ValueAs::date;
    return value.is_tool ? ValueAs::tool : ValueAs::any;
}

std::string words_for(const policy::KeyEntry& key) {
    switch (key.as) {
        case policy::ValueAs::any:
            return "this value may become any other";
        case policy::ValueAs::commit:
            return "this value may become another commit id";
        case policy::ValueAs::date:
            return "this value may become a later date";
        case policy::ValueAs::tool:
            return "the version in this value may rise";
        case policy::ValueAs::version:
            break;
    }
    return "this value may follow the own version";
}

/// A text or number in one value of a structured file: that value, and nothing else of the file. "*" as a
/// component would stand for any.
std::optional<Allow> key_entry_for(const Change& change) {
    if (!change.value || (change.kind != kind::text && change.kind != kind::version_weak))
        return std::nullopt;
    const auto& path = change.value->path;
    const auto pointer = change::pointer_to(*change.value);
    if (std::ranges::find(path, "*") != path.end() || !is_utf8(pointer)) return std::nullopt;
    Allow allow;
    allow.kind = "key";
    allow.key = policy::KeyEntry{pointer, path, value_as(*change.value, change.kind)};
    return allow;
}

/// Whether a policy that has this rule too allows the change.
bool helps(const Context& context, const Rule& rule, const Change& change) {
    const bool free = rule.overrides_protect || protection(context.policy, change) == nullptr;
    return free && allows(context, rule, change) && speaks_of(rule.files, change);
}

std::optional<Rule> with_files(Rule rule, const std::vector<std::string>& patterns) {
    auto files = GlobList::compile(patterns);
    if (!files) return std::nullopt;
    rule.files = *std::move(files);
    return rule;
}

std::string lifted(const Context& context, const Change& change) {
    const auto* protect = protection(context.policy, change);
    return protect == nullptr ? "" : "; lifts a protection by policy " + printable(protect->source);
}

Fix rule_with(const Context& context, const Change& change, const Allow& entry) {
    Rule rule;
    rule.allow = {entry};
    rule.overrides_protect = protection(context.policy, change) != nullptr;
    const auto patterns = file_patterns(context, change);
    const auto complete = with_files(std::move(rule), patterns);
    if (patterns.empty() || !complete || !helps(context, *complete, change)) return {};
    const auto means = entry.key ? words_for(*entry.key) : words_for(entry, change);
    return {flow(*complete), means + lifted(context, change)};
}

Fix new_rule(const Context& context, const Change& change) {
    if (const auto key = key_entry_for(change)) {
        auto fix = rule_with(context, change, *key);
        if (!fix.edit.empty() && fix.edit.size() <= longest_edit) return fix;
    }
    return rule_with(context, change, entry_for(change));
}

/// A rule of the user's own that allows such changes, with this file added to its list.
Fix longer_rule(const Context& context, const Change& change) {
    const auto more = file_patterns(context, change);
    for (const auto& rule : context.policy.rules) {
        if (policy::is_built_in(rule.source) || rule.files.empty() || !allows(context, rule, change))
            continue;
        auto patterns = rule.files.patterns();
        patterns.insert(patterns.end(), more.begin(), more.end());
        const auto longer = with_files(rule, patterns);
        if (!longer || !helps(context, *longer, change)) continue;
        auto edit = flow(*longer);
        if (edit.size() > longest_edit) continue;
        return {std::move(edit), "rule " + printable(full_name(rule)) + ", line " +
                                     std::to_string(rule.place.line) + ", with this file added"};
    }
    return {};
}

/// The names that `siblings` has to list so that this one is among them and none is lost that counts now.
std::vector<std::string> sibling_list(const Context& context, const Change& change) {
    using Siblings = change::Vocabulary::Siblings;
    const auto& vocabulary = context.policy.vocabulary;
    std::vector<std::string> patterns;
    if (vocabulary.siblings == Siblings::listed) patterns = vocabulary.sibling_patterns;
    if (vocabulary.siblings == Siblings::automatic) {
        for (const auto& name : context.siblings) patterns.push_back(literal_pattern(name));
    }
    auto added = literal_pattern(change.name);
    if (std::ranges::find(patterns, added) == patterns.end()) patterns.push_back(std::move(added));
    return patterns;
}

/// A requirement that moved from exactly our old version to our new one, as only a sibling's does.
Fix new_sibling(const Context& context, const Change& change) {
    if (!change.lockstep || change.name.empty() || protection(context.policy, change) != nullptr) return {};
    auto as_sibling = change;
    as_sibling.kind = kind::version_sibling;
    if (allowing_rules(context, as_sibling).empty()) return {};
    auto edit = "release: {siblings: " + policy::flow_list(sibling_list(context, change)) + "}";
    if (edit.size() > longest_edit) return {};
    return {std::move(edit), printable(change.name) + " is released in lockstep with this package"};
}

/// Only a setting speaks of the container.
Fix other_setting(const Change& change) {
    const auto* key = metadata_key(change.kind);
    if (key == nullptr) return {};
    const std::string name(key->key);
    return {"metadata: {" + name + ": warn}", "any such difference of the container, and it is shown"};
}

/// `protect` names the container's kind: no rule lifts that, and no setting.
bool is_out_of_reach(const Context& context, const Change& change) {
    return is_finding(change.kind) || (change.path.empty() && protection(context.policy, change) != nullptr);
}

}  // namespace

Fix fix_of(const Context& context, const Change& change) {
    if (is_out_of_reach(context, change)) return {};
    if (change.path.empty()) return other_setting(change);
    if (auto fix = new_sibling(context, change); !fix.edit.empty()) return fix;
    if (auto fix = longer_rule(context, change); !fix.edit.empty()) return fix;
    return new_rule(context, change);
}

}  // namespace bumpgate::gate
