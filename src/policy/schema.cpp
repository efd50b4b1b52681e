// The JSON Schema of policies, out of the tables that the loader goes by.
#include "policy/schema.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>
#include <vector>

#include "archive/hazard_table.hpp"
#include "change/kinds.hpp"
#include "policy/cases.hpp"
#include "policy/keys.hpp"
#include "policy/kind_names.hpp"
#include "policy/sections.hpp"
#include "release/identity.hpp"

namespace bumpgate::policy {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view anything_visible = "\\S";
constexpr std::string_view base64 = "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$";
constexpr std::string_view day = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

Json reference(std::string_view name) {
    return {{"$ref", "#/$defs/" + std::string(name)}};
}

Json text_like(std::string_view pattern) {
    return {{"type", "string"}, {"pattern", pattern}};
}

Json list_of(Json items, int least) {
    return {{"type", "array"}, {"minItems", least}, {"items", std::move(items)}};
}

Json words(std::initializer_list<std::string_view> all) {
    return {{"enum", std::vector<std::string_view>(all)}};
}

Json any_of(std::initializer_list<Json> all) {
    return {{"anyOf", std::vector<Json>(all)}};
}

/// A key of a map: its row in `all_keys()`, and what its value is.
struct Property {
    std::string_view id;
    Json value;
};

/// What an editor shows for a key goes before what a validator needs.
Json described(std::string_view id, const Json& value) {
    Json whole{{"description", find_key(id)->meaning}};
    whole.update(value);
    return whole;
}

Json map_of(const std::vector<Property>& properties, std::initializer_list<std::string_view> required = {}) {
    Json map{{"type", "object"}, {"additionalProperties", false}};
    if (required.size() > 0) map["required"] = std::vector<std::string_view>(required);
    map["properties"] = Json::object();
    for (const auto& property : properties) {
        const auto name = property.id.substr(property.id.rfind('.') + 1);
        map["properties"][std::string(name)] = described(property.id, property.value);
    }
    return map;
}

/// Words that an editor shows with their meaning.
class DescribedWords {
  public:
    void add(std::string_view word, std::string_view meaning) {
        words_.push_back(word);
        meanings_.push_back(meaning);
    }
    [[nodiscard]] Json schema(std::string_view description) const {
        return {{"description", description}, {"enum", words_}, {"enumDescriptions", meanings_}};
    }

  private:
    std::vector<std::string_view> words_, meanings_;
};

template <class Rows>
std::vector<std::string_view> ids_of(const Rows& rows) {
    std::vector<std::string_view> ids;
    for (const auto& row : rows) ids.push_back(row.id);
    return ids;
}

Json kinds(std::string_view description, bool (*fits)(std::string_view)) {
    DescribedWords all;
    for (const auto& row : change::all_kinds()) {
        if (fits(row.id)) all.add(row.id, row.meaning);
    }
    return all.schema(description);
}

/// What a test may expect: a kind that is denied, a hazard, a requirement.
Json expected() {
    DescribedWords all;
    for (const auto& row : change::all_kinds()) {
        if (is_denied_kind(row.id)) all.add(row.id, row.meaning);
    }
    all.add(requirement_word, "An entry of require that is not met.");
    return any_of({all.schema("A kind of change."), text_like("^hazard\\.")});
}

Json settings_map(std::string_view id) {
    std::vector<Property> properties;
    for (const auto& row : all_keys()) {
        if (row.id.starts_with(std::string(id) + ".")) properties.push_back({row.id, reference("setting")});
    }
    return map_of(properties);
}

Json hazards() {
    auto map = settings_map("hazards");
    map["properties"]["existing"] = described("hazards.existing", words({"warn", "deny"}));
    for (const auto& row : archive::hazard_rows) {
        Json hazard{{"description", std::string(row.title) + ". " + std::string(row.explanation)}};
        hazard.update(reference("setting"));
        map["properties"][std::string(row.id)] = std::move(hazard);
    }
    return map;
}

Json step_list() {
    return any_of({words({"any"}), list_of(reference("step"), 1)});
}

Json limit() {
    auto steps = std::vector<std::string_view>(upward_steps().begin(), upward_steps().end());
    steps.emplace_back("any");
    return {{"enum", steps}};
}

Json narrowing_value(std::string_view key) {
    if (key == "names") return reference("names");
    if (key == "within") return limit();
    if (key == "content") return {{"type", "string"}, {"minLength", 1}, {"maxLength", 4096}};
    return {{"type", "boolean"}};
}

Json narrowed(std::string_view kind) {
    constexpr std::array<std::string_view, 4> ids{"rules.allow.names", "rules.allow.within",
                                                  "rules.allow.down", "rules.allow.content"};
    std::vector<Property> properties;
    for (const auto key : narrowing_keys(kind)) {
        const auto* const id = std::ranges::find_if(
            ids, [&](std::string_view row) { return row.ends_with("." + std::string(key)); });
        properties.push_back({*id, narrowing_value(key)});
    }
    Json entry{{"type", "object"}, {"additionalProperties", false}, {"required", {kind}}};
    Json body{{"description", change::find_kind(kind)->meaning}};
    body.update(map_of(properties));
    entry["properties"][std::string(kind)] = std::move(body);
    return entry;
}

Json key_entry() {
    std::vector<std::string_view> values;
    for (const auto word : value_words()) values.push_back(word);
    return map_of(
        {{"rules.allow.key", text_like("^/([^~]|~[01])*$")}, {"rules.allow.as", {{"enum", values}}}},
        {"key", "as"});
}

Json line_entry() {
    auto body = map_of({{"rules.allow.line.added", {{"type", "string"}}},
                        {"rules.allow.line.removed", {{"type", "string"}}}});
    body["minProperties"] = 1;
    return map_of({{"rules.allow.line", std::move(body)}}, {"line"});
}

Json allow_entry() {
    std::vector<Json> forms{reference("allowed_kind"), key_entry(), line_entry()};
    for (const auto& row : change::all_kinds()) {
        if (!narrowing_keys(row.id).empty()) forms.push_back(narrowed(row.id));
    }
    return {{"anyOf", std::move(forms)}};
}

Json rule() {
    const auto when = map_of({{"rules.when.bump", step_list()}}, {"bump"});
    return map_of({{"rules.id", text_like("^[A-Za-z0-9_.-]+$")},
                   {"rules.when", when},
                   {"rules.files", reference("files")},
                   {"rules.allow", list_of(reference("allow"), 1)},
                   {"rules.level", words({"silent", "warn"})},
                   {"rules.override", {{"type", "boolean"}}}},
                  {"allow"});
}

Json protection() {
    auto map = map_of(
        {{"protect.files", reference("files")}, {"protect.kinds", list_of(reference("denied_kind"), 1)}});
    map["minProperties"] = 1;
    return map;
}

Json requirement() {
    return any_of(
        {map_of({{"require.files", reference("files")}, {"require.change", reference("allowed_kind")}},
                {"change"}),
         map_of({{"require.not", reference("denied_kind")}}, {"not"})});
}

/// An id of digits alone is a number to YAML, and the loader reads it as it is written.
Json waiver() {
    const Json finding{{"type", {"string", "number"}}, {"pattern", "^[0-9a-f]{16}$"}};
    return map_of({{"waivers.finding", finding},
                   {"waivers.reason", text_like(anything_visible)},
                   {"waivers.by", text_like(anything_visible)},
                   {"waivers.expires", {{"type", "string"}, {"format", "date"}, {"pattern", day}}}},
                  {"finding", "reason", "expires"});
}

/// A text of a test is read as it stands, whatever YAML takes it for.
Json plain_text() {
    return {{"type", {"string", "number", "boolean"}}};
}

/// A member is one thing: a file with a text or bytes, a link, a folder.
Json member() {
    auto bytes = plain_text();
    bytes["pattern"] = base64;
    auto map =
        map_of({{"tests.member.text", plain_text()},
                {"tests.member.base64", bytes},
                {"tests.member.link", plain_text()},
                {"tests.member.directory", {{"const", true}}},
                {"tests.member.mode", {{"type", {"string", "integer"}}, {"pattern", "^[0-7]{1,4}$"}}},
                {"tests.member.time", text_like(day)},
                {"tests.member.owner", plain_text()},
                {"tests.member.attributes", {{"type", "object"}, {"additionalProperties", plain_text()}}}});
    std::vector<Json> natures;
    for (const std::string_view key : {"text", "base64", "link", "directory"})
        natures.push_back({{"required", std::vector<std::string_view>{key}}});
    natures.push_back({{"not", {{"anyOf", natures}}}});
    map["oneOf"] = natures;
    return any_of({plain_text(), std::move(map)});
}

/// Members by paths without empty components, "." or "..", none of them in an archive inside.
Json side() {
    return {{"type", "object"},
            {"minProperties", 1},
            {"propertyNames", {{"not", {{"pattern", "(^|/)[.]{0,2}(/|$)|!/"}}}}},
            {"additionalProperties", reference("member")}};
}

Json test() {
    const auto release = map_of({{"tests.release.name", plain_text()},
                                 {"tests.release.from", plain_text()},
                                 {"tests.release.to", plain_text()},
                                 {"tests.release.ecosystem", reference("ecosystem")}});
    const auto failing = map_of({{"tests.expect.fail", list_of(reference("expected"), 1)}}, {"fail"});
    return map_of({{"tests.name", {{"type", "string"}}},
                   {"tests.release", release},
                   {"tests.old", side()},
                   {"tests.new", side()},
                   {"tests.expect", any_of({words({"pass", "fail"}), failing})}},
                  {"old", "new", "expect"});
}

Json extends() {
    std::vector<std::string_view> names;
    for (const auto& row : built_ins()) names.push_back(row.name);
    auto list = list_of(any_of({{{"enum", names}}, text_like("/|\\.ya?ml$")}), 1);
    list["uniqueItems"] = true;
    return list;
}

/// Patterns that are taken back stand behind others; members are matched, not folders.
Json files() {
    const auto pattern = text_like("[^/]$");
    auto first = pattern;
    first["not"] = {{"pattern", "^!"}};
    return {{"type", "array"},
            {"minItems", 1},
            {"uniqueItems", true},
            {"prefixItems", {first}},
            {"items", pattern}};
}

Json names() {
    auto list = list_of(text_like("[^/]$"), 1);
    list["uniqueItems"] = true;
    return list;
}

Json definitions() {
    const auto settings = setting_words();
    const auto steps = upward_steps();
    return {{"setting", {{"enum", std::vector<std::string_view>(settings.begin(), settings.end())}}},
            {"step", {{"enum", std::vector<std::string_view>(steps.begin(), steps.end())}}},
            {"ecosystem", {{"enum", ids_of(release::ecosystems())}}},
            {"files", files()},
            {"names", names()},
            {"allowed_kind", kinds("A kind of change that a rule may allow.", is_allowed_kind)},
            {"denied_kind", kinds("A kind of change.", is_denied_kind)},
            {"expected", expected()},
            {"allow", allow_entry()},
            {"rule", rule()},
            {"protection", protection()},
            {"requirement", requirement()},
            {"waiver", waiver()},
            {"member", member()},
            {"test", test()}};
}

Json release_map() {
    auto schemes = ids_of(release::schemes());
    schemes.insert(schemes.begin(), "auto");
    const auto baselines = baseline_words();
    return map_of(
        {{"release.scheme", {{"enum", schemes}}},
         {"release.bump", step_list()},
         {"release.baseline", {{"enum", std::vector<std::string_view>(baselines.begin(), baselines.end())}}},
         {"release.siblings", any_of({words({"auto", "none"}), reference("names")})}});
}

Json select_map() {
    auto ecosystems = list_of(reference("ecosystem"), 1);
    ecosystems["uniqueItems"] = true;
    return map_of({{"select.ecosystem", std::move(ecosystems)}});
}

Json policy() {
    return map_of({{"version", {{"type", "integer"}, {"const", 1}}},
                   {"name", text_like(anything_visible)},
                   {"description", {{"type", "string"}}},
                   {"extends", extends()},
                   {"select", select_map()},
                   {"release", release_map()},
                   {"metadata", settings_map("metadata")},
                   {"hazards", hazards()},
                   {"rules", list_of(reference("rule"), 0)},
                   {"protect", list_of(reference("protection"), 0)},
                   {"require", list_of(reference("requirement"), 0)},
                   {"waivers", list_of(reference("waiver"), 0)},
                   {"tests", list_of(reference("test"), 1)}},
                  {"version"});
}

}  // namespace

std::string json_schema() {
    Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                {"$id", "urn:bumpgate:policy:1"},
                {"title", "bumpgate policy"},
                {"description", "What may change between two releases. What no rule allows is denied."}};
    schema.update(policy());
    schema["$defs"] = definitions();
    return schema.dump(2) + "\n";
}

}  // namespace bumpgate::policy
