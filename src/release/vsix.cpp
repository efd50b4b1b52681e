#include "base/text.hpp"
#include "release/ecosystem_rows.hpp"
#include "release/package_json.hpp"
#include "release/repository.hpp"

// Extensions of Visual Studio (Code): extension.vsixmanifest ("VSIX Extension Schema 2.0 Reference"), and for
// Code extension/package.json. The name is PUBLISHER.NAME.
namespace bumpgate::release {
namespace {

std::string qualified(const std::optional<std::string>& publisher, const std::string& name) {
    return publisher ? *publisher + "." + name : name;
}

std::vector<std::string> all_qualified(const std::optional<std::string>& publisher,
                                       const std::vector<std::string>& names) {
    std::vector<std::string> found;
    for (const auto& name : names) found.push_back(qualified(publisher, name));
    return found;
}

void add_vsix_manifest(const Fields& fields, Identity& identity) {
    const auto publisher = first_at(fields, {"PackageManifest", "Metadata", "Identity", "@Publisher"});
    add_stated(
        "extension.vsixmanifest",
        all_qualified(publisher, values_at(fields, {"PackageManifest", "Metadata", "Identity", "@Id"})),
        values_at(fields, {"PackageManifest", "Metadata", "Identity", "@Version"}), identity);
    identity.family = publisher.value_or("");
}

void add_extension_json(const Fields& fields, Identity& identity) {
    const auto publisher = first_at(fields, {"publisher"});
    add_stated("extension/package.json", all_qualified(publisher, values_at(fields, {"name"})),
               values_at(fields, {"version"}), identity);
    for (const auto* table : {"extensionDependencies", "extensionPack"}) {
        for (auto& name : values_at(fields, {table, ""})) identity.dependencies.push_back(std::move(name));
    }
}

void add_npm_side(const Member& member, Identity& identity) {
    const auto json = read_package_json(manifest_text(member));
    if (!json) return;
    identity.dependencies.insert(identity.dependencies.end(), json->dependencies.begin(),
                                 json->dependencies.end());
    identity.repository = repository_name(json->repository);
}

/// "publisher.name-1.4.2.vsix", "name-1.4.2@linux-x64.vsix"
std::vector<std::string> file_forms(const Identity& identity) {
    std::vector<std::string> names;
    for (const auto& evidence : identity.evidence) {
        const auto name = evidence.name.value_or("");
        names.push_back(name.substr(name.find('.') + 1));
    }
    return names;
}

}  // namespace

bool is_vsix(const Contents& contents) {
    const bool container = contents.format() == "zip" || contents.is_directory();
    return container && contents.root.empty() && contents.has("extension.vsixmanifest");
}

void gather_vsix(const Contents& contents, const Scheme&, Identity& identity) {
    for (const auto& fields : fields_at(contents, "extension.vsixmanifest", read_xml_fields, identity))
        add_vsix_manifest(fields, identity);
    for (const auto& fields : fields_at(contents, "extension/package.json", read_json_fields, identity))
        add_extension_json(fields, identity);
    for (const auto* member : manifests_at(contents, "extension/package.json", identity))
        add_npm_side(*member, identity);
    // Within the extension it goes by its name alone.
    for (auto& name : file_forms(identity)) {
        if (!name.empty()) identity.aliases.push_back(std::move(name));
    }
    add_loose_file_name(contents, file_forms(identity), identity);
}

}  // namespace bumpgate::release
