#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "archive/findings.hpp"
#include "archive/library.hpp"
#include "archive/meter.hpp"
#include "archive/tree.hpp"
#include "base/result.hpp"

namespace bumpgate::archive {

/// What libarchive should find at this place of the archive, by our own scanner.
struct Expected {
    std::string_view path;
    MemberType type;
    std::uint64_t size;
    std::string_view link_target;
};

/// Compares libarchive's view of a member with ours and records a hazard for each difference.
/// `theirs` is nothing when libarchive's list has ended.
void compare_views(const std::optional<LibraryEntry>& theirs, const Expected& ours, std::uint64_t offset,
                   Findings& findings);

/// A member with the content that our own scanner found for it.
struct ScannedMember {
    Expected view;
    std::string_view content;
    std::uint64_t offset = 0;
    bool typeless = false;  ///< the archive states no type here, and libarchive knows none
};

/// Lets libarchive read the whole archive and compares its members, in their order, and their contents with
/// ours; a hazard for each difference. Errors: `corrupt` or `truncated` if libarchive refuses the archive,
/// `limit`.
[[nodiscard]] Result<void> compare_with_library(LibraryFormat format, std::string_view bytes,
                                                std::span<const ScannedMember> members, Meter& meter,
                                                Findings& findings);

}  // namespace bumpgate::archive
