#include <algorithm>

#include "base/text.hpp"
#include "release/ecosystem_rows.hpp"

// Python source distributions: PKG-INFO in the root folder, and a copy of it where setuptools made the
// archive.
namespace bumpgate::release {
namespace {

/// The project folder of an .egg-info member: "src/acme.egg-info/PKG-INFO" → "acme" for the file "PKG-INFO";
/// empty for other members and for folders deeper than any build back end puts it (those are test data or
/// vendored packages).
std::string_view egg_info_of(std::string_view path, std::string_view file) {
    const auto components = split(path, '/');
    constexpr std::string_view ending = ".egg-info";
    if (components.size() < 2 || components.size() > 3 || components.back() != file) return {};
    const auto folder = components[components.size() - 2];
    if (folder.size() <= ending.size() || folder.substr(folder.size() - ending.size()) != ending) return {};
    return folder.substr(0, folder.size() - ending.size());
}

/// Below another folder an .egg-info only speaks of this release if it is called like it.
bool belongs(std::string_view path, std::string_view project, const Identity& identity) {
    if (std::ranges::count(path, '/') == 1) return true;
    return std::ranges::any_of(identity.evidence, [&](const Evidence& evidence) {
        return evidence.name && pep503_name(*evidence.name) == pep503_name(project);
    });
}

std::vector<const Member*> egg_info_files(const Contents& contents, std::string_view file,
                                          Identity& identity) {
    std::vector<const Member*> found;
    for (const auto& member : contents.tree.members) {
        const auto path = contents.below(member.path);
        const auto project = egg_info_of(path, file);
        if (member.type == MemberType::file && member.depth == 0 && !project.empty() &&
            belongs(path, project, identity))
            found.push_back(&member);
        if (found.size() == most_manifests) break;
    }
    check_manifest_count(found.size(), file, identity);
    return found;
}

/// requires.txt of setuptools: a requirement a line, sections in brackets for extras and markers.
void add_requires(const Member& member, Identity& identity) {
    for (const auto line : split(manifest_text(member), '\n')) {
        if (const auto name = requirement_name(line); !name.empty()) identity.dependencies.emplace_back(name);
    }
}

}  // namespace

bool is_pypi_sdist(const Contents& contents) {
    return !contents.files_at("PKG-INFO").empty();
}

void gather_pypi_sdist(const Contents& contents, const Scheme& scheme, Identity& identity) {
    for (const auto* member : manifests_at(contents, "PKG-INFO", identity))
        add_core_metadata(*member, "PKG-INFO", identity);
    for (const auto* member : egg_info_files(contents, "PKG-INFO", identity))
        add_core_metadata(*member, contents.below(member->path), identity);
    for (const auto* member : egg_info_files(contents, "requires.txt", identity))
        add_requires(*member, identity);
    add_root_evidence(contents, scheme, identity);
    add_file_name_evidence(contents, scheme, identity);
}

}  // namespace bumpgate::release
