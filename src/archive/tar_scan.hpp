#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "archive/findings.hpp"
#include "archive/meter.hpp"
#include "archive/tar_sparse.hpp"
#include "archive/tree.hpp"
#include "base/result.hpp"

namespace bumpgate::archive {

/// A member of a tar archive. Path and link target are as stored, a folder's final "/" included.
struct TarEntry {
    Member member;
    std::uint64_t header = 0;         ///< offset of the header block that describes it
    std::uint64_t data = 0;           ///< offset of its content
    std::uint64_t stored = 0;         ///< bytes of content in the archive
    std::uint64_t size = 0;           ///< bytes of the member: more than `stored` if it is sparse
    bool sparse = false;              ///< the content is packed with a map of its holes
    std::vector<SparsePiece> pieces;  ///< that map; `data` and `stored` are of the pieces alone
};

struct TarScan {
    std::vector<TarEntry> entries;
    std::string comment;  ///< of global headers, printable: the commit id that git archive writes
    Findings findings{"tar"};
};

/// Our own reading of a tar archive (v7, ustar, pax, GNU), every byte of it accounted for.
/// Errors: `truncated`, `corrupt`, `empty` (no members), `limit`.
[[nodiscard]] Result<TarScan> scan_tar(std::string_view bytes, Meter& meter);

}  // namespace bumpgate::archive
