#pragma once

#include <string>
#include <string_view>

#include "archive/findings.hpp"
#include "archive/pax.hpp"
#include "archive/tar_header.hpp"
#include "archive/tar_member.hpp"

namespace bumpgate::archive {

/// Header bytes that no name or number accounts for. `member` is the path for the findings.
void audit_tar_header(const TarHeader& header, std::string_view member, std::uint64_t offset,
                      Findings& findings);

/// A member, its header and its content as stored, for comparing with its extended headers.
struct AuditedMember {
    const Member& member;
    const TarHeader& header;
    std::string_view content;
    std::uint64_t offset = 0;  ///< of the header
};

/// Whether a pax header contradicts the ustar header it belongs to, or has keys nobody needs.
void audit_pax(const std::vector<PaxRecord>& records, const PaxValues& values, const AuditedMember& audited,
               Findings& findings);

/// Whether the member's own header has another name or link target than what GNU's long ones start with.
void audit_long_names(const TarNotes& notes, const AuditedMember& audited, Findings& findings);

/// A global header; `git archive` writes one with the commit id as comment.
void audit_global_pax(const std::vector<PaxRecord>& records, std::uint64_t offset, Findings& findings);

}  // namespace bumpgate::archive
