#pragma once

#include <string>
#include <string_view>

#include "archive/findings.hpp"
#include "archive/pax.hpp"
#include "archive/tar_header.hpp"

namespace bumpgate::archive {

/// Header bytes that no name or number accounts for. `member` is the path for the findings.
void audit_tar_header(const TarHeader& header, std::string_view member, std::uint64_t offset,
                      Findings& findings);

/// Whether an extended header contradicts the ustar header it belongs to, or has keys nobody needs.
void audit_pax(const std::vector<PaxRecord>& records, const PaxValues& values, const TarHeader& header,
               std::string_view member, std::uint64_t offset, Findings& findings);

/// A global header; `git archive` writes one with the commit id as comment.
void audit_global_pax(const std::vector<PaxRecord>& records, std::uint64_t offset, Findings& findings);

}  // namespace bumpgate::archive
