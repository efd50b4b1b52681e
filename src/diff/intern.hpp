#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace bumpgate::diff {

/// The lines of two texts as numbers: equal lines, and only they, have equal numbers.
struct InternedLines {
    std::vector<std::size_t> old_starts,
        new_starts;  ///< offsets of the lines, and the text's end behind them
    std::vector<std::uint32_t> old_ids, new_ids;
    std::uint32_t kinds = 0;  ///< ids are below this
};

/// Nothing if there are too many lines to hold, or if so many hashes collide that the lines were made to
/// collide.
[[nodiscard]] std::optional<InternedLines> intern_lines(std::string_view old_text, std::string_view new_text);

}  // namespace bumpgate::diff
