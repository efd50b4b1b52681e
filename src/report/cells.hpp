#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// Text as it stands on a screen, character by character.
namespace bumpgate::report {

/// Who wrote a text: decides what has to be escaped in it.
enum class Voice {
    archive,  ///< raw bytes from an archive: escaped whole, reversibly (`printable`)
    program,  ///< words of ours, in which what came from an archive is escaped already: the backslash stays,
              ///< line ends and tabs become blanks, the rest is escaped all the same
};

/// One character, or one byte that belongs to none.
struct Cell {
    std::size_t begin = 0;  ///< offset of its first byte in the source
    std::string text;       ///< what stands for it: valid UTF-8, ASCII if no other is wanted
    std::size_t width = 1;  ///< columns of a terminal
};

/// The characters of a text. Without `unicode` everything outside ASCII is escaped.
[[nodiscard]] std::vector<Cell> to_cells(std::string_view bytes, Voice voice, bool unicode);

/// Columns of all of them.
[[nodiscard]] std::size_t columns(const std::vector<Cell>& cells);

/// The texts of the cells from `first` up to, not including, `last`.
[[nodiscard]] std::string spell(const std::vector<Cell>& cells, std::size_t first, std::size_t last);

/// How many cells from `first` on fit into `width` columns.
[[nodiscard]] std::size_t fitting(const std::vector<Cell>& cells, std::size_t first, std::size_t width);

/// How many cells at the end fit into `width` columns.
[[nodiscard]] std::size_t fitting_at_end(const std::vector<Cell>& cells, std::size_t width);

}  // namespace bumpgate::report
