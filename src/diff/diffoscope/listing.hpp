#pragma once

#include <string>
#include <vector>

#include "archive/tree.hpp"

namespace bumpgate::diff::diffoscope {

/// An archive's member as diffoscope names it: a folder ends in "/". UTF-8, other bytes replaced.
[[nodiscard]] std::string name_of(const Member& member);

/// The members in archive order, one a line, as in `ls -l`, times in UTC.
[[nodiscard]] std::string listing(const std::vector<Member>& members);

}  // namespace bumpgate::diff::diffoscope
