#include <array>

#include "base/text.hpp"
#include "release/ecosystem_rows.hpp"

namespace bumpgate::release {
namespace {

std::string small_letters(std::string_view name) {
    return to_lower(name);
}

/// The order is that of recognition. The first row wins, and the last takes everything.
constexpr auto table = std::to_array<EcosystemInfo>({
    {"pypi-wheel", "Python wheel", "pep440", pep503_name, is_pypi_wheel, gather_pypi_wheel},
    {"pypi-sdist", "Python source distribution", "pep440", pep503_name, is_pypi_sdist, gather_pypi_sdist},
    {"npm", "npm package", "semver", small_letters, is_npm, gather_npm},
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
