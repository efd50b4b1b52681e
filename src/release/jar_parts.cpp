#include "release/jar_parts.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "release/ecosystem_rows.hpp"
#include "release/numbers.hpp"
#include "release/repository.hpp"

namespace bumpgate::release {
namespace {

constexpr std::string_view manifest_path = "META-INF/MANIFEST.MF";
constexpr std::string_view maven_folder = "META-INF/maven/";

void append(std::vector<std::string>& all, std::vector<std::string> more) {
    for (auto& text : more) all.push_back(std::move(text));
}

std::vector<std::string> names_of(const std::vector<Header>& headers, std::string_view key) {
    std::vector<std::string> names;
    for (const auto& value : header_values(headers, key)) append(names, clause_names(value));
    return names;
}

/// "key=value", "key: value" or "key value" (java.util.Properties); nothing for comments.
std::optional<Header> property(std::string_view line) {
    line = trim(line);
    if (line.empty() || line.front() == '#' || line.front() == '!') return std::nullopt;
    const auto end = std::min(line.find_first_of("=: \t"), line.size());
    auto value = trim(line.substr(end));
    if (!value.empty() && (value.front() == '=' || value.front() == ':')) value = trim(value.substr(1));
    return Header{std::string(line.substr(0, end)), std::string(value)};
}

std::vector<Header> properties(std::string_view text) {
    std::vector<Header> found;
    for (const auto line : split(text, '\n')) {
        if (auto row = property(line)) found.push_back(std::move(*row));
    }
    return found;
}

std::string first_of(const std::vector<Header>& headers, std::string_view key) {
    const auto values = header_values(headers, key);
    return values.empty() ? std::string() : values.front();
}

/// META-INF/maven/GROUP/ARTIFACT/pom.properties in its five components.
bool is_pom_properties(const Member& member) {
    const auto path = without_dot_slash(member.path);
    return member.type == MemberType::file && member.depth == 0 &&
           path.substr(0, maven_folder.size()) == maven_folder && std::ranges::count(path, '/') == 4 &&
           path.substr(path.rfind('/') + 1) == "pom.properties";
}

Coordinates read_coordinates(const Member& member, Identity& identity) {
    const auto path = std::string(without_dot_slash(member.path));
    const auto rows = properties(manifest_text(member));
    for (const auto* key : {"groupId", "artifactId", "version"})
        add_repeated_field(identity, path, key, header_values(rows, key));
    Coordinates maven{path, path.substr(0, path.rfind('/') + 1), first_of(rows, "groupId"),
                      first_of(rows, "artifactId"), first_of(rows, "version")};
    const auto folder = std::string(maven_folder) + maven.group + "/" + maven.artifact + "/";
    if (maven.folder != folder)
        add_conflict(identity, excerpt(path, 80) + " states " + excerpt(maven.name(), 80));
    return maven;
}

/// Only letters and digits, small: "Logback Core" and "logback-core" are one.
std::string letters_of(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (is_alnum(c)) result += to_lower(c);
    }
    return result;
}

/// The file is called ARTIFACT-VERSION…, or just ARTIFACT.
bool names_file(const Coordinates& maven, std::string_view text) {
    const auto& artifact = maven.artifact;
    if (artifact.empty() || text.substr(0, artifact.size()) != artifact) return false;
    const auto rest = text.substr(artifact.size());
    return rest.empty() || (rest.size() > 1 && rest.front() == '-' && is_digit(rest[1]));
}

/// The manifest's name of the jar ends in the artifact's.
bool names_bundle(const Coordinates& maven, const JarManifest& manifest) {
    const auto artifact = letters_of(maven.artifact);
    return !artifact.empty() && std::ranges::any_of(manifest.aliases, [&](const std::string& alias) {
        return letters_of(alias).ends_with(artifact);
    });
}

/// File name and manifest agree on another version: the one pom.properties is that of something packed into
/// the jar.
bool is_elsewhere(const Coordinates& maven, std::string_view text, const JarManifest& manifest) {
    const auto named = name_and_version(text, manifest);
    return named && named->version == first_of(manifest.headers, "implementation-version") &&
           named->version != maven.version;
}

std::vector<std::size_t> version_places(std::string_view text) {
    std::vector<std::size_t> places;
    for (std::size_t at = 1; at + 1 < text.size(); ++at) {
        if (text[at] == '-' && is_digit(text[at + 1])) places.push_back(at + 1);
    }
    return places;
}

NameAndVersion split_at(std::string_view text, std::size_t at) {
    return {std::string(text.substr(0, at - 1)), std::string(text.substr(at))};
}

std::string plain(std::string_view value) {
    return value.find("${") == std::string_view::npos ? std::string(value) : std::string();
}

/// What an element of a POM states itself, else what its parent does ("Inheritance" of the POM reference).
std::string inherited(const Fields& pom, std::string_view element) {
    const auto own = first_at(pom, {"project", element});
    return plain(own ? *own : first_at(pom, {"project", "parent", element}).value_or(""));
}

bool is_dependency(const std::vector<std::string>& path, std::size_t length) {
    if (path.size() != length) return false;
    return length > 2 && path[length - 1] == "dependency" && path[length - 2] == "dependencies";
}

/// The dependencies and the parent as group:artifact. An element comes before its children, which stand in
/// any order.
void add_pom_dependencies(const Fields& pom, Identity& identity) {
    std::string group;
    std::string artifact;
    const auto flush = [&] {
        if (!artifact.empty()) identity.dependencies.push_back(group + ":" + artifact);
        group.clear();
        artifact.clear();
    };
    for (const auto& field : pom) {
        auto path = field.path;
        if (is_dependency(path, 3) || (path.size() == 2 && path[1] == "parent")) flush();
        const auto key = path.back();
        path.pop_back();
        if (!is_dependency(path, 3) && !(path.size() == 2 && path[1] == "parent")) continue;
        if (key == "groupId") group = field.value == "${project.groupId}" ? identity.family : field.value;
        if (key == "artifactId") artifact = field.value;
    }
    flush();
}

}  // namespace

std::vector<std::string> clause_names(std::string_view header) {
    std::vector<std::string> names;
    bool quoted = false;
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= header.size(); ++at) {
        const char c = at < header.size() ? header[at] : ',';
        if (c == '"') quoted = !quoted;
        if (at < header.size() && (quoted || (c != ',' && c != ';'))) continue;
        const auto piece = trim(header.substr(begin, at - begin));
        if (!piece.empty() && piece.find('=') == std::string_view::npos) names.emplace_back(piece);
        begin = at + 1;
    }
    return names;
}

JarManifest read_jar_manifest(const Contents& contents, Identity& identity) {
    JarManifest manifest;
    for (const auto* member : manifests_at(contents, manifest_path, identity)) {
        auto headers = manifest_main_section(manifest_text(*member));
        manifest.headers.insert(manifest.headers.end(), headers.begin(), headers.end());
    }
    manifest.aliases = names_of(manifest.headers, "bundle-symbolicname");
    append(manifest.aliases, names_of(manifest.headers, "automatic-module-name"));
    manifest.exports = names_of(manifest.headers, "export-package");
    manifest.required = names_of(manifest.headers, "require-bundle");
    append(manifest.required, names_of(manifest.headers, "fragment-host"));
    return manifest;
}

std::vector<Coordinates> maven_coordinates(const Contents& contents, Identity& identity) {
    std::vector<Coordinates> all;
    for (const auto& member : contents.tree.members) {
        if (is_pom_properties(member) && all.size() < most_manifests)
            all.push_back(read_coordinates(member, identity));
    }
    check_manifest_count(all.size(), "pom.properties", identity);
    return all;
}

std::vector<Coordinates> own_coordinates(const std::vector<Coordinates>& all, const Contents& contents,
                                         const JarManifest& manifest) {
    std::vector<Coordinates> own;
    for (const auto& maven : all) {
        if (names_file(maven, contents.base_name())) own.push_back(maven);
    }
    for (const auto& maven : all) {
        if (own.empty() && names_bundle(maven, manifest)) own.push_back(maven);
    }
    const bool only =
        own.empty() && all.size() == 1 && !is_elsewhere(all.front(), contents.base_name(), manifest);
    return only ? all : own;
}

void add_pom(const Contents& contents, const Coordinates& maven, Identity& identity) {
    const auto path = maven.folder + "pom.xml";
    for (const auto& pom : fields_at(contents, path, read_xml_fields, identity)) {
        const auto group = inherited(pom, "groupId");
        const auto artifact = plain(first_at(pom, {"project", "artifactId"}).value_or(""));
        const auto version = inherited(pom, "version");
        Evidence evidence{path, std::nullopt, std::nullopt};
        if (!group.empty() && !artifact.empty()) evidence.name = group + ":" + artifact;
        if (!version.empty()) evidence.version = version;
        identity.evidence.push_back(std::move(evidence));
        add_repeated_field(identity, path, "version", values_at(pom, {"project", "version"}));
        add_pom_dependencies(pom, identity);
        const auto address = first_at(pom, {"project", "scm", "url"});
        if (identity.repository.empty() && address) identity.repository = repository_name(*address);
    }
}

std::optional<NameAndVersion> name_and_version(std::string_view text, const JarManifest& manifest) {
    const auto places = version_places(text);
    for (const auto* header : {"implementation-version", "bundle-version"}) {
        const auto version = first_of(manifest.headers, header);
        for (const auto at : places) {
            const auto rest = text.substr(at);
            const bool whole = rest.size() == version.size() ||
                               (rest.size() > version.size() && rest[version.size()] == '-');
            if (!version.empty() && whole && rest.substr(0, version.size()) == version)
                return NameAndVersion{std::string(text.substr(0, at - 1)), version};
        }
    }
    // A dot between its first numbers, else a plain number; of several the last, behind which nothing but a
    // qualifier stands.
    for (auto at = places.rbegin(); at != places.rend(); ++at) {
        if (dotted_numbers(text.substr(*at)).size() > 1) return split_at(text, *at);
    }
    return places.empty() ? std::nullopt : std::optional(split_at(text, places.back()));
}

}  // namespace bumpgate::release
