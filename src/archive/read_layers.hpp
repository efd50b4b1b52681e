#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "archive/findings.hpp"
#include "archive/meter.hpp"
#include "archive/tree.hpp"
#include "base/result.hpp"

namespace bumpgate::archive {

/// The layer that holds the members.
struct Contents {
    Layer layer;
    std::vector<Member> members;
    std::vector<std::uint64_t> offsets;  ///< of each member's header, for findings
    Findings findings;
    std::vector<ByteStore> stores;  ///< contents that had to be unpacked
    std::vector<MappedFile> files;
};

/// Reads a tar or zip archive: our own scanner lists the members, libarchive has to agree. Contents are views
/// into `bytes` wherever they stand there as they are. Errors as archive::read.
[[nodiscard]] Result<Contents> read_tar(std::string_view bytes, Meter& meter);
[[nodiscard]] Result<Contents> read_zip(std::string_view bytes, Meter& meter);

/// Reads an ar archive, such as a Debian package, as above. An index of symbols is a member "(symbol table)".
[[nodiscard]] Result<Contents> read_ar(std::string_view bytes, Meter& meter);

/// Reads a cpio archive (newc, crc, odc, binary), as above.
[[nodiscard]] Result<Contents> read_cpio(std::string_view bytes, Meter& meter);

/// Reads an rpm ("RPM Package format"): members "signature" and "header", its tags as text (see
/// write_rpm_text), and "payload.cpio", the payload unpacked. Our own scanner alone. Errors as archive::read.
[[nodiscard]] Result<Contents> read_rpm(std::string_view bytes, Meter& meter);

/// Read what libarchive lists, with a hazard that says so: bytes outside of members are not accounted for.
/// Errors as archive::read.
[[nodiscard]] Result<Contents> read_7z(std::string_view bytes, Meter& meter);
[[nodiscard]] Result<Contents> read_iso(std::string_view bytes, Meter& meter);

/// Reads what is below a folder, sorted byte-wise by path, never following a symbolic link.
[[nodiscard]] Result<Contents> read_directory(const std::filesystem::path& path, Meter& meter);

/// What makes a name or type dangerous in any container. Error `limit` when the time is up.
[[nodiscard]] Result<void> audit_members(const std::vector<Member>& members,
                                         const std::vector<std::uint64_t>& offsets, const Meter& meter,
                                         Findings& findings);

}  // namespace bumpgate::archive
