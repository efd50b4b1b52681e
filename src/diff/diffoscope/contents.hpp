#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "diff/diffoscope/hunks.hpp"

namespace bumpgate::diff::diffoscope {

/// Both contents as far as a diff shows them.
struct ShownContents {
    std::string old_content, new_content;
    std::size_t old_known = 0, new_known = 0;  ///< as Member::known_bytes
};

/// Sizes that the file list states.
struct StatedSizes {
    std::optional<std::uint64_t> old_size, new_size;
};

/// Lines at their true numbers, blank ones for those that are not shown. The whole content is known only if
/// the hunks start at the first line, end before the context does, and have the stated sizes. Error `limit`
/// (memory-bytes) if there are more blank lines than that.
[[nodiscard]] Result<ShownContents> contents_of_lines(const KnownHunks& known, std::size_t context,
                                                      const StatedSizes& sizes, std::uint64_t most_bytes);

/// Bytes of two hex dumps at their true offsets, zeros for those that are not shown. Nothing if the lines are
/// not those of xxd(1), or reach beyond `most_bytes`.
[[nodiscard]] std::optional<ShownContents> contents_of_dumps(const KnownHunks& known,
                                                             std::uint64_t most_bytes);

}  // namespace bumpgate::diff::diffoscope
