// The parts of a policy that are settings: later policies override earlier ones.
#include <algorithm>
#include <array>

#include "archive/hazard_table.hpp"
#include "base/text.hpp"
#include "policy/fields.hpp"
#include "policy/sections.hpp"
#include "release/identity.hpp"

namespace bumpgate::policy {

namespace {

// The defaults are those of the policy language, version 1: what packing does by itself is no news, what
// changes how a member is used is.
constexpr std::array metadata_rows = std::to_array<MetadataKey>({
    {"time", "file.time", Setting::ignore},
    {"owner", "file.owner", Setting::ignore},
    {"order", "container.order", Setting::ignore},
    {"compression", "container.compression", Setting::ignore},
    {"format", "container.format", Setting::ignore},
    {"header", "container.header", Setting::warn},
    {"mode", "file.mode", Setting::deny},
    {"type", "file.type", Setting::deny},
    {"link", "file.link", Setting::deny},
    {"xattr", "file.xattr", Setting::deny},
});

constexpr std::array words = std::to_array<std::string_view>({"ignore", "warn", "deny"});
constexpr std::array release_keys =
    std::to_array<std::string_view>({"scheme", "bump", "baseline", "siblings"});
constexpr std::array select_keys = std::to_array<std::string_view>({"ecosystem"});
// Every step of `release::Step` that leads upward.
constexpr std::array step_words =
    std::to_array<std::string_view>({"build", "pre", "post", "patch", "minor", "major", "epoch"});
constexpr std::array baselines = std::to_array<std::string_view>({"release", "source"});
constexpr std::string_view hazard_prefix = "hazard.";
constexpr std::string_view existing_key = "existing";

Result<Setting> read_setting(const SourceText& source, const Node& node, std::string_view what) {
    return static_cast<Setting>(TRY(read_word(source, node, what, words)));
}

Result<std::string> read_scheme(const SourceText& source, const Node& node) {
    std::vector<std::string_view> names = {"auto"};
    for (const auto& scheme : release::schemes()) names.push_back(scheme.id);
    const auto index = TRY(read_word(source, node, "scheme", names));
    return std::string(index == 0 ? "" : names[index]);
}

Result<release::Step> read_step(const SourceText& source, const Node& node) {
    if (node.type == Node::Type::scalar && (node.text == "downgrade" || node.text == "none")) {
        return refuse(source, node.spot, "no list of steps makes a downgrade or a reused version legal",
                      "take it out");
    }
    const auto index = TRY(read_word(source, node, "a step", step_words));
    return *release::step_from_string(step_words[index]);
}

Result<change::Vocabulary> read_siblings(const SourceText& source, const Node& node) {
    change::Vocabulary vocabulary;
    if (node.type == Node::Type::scalar && node.text == "auto") return vocabulary;
    if (node.type == Node::Type::scalar && node.text == "none") {
        vocabulary.siblings = change::Vocabulary::Siblings::none;
        return vocabulary;
    }
    if (node.type != Node::Type::list)
        return refuse(source, node.spot, "siblings must be auto, none or a list of names",
                      "for example [\"acme-*\"]");
    vocabulary.siblings = change::Vocabulary::Siblings::listed;
    vocabulary.sibling_patterns = TRY(read_name_globs(source, node, "siblings"));
    return vocabulary;
}

Result<void> check_hazard_name(const SourceText& source, const Node& key) {
    std::vector<std::string_view> known{existing_key};
    for (const auto& row : archive::hazard_rows) known.push_back(row.id);
    if (std::ranges::find(known, key.text) != known.end()) return {};
    std::string_view name = key.text;
    if (name.starts_with(hazard_prefix)) name.remove_prefix(hazard_prefix.size());
    auto note = did_you_mean(name, known);
    if (note.empty()) note = "`bumpgate explain` lists them all, for example duplicate-member";
    return refuse(source, key.spot, quoted_word(key.text) + " is no hazard's name", note);
}

}  // namespace

std::span<const MetadataKey> metadata_keys() {
    return metadata_rows;
}

std::span<const std::string_view> upward_steps() {
    return step_words;
}

std::span<const std::string_view> setting_words() {
    return words;
}

Result<std::optional<std::set<release::Step>>> read_bump(const SourceText& source, const Node& node) {
    if (node.type == Node::Type::scalar && node.text == "any") return std::nullopt;
    CHECK_OK(check_is_list(source, node, "bump"));
    std::set<release::Step> steps;
    for (const auto& item : node.items) steps.insert(TRY(read_step(source, item)));
    return std::optional(steps);
}

std::span<const std::string_view> baseline_words() {
    return baselines;
}

Result<void> read_release(const SourceText& source, const Node& node, PolicyFile& file) {
    CHECK_OK(check_map(source, node, {"release", release_keys}));
    if (const auto* scheme = find(node, "scheme")) file.scheme = TRY(read_scheme(source, *scheme));
    if (const auto* bump = find(node, "bump")) file.bump = TRY(read_bump(source, *bump));
    if (const auto* baseline = find(node, "baseline"))
        file.baseline =
            static_cast<release::Baseline>(TRY(read_word(source, *baseline, "baseline", baselines)));
    if (const auto* siblings = find(node, "siblings"))
        file.vocabulary = TRY(read_siblings(source, *siblings));
    return {};
}

Result<void> read_select(const SourceText& source, const Node& node, PolicyFile& file) {
    CHECK_OK(check_map(source, node, {"select", select_keys}));
    const auto* list = find(node, "ecosystem");
    if (list == nullptr) return {};
    std::vector<std::string_view> known;
    for (const auto& row : release::ecosystems()) known.push_back(row.id);
    file.ecosystems = TRY(read_strings(source, *list, "ecosystem"));
    for (const auto& item : list->items) (void)TRY(read_word(source, item, "an ecosystem", known));
    return {};
}

Result<void> read_metadata(const SourceText& source, const Node& node, PolicyFile& file) {
    std::vector<std::string_view> keys;
    for (const auto& row : metadata_rows) keys.push_back(row.key);
    CHECK_OK(check_map(source, node, {"metadata", keys}));
    for (std::size_t i = 0; i < node.keys.size(); ++i)
        file.metadata[node.keys[i].text] = TRY(read_setting(source, node.items[i], node.keys[i].text));
    return {};
}

Result<void> read_hazards(const SourceText& source, const Node& node, PolicyFile& file) {
    CHECK_OK(check_is_map(source, node, "hazards"));
    for (std::size_t i = 0; i < node.keys.size(); ++i) {
        const auto& name = node.keys[i].text;
        CHECK_OK(check_hazard_name(source, node.keys[i]));
        if (name == existing_key) {
            const auto existing =
                std::span(words).subspan(1);  // "ignore" would hide what readers disagree about
            file.existing_hazards_denied = TRY(read_word(source, node.items[i], name, existing)) == 1;
        } else {
            file.hazards[name] = TRY(read_setting(source, node.items[i], name));
        }
    }
    return {};
}

}  // namespace bumpgate::policy
