#include "base/text.hpp"
#include "release/ecosystem_rows.hpp"
#include "release/repository.hpp"

// NuGet packages: one .nuspec at the top (".nuspec File Reference").
namespace bumpgate::release {
namespace {

constexpr std::string_view ending = ".nuspec";

bool is_nuspec(const Member& member) {
    const auto path = without_dot_slash(member.path);
    return member.type == MemberType::file && member.depth == 0 && path.find('/') == std::string_view::npos &&
           path.size() > ending.size() && to_lower(path.substr(path.size() - ending.size())) == ending;
}

std::vector<std::string> nuspec_paths(const Contents& contents) {
    std::vector<std::string> paths;
    for (const auto& member : contents.tree.members) {
        if (is_nuspec(member) && paths.size() < most_manifests)
            paths.emplace_back(without_dot_slash(member.path));
    }
    return paths;
}

void add_nuspec(std::string_view path, const Fields& fields, Identity& identity) {
    add_stated(path, values_at(fields, {"package", "metadata", "id"}),
               values_at(fields, {"package", "metadata", "version"}), identity);
    for (auto& id : values_at(fields, {"package", "metadata", "dependencies", "dependency", "@id"}))
        identity.dependencies.push_back(std::move(id));
    for (auto& id : values_at(fields, {"package", "metadata", "dependencies", "group", "dependency", "@id"}))
        identity.dependencies.push_back(std::move(id));
    const auto address = first_at(fields, {"package", "metadata", "repository", "@url"});
    identity.repository =
        address ? repository_name(*address)
                : home_page_repository(first_at(fields, {"package", "metadata", "projectUrl"}).value_or(""));
}

/// ID.VERSION.nupkg: the version begins behind the identifier, or nowhere.
void add_nupkg_file_name(const Contents& contents, const Scheme& scheme, Identity& identity) {
    if (contents.is_directory() || identity.evidence.empty()) return;
    const auto text = contents.base_name();
    const auto id = identity.evidence.front().name.value_or("");
    if (id.empty() || text.size() <= id.size() + 1 || to_lower(text.substr(0, id.size())) != to_lower(id))
        return;
    const auto version = text.substr(id.size() + 1);
    if (text[id.size()] == '.' && scheme.parse(version))
        identity.evidence.push_back({"file name", std::nullopt, std::string(version)});
}

}  // namespace

bool is_nupkg(const Contents& contents) {
    const bool container = contents.format() == "zip" || contents.is_directory();
    return container && contents.root.empty() && !nuspec_paths(contents).empty();
}

void gather_nupkg(const Contents& contents, const Scheme& scheme, Identity& identity) {
    const auto paths = nuspec_paths(contents);
    if (paths.size() > 1) add_conflict(identity, "more than one .nuspec: " + excerpt(join(paths, ", "), 200));
    for (const auto& path : paths) {
        for (const auto& fields : fields_at(contents, path, read_xml_fields, identity))
            add_nuspec(path, fields, identity);
    }
    add_nupkg_file_name(contents, scheme, identity);
}

}  // namespace bumpgate::release
