#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "report/cells.hpp"
#include "report/report.hpp"

namespace bumpgate::report {

/// What a piece of text is, for its colour.
enum class Tone { plain, good, bad, caution, removed, added, mark, faint, strong };

/// Writes text as a Style wants it. Widths are columns of a terminal.
class Pen {
  public:
    explicit Pen(const Style& style) : style_(style) {}

    [[nodiscard]] bool unicode() const { return style_.unicode; }
    [[nodiscard]] bool verbose() const { return style_.verbose; }
    [[nodiscard]] std::string_view arrow() const { return style_.unicode ? "→" : "->"; }
    [[nodiscard]] std::string_view cross() const { return style_.unicode ? "✗" : "x"; }
    [[nodiscard]] std::string_view ellipsis() const { return style_.unicode ? "…" : "..."; }
    /// Columns of the ellipsis.
    [[nodiscard]] std::size_t ellipsis_width() const { return style_.unicode ? 1 : 3; }

    [[nodiscard]] std::vector<Cell> cells(std::string_view bytes, Voice voice) const;

    /// Cut at the end, with an ellipsis, if it is wider than `width`.
    [[nodiscard]] std::string cut(std::string_view bytes, Voice voice, std::size_t width) const;
    /// Cut in the middle: of a path or a message both ends say the most.
    [[nodiscard]] std::string cut_middle(std::string_view bytes, Voice voice, std::size_t width) const;
    /// Words of ours on lines of at most `width`, broken at blanks; a word that is wider is cut in its
    /// middle. At most `most` lines; an ellipsis tells that there would be more.
    [[nodiscard]] std::vector<std::string> wrap(std::string_view text, std::size_t width,
                                                std::size_t most) const;

    /// The text in its colour, if colours are wanted; it must not hold anything that is not shown yet.
    [[nodiscard]] std::string paint(Tone tone, std::string text) const;

  private:
    Style style_;
};

/// "1 file", "2 files".
[[nodiscard]] std::string counted(std::size_t count, std::string_view noun);

/// With blanks behind it up to `width` bytes.
[[nodiscard]] std::string padded(std::string text, std::size_t width);

/// With blanks before it up to `width` bytes.
[[nodiscard]] std::string aligned_right(std::string text, std::size_t width);

}  // namespace bumpgate::report
