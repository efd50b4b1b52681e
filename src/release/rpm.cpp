#include <array>

#include "base/text.hpp"
#include "release/ecosystem_rows.hpp"
#include "release/repository.hpp"

// RPM packages: `header` has a line "NAME: value" for every tag of the header (rpmtags of rpm's
// documentation).
namespace bumpgate::release {
namespace {

constexpr std::array<std::string_view, 6> relation_tags = {"requirename",  "recommendname", "suggestname",
                                                           "conflictname", "obsoletename",  "providename"};

/// "acme-1.4.2-1" taken apart from the right: neither version nor release holds a dash.
struct Label {
    std::string_view name, version;  ///< version with release
};

std::optional<Label> read_label(std::string_view text) {
    const auto release = text.rfind('-');
    if (release == std::string_view::npos || release == 0) return std::nullopt;
    const auto version = text.rfind('-', release - 1);
    if (version == std::string_view::npos || version == 0) return std::nullopt;
    return Label{text.substr(0, version), text.substr(version + 1)};
}

std::string_view without_architecture(std::string_view text) {
    return text.substr(0, text.rfind('.'));
}

std::string first_of(const std::vector<Header>& headers, std::string_view tag) {
    const auto values = header_values(headers, tag);
    return values.empty() ? std::string() : values.front();
}

/// EPOCH:VERSION-RELEASE, as much of it as there is.
std::vector<std::string> versions_in(const std::vector<Header>& headers, Identity& identity) {
    for (const auto* tag : {"epoch", "release"})
        add_repeated_field(identity, "header", tag, header_values(headers, tag));
    const auto epoch = first_of(headers, "epoch");
    const auto release = first_of(headers, "release");
    std::vector<std::string> versions;
    for (const auto& version : header_values(headers, "version"))
        versions.push_back((epoch.empty() ? "" : epoch + ":") + version +
                           (release.empty() ? "" : "-" + release));
    return versions;
}

void add_relations(const std::vector<Header>& headers, Identity& identity) {
    for (const auto tag : relation_tags) {
        for (const auto& value : header_values(headers, tag)) {
            for (const auto name : split(value, ',')) {
                auto word = trim(name);
                while (word.starts_with('(')) word = trim(word.substr(1));  // "(acme-doc if foo)"
                word = word.substr(0, word.find_first_of(" \t(<>=)"));
                if (!word.empty()) identity.dependencies.emplace_back(word);
            }
        }
    }
}

void add_header(const Member& member, Identity& identity) {
    const auto headers = read_headers(manifest_text(member));
    add_stated("header", header_values(headers, "name"), versions_in(headers, identity), identity);
    add_relations(headers, identity);
    // NAME-VERSION-RELEASE.src.rpm
    const auto source = first_of(headers, "sourcerpm");
    const auto label = read_label(without_architecture(without_architecture(source)));
    identity.family = label ? std::string(label->name) : first_of(headers, "name");
    identity.repository = home_page_repository(first_of(headers, "url"));
}

/// NAME-VERSION-RELEASE.ARCHITECTURE.rpm, without an epoch.
void add_rpm_file_name(const Contents& contents, Identity& identity) {
    if (contents.is_directory()) return;
    const auto label = read_label(without_architecture(contents.base_name()));
    const auto stated = identity.evidence.empty() ? std::nullopt : identity.evidence.front().version;
    if (!label || !find_scheme("rpm")->parse(label->version)) return;
    identity.evidence.push_back(
        {"file name", std::string(label->name), with_epoch_of(label->version, stated.value_or(""))});
}

}  // namespace

bool is_rpm(const Contents& contents) {
    if (!contents.root.empty() || !contents.has("header")) return false;
    return contents.format() == "rpm" || contents.has("signature");
}

void gather_rpm(const Contents& contents, const Scheme&, Identity& identity) {
    for (const auto* member : manifests_at(contents, "header", identity)) add_header(*member, identity);
    add_rpm_file_name(contents, identity);
}

}  // namespace bumpgate::release
