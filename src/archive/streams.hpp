#pragma once

#include <string_view>

#include "archive/findings.hpp"

namespace bumpgate::archive {

/// What libarchive passes over in silence: further streams and bytes that belong to none. `bytes` have been
/// unpacked without error, the first `used` of them by libarchive.
void audit_bzip2(std::string_view bytes, std::size_t used, Findings& findings);
void audit_xz(std::string_view bytes, std::size_t used, Findings& findings);
void audit_zstd(std::string_view bytes, std::size_t used, Findings& findings);

}  // namespace bumpgate::archive
