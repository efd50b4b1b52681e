#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "archive/findings.hpp"
#include "archive/pax.hpp"
#include "archive/tar_header.hpp"
#include "base/result.hpp"

namespace bumpgate::archive {

/// Bytes of a sparse member that the archive holds; the rest are holes.
struct SparsePiece {
    std::uint64_t offset = 0;  ///< in the member
    std::uint64_t length = 0;
};

/// "OFFSET+LENGTH" of each, joined by blanks.
[[nodiscard]] std::string to_text(const std::vector<SparsePiece>& pieces);

/// Where in the archive a map lies, and whose it is.
struct SparseContext {
    std::string_view bytes;   ///< the whole archive
    std::string_view member;  ///< path for findings
    std::uint64_t header;     ///< offset of the member's header
};

/// GNU tar's old form (its manual, "Old GNU Format" and "Extension Sparse Headers"): four pieces in the
/// header, 21 in each block that follows. Moves `data` behind these blocks. Bytes of the map that belong to
/// no piece are a hazard. Errors: `truncated`, `corrupt` (a number that is none, too many pieces).
[[nodiscard]] Result<std::vector<SparsePiece>> old_sparse_map(const TarHeader& header,
                                                              const SparseContext& context,
                                                              std::uint64_t& data, Findings& findings);

/// GNU tar's forms 0.0 and 0.1, which stand in the extended header, and 1.0, in front of the content ("PAX
/// Format, Versions 0.0 and 0.1", "Version 1.0"). `stored` are the member's bytes in the archive, which start
/// at `data`; for 1.0 both are moved behind the map. Without any map all of `stored` is one piece.
/// Errors: `corrupt`.
[[nodiscard]] Result<std::vector<SparsePiece>> pax_sparse_map(const std::vector<PaxRecord>& records,
                                                              const SparseContext& context,
                                                              std::uint64_t& data, std::uint64_t& stored,
                                                              Findings& findings);

/// Checks that the pieces follow each other within `size` bytes and need no more than `stored` ones; what is
/// stored beyond them, from `data` on, is a hazard. Error `corrupt`.
[[nodiscard]] Result<void> check_sparse_map(const std::vector<SparsePiece>& pieces, std::uint64_t size,
                                            std::uint64_t data, std::uint64_t stored,
                                            const SparseContext& context, Findings& findings);

/// Whether `content` is what the pieces, standing in `stored` one after the other, make of it.
[[nodiscard]] bool follows_map(std::string_view content, const std::vector<SparsePiece>& pieces,
                               std::string_view stored);

}  // namespace bumpgate::archive
