#pragma once

#include <compare>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bumpgate::release {

/// What separates a version from a newer one, smallest first.
enum class Step { none, build, pre, post, patch, minor, major, epoch, downgrade };

/// "patch", "minor", … as policies and reports spell them.
[[nodiscard]] std::string_view to_string(Step step);
[[nodiscard]] std::optional<Step> step_from_string(std::string_view text);

/// A version taken apart. All parts are bytes of the text as written: numbers keep their leading zeros.
struct Version {
    std::string text;                  ///< as given, white space trimmed, a leading "v" kept
    std::string epoch;                 ///< digits before "!" (PEP 440) or ":" (Debian); empty if none
    std::vector<std::string> release;  ///< the dotted numbers: {"1","4","2"}
    /// What follows the numbers, in order. PEP 440: {"rc","1"}, {"post","2"}, {"dev","3"}, {"local","abc.1"},
    /// labels in normal form (a, b, rc, post, dev, local). SemVer, NuGet and Go: one {"pre","rc.1"} and one
    /// {"build","sha.5"}. The others: one {"suffix", text}; Debian and RPM also {"revision", "1+deb12u1"}.
    struct Part {
        std::string label;
        std::string value;  ///< as written; empty for an implicit number ("1.0rc")
        friend bool operator==(const Part&, const Part&) = default;
    };
    std::vector<Part> parts;
};

/// One way of writing what follows the numbers ("-rc.1"); empty if it is dropped, nothing if a version cannot
/// be written so.
using SuffixForm = std::optional<std::string>;

/// One way of writing and ordering versions.
struct Scheme {
    std::string_view id;     ///< "pep440"
    std::string_view title;  ///< "Python (PEP 440)"
    /// Nothing when the text is no version of this scheme. A single leading "v" is accepted and ignored by
    /// all.
    std::optional<Version> (*parse)(std::string_view text);
    /// The scheme's own order: `equal` means the same version (pep440: 1.0 and 1.0.0, 23.3.8 and 23.03.8).
    std::strong_ordering (*compare)(const Version& left, const Version& right);
    /// The normal form: pep440 "v1.04.RC1" → "1.4rc1"; semver without "v"; generic without leading zeros.
    std::string (*normal_form)(const Version& version);
    /// The ways of writing what follows the numbers, as many and in the same order for every version, so that
    /// one way can be held against both sides (version-proof.md, "Spellings").
    std::vector<SuffixForm> (*suffix_forms)(const Version& version);
    bool trailing_zeros_are_equal;  ///< 1.0 and 1.0.0 are one version
    std::string_view epoch_mark;    ///< what stands between epoch and numbers: "!", ":"; empty without epochs
    bool epoch_may_be_dropped;      ///< file names leave the epoch out
    std::size_t least_numbers;  ///< with fewer numbers zeros may be added up to this many ("1.3" as "1.3.0")
};

/// All schemes, sorted by id.
[[nodiscard]] std::span<const Scheme> schemes();
[[nodiscard]] const Scheme* find_scheme(std::string_view id);

/// The step from one version to another: `none` when equal under the scheme, `downgrade` when the new one is
/// below. A final release after its pre-release is `pre`, as is a later pre-release of the same release
/// numbers; a change in the fourth component or behind it is `patch`; first, second, third are major, minor,
/// patch; post-releases `post`; only the build or local part `build`.
[[nodiscard]] Step step_between(const Scheme& scheme, const Version& from, const Version& to);

}  // namespace bumpgate::release
