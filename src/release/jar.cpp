#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "release/ecosystem_rows.hpp"
#include "release/jar_parts.hpp"
#include "release/numbers.hpp"

// Java archives. Maven's own files say who a jar is, where they are there at all; else the file's name does.
// The manifest confirms the version, in a form of its own.
namespace bumpgate::release {
namespace {

constexpr std::array<std::string_view, 2> version_headers = {"implementation-version", "bundle-version"};

/// Numbers of a version without zeros at the end: 1.3.0 of a bundle is 1.3 of Maven.
std::vector<std::string> plain_numbers(std::string_view version) {
    auto numbers = dotted_numbers(without_v(version));
    while (numbers.size() > 1 && without_zeros(numbers.back()) == "0") numbers.pop_back();
    return numbers;
}

/// OSGi and build tools write qualifiers in ways of their own (5.12.0.M1, 2.0.20-release-360): for the
/// manifest only the numbers have to agree.
bool agrees(std::string_view left, std::string_view right) {
    const auto a = plain_numbers(left);
    const auto b = plain_numbers(right);
    return !a.empty() && compare_releases(a, b, true) == 0;
}

std::optional<std::string> stated_version(const Identity& identity) {
    for (const auto& evidence : identity.evidence) {
        if (evidence.version) return evidence.version;
    }
    return std::nullopt;
}

std::optional<std::string> stated_name(const Identity& identity) {
    for (const auto& evidence : identity.evidence) {
        if (evidence.name) return evidence.name;
    }
    return std::nullopt;
}

/// A version of the manifest counts where it is all there is, or contradicts the rest.
void add_manifest_version(const JarManifest& manifest, std::string_view header, const Scheme& scheme,
                          Identity& identity) {
    const auto values = header_values(manifest.headers, header);
    add_repeated_field(identity, "META-INF/MANIFEST.MF", header, values);
    if (values.empty() || !scheme.parse(values.front())) return;
    const auto stated = stated_version(identity);
    const bool same = stated && agrees(*stated, values.front());
    const auto version = same ? *stated : values.front();
    identity.evidence.push_back({"META-INF/MANIFEST.MF", std::nullopt, version});
}

void add_manifest(const JarManifest& manifest, const Scheme& scheme, Identity& identity) {
    for (const auto header : version_headers) add_manifest_version(manifest, header, scheme, identity);
    identity.aliases = manifest.aliases;
    identity.exports = manifest.exports;
    identity.dependencies.insert(identity.dependencies.end(), manifest.required.begin(),
                                 manifest.required.end());
}

void add_coordinates(const Coordinates& maven, Identity& identity) {
    identity.evidence.push_back({maven.path, maven.name(), maven.version});
    if (!maven.group.empty()) identity.family = maven.group;
}

/// ARTIFACT-VERSION, perhaps with a classifier behind it.
std::optional<std::string> version_behind(std::string_view text, std::string_view artifact,
                                          const std::optional<std::string>& stated) {
    if (artifact.empty() || text.size() <= artifact.size() + 1 ||
        text.substr(0, artifact.size()) != artifact || text[artifact.size()] != '-')
        return std::nullopt;
    const auto rest = text.substr(artifact.size() + 1);
    if (!is_digit(rest.front())) return std::nullopt;
    if (stated && rest.substr(0, stated->size()) == *stated &&
        (rest.size() == stated->size() || rest[stated->size()] == '-'))
        return stated;
    return std::string(rest);
}

void add_jar_file_name(const Contents& contents, const Coordinates* maven, const JarManifest& manifest,
                       const Scheme& scheme, Identity& identity) {
    if (contents.is_directory()) return;
    const auto text = contents.base_name();
    if (maven != nullptr) {
        if (auto version = version_behind(text, maven->artifact, maven->version))
            identity.evidence.push_back({"file name", std::nullopt, std::move(version)});
        return;
    }
    const auto named = name_and_version(text, manifest);
    if (named && scheme.parse(named->version))
        identity.evidence.push_back({"file name", named->name, named->version});
}

/// Where nothing else has a name, the bundle or the module may have one.
void add_name_of_manifest(const JarManifest& manifest, Identity& identity) {
    if (stated_name(identity) || manifest.aliases.empty()) return;
    identity.evidence.push_back({"META-INF/MANIFEST.MF", manifest.aliases.front(), std::nullopt});
}

}  // namespace

bool is_jar(const Contents& contents) {
    const bool container = contents.format() == "zip" || contents.is_directory();
    return container && contents.root.empty() && contents.has("META-INF/MANIFEST.MF");
}

void gather_jar(const Contents& contents, const Scheme& scheme, Identity& identity) {
    const auto manifest = read_jar_manifest(contents, identity);
    const auto all = maven_coordinates(contents, identity);
    const auto own = own_coordinates(all, contents, manifest);
    for (const auto& maven : own) add_coordinates(maven, identity);
    for (const auto& maven : own) add_pom(contents, maven, identity);
    add_jar_file_name(contents, own.empty() ? nullptr : &own.front(), manifest, scheme, identity);
    add_manifest(manifest, scheme, identity);
    add_name_of_manifest(manifest, identity);
}

}  // namespace bumpgate::release
