#include "release/numbers.hpp"
#include "release/scheme_rows.hpp"
#include "release/suffixes.hpp"

// Go modules: "Versions" and "Pseudo-versions" of the Go Modules Reference. A version is one of Semantic
// Versioning behind a "v"; the only build tag is "+incompatible". A pseudo-version (v0.0.0-TIME-COMMIT) is a
// pre-release whose time has a fixed width, so that SemVer's own order is that of the times.
namespace bumpgate::release {
namespace {

std::optional<Version> parse(std::string_view text) {
    auto version = parse_semver(text);
    if (!version) return std::nullopt;
    const auto* build = find_part(*version, "build");
    if (build != nullptr && build->value != "incompatible") return std::nullopt;
    return version;
}

std::string normal_form(const Version& version) {
    return "v" + std::string(without_v(version.text));
}

}  // namespace

const Scheme& go_scheme() {
    static constexpr Scheme row = {
        "go", "Go modules", parse, compare_semver, normal_form, common_suffixes, false, "", false, 0};
    return row;
}

}  // namespace bumpgate::release
