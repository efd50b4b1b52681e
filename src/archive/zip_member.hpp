#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "archive/tree.hpp"
#include "archive/zip_extra.hpp"

namespace bumpgate::archive {

/// MS-DOS date and time (APPNOTE 4.4.6), which has no zone: taken as UTC. Absent for a date of zero, which
/// reproducible builds write.
[[nodiscard]] std::optional<Timestamp> dos_time(std::uint16_t date, std::uint16_t time);

/// Type and permissions: from Unix's mode if the system that made the archive (APPNOTE 4.4.2) has one, else
/// by the name alone. `attributes` are the external ones (4.4.15).
void set_zip_mode(Member& member, unsigned system, std::uint32_t attributes);

/// Fills times and owner of a member that has its MS-DOS time as mtime already, from the finest statement
/// there is. Returns, printable, what contradicts: the two headers, two fields, or a field and the member.
/// Times may differ by the two seconds that MS-DOS counts in, and from MS-DOS's by a time zone.
[[nodiscard]] std::vector<std::string> set_zip_metadata(Member& member, const ZipExtra& local,
                                                        const ZipExtra& central);

}  // namespace bumpgate::archive
