#pragma once

#include <string_view>

#include "release/scheme.hpp"

// What the files of the single schemes give to the table in scheme.cpp.
namespace bumpgate::release {

[[nodiscard]] const Scheme& calver_scheme();   // calver.cpp
[[nodiscard]] const Scheme& debian_scheme();   // debian.cpp
[[nodiscard]] const Scheme& gem_scheme();      // gem_version.cpp
[[nodiscard]] const Scheme& generic_scheme();  // generic.cpp
[[nodiscard]] const Scheme& go_scheme();       // go_version.cpp
[[nodiscard]] const Scheme& maven_scheme();    // maven.cpp
[[nodiscard]] const Scheme& nuget_scheme();    // nuget.cpp
[[nodiscard]] const Scheme& pep440_scheme();   // pep440.cpp
[[nodiscard]] const Scheme& rpm_scheme();      // rpm_version.cpp
[[nodiscard]] const Scheme& semver_scheme();   // semver.cpp

/// Dotted numbers, and all that follows them as one part {"suffix", …}: of visible ASCII only, as a blank
/// ends a version, and anything else in one would look like what it is not.
[[nodiscard]] std::optional<Version> parse_numbers_and_suffix(std::string_view text);

/// Semantic Versioning as a whole, for the schemes that are built on it.
[[nodiscard]] std::optional<Version> parse_semver(std::string_view text);
[[nodiscard]] std::strong_ordering compare_semver(const Version& left, const Version& right);

/// How a suffix of the generic scheme stands to the plain version: below it (`-rc1`), at it (none) or above
/// it (`-1`).
enum class SuffixRank { before, none, after };
[[nodiscard]] SuffixRank suffix_rank(std::string_view suffix);

/// The first run of letters in a suffix, as written; empty if a number or "+" comes first.
[[nodiscard]] std::string_view suffix_word(std::string_view suffix);

/// "EPOCH:UPSTREAM-REVISION" of Debian and RPM taken apart: numbers, {"suffix", …} and {"revision", …}.
/// Nothing unless the upstream part starts with a number and holds nothing but letters, digits and `others`,
/// and the revision likewise.
[[nodiscard]] std::optional<Version> parse_packaged(std::string_view text, std::string_view others);

/// The upstream part of such a version: numbers and suffix.
[[nodiscard]] std::string upstream_of(const Version& version);

/// Such a version without an epoch of zero.
[[nodiscard]] std::string packaged_normal_form(const Version& version);

/// The value of the part with this label, or null.
[[nodiscard]] const Version::Part* find_part(const Version& version, std::string_view label);

}  // namespace bumpgate::release
