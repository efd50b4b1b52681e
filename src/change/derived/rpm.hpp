#pragma once

#include <optional>
#include <string_view>

#include "change/derived/rows.hpp"

// An rpm's bytes, as its digests are made of them.
namespace bumpgate::change::derived {

/// Views into the package.
struct RpmBytes {
    std::string_view header;   ///< the main header, from its magic on
    std::string_view payload;  ///< as it is packed
    std::string_view both;     ///< header and payload, which stand side by side
};

/// Takes a package apart (rpm.org, "RPM Package format"): lead, signature header, padding to a multiple of
/// eight, header, payload. Nothing for what is none.
[[nodiscard]] std::optional<RpmBytes> split_rpm(std::string_view package);

/// The same for the archive that `side` is; nothing if it is none.
[[nodiscard]] std::optional<RpmBytes> rpm_bytes(const Contents& side);

/// What the numbers of PGP's hash algorithms (RFC 9580, 9.5) are called in base/digest; empty for others.
/// Without a tag that names one it is MD5 for files and SHA-256 for payloads.
[[nodiscard]] std::string_view pgp_hash(std::string_view number);

}  // namespace bumpgate::change::derived
