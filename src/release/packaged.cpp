#include <algorithm>

#include "base/text.hpp"
#include "release/numbers.hpp"
#include "release/scheme_rows.hpp"

// What Debian and RPM have in common: EPOCH:UPSTREAM-REVISION.
namespace bumpgate::release {
namespace {

bool is_made_of(std::string_view text, std::string_view others) {
    return !text.empty() && std::ranges::all_of(text, [&](char c) {
        return is_alnum(c) || others.find(c) != std::string_view::npos;
    });
}

/// Takes "EPOCH:" off the text; false if what stands there is no number.
bool take_epoch(std::string_view& text, Version& version) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos) return true;
    const auto epoch = text.substr(0, colon);
    if (epoch.empty() || digits_at(epoch, 0).size() != epoch.size()) return false;
    version.epoch = epoch;
    text.remove_prefix(colon + 1);
    return true;
}

/// Takes "-REVISION" off the text: the last dash is the border.
std::optional<std::string_view> take_revision(std::string_view& text) {
    const auto dash = text.rfind('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto revision = text.substr(dash + 1);
    text = text.substr(0, dash);
    return revision;
}

}  // namespace

std::optional<Version> parse_packaged(std::string_view text, std::string_view others) {
    Version version;
    version.text = trim(text);
    auto rest = without_v(text);
    if (!take_epoch(rest, version)) return std::nullopt;
    const auto revision = take_revision(rest);
    if (revision && !is_made_of(*revision, others)) return std::nullopt;
    version.release = dotted_numbers(rest);
    // Only what an epoch or a revision sets apart may hold the mark of it: deb-version(7),
    // "upstream-version".
    const auto upstream_others =
        std::string(others) + (revision ? "-" : "") + (version.epoch.empty() ? "" : ":");
    if (version.release.empty() || !is_made_of(rest, upstream_others)) return std::nullopt;
    const auto suffix = rest.substr(dotted_length(version.release));
    if (!suffix.empty()) version.parts.push_back({"suffix", std::string(suffix)});
    if (revision) version.parts.push_back({"revision", std::string(*revision)});
    return version;
}

std::string upstream_of(const Version& version) {
    const auto* suffix = find_part(version, "suffix");
    return join(version.release, ".") + (suffix == nullptr ? "" : suffix->value);
}

std::string packaged_normal_form(const Version& version) {
    const auto epoch = without_zeros(version.epoch);
    const auto* revision = find_part(version, "revision");
    return (epoch == "0" ? "" : std::string(epoch) + ":") + upstream_of(version) +
           (revision == nullptr ? "" : "-" + revision->value);
}

}  // namespace bumpgate::release
