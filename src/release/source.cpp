#include <algorithm>

#include "base/text.hpp"
#include "release/ecosystem_rows.hpp"
#include "release/numbers.hpp"
#include "release/package_json.hpp"
#include "release/repository.hpp"

// Any other archive: its own names say who it is, and a manifest only where they do not.
namespace bumpgate::release {
namespace {

constexpr std::size_t longest_version_file = 200;

bool has_version(const Identity& identity) {
    return std::ranges::any_of(identity.evidence,
                               [](const Evidence& evidence) { return evidence.version.has_value(); });
}

void add_package_json(const Contents& contents, Identity& identity) {
    for (const auto* member : manifests_at(contents, "package.json", identity)) {
        const auto json = read_package_json(manifest_text(*member));
        if (!json || json->versions.empty()) continue;
        const auto name = json->names.empty() ? std::nullopt : std::optional(json->names.back());
        identity.evidence.push_back({"package.json", name, json->versions.back()});
        add_repeated_field(identity, "package.json", "name", json->names);
        add_repeated_field(identity, "package.json", "version", json->versions);
        identity.repository = repository_name(json->repository);
    }
}

/// A file of one line that is a version.
void add_version_file(const Contents& contents, const Scheme& scheme, Identity& identity) {
    for (const auto* member : manifests_at(contents, "VERSION", identity)) {
        const auto text = trim(member->content.substr(0, longest_version_file));
        if (member->content.size() <= longest_version_file && scheme.parse(text))
            identity.evidence.push_back({"VERSION", std::nullopt, std::string(text)});
    }
}

bool is_plain_number(std::string_view text) {
    const auto bare = without_v(text);
    return !bare.empty() && std::ranges::all_of(bare, is_digit);
}

/// "acme-7": too little where anything better is there, and never the name of somebody's folder.
void add_plain_number(std::string_view source, std::string_view text, const Scheme& scheme,
                      Identity& identity) {
    const auto stated = reader_for(identity, scheme).read(text);
    if (stated && stated->name && stated->parses && is_plain_number(stated->version))
        identity.evidence.push_back({std::string(source), stated->name, stated->version});
}

}  // namespace

bool is_source(const Contents&) {
    return true;
}

void gather_source(const Contents& contents, const Scheme& scheme, Identity& identity) {
    add_root_evidence(contents, scheme, identity);
    add_file_name_evidence(contents, scheme, identity);
    if (!has_version(identity)) add_package_json(contents, identity);
    if (!has_version(identity)) add_version_file(contents, scheme, identity);
    if (has_version(identity) || contents.is_directory()) return;
    add_plain_number("root folder", contents.root, scheme, identity);
    add_plain_number("file name", contents.base_name(), scheme, identity);
}

}  // namespace bumpgate::release
