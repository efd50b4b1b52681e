#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "release/scheme.hpp"

// How one pre-release or qualifier is written in different worlds (docs/version-proof.md, "Spellings"). Each
// function is a Scheme::suffix_forms.
namespace bumpgate::release {

/// What stands behind the numbers, as written: "-rc.1+build".
[[nodiscard]] std::string_view written_suffix(const Version& version);

/// Forms of PEP 440 and SemVer for one another, and the build tag dropped.
[[nodiscard]] std::vector<SuffixForm> common_suffixes(const Version& version);

/// For schemes with one {"suffix", …} that starts with a separator or word: as written, with the other
/// separator, and all the forms of a pre-release (`.rc1`, `-rc.1`, `-rc1`, `rc1`, …).
[[nodiscard]] std::vector<SuffixForm> word_suffixes(const Version& version);

/// As `word_suffixes`, and the qualifier of a version that is no pre-release dropped (`4.1.111.Final` →
/// `4.1.111`).
[[nodiscard]] std::vector<SuffixForm> maven_suffixes(const Version& version);

/// Debian and RPM: as written; the upstream version alone; that without the mark of a repacked source
/// (`+dfsg`); and its pre-release in the forms of others (`~rc1`, `-rc.1`).
[[nodiscard]] std::vector<SuffixForm> packaged_suffixes(const Version& version);

}  // namespace bumpgate::release
