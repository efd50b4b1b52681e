#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "archive/tree.hpp"
#include "diff/diff.hpp"

namespace bumpgate::diff {

/// "2023-07-17T14:36:06.172310000Z": UTC, without any time zone or locale of the system.
[[nodiscard]] std::string iso_time(const Timestamp& time);

/// "0644".
[[nodiscard]] std::string octal_mode(std::uint32_t mode);

/// "root(0):wheel(0)".
[[nodiscard]] std::string owner_of(const Member& member);

/// What differs between two paired members besides their content, sorted by field.
[[nodiscard]] std::vector<MetadataDifference> compare_metadata(const Member& old_member,
                                                               const Member& new_member,
                                                               const release::Release& release);

}  // namespace bumpgate::diff
