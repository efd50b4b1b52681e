#pragma once

#include <optional>
#include <string>
#include <vector>

#include "archive/pax.hpp"
#include "archive/tree.hpp"

namespace bumpgate::archive {

/// The attribute that a record of an extended header states, named as Attribute says: an extended attribute
/// in star's and GNU tar's spelling (SCHILY.xattr.NAME, raw) or libarchive's (LIBARCHIVE.xattr.NAME, the name
/// percent-encoded as RFC 3986 2.1, the value in base64 of RFC 4648 4), an access list or file flags. Nothing
/// if it is no such record or one that cannot be decoded.
[[nodiscard]] std::optional<Attribute> pax_attribute(const PaxRecord& record);

/// All attributes of an extended header.
struct PaxAttributes {
    std::vector<Attribute> attributes;   ///< sorted by name, each name once
    std::vector<std::string> conflicts;  ///< printable: one that has two values in different spellings
};
[[nodiscard]] PaxAttributes pax_attributes(const std::vector<PaxRecord>& records);

}  // namespace bumpgate::archive
