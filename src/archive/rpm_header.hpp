#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/findings.hpp"
#include "archive/meter.hpp"
#include "base/files.hpp"
#include "base/result.hpp"

namespace bumpgate::archive {

/// One tag of a header ("RPM Package format", rpm.org, "Header"). Its data are a view into the file.
struct RpmTag {
    std::uint32_t tag = 0, type = 0, count = 0;
    std::uint64_t offset = 0;  ///< in the store
    std::string_view data;     ///< strings with their NULs
};

/// A signature header or a main header: an index of tags, and the store with their data.
struct RpmHeader {
    std::vector<RpmTag> tags;  ///< in the order of the index
    std::size_t length = 0;    ///< bytes of the whole structure
};

enum class RpmPart { signature, header };

/// Reads the structure that starts at `at`; every byte of it belongs to one tag, or is a zero in front of a
/// number. What does not is a finding. Errors: `truncated`; `corrupt` for tags that overlap or lie outside.
[[nodiscard]] Result<RpmHeader> read_rpm_header(std::string_view bytes, std::size_t at, Findings& findings);

/// The only string of a tag; nothing if there is no such tag or it is something else.
[[nodiscard]] std::optional<std::string_view> rpm_string(const RpmHeader& header, std::uint32_t tag);

/// All tags in the order of the index, one element a line: "NAME: acme", "FILEMODES: 33188", binary data in
/// hexadecimal digits, control characters and backslashes escaped. A tag without a known name is
/// "TAG 1234 (int32): 5"; the type also stands behind a name that usually has another. Nothing is left out:
/// other data give another text. It goes to the end of `store`. Errors: `limit`, `io`.
[[nodiscard]] Result<std::string_view> write_rpm_text(const RpmHeader& header, RpmPart part, ByteStore& store,
                                                      Meter& meter);

}  // namespace bumpgate::archive
