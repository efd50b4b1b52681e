#pragma once

#include <optional>
#include <string>

#include "archive/findings.hpp"
#include "archive/library.hpp"
#include "archive/tree.hpp"

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

}  // namespace bumpgate::archive
