#pragma once

#include <string_view>

#include "archive/findings.hpp"
#include "archive/meter.hpp"
#include "archive/zip_scan.hpp"
#include "base/files.hpp"
#include "base/result.hpp"

namespace bumpgate::archive {

/// Unpacks a member whose content stands in the archive as in a file of its own (APPNOTE 4.4.5: bzip2, xz,
/// zstd) to the end of `store` and returns it there. Bytes of `packed` that belong to no stream, and a second
/// stream, are a hazard. Errors: `truncated`, `corrupt`, `limit`, `io`.
[[nodiscard]] Result<std::string_view> unpack_stream(const ZipEntry& entry, std::string_view packed,
                                                     ByteStore& store, Meter& meter, Findings& findings);

/// Whether LZMA data (APPNOTE 5.8.8) that libarchive has unpacked go on after their end: a hazard.
/// Errors: `corrupt`, `unsupported` if that cannot be told, `limit`, `io`.
[[nodiscard]] Result<void> audit_lzma(const ZipEntry& entry, std::string_view packed, Meter& meter,
                                      Findings& findings);

}  // namespace bumpgate::archive
