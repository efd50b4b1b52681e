#include <array>

#include "base/text.hpp"
#include "release/ecosystem_rows.hpp"

// Debian binary packages: deb(5), whose parts are shown as folders; deb-control(5).
namespace bumpgate::release {
namespace {

constexpr std::array<std::string_view, 10> relation_fields = {
    "breaks",      "built-using", "conflicts",  "depends",  "enhances",
    "pre-depends", "provides",    "recommends", "replaces", "suggests"};

bool is_name_char(char c) {
    return is_alnum(c) || c == '+' || c == '-' || c == '.';
}

std::string_view first_word(std::string_view text) {
    text = trim(text);
    return text.substr(0, text.find_first_of(" \t("));
}

void add_control(const Member& member, Identity& identity) {
    const auto headers = read_headers(manifest_text(member));
    const auto names = header_values(headers, "package");
    add_stated("control/control", names, header_values(headers, "version"), identity);
    // deb-control(5), "Source": only there where it differs from the package's name.
    for (const auto& source : header_values(headers, "source")) identity.family = first_word(source);
    if (identity.family.empty() && !names.empty()) identity.family = names.front();
    for (const auto field : relation_fields) {
        for (const auto& value : header_values(headers, field)) {
            for (auto& name : relation_names(value)) identity.dependencies.push_back(std::move(name));
        }
    }
}

/// NAME_VERSION_ARCHITECTURE.deb, with the colon of an epoch escaped or the epoch left out.
void add_deb_file_name(const Contents& contents, Identity& identity) {
    const auto pieces = split(contents.base_name(), '_');
    if (contents.is_directory() || pieces.size() != 3) return;
    const auto version = replace_all(replace_all(pieces[1], "%3a", ":"), "%3A", ":");
    const auto stated = identity.evidence.empty() ? std::nullopt : identity.evidence.front().version;
    identity.evidence.push_back(
        {"file name", std::string(pieces[0]), with_epoch_of(version, stated.value_or(""))});
}

}  // namespace

std::vector<std::string> relation_names(std::string_view field) {
    std::vector<std::string> names;
    for (const auto alternatives : split(field, ',')) {
        for (const auto relation : split(alternatives, '|')) {
            const auto text = trim(relation);
            std::size_t end = 0;
            while (end < text.size() && is_name_char(text[end])) ++end;
            if (end > 0) names.emplace_back(text.substr(0, end));
        }
    }
    return names;
}

std::string with_epoch_of(std::string_view version, std::string_view other) {
    const auto colon = other.find(':');
    if (colon == std::string_view::npos || version.find(':') != std::string_view::npos)
        return std::string(version);
    return std::string(other.substr(0, colon + 1)) + std::string(version);
}

bool is_deb(const Contents& contents) {
    return contents.root.empty() && contents.has("debian-binary") && contents.has("control/control");
}

void gather_deb(const Contents& contents, const Scheme&, Identity& identity) {
    for (const auto* member : manifests_at(contents, "control/control", identity))
        add_control(*member, identity);
    add_deb_file_name(contents, identity);
}

}  // namespace bumpgate::release
