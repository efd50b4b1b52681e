#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bumpgate::release {

/// What a package.json says about the package itself.
struct PackageJson {
    std::vector<std::string> names;     ///< every top-level "name" that is a string; honest files have one
    std::vector<std::string> versions;  ///< likewise; of several, npm takes the last
    std::vector<std::string> dependencies;  ///< the keys of all dependency tables, in order
    std::string repository;                 ///< the URL as written; empty if none
};

/// Nothing if the text is no JSON object, or is nested deeper than any honest manifest.
[[nodiscard]] std::optional<PackageJson> read_package_json(std::string_view text);

}  // namespace bumpgate::release
