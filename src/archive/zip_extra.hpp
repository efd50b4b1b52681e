#pragma once

#include <cstdint>
#include <string_view>

#include "archive/findings.hpp"

namespace bumpgate::archive {

/// Extra fields of a local header or central directory record (APPNOTE 4.5): known ones, each once and no
/// longer than it needs to be, are no finding. `name` is what the same header says, `member` the path for the
/// findings, `offset` where `extra` starts.
void audit_zip_extra(std::string_view extra, std::string_view name, std::string_view member,
                     std::uint64_t offset, Findings& findings);

}  // namespace bumpgate::archive
