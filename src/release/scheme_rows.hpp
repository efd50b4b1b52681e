#pragma once

#include <string_view>

#include "release/scheme.hpp"

// What the files of the single schemes give to the table in scheme.cpp.
namespace bumpgate::release {

[[nodiscard]] const Scheme& generic_scheme();  // generic.cpp
[[nodiscard]] const Scheme& pep440_scheme();   // pep440.cpp
[[nodiscard]] const Scheme& semver_scheme();   // semver.cpp

/// How a suffix of the generic scheme stands to the plain version: below it (`-rc1`), at it (none) or above
/// it (`-1`).
enum class SuffixRank { before, none, after };
[[nodiscard]] SuffixRank suffix_rank(std::string_view suffix);

/// The first run of letters in a suffix, as written; empty if a number or "+" comes first.
[[nodiscard]] std::string_view suffix_word(std::string_view suffix);

/// The value of the part with this label, or null.
[[nodiscard]] const Version::Part* find_part(const Version& version, std::string_view label);

}  // namespace bumpgate::release
