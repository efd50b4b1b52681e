#include <algorithm>

#include "base/text.hpp"
#include "release/ecosystem_rows.hpp"
#include "release/package_json.hpp"
#include "release/repository.hpp"

// npm packages: package.json in the root folder, which is "package" or anything else and states nothing.
namespace bumpgate::release {
namespace {

std::optional<std::string> last_of(const std::vector<std::string>& values) {
    if (values.empty() || values.back().empty()) return std::nullopt;
    return values.back();
}

void add_package_json(const PackageJson& json, Identity& identity) {
    identity.evidence.push_back({"package.json", last_of(json.names), last_of(json.versions)});
    add_repeated_field(identity, "package.json", "name", json.names);
    add_repeated_field(identity, "package.json", "version", json.versions);
    identity.dependencies.insert(identity.dependencies.end(), json.dependencies.begin(),
                                 json.dependencies.end());
    if (identity.repository.empty()) identity.repository = repository_name(json.repository);
}

/// "@scope/name" as `npm pack` names files: "scope-name"; and without the scope.
std::vector<std::string> file_forms(const Identity& identity) {
    std::vector<std::string> names;
    for (const auto& evidence : identity.evidence) {
        const auto name = evidence.name.value_or("");
        const auto slash = name.find('/');
        if (name.empty() || name.front() != '@' || slash == std::string::npos) continue;
        names.push_back(name.substr(1, slash - 1) + "-" + name.substr(slash + 1));
        names.push_back(name.substr(slash + 1));
    }
    return names;
}

}  // namespace

bool is_npm(const Contents& contents) {
    const bool container = contents.is_directory() || contents.is_tar_in_gzip() || contents.root == "package";
    if (!container) return false;
    return std::ranges::any_of(contents.files_at("package.json"), [](const Member* member) {
        const auto json = read_package_json(manifest_text(*member));
        return json && !(json->names.empty() && json->versions.empty());
    });
}

void gather_npm(const Contents& contents, const Scheme&, Identity& identity) {
    for (const auto* member : manifests_at(contents, "package.json", identity)) {
        if (const auto json = read_package_json(manifest_text(*member))) add_package_json(*json, identity);
    }
    add_loose_file_name(contents, file_forms(identity), identity);
}

}  // namespace bumpgate::release
