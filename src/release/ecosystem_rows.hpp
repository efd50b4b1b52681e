#pragma once

#include <string>
#include <string_view>

#include "release/evidence.hpp"
#include "release/headers.hpp"

// What the files of the single ecosystems give to the table in ecosystem.cpp: whether a side is one of
// theirs, and what states who it is. A gather function may rely on `identity.ecosystem` and `identity.root`.
namespace bumpgate::release {

[[nodiscard]] bool is_pypi_wheel(const Contents& contents);
void gather_pypi_wheel(const Contents& contents, const Scheme& scheme, Identity& identity);

[[nodiscard]] bool is_pypi_sdist(const Contents& contents);
void gather_pypi_sdist(const Contents& contents, const Scheme& scheme, Identity& identity);

[[nodiscard]] bool is_deb(const Contents& contents);
void gather_deb(const Contents& contents, const Scheme& scheme, Identity& identity);

[[nodiscard]] bool is_rpm(const Contents& contents);
void gather_rpm(const Contents& contents, const Scheme& scheme, Identity& identity);

[[nodiscard]] bool is_gem(const Contents& contents);
void gather_gem(const Contents& contents, const Scheme& scheme, Identity& identity);

[[nodiscard]] bool is_conda(const Contents& contents);
void gather_conda(const Contents& contents, const Scheme& scheme, Identity& identity);

[[nodiscard]] bool is_go_module(const Contents& contents);
void gather_go_module(const Contents& contents, const Scheme& scheme, Identity& identity);

[[nodiscard]] bool is_vsix(const Contents& contents);
void gather_vsix(const Contents& contents, const Scheme& scheme, Identity& identity);

[[nodiscard]] bool is_nupkg(const Contents& contents);
void gather_nupkg(const Contents& contents, const Scheme& scheme, Identity& identity);

[[nodiscard]] bool is_crate(const Contents& contents);
void gather_crate(const Contents& contents, const Scheme& scheme, Identity& identity);

[[nodiscard]] bool is_helm(const Contents& contents);
void gather_helm(const Contents& contents, const Scheme& scheme, Identity& identity);

[[nodiscard]] bool is_npm(const Contents& contents);
void gather_npm(const Contents& contents, const Scheme& scheme, Identity& identity);

[[nodiscard]] bool is_jar(const Contents& contents);
void gather_jar(const Contents& contents, const Scheme& scheme, Identity& identity);

[[nodiscard]] bool is_source(const Contents& contents);
void gather_source(const Contents& contents, const Scheme& scheme, Identity& identity);

/// "MODULE@VERSION", the folder all members of a Go module's zip lie in, several folders deep; empty for
/// anything else.
[[nodiscard]] std::string go_module_root(const Tree& tree);

/// Names of a Debian relation field: "a (= 1) | b, c" → a, b, c (deb-control(5)).
[[nodiscard]] std::vector<std::string> relation_names(std::string_view field);

/// The version with the other's epoch, where it has none of its own: file names leave epochs out.
[[nodiscard]] std::string with_epoch_of(std::string_view version, std::string_view other);

/// The main section of a MANIFEST.MF, unfolded (JAR File Specification, "Manifest Specification").
[[nodiscard]] std::vector<Header> manifest_main_section(std::string_view text);

/// PEP 503, "Normalized Names": small letters, runs of "-", "_" and "." as one "-".
[[nodiscard]] std::string pep503_name(std::string_view name);

/// A core metadata file (PKG-INFO, METADATA): evidence, repeated fields, dependencies and repository.
void add_core_metadata(const Member& member, std::string_view source, Identity& identity);

/// The name at the start of a requirement: "requests[socks]>=2" → "requests"; empty if there is none.
[[nodiscard]] std::string_view requirement_name(std::string_view requirement);

}  // namespace bumpgate::release
