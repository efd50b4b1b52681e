#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "release/ecosystem_rows.hpp"

// Wheels: "Binary distribution format" of PyPA, which has no root folder but one NAME-VERSION.dist-info.
namespace bumpgate::release {
namespace {

/// "acme-1.4.2.dist-info/METADATA" → "acme-1.4.2"; empty for other members.
std::string_view dist_info_of(std::string_view path) {
    path = without_dot_slash(path);
    const auto folder = path.substr(0, path.find('/'));
    constexpr std::string_view ending = ".dist-info";
    const bool is_one =
        folder.size() > ending.size() && folder.substr(folder.size() - ending.size()) == ending;
    return is_one ? folder.substr(0, folder.size() - ending.size()) : std::string_view();
}

bool is_dist_info_file(const Member& member, std::string_view file) {
    const auto stem = dist_info_of(member.path);
    if (stem.empty() || member.type != MemberType::file || member.depth > 0) return false;
    const auto path = without_dot_slash(member.path);
    return path.substr(path.find('/') + 1) == file && path.size() > file.size();
}

bool holds(const Contents& contents, std::string_view file) {
    return std::ranges::any_of(contents.tree.members,
                               [&](const Member& member) { return is_dist_info_file(member, file); });
}

/// File and folder names write "_" where the version has "-" ("Escaping and Unicode").
std::string unescaped_version(const Scheme& scheme, std::string_view text) {
    return scheme.parse(text) ? std::string(text) : replace_all(text, "_", "-");
}

/// Two or more pieces: name and version.
Evidence evidence_of(std::string_view source, const std::vector<std::string_view>& pieces,
                     const Scheme& scheme) {
    return {std::string(source), std::string(pieces[0]), unescaped_version(scheme, pieces[1])};
}

std::vector<std::string> dist_infos(const Contents& contents) {
    std::set<std::string_view> stems;
    for (const auto& member : contents.tree.members) {
        const auto stem = member.depth > 0 ? std::string_view() : dist_info_of(member.path);
        if (!stem.empty() && stems.size() < most_manifests) stems.insert(stem);
    }
    return {stems.begin(), stems.end()};
}

void add_folder_evidence(const std::vector<std::string>& stems, const Scheme& scheme, Identity& identity) {
    for (const auto& stem : stems) {
        const auto pieces = split(stem, '-');
        if (pieces.size() == 2) identity.evidence.push_back(evidence_of(stem + ".dist-info", pieces, scheme));
    }
    if (stems.size() > 1)
        add_conflict(identity, "more than one .dist-info folder: " + excerpt(join(stems, ", "), 200));
}

/// NAME-VERSION(-BUILD)?-PYTHON-ABI-PLATFORM.whl; a file that is called otherwise states nothing.
void add_wheel_name(const Contents& contents, const Scheme& scheme, Identity& identity) {
    const auto pieces = split(contents.base_name(), '-');
    if (contents.is_directory() || contents.base_name().size() == contents.tree.name.size()) return;
    if (pieces.size() == 5 || pieces.size() == 6)
        identity.evidence.push_back(evidence_of("file name", pieces, scheme));
}

}  // namespace

bool is_pypi_wheel(const Contents& contents) {
    return holds(contents, "WHEEL") && holds(contents, "METADATA");
}

void gather_pypi_wheel(const Contents& contents, const Scheme& scheme, Identity& identity) {
    identity.root.clear();  // a wheel of metadata only would seem to have one
    std::size_t count = 0;
    for (const auto& member : contents.tree.members) {
        if (!is_dist_info_file(member, "METADATA") || ++count > most_manifests) continue;
        add_core_metadata(member, without_dot_slash(member.path), identity);
    }
    check_manifest_count(count, "METADATA", identity);
    add_folder_evidence(dist_infos(contents), scheme, identity);
    add_wheel_name(contents, scheme, identity);
}

}  // namespace bumpgate::release
