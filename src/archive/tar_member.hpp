#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "archive/findings.hpp"
#include "archive/pax.hpp"
#include "archive/tar_header.hpp"
#include "archive/tree.hpp"
#include "base/result.hpp"

namespace bumpgate::archive {

/// What extension headers say about the member that follows them. Views into the archive.
struct TarNotes {
    std::optional<std::string_view> long_name, long_link;  ///< GNU's
    std::optional<std::vector<PaxRecord>> pax;
    PaxValues values;  ///< of `pax`
};

/// Everything but content and sparse map of the member that a header describes, `type` being what its
/// typeflag means. Errors: `corrupt` for a number that is none.
[[nodiscard]] Result<Member> tar_member(const TarHeader& header, MemberType type, const TarNotes& notes);

/// Where what the headers say about times and attributes contradicts itself. `offset` is of the header.
void audit_tar_metadata(const Member& member, const TarHeader& header, const TarNotes& notes,
                        std::uint64_t offset, Findings& findings);

/// Bytes of memory that the member's attributes take.
[[nodiscard]] std::uint64_t attribute_bytes(const Member& member);

}  // namespace bumpgate::archive
