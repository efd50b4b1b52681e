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
void add_file_forms(std::vector<std::string>& names) {
    const auto stated = names;
    for (const auto& name : stated) {
        const auto slash = name.find('/');
        if (name.empty() || name.front() != '@' || slash == std::string::npos) continue;
        names.push_back(name.substr(1, slash - 1) + "-" + name.substr(slash + 1));
        names.push_back(name.substr(slash + 1));
    }
}

/// The last one, which no other version continues to the left: not 1.4.2 in "acme-11.4.2".
bool ends_in_version(std::string_view text, std::string_view version) {
    if (version.empty() || text.size() < version.size()) return false;
    const auto at = text.size() - version.size();
    if (text.substr(at) != version) return false;
    return at == 0 || !(is_alnum(text[at - 1]) || text[at - 1] == '.') || (to_lower(text[at - 1]) == 'v');
}

/// Anybody may rename a tarball, so its name counts only where it agrees, or names this package with another
/// version.
void add_npm_file_name(const Contents& contents, Identity& identity) {
    if (contents.is_directory()) return;
    const auto text = contents.base_name();
    for (const auto& evidence : identity.evidence) {
        if (evidence.version && ends_in_version(text, *evidence.version)) {
            const auto version = evidence.version;
            identity.evidence.push_back({"file name", std::nullopt, version});
            return;
        }
    }
    // SemVer would take "-linux-x64" for a pre-release; generic cuts it off.
    auto reader = reader_for(identity, *find_scheme("generic"));
    add_file_forms(reader.own_names);
    const auto stated = reader.read(text);
    if (stated && stated->own && stated->parses && stated->clear)
        identity.evidence.push_back({"file name", std::nullopt, stated->version});
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
    add_npm_file_name(contents, identity);
}

}  // namespace bumpgate::release
