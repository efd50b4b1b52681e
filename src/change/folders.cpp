#include "change/folders.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.hpp"
#include "change/structure/document.hpp"

namespace bumpgate::change {

namespace {

/// A manifest by its file name, and where in it the package's name stands.
struct Manifest {
    std::string_view file_name;
    std::array<std::string_view, 2> name_path;  ///< the second one may be empty
};
constexpr std::array<Manifest, 6> manifests{{
    {"package.json", {"name", ""}},
    {"PKG-INFO", {"name", ""}},
    {"METADATA", {"name", ""}},
    {"Cargo.toml", {"package", "name"}},
    {"Chart.yaml", {"name", ""}},
    {"pom.xml", {"project", "artifactId"}},
}};

const Manifest* manifest_called(std::string_view file_name) {
    const auto* row = std::find_if(manifests.begin(), manifests.end(),
                                   [&](const Manifest& manifest) { return manifest.file_name == file_name; });
    return row == manifests.end() ? nullptr : row;
}

std::optional<std::string> stated_name(const Manifest& manifest, std::string_view path,
                                       std::string_view content) {
    const auto format = structure::format_of(path);
    if (!format) return std::nullopt;
    const auto document = structure::parse(*format, content);
    if (!document) return std::nullopt;
    std::vector<std::string> name_path{std::string(manifest.name_path[0])};
    if (!manifest.name_path[1].empty()) name_path.emplace_back(manifest.name_path[1]);
    const auto* scalar = document->find(name_path);
    if (scalar == nullptr || scalar->value.empty()) return std::nullopt;
    return scalar->value;
}

/// A package's own entry point below its folders: "@scope/own/testing" of "@scope/own".
bool is_part_of(std::string_view name, std::string_view own_name) {
    return !own_name.empty() && name.size() > own_name.size() && name.starts_with(own_name) &&
           name[own_name.size()] == '/';
}

}  // namespace

Folders::Folders(const Trees& trees, const release::Release& release, const Names& names)
    : may_miss_some_(!trees.old_tree.lists_all || !trees.new_tree.lists_all),
      nobody_knows_{"a manifest that the report does not show", Kinship::other} {
    read(trees.old_tree, release.old_identity, names, release.name);
    read(trees.new_tree, release.new_identity, names, release.name);
}

void Folders::read(const Tree& tree, const release::Identity& identity, const Names& names,
                   std::string_view own_name) {
    for (const auto& member : tree.members) {
        if (member.type != MemberType::file) continue;
        const auto path = release::below_root(identity, member.path);
        const auto slash = path.rfind('/');
        if (slash == std::string_view::npos) continue;  // the release's own manifest
        const auto* manifest = manifest_called(path.substr(slash + 1));
        if (manifest == nullptr) continue;
        const auto name = stated_name(*manifest, path, member.content.substr(0, member.known_bytes));
        if (!name && !member.is_wholly_known())
            owners_.try_emplace(std::string(path.substr(0, slash)), nobody_knows_);
        if (!name || is_part_of(*name, own_name)) continue;
        const auto kinship = names.kinship_in_manifest(*name);
        if (kinship != Kinship::own)
            owners_.try_emplace(std::string(path.substr(0, slash)), Owner{*name, kinship});
    }
}

const Folders::Owner* Folders::owner_of(std::string_view path) const {
    if (owners_.empty() && !may_miss_some_) return nullptr;
    for (auto slash = path.rfind('/'); slash != std::string_view::npos && slash > 0;
         slash = path.rfind('/', slash - 1)) {
        const auto found = owners_.find(path.substr(0, slash));
        if (found != owners_.end()) return &found->second;
    }
    return may_miss_some_ && path.find('/') != std::string_view::npos ? &nobody_knows_ : nullptr;
}

}  // namespace bumpgate::change
