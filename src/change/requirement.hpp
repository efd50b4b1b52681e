#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "release/scheme.hpp"

// What a package asks for of another one.
namespace bumpgate::change {

/// One comparison of a range.
struct Comparator {
    std::string op;       ///< "==", ">=", "^", "~", "~=", "<", "", …, as written without blanks
    std::string version;  ///< as written, without the operator; may hold wildcards ("1.*", "x")
    friend bool operator==(const Comparator&, const Comparator&) = default;
};

/// A requirement taken apart.
struct Requirement {
    std::string name;                     ///< as written
    std::string extras;                   ///< as written between the brackets, without blanks
    std::vector<Comparator> comparators;  ///< in order; empty: any version
    std::string marker;  ///< what follows ";", trimmed, and a comment or pip's options for this requirement
    std::string source;  ///< a git, url, file, path or alias spec, instead of comparators
};

/// A requirement by its comparators; a range that is none (no `comparators`) is a source.
[[nodiscard]] Requirement requirement_of(std::string_view name, std::string_view range,
                                         std::optional<std::vector<Comparator>> comparators);

/// One line as requires.txt, Requires-Dist and requirements files have it (PEP 508; the parenthesised old
/// form too). A bare URL or path, which pip takes as well, is a source named by its "#egg=", or by itself.
/// Nothing for section headers, comments, options
/// ("-r x") and blank lines.
[[nodiscard]] std::optional<Requirement> parse_pep508(std::string_view line);

/// A dependency of package.json: the range of node-semver, or a source ("git+https:…", "file:…",
/// "npm:other@1", "workspace:…", "github-user/repo", a tag such as "latest"). `||` ranges and hyphen ranges
/// are not comparators: they become a source.
[[nodiscard]] Requirement parse_npm(std::string_view name, std::string_view range);

/// A version requirement of Cargo (The Cargo Book, "Specifying Dependencies"): comparators with commas
/// between them; without an operator it means "^". What is none becomes a source.
[[nodiscard]] Requirement parse_cargo(std::string_view name, std::string_view range);

/// One item of a Debian relationship field (Debian Policy 7.1): `name:any (>= 1.0) [amd64] <!nocheck>`. The
/// architecture behind the name is the extra, what stands behind the version the marker. Alternatives
/// (`a | b`) and what is none become a source. Nothing for an empty item.
[[nodiscard]] std::optional<Requirement> parse_debian(std::string_view item);

/// A Maven or NuGet version or range: `1.0` (no operator), `[1.0,2.0)` (operators "[" and ")"), `(,1.0]`.
/// What is none, such as `${version}`, becomes a source.
[[nodiscard]] Requirement parse_interval(std::string_view name, std::string_view range);

/// A conda match specification (conda, "MatchSpec"): `name`, `name >=1.0,<2`, `name 1.0.* py39_0`. The build
/// is the marker. What is none becomes a source. Nothing for an empty text.
[[nodiscard]] std::optional<Requirement> parse_conda(std::string_view spec);

/// How a requirement moved, if only its versions did.
struct Movement {
    release::Step step =
        release::Step::none;  ///< the largest step of any comparator; downgrade if any goes down
};
/// Nothing unless name, extras, marker, number and operators of the comparators are equal, neither has a
/// source, and every version that is written differently parses under the scheme (wildcards count as the
/// plain prefix) and leaves the range as wide as it was: as many wildcards, and as many components behind
/// "~=", with wildcards, and in npm's parts of a version ("^1.4"). A "!=" that names another version is no
/// movement: it lets in what was shut out.
[[nodiscard]] std::optional<Movement> movement(const Requirement& from, const Requirement& to,
                                               const release::Scheme& scheme);

}  // namespace bumpgate::change
