#pragma once

#include <string>
#include <string_view>

#include "release/evidence.hpp"

// What the files of the single ecosystems give to the table in ecosystem.cpp: whether a side is one of
// theirs, and what states who it is. A gather function may rely on `identity.ecosystem` and `identity.root`.
namespace bumpgate::release {

[[nodiscard]] bool is_pypi_wheel(const Contents& contents);
void gather_pypi_wheel(const Contents& contents, const Scheme& scheme, Identity& identity);

[[nodiscard]] bool is_pypi_sdist(const Contents& contents);
void gather_pypi_sdist(const Contents& contents, const Scheme& scheme, Identity& identity);

[[nodiscard]] bool is_npm(const Contents& contents);
void gather_npm(const Contents& contents, const Scheme& scheme, Identity& identity);

[[nodiscard]] bool is_source(const Contents& contents);
void gather_source(const Contents& contents, const Scheme& scheme, Identity& identity);

/// PEP 503, "Normalized Names": small letters, runs of "-", "_" and "." as one "-".
[[nodiscard]] std::string pep503_name(std::string_view name);

/// A core metadata file (PKG-INFO, METADATA): evidence, repeated fields, dependencies and repository.
void add_core_metadata(const Member& member, std::string_view source, Identity& identity);

/// The name at the start of a requirement: "requests[socks]>=2" → "requests"; empty if there is none.
[[nodiscard]] std::string_view requirement_name(std::string_view requirement);

}  // namespace bumpgate::release
