// The effective policy as YAML that loads again and means the same.
#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "policy/policy.hpp"
#include "policy/write.hpp"
#include "policy/yaml.hpp"

namespace bumpgate::policy {

namespace {

/// What an id may hold of a policy's name.
std::string id_letters(std::string_view text) {
    std::string letters;
    for (const char c : text) letters += is_alnum(c) || c == '-' || c == '_' || c == '.' ? c : '-';
    return letters;
}

/// One id for each rule. They are unique within a file only; of rules that come from several, each says from
/// which.
std::vector<std::string> unique_ids(const std::vector<Rule>& rules) {
    std::vector<std::string> ids;
    std::set<std::string> taken;
    for (const auto& rule : rules) {
        auto id = rule.id;
        if (std::ranges::count(rules, rule.id, &Rule::id) > 1) id = id_letters(rule.source) + "." + id;
        while (!taken.insert(id).second) id += ".again";
        ids.push_back(id);
    }
    return ids;
}

std::string rule_lines(const Rule& rule, const std::string& id) {
    std::vector<std::string> entries;
    for (const auto& allow : rule.allow) entries.push_back(flow(allow));
    std::string yaml = "  - id: " + yaml_string(id) + "\n";
    if (rule.when_bump) yaml += "    when: {bump: " + flow(rule.when_bump) + "}\n";
    if (!rule.files.empty()) yaml += "    files: " + flow_list(rule.files.patterns()) + "\n";
    yaml += "    allow: [" + join(entries, ", ") + "]\n";
    if (rule.level == Level::warn) yaml += "    level: warn\n";
    if (rule.overrides_protect) yaml += "    override: true\n";
    return yaml;
}

std::string protect_line(const Protect& protect) {
    std::vector<std::string> parts;
    if (!protect.files.empty()) parts.push_back("files: " + flow_list(protect.files.patterns()));
    if (!protect.kinds.empty()) parts.push_back("kinds: " + flow_list(protect.kinds));
    return "  - {" + join(parts, ", ") + "}\n";
}

std::string require_line(const Require& require) {
    if (!require.not_change.empty()) return "  - {not: " + require.not_change + "}\n";
    const auto files = require.files.empty() ? "" : "files: " + flow_list(require.files.patterns()) + ", ";
    return "  - {" + files + "change: " + require.change + "}\n";
}

std::string waiver_lines(const Waiver& waiver) {
    auto yaml =
        "  - finding: " + yaml_string(waiver.finding) + "\n    reason: " + yaml_string(waiver.reason) + "\n";
    if (!waiver.by.empty()) yaml += "    by: " + yaml_string(waiver.by) + "\n";
    return yaml + "    expires: " + bumpgate::to_string(waiver.expires) + "\n";
}

/// One for each finding: the one that ends last, for that is what the gate goes by.
std::vector<Waiver> lasting(const std::vector<Waiver>& waivers) {
    std::vector<Waiver> kept;
    for (const auto& waiver : waivers) {
        const auto same = std::ranges::find(kept, waiver.finding, &Waiver::finding);
        if (same == kept.end())
            kept.push_back(waiver);
        else if (same->expires < waiver.expires)
            *same = waiver;
    }
    return kept;
}

/// No file may bear a built-in's name, and what is shown is to be saved and loaded.
std::string own_name(const Policy& policy) {
    return (is_built_in(policy.name) ? "my-" : "") + policy.name;
}

std::string head(const Policy& policy) {
    std::string yaml = "version: 1\nname: " + yaml_string(own_name(policy)) + "\n";
    if (!policy.description.empty()) yaml += "description: " + yaml_string(policy.description) + "\n";
    if (!policy.ecosystems.empty()) yaml += "select:\n  ecosystem: " + flow_list(policy.ecosystems) + "\n";
    return yaml;
}

std::string settings(const Policy& policy) {
    std::string yaml = "release:\n  scheme: " + (policy.scheme.empty() ? "auto" : policy.scheme) +
                       "\n  bump: " + flow(policy.bump) +
                       "\n  baseline: " + std::string(to_string(policy.baseline)) +
                       "\n  siblings: " + flow(policy.vocabulary) + "\n";
    yaml += "metadata:\n";
    for (const auto& [key, setting] : policy.metadata)
        yaml += "  " + key + ": " + std::string(to_string(setting)) + "\n";
    yaml += "hazards:\n  existing: " + std::string(policy.existing_hazards_denied ? "deny" : "warn") + "\n";
    for (const auto& [id, setting] : policy.hazards)
        yaml += "  " + id + ": " + std::string(to_string(setting)) + "\n";
    return yaml;
}

}  // namespace

std::string show(const Policy& policy) {
    auto yaml = head(policy) + settings(policy);
    const auto ids = unique_ids(policy.rules);
    if (!policy.rules.empty()) yaml += "rules:\n";
    for (std::size_t i = 0; i < ids.size(); ++i) yaml += rule_lines(policy.rules[i], ids[i]);
    if (!policy.protect.empty()) yaml += "protect:\n";
    for (const auto& protect : policy.protect) yaml += protect_line(protect);
    if (!policy.require.empty()) yaml += "require:\n";
    for (const auto& require : policy.require) yaml += require_line(require);
    if (!policy.waivers.empty()) yaml += "waivers:\n";
    for (const auto& waiver : lasting(policy.waivers)) yaml += waiver_lines(waiver);
    return yaml;
}

}  // namespace bumpgate::policy
