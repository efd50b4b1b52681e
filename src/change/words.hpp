#pragma once

#include <string>
#include <string_view>
#include <vector>

// The word lists of the proof (docs/version-proof.md), one place each. A change of a word is a one-line diff.
namespace bumpgate::change::words {

/// Components of a path, URL or word that name nobody: archive, download, tag, v1, …
[[nodiscard]] bool is_neutral(std::string_view component);

/// version, release, ver, tag, v; plural counts.
[[nodiscard]] bool is_version(std::string_view word);

/// May stand before "version": own, app, lib, package, …
[[nodiscard]] bool may_precede_version(std::string_view word);

/// May stand behind "version": info, tuple, string, …
[[nodiscard]] bool may_follow_version(std::string_view word);

/// A field whose number describes a format, in any spelling of case: Metadata-Version, lockfileVersion, …
[[nodiscard]] bool is_format_field(std::string_view field);

/// Speaks of the past before a version: since, deprecated, …
[[nodiscard]] bool is_of_the_past(std::string_view word);

/// A table of a manifest whose keys are names of other packages.
[[nodiscard]] bool is_dependency_table(std::string_view key);

/// A key whose value is the name that a `version` beside it belongs to, most telling first.
[[nodiscard]] const std::vector<std::string_view>& name_keys();

/// A Windows or .NET field that wants four numbers: AssemblyVersion, FILEVERSION, …
[[nodiscard]] bool wants_four_parts(std::string_view line);

/// A changelog by its path: changelog, changes, history, news, release-notes with .md .txt .rst .adoc .html
/// or no extension, any case and depth, and as Debian installs it, changelog.Debian and
/// changelog.Debian.ARCHITECTURE. Never code or data.
[[nodiscard]] bool is_changelog(std::string_view path);

/// A file of prose by its path: .md, .rst, .txt, .adoc, .html, README and the like.
[[nodiscard]] bool is_prose(std::string_view path);

/// An identifier in its words: "MAX_fooBar-baz.x2" → max, foo, bar, baz, x2. Small letters.
[[nodiscard]] std::vector<std::string> split_identifier(std::string_view identifier);

}  // namespace bumpgate::change::words
