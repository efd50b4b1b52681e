#pragma once

#include <cstdint>
#include <string_view>

#include "archive/findings.hpp"
#include "archive/tar_header.hpp"
#include "archive/tree.hpp"

namespace bumpgate::archive {

/// The header block of an extended header ('x', 'X', 'g') or GNU long name ('L', 'K').
struct TarExtension {
    std::uint64_t offset = 0;  ///< of the block
    TarHeader header;
    std::string_view body;  ///< what it carries
};

/// The member that follows it, and its own header.
struct ExtendedMember {
    const Member& member;
    const TarHeader& header;
    std::string_view content;  ///< as stored
};

/// No reader needs the block's own name, mode, owner and times. What writers put there is a constant or the
/// member's own; anything else is a hazard.
void audit_extension(const TarExtension& extension, const ExtendedMember& extended, Findings& findings);

}  // namespace bumpgate::archive
