// The effective policy as YAML that loads again and means the same.
#include "base/text.hpp"
#include "policy/policy.hpp"
#include "policy/sections.hpp"
#include "policy/yaml.hpp"

namespace bumpgate::policy {

namespace {

std::string flow_list(const std::vector<std::string>& texts) {
    std::vector<std::string> written;
    for (const auto& text : texts) written.push_back(yaml_string(text));
    return "[" + join(written, ", ") + "]";
}

std::string word(Setting setting) {
    return std::string(setting_words()[static_cast<std::size_t>(setting)]);
}

std::string steps(const Policy& policy) {
    if (!policy.bump) return "any";
    std::vector<std::string> words;
    for (const auto step : *policy.bump) words.emplace_back(release::to_string(step));
    return "[" + join(words, ", ") + "]";
}

std::string siblings(const change::Vocabulary& vocabulary) {
    switch (vocabulary.siblings) {
        case change::Vocabulary::Siblings::none: return "none";
        case change::Vocabulary::Siblings::listed: return flow_list(vocabulary.sibling_patterns);
        case change::Vocabulary::Siblings::automatic: break;
    }
    return "auto";
}

std::string allow_entry(const Allow& allow) {
    std::vector<std::string> parts;
    if (!allow.names.empty()) parts.push_back("names: " + flow_list(allow.names));
    if (allow.within_any) parts.emplace_back("within: any");
    if (allow.within) parts.push_back("within: " + std::string(release::to_string(*allow.within)));
    if (allow.down) parts.emplace_back("down: true");
    return parts.empty() ? allow.kind : "{" + allow.kind + ": {" + join(parts, ", ") + "}}";
}

/// Ids are unique within a file only; of rules that come from several, each says from which.
std::string unique_id(const Policy& policy, const Rule& rule) {
    std::size_t same = 0;
    for (const auto& other : policy.rules) same += other.id == rule.id ? 1U : 0U;
    return same > 1 ? rule.source + "." + rule.id : rule.id;
}

void add_rule(std::string& yaml, const Policy& policy, const Rule& rule) {
    yaml += "  - id: " + yaml_string(unique_id(policy, rule)) + "\n";
    if (!rule.files.empty()) yaml += "    files: " + flow_list(rule.files.patterns()) + "\n";
    std::vector<std::string> entries;
    for (const auto& allow : rule.allow) entries.push_back(allow_entry(allow));
    yaml += "    allow: [" + join(entries, ", ") + "]\n";
    if (rule.level == Level::warn) yaml += "    level: warn\n";
    if (rule.overrides_protect) yaml += "    override: true\n";
}

void add_protect(std::string& yaml, const Protect& protect) {
    std::vector<std::string> parts;
    if (!protect.files.empty()) parts.push_back("files: " + flow_list(protect.files.patterns()));
    if (!protect.kinds.empty()) parts.push_back("kinds: " + flow_list(protect.kinds));
    yaml += "  - {" + join(parts, ", ") + "}\n";
}

void add_require(std::string& yaml, const Require& require) {
    if (!require.not_change.empty()) {
        yaml += "  - {not: " + require.not_change + "}\n";
        return;
    }
    yaml += "  - {" + (require.files.empty() ? std::string() : "files: " + flow_list(require.files.patterns()) + ", ") + "change: " + require.change + "}\n";
}

}  // namespace

std::string show(const Policy& policy) {
    std::string yaml = "version: 1\nname: " + yaml_string(policy.name) + "\n";
    if (!policy.description.empty()) yaml += "description: " + yaml_string(policy.description) + "\n";
    if (!policy.ecosystems.empty()) yaml += "select:\n  ecosystem: " + flow_list(policy.ecosystems) + "\n";
    yaml += "release:\n  scheme: " + (policy.scheme.empty() ? "auto" : policy.scheme) + "\n  bump: " + steps(policy) +
            "\n  siblings: " + siblings(policy.vocabulary) + "\n";
    yaml += "metadata:\n";
    for (const auto& row : metadata_keys()) yaml += "  " + std::string(row.key) + ": " + word(policy.metadata.at(std::string(row.key))) + "\n";
    yaml += "hazards:\n  existing: " + std::string(policy.existing_hazards_denied ? "deny" : "warn") + "\n";
    for (const auto& [id, setting] : policy.hazards) yaml += "  " + id + ": " + word(setting) + "\n";
    if (!policy.rules.empty()) yaml += "rules:\n";
    for (const auto& rule : policy.rules) add_rule(yaml, policy, rule);
    if (!policy.protect.empty()) yaml += "protect:\n";
    for (const auto& protect : policy.protect) add_protect(yaml, protect);
    if (!policy.require.empty()) yaml += "require:\n";
    for (const auto& require : policy.require) add_require(yaml, require);
    return yaml;
}

}  // namespace bumpgate::policy
