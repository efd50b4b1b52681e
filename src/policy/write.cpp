#include "policy/write.hpp"

#include "base/text.hpp"
#include "policy/sections.hpp"
#include "policy/yaml.hpp"

namespace bumpgate::policy {

namespace {

std::string list_of(const std::vector<std::string>& parts) {
    return "[" + join(parts, ", ") + "]";
}

std::vector<std::string> narrowings(const Allow& allow) {
    std::vector<std::string> parts;
    if (!allow.names.empty()) parts.push_back("names: " + flow_list(allow.names));
    if (allow.within_any) parts.emplace_back("within: any");
    if (allow.within) parts.push_back("within: " + std::string(release::to_string(*allow.within)));
    if (allow.down) parts.emplace_back("down: true");
    if (allow.content) parts.push_back("content: " + yaml_string(*allow.content));
    return parts;
}

}  // namespace

std::string flow_list(const std::vector<std::string>& texts) {
    std::vector<std::string> written;
    written.reserve(texts.size());
    for (const auto& text : texts) written.push_back(yaml_string(text));
    return list_of(written);
}

std::string flow(const Allow& allow) {
    if (allow.key) {
        return "{key: " + yaml_string(allow.key->pointer) + ", as: " + std::string(to_string(allow.key->as)) +
               "}";
    }
    if (allow.line) {
        std::vector<std::string> sides;
        if (allow.line->added) sides.push_back("added: " + yaml_string(allow.line->added->pattern()));
        if (allow.line->removed) sides.push_back("removed: " + yaml_string(allow.line->removed->pattern()));
        return "{line: {" + join(sides, ", ") + "}}";
    }
    const auto parts = narrowings(allow);
    return parts.empty() ? allow.kind : "{" + allow.kind + ": {" + join(parts, ", ") + "}}";
}

std::string flow(const Rule& rule) {
    std::vector<std::string> entries;
    for (const auto& allow : rule.allow) entries.push_back(flow(allow));
    std::vector<std::string> parts;
    if (!rule.files.empty()) parts.push_back("files: " + flow_list(rule.files.patterns()));
    parts.push_back("allow: " + list_of(entries));
    if (rule.when_bump) parts.push_back("when: {bump: " + flow(rule.when_bump) + "}");
    if (rule.level == Level::warn) parts.emplace_back("level: warn");
    if (rule.overrides_protect) parts.emplace_back("override: true");
    return "{" + join(parts, ", ") + "}";
}

std::string_view to_string(Setting setting) {
    return setting_words()[static_cast<std::size_t>(setting)];
}

std::string_view to_string(release::Baseline baseline) {
    return baseline_words()[static_cast<std::size_t>(baseline)];
}

std::string flow(const change::Vocabulary& vocabulary) {
    switch (vocabulary.siblings) {
        case change::Vocabulary::Siblings::none:
            return "none";
        case change::Vocabulary::Siblings::listed:
            return flow_list(vocabulary.sibling_patterns);
        case change::Vocabulary::Siblings::automatic:
            break;
    }
    return "auto";
}

std::string flow(const std::optional<std::set<release::Step>>& bump) {
    if (!bump) return "any";
    std::vector<std::string> words;
    for (const auto step : *bump) words.emplace_back(release::to_string(step));
    return list_of(words);
}

}  // namespace bumpgate::policy
