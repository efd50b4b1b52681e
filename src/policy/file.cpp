// One policy file as a whole: its keys at the top, and `tests:`.
#include <array>

#include "base/text.hpp"
#include "policy/fields.hpp"
#include "policy/sections.hpp"

namespace bumpgate::policy {

namespace {

constexpr std::array top_keys = std::to_array<std::string_view>(
    {"version", "name", "description", "extends", "select", "release", "metadata", "hazards", "rules",
     "protect", "require", "waivers", "tests"});
constexpr std::array case_file_keys = std::to_array<std::string_view>({"version", "tests"});
constexpr std::string_view language_version = "1";

Result<void> check_language(const SourceText& source, const Node& root) {
    const auto* node = find(root, "version");
    if (node == nullptr)
        return refuse(source, root.spot, "a policy without \"version\"",
                      "start it with the line: version: 1");
    if (node->type == Node::Type::scalar && !node->quoted && node->text == language_version) return {};
    return refuse(source, node->spot, "this bumpgate reads version 1 of the policy language",
                  "write: version: 1");
}

Result<std::vector<Reference>> read_extends(const SourceText& source, const Node& node) {
    std::vector<Reference> references;
    const auto texts = TRY(read_strings(source, node, "extends"));
    for (std::size_t i = 0; i < texts.size(); ++i) references.push_back({texts[i], node.items[i].spot});
    return references;
}

/// A name tells in reports whose rule it was, so nobody else's policy is called as one of ours.
Result<std::string> read_name(const SourceText& source, const Node& node, std::string_view own_name) {
    auto name = TRY(read_string(source, node, "name"));
    if (trim(name).empty())
        return refuse(source, node.spot, "an empty name", "take it out: the file's name will do");
    if (name != own_name && is_built_in(name)) {
        return refuse(source, node.spot, "a built-in policy is called " + quoted_word(name),
                      "choose another name; \"extends\" is how to build on it");
    }
    return name;
}

using ReadSection = Result<void> (*)(const SourceText&, const Node&, PolicyFile&);
struct Section {
    std::string_view key;
    ReadSection read;
};
constexpr std::array sections = std::to_array<Section>({{"select", read_select},
                                                        {"release", read_release},
                                                        {"metadata", read_metadata},
                                                        {"hazards", read_hazards},
                                                        {"rules", read_rules},
                                                        {"protect", read_protect},
                                                        {"require", read_require},
                                                        {"waivers", read_waivers}});

}  // namespace

Result<PolicyFile> read_policy_file(const SourceText& source, std::string_view own_name) {
    const auto root = TRY(read_yaml(source));
    CHECK_OK(check_map(source, root, {"a policy", top_keys}));
    CHECK_OK(check_language(source, root));
    PolicyFile file;
    file.name = own_name;
    if (const auto* name = find(root, "name")) file.name = TRY(read_name(source, *name, own_name));
    if (const auto* text = find(root, "description"))
        file.description = TRY(read_string(source, *text, "description"));
    if (const auto* list = find(root, "extends")) file.extends = TRY(read_extends(source, *list));
    for (const auto& section : sections) {
        if (const auto* node = find(root, section.key)) CHECK_OK(section.read(source, *node, file));
    }
    if (const auto* tests = find(root, "tests")) (void)TRY(read_cases(source, *tests));
    return file;
}

Result<std::vector<Case>> read_case_file(const SourceText& source, bool alone) {
    const auto root = TRY(read_yaml(source));
    const auto keys = alone ? std::span<const std::string_view>(case_file_keys)
                            : std::span<const std::string_view>(top_keys);
    CHECK_OK(check_map(source, root, {alone ? "a file of tests" : "a policy", keys}));
    CHECK_OK(check_language(source, root));
    const auto* tests = find(root, "tests");
    if (tests == nullptr) return std::vector<Case>{};
    return read_cases(source, *tests);
}

}  // namespace bumpgate::policy
