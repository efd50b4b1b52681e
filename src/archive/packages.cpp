#include "archive/packages.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "archive/links.hpp"

namespace bumpgate::archive {

namespace {

/// A part is found by how its name begins and ends.
struct PartRow {
    std::string_view begin, end;
    std::string_view folder, name, own_folder;
};

struct PackageRow {
    std::string_view container;      ///< the archive's format
    std::string_view first;          ///< how the first member has to be called; empty: it does not matter
    std::span<const PartRow> parts;  ///< all of them have to be there, each once
};

// deb(5).
constexpr std::array deb_parts = std::to_array<PartRow>({
    {"control.tar", "", "control", "", ""},
    {"data.tar", "", "data", "", ""},
});
// Gem::Package.
constexpr std::array gem_parts = std::to_array<PartRow>({
    {"metadata.gz", "metadata.gz", "", "metadata", ""},
    {"data.tar.gz", "data.tar.gz", "data", "", ""},
    {"checksums.yaml.gz", "checksums.yaml.gz", "", "checksums.yaml", ""},
});
// conda-package-handling, ".conda".
constexpr std::array conda_parts = std::to_array<PartRow>({
    {"info-", ".tar.zst", "info", "", "info/"},
    {"pkg-", ".tar.zst", "pkg", "", ""},
});
// The reader of rpm gives the payload this name.
constexpr std::array rpm_parts = std::to_array<PartRow>({
    {"payload.cpio", "payload.cpio", "data", "", ""},
});

constexpr std::array packages = std::to_array<PackageRow>({
    {"ar", "debian-binary", deb_parts},
    {"rpm", "", rpm_parts},
    {"tar", "", gem_parts},
    {"zip", "", conda_parts},
});

bool is_part(const Member& member, const PartRow& row) {
    return member.type == MemberType::file && member.path.size() >= row.end.size() &&
           member.path.starts_with(row.begin) && member.path.ends_with(row.end) &&
           member.path.find('/') == std::string::npos;
}

/// The one member that is this part; a second one would be shown in the same place.
std::optional<std::size_t> find_part(const std::vector<Member>& members, const PartRow& row) {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (!is_part(members[i], row)) continue;
        if (found) return std::nullopt;
        found = i;
    }
    return found;
}

std::vector<Part> find_parts(const std::vector<Member>& members, const PackageRow& package) {
    std::vector<Part> parts;
    for (const auto& row : package.parts) {
        const auto member = find_part(members, row);
        if (!member) return {};
        parts.push_back(
            {*member, std::string(row.folder), std::string(row.name), std::string(row.own_folder)});
    }
    return parts;
}

/// A member that stands where a part's members are shown would be taken for one of them.
bool is_in_the_way(const Member& member, const std::vector<Part>& parts) {
    return std::any_of(parts.begin(), parts.end(), [&](const Part& part) {
        const auto& place = part.folder.empty() ? part.name : part.folder;
        const auto path = without_dot_slash(member.path);
        return path == place || path.starts_with(place + "/");
    });
}

}  // namespace

std::vector<Part> parts_of(const Opened& opened) {
    const auto& members = opened.members;
    if (opened.layers.empty() || members.empty()) return {};
    for (const auto& package : packages) {
        if (opened.layers.back().format != package.container) continue;
        if (!package.first.empty() && members.front().path != package.first) continue;
        auto parts = find_parts(members, package);
        const bool clear = std::none_of(members.begin(), members.end(),
                                        [&](const Member& member) { return is_in_the_way(member, parts); });
        if (clear) return parts;
    }
    return {};
}

std::optional<std::string> shown_path(const Part& part, std::string_view path) {
    if (part.folder.empty()) return part.name;
    path = without_dot_slash(path);
    if (path == "." || path.empty()) return part.folder;
    if (!(std::string(path) + "/").starts_with(part.own_folder)) return std::nullopt;
    path.remove_prefix(std::min(part.own_folder.size(), path.size()));
    return path.empty() ? part.folder : part.folder + "/" + std::string(path);
}

bool can_be_shown(const Part& part, const Opened& opened) {
    const bool lone = opened.layers.back().format == "file";
    return lone == part.folder.empty() &&
           std::all_of(opened.members.begin(), opened.members.end(),
                       [&](const Member& member) { return shown_path(part, member.path).has_value(); });
}

}  // namespace bumpgate::archive
