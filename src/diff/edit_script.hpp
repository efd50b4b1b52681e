#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

// The parts of the line diff. Both searches find a script with the fewest lines removed and added; they
// differ in what they cost.
namespace bumpgate::diff {

/// Bytes [old_begin, old_end) became [new_begin, new_end). All four stand at a line's start or at the text's
/// end.
struct Span {
    std::size_t old_begin = 0, old_end = 0;
    std::size_t new_begin = 0, new_end = 0;
    friend bool operator==(const Span&, const Span&) = default;
};

/// For large texts with few differences: Myers' greedy search over byte offsets, which splits and hashes no
/// lines. Nothing if more than a fixed number of lines differ, or the search reads the texts too often.
[[nodiscard]] std::optional<std::vector<Span>> short_script(std::string_view old_text,
                                                            std::string_view new_text);

/// For everything else: lines become numbers, numbers that only one side has are set aside, and Myers' search
/// in linear space runs over the rest. Nothing if that passes a fixed cost.
[[nodiscard]] std::optional<std::vector<Span>> full_script(std::string_view old_text,
                                                           std::string_view new_text);

/// Moves every span that can slide (pure insertions and removals) down as far as it goes, then back up to
/// where its last line is blank, if it passes such a place. Spans that come to touch are joined.
[[nodiscard]] std::vector<Span> slide(std::string_view old_text, std::string_view new_text,
                                      const std::vector<Span>& spans);

}  // namespace bumpgate::diff
