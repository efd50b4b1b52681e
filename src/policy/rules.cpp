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
    std::to_array<std::string_view>({"id", "files", "allow", "level", "override"});
constexpr std::array later_rule_keys = std::to_array<std::string_view>({"when"});
constexpr std::array protect_keys = std::to_array<std::string_view>({"files", "kinds"});
constexpr std::array require_keys = std::to_array<std::string_view>({"files", "change", "not"});
constexpr std::array levels = std::to_array<std::string_view>({"silent", "warn"});
constexpr std::array later_entries = std::to_array<std::string_view>({"key", "line"});
constexpr std::array limits =
    std::to_array<std::string_view>({"build", "pre", "post", "patch", "minor", "major", "epoch", "any"});

/// Which narrowings a kind takes.
struct Narrowing {
    std::string_view kind;
    std::array<std::string_view, 3> keys;
    std::size_t count;
};
constexpr std::array narrowings = std::to_array<Narrowing>({
    {change::kind::dependency_added, {"names"}, 1},
    {change::kind::dependency_removed, {"names"}, 1},
    {change::kind::dependency_sibling, {"names", "within"}, 2},
    {change::kind::dependency_version, {"names", "within", "down"}, 3},
});

Result<void> read_within(const SourceText& source, const Node& node, Allow& allow) {
    const auto word = limits[TRY(read_word(source, node, "within", limits))];
    allow.within_any = word == "any";
    if (!allow.within_any) allow.within = release::step_from_string(word);
    return {};
}

Result<void> read_narrowing(const SourceText& source, const Node& key, const Node& node, Allow& allow) {
    const auto row = std::ranges::find(narrowings, std::string_view(allow.kind), &Narrowing::kind);
    if (row == narrowings.end()) {
        return refuse(source, key.spot, "the kind " + quoted_word(allow.kind) + " cannot be narrowed",
                      "write it as a word: " + allow.kind);
    }
    CHECK_OK(check_map(source, node, {row->kind, std::span(row->keys).first(row->count)}));
    if (const auto* names = find(node, "names")) allow.names = TRY(read_name_globs(source, *names, "names"));
    if (const auto* within = find(node, "within")) CHECK_OK(read_within(source, *within, allow));
    if (const auto* down = find(node, "down")) allow.down = TRY(read_bool(source, *down, "down"));
    return {};
}

Result<void> check_entry_keys(const SourceText& source, const Node& node) {
    for (const auto& key : node.keys) {
        if (std::ranges::find(later_entries, std::string_view(key.text)) == later_entries.end()) continue;
        return refuse(source, key.spot,
                      "{" + key.text + ": ...} is not supported by this version of bumpgate",
                      "allow a kind, for example version");
    }
    if (node.keys.size() == 1) return {};
    const auto spot = node.keys.empty() ? node.spot : node.keys[1].spot;
    return refuse(source, spot, "an entry of allow names exactly one kind", "make it an entry of its own");
}

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

Result<Rule> read_rule(const SourceText& source, const Node& node, std::size_t index) {
    CHECK_OK(check_map(source, node, {"a rule", rule_keys, later_rule_keys}));
    Rule rule;
    rule.place = place_at(source, node.spot.offset);
    rule.id = TRY(read_id(source, node, index));
    if (const auto* files = find(node, "files")) rule.files = TRY(read_globs(source, *files));
    rule.allow = TRY(read_allow_list(source, node));
    if (const auto* level = find(node, "level"))
        rule.level = static_cast<Level>(TRY(read_word(source, *level, "level", levels)));
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

Result<Allow> read_allow(const SourceText& source, const Node& node) {
    Allow allow;
    if (node.type != Node::Type::map) {
        allow.kind = TRY(read_allowed_kind(source, node, "an entry of allow"));
        return allow;
    }
    CHECK_OK(check_entry_keys(source, node));
    allow.kind = TRY(read_allowed_kind(source, node.keys[0], "a kind"));
    CHECK_OK(read_narrowing(source, node.keys[0], node.items[0], allow));
    return allow;
}

Result<void> read_rules(const SourceText& source, const Node& node, PolicyFile& file) {
    if (is_empty_list(node)) return {};
    CHECK_OK(check_is_list(source, node, "rules"));
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
    CHECK_OK(check_is_list(source, node, "protect"));
    for (const auto& item : node.items) {
        file.protect.push_back(TRY(read_protection(source, item)));
        file.protect.back().source = file.name;
    }
    return {};
}

Result<void> read_require(const SourceText& source, const Node& node, PolicyFile& file) {
    if (is_empty_list(node)) return {};
    CHECK_OK(check_is_list(source, node, "require"));
    for (const auto& item : node.items) {
        file.require.push_back(TRY(read_requirement(source, item)));
        file.require.back().source = file.name;
    }
    return {};
}

}  // namespace bumpgate::policy
