#pragma once

#include <string_view>

#include "archive/findings.hpp"
#include "archive/meter.hpp"
#include "archive/tree.hpp"
#include "base/files.hpp"
#include "base/result.hpp"

namespace bumpgate::archive {

/// What a layer of compression held.
struct Unpacked {
    Layer layer;
    ByteStore content;
    std::vector<Hazard> hazards;
};

/// Reads a gzip file (RFC 1952) to its last byte: all members, joined as the RFC says, every byte accounted
/// for. Errors: `truncated`, `corrupt` (CRC, length, header), `unsupported` (method), `limit`, `io`.
[[nodiscard]] Result<Unpacked> read_gzip(std::string_view bytes, Meter& meter);

/// Read what libarchive unpacks, by exactly that one filter. Errors as above.
[[nodiscard]] Result<Unpacked> read_bzip2(std::string_view bytes, Meter& meter);
[[nodiscard]] Result<Unpacked> read_xz(std::string_view bytes, Meter& meter);
[[nodiscard]] Result<Unpacked> read_zstd(std::string_view bytes, Meter& meter);
[[nodiscard]] Result<Unpacked> read_lz4(std::string_view bytes, Meter& meter);
[[nodiscard]] Result<Unpacked> read_lzip(std::string_view bytes, Meter& meter);
[[nodiscard]] Result<Unpacked> read_lzma(std::string_view bytes, Meter& meter);

/// As above; `unsupported` for streams that readers unpack differently (see describe_compress).
[[nodiscard]] Result<Unpacked> read_compress(std::string_view bytes, Meter& meter);

}  // namespace bumpgate::archive
