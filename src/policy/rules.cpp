// The parts of a policy that are appended: rules, protect, require.
#include <algorithm>
#include <array>
#include <map>

#include "base/text.hpp"
#include "change/kinds.hpp"
#include "policy/fields.hpp"
#include "policy/kind_names.hpp"
#include "policy/sections.hpp"

namespace bumpgate::policy {

namespace {

constexpr std::array rule_keys =
    std::to_array<std::string_view>({"id", "when", "files", "allow", "level", "override"});
constexpr std::array when_keys = std::to_array<std::string_view>({"bump"});
constexpr std::array protect_keys = std::to_array<std::string_view>({"files", "kinds"});
constexpr std::array require_keys = std::to_array<std::string_view>({"files", "change", "not"});
constexpr std::array levels = std::to_array<std::string_view>({"silent", "warn"});

bool fits_id(std::string_view id) {
    const auto fits = [](char c) { return is_alnum(c) || c == '-' || c == '_' || c == '.'; };
    return !id.empty() && std::all_of(id.begin(), id.end(), fits);
}

/// Rules without an id are called by their place.
Result<std::string> read_id(const SourceText& source, const Node& rule, std::size_t index) {
    const auto* node = find(rule, "id");
    if (node == nullptr) return "rule-" + std::to_string(index + 1);
    auto id = TRY(read_string(source, *node, "id"));
    if (!fits_id(id)) {
        return refuse(source, node->spot, quoted_word(id) + " cannot be an id",
                      "ids are letters, digits, dashes, underscores and stops");
    }
    return id;
}

Result<std::vector<Allow>> read_allow_list(const SourceText& source, const Node& rule) {
    const auto* node = find(rule, "allow");
    if (node == nullptr)
        return refuse(source, rule.spot, "a rule without \"allow\"",
                      "say what it allows, for example allow: [version]");
    CHECK_OK(check_is_list(source, *node, "allow"));
    std::vector<Allow> entries;
    for (const auto& item : node->items) entries.push_back(TRY(read_allow(source, item)));
    return entries;
}

/// For which steps a rule holds.
Result<std::optional<std::set<release::Step>>> read_when(const SourceText& source, const Node& node) {
    CHECK_OK(check_map(source, node, {"when", when_keys}));
    const auto* bump = find(node, "bump");
    if (bump == nullptr)
        return refuse(source, node.spot, "a \"when\" that names no step",
                      "for example when: {bump: [minor]}");
    return read_bump(source, *bump);
}

Result<Rule> read_rule(const SourceText& source, const Node& node, std::size_t index) {
    CHECK_OK(check_map(source, node, {"a rule", rule_keys}));
    Rule rule;
    rule.place = place_at(source, node.spot.offset);
    rule.id = TRY(read_id(source, node, index));
    if (const auto* files = find(node, "files")) rule.files = TRY(read_globs(source, *files));
    rule.allow = TRY(read_allow_list(source, node));
    if (const auto* level = find(node, "level"))
        rule.level = static_cast<Level>(TRY(read_word(source, *level, "level", levels)));
    if (const auto* when = find(node, "when")) rule.when_bump = TRY(read_when(source, *when));
    if (const auto* lifts = find(node, "override"))
        rule.overrides_protect = TRY(read_bool(source, *lifts, "override"));
    return rule;
}

Result<Protect> read_protection(const SourceText& source, const Node& node) {
    CHECK_OK(check_map(source, node, {"an entry of protect", protect_keys}));
    Protect protect;
    protect.place = place_at(source, node.spot.offset);
    const auto* files = find(node, "files");
    const auto* kinds = find(node, "kinds");
    if (files == nullptr && kinds == nullptr)
        return refuse(source, node.spot, "an entry of protect that names nothing",
                      "give it files, kinds or both");
    if (files != nullptr) protect.files = TRY(read_globs(source, *files));
    if (kinds == nullptr) return protect;
    CHECK_OK(check_is_list(source, *kinds, "kinds"));
    for (const auto& kind : kinds->items)
        protect.kinds.push_back(TRY(read_denied_kind(source, kind, "an entry of kinds")));
    return protect;
}

Result<Require> read_requirement(const SourceText& source, const Node& node) {
    CHECK_OK(check_map(source, node, {"an entry of require", require_keys}));
    Require require;
    require.place = place_at(source, node.spot.offset);
    const auto* files = find(node, "files");
    const auto* wanted = find(node, "change");
    const auto* unwanted = find(node, "not");
    if ((wanted == nullptr) == (unwanted == nullptr) || (files != nullptr && unwanted != nullptr)) {
        return refuse(source, node.spot, "an entry of require is {files: [...], change: KIND} or {not: KIND}",
                      "say one of the two");
    }
    if (files != nullptr) require.files = TRY(read_globs(source, *files));
    if (wanted != nullptr) require.change = TRY(read_allowed_kind(source, *wanted, "change"));
    if (unwanted != nullptr) require.not_change = TRY(read_denied_kind(source, *unwanted, "not"));
    return require;
}

/// `rules: []` says what it means: none.
bool is_empty_list(const Node& node) {
    return node.type == Node::Type::list && node.items.empty();
}

}  // namespace

Result<void> read_rules(const SourceText& source, const Node& node, PolicyFile& file) {
    if (is_empty_list(node)) return {};
    CHECK_OK(check_is_list(source, node, "rules", "{files: [PKG-INFO], allow: [version]}"));
    std::map<std::string, Place> ids;
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        auto rule = TRY(read_rule(source, node.items[i], i));
        rule.source = file.name;
        const auto [first, is_new] = ids.emplace(rule.id, rule.place);
        if (!is_new) {
            return refuse(source, node.items[i].spot, "two rules have the id " + quoted_word(rule.id),
                          "the first is on line " + std::to_string(first->second.line));
        }
        file.rules.push_back(std::move(rule));
    }
    return {};
}

Result<void> read_protect(const SourceText& source, const Node& node, PolicyFile& file) {
    if (is_empty_list(node)) return {};
    CHECK_OK(check_is_list(source, node, "protect", "{files: [\"*.pth\"]}"));
    for (const auto& item : node.items) {
        file.protect.push_back(TRY(read_protection(source, item)));
        file.protect.back().source = file.name;
    }
    return {};
}

Result<void> read_require(const SourceText& source, const Node& node, PolicyFile& file) {
    if (is_empty_list(node)) return {};
    CHECK_OK(check_is_list(source, node, "require", "{not: file.added}"));
    for (const auto& item : node.items) {
        file.require.push_back(TRY(read_requirement(source, item)));
        file.require.back().source = file.name;
    }
    return {};
}

}  // namespace bumpgate::policy
