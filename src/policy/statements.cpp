#include "policy/statements.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "policy/write.hpp"

namespace bumpgate::policy {

namespace {

Failure contradiction(const SourceText& source, const Reference& base, const std::string& setting,
                      const Statements::Statement& first, const Statements::Statement& second) {
    return refuse(source, base.spot,
                  setting + " is " + first.value + " in policy " + in_quotes(first.title) + " and " +
                      second.value + " in policy " + in_quotes(second.title),
                  "say in this file which it is");
}

}  // namespace

std::map<std::string, std::string> stated(const PolicyFile& file) {
    std::map<std::string, std::string> settings;
    for (const auto& [key, setting] : file.metadata) settings["metadata." + key] = to_string(setting);
    for (const auto& [id, setting] : file.hazards) settings["hazards." + id] = to_string(setting);
    if (file.existing_hazards_denied)
        settings["hazards.existing"] = *file.existing_hazards_denied ? "deny" : "warn";
    if (file.scheme) settings["release.scheme"] = file.scheme->empty() ? "auto" : *file.scheme;
    if (file.bump) settings["release.bump"] = flow(*file.bump);
    if (file.baseline) settings["release.baseline"] = to_string(*file.baseline);
    if (file.vocabulary) settings["release.siblings"] = flow(*file.vocabulary);
    return settings;
}

Result<void> add(Statements& all, const Statements& more, const std::map<std::string, std::string>& own,
                 const SourceText& source, const Reference& base) {
    for (const auto& [setting, statement] : more.settings) {
        const auto [known, is_new] = all.settings.emplace(setting, statement);
        if (is_new || all.sources.contains(statement.source)) continue;
        const bool overrides = more.sources.contains(known->second.source);
        if (!overrides && known->second.value != statement.value && !own.contains(setting))
            return contradiction(source, base, setting, known->second, statement);
        known->second = statement;
    }
    all.sources.insert(more.sources.begin(), more.sources.end());
    for (const auto& ecosystem : more.ecosystems) {
        if (std::ranges::find(all.ecosystems, ecosystem) == all.ecosystems.end())
            all.ecosystems.push_back(ecosystem);
    }
    return {};
}

}  // namespace bumpgate::policy
