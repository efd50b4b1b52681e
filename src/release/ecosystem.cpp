#include <array>

#include "base/text.hpp"
#include "release/ecosystem_rows.hpp"

namespace bumpgate::release {
namespace {

std::string small_letters(std::string_view name) {
    return to_lower(name);
}

std::string as_it_is(std::string_view name) {
    return std::string(name);
}

/// Cargo and its registry take "-" and "_" for one.
std::string crate_name(std::string_view name) {
    return replace_all(to_lower(name), "_", "-");
}

/// The order is that of recognition. The first row wins, and the last takes everything.
constexpr auto table = std::to_array<EcosystemInfo>({
    {"pypi-wheel", "Python wheel", "pep440", pep503_name, is_pypi_wheel, gather_pypi_wheel},
    {"pypi-sdist", "Python source distribution", "pep440", pep503_name, is_pypi_sdist, gather_pypi_sdist},
    {"deb", "Debian package", "debian", as_it_is, is_deb, gather_deb},
    {"rpm", "RPM package", "rpm", as_it_is, is_rpm, gather_rpm},
    {"gem", "Ruby gem", "gem", small_letters, is_gem, gather_gem},
    {"conda", "Conda package", "pep440", small_letters, is_conda, gather_conda},
    {"go-module", "Go module", "go", as_it_is, is_go_module, gather_go_module},
    {"vsix", "Visual Studio extension", "semver", small_letters, is_vsix, gather_vsix},
    {"nupkg", "NuGet package", "nuget", small_letters, is_nupkg, gather_nupkg},
    {"crate", "Rust crate", "semver", crate_name, is_crate, gather_crate},
    {"helm", "Helm chart", "semver", as_it_is, is_helm, gather_helm},
    {"npm", "npm package", "semver", small_letters, is_npm, gather_npm},
    {"jar", "Java archive", "maven", small_letters, is_jar, gather_jar},
    {"source", "Source archive", "generic", pep503_name, is_source, gather_source},
});

}  // namespace

std::span<const EcosystemInfo> ecosystems() {
    return table;
}

const EcosystemInfo* find_ecosystem(std::string_view id) {
    for (const auto& ecosystem : table) {
        if (ecosystem.id == id) return &ecosystem;
    }
    return nullptr;
}

}  // namespace bumpgate::release
