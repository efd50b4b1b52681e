#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "base/limits.hpp"
#include "base/result.hpp"

namespace bumpgate::diff::diffoscope {

/// Two files that look alike.
struct FuzzyPair {
    std::size_t old_file, new_file;  ///< indices into what was given
    int distance;                    ///< of TLSH; 0 is taken for identical
};

/// Pairs files by their TLSH (J. Oliver et al., "TLSH – A Locality Sensitive Hash", 2013): each old one in
/// order with the nearest new one that is free, if their distance is below 110. Files under 512 bytes, and
/// files with too little variety, have no such hash and no pair. Nothing stands for what is not to be paired.
/// Quadratic in the number of files. Errors: `limit` (time).
[[nodiscard]] Result<std::vector<FuzzyPair>> fuzzy_pairs(
    const std::vector<std::optional<std::string_view>>& old_files,
    const std::vector<std::optional<std::string_view>>& new_files, const Limits& limits);

}  // namespace bumpgate::diff::diffoscope
