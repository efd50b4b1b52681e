#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace bumpgate::report {

/// Bytes [begin, end) of a text.
struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
    friend bool operator==(const Range&, const Range&) = default;
};

/// The words of either side that the other one does not have at that place: what a reader has to look at.
struct Marks {
    std::vector<Range> old_ranges;
    std::vector<Range> new_ranges;
};

/// Compares two short texts word by word. Where that would cost too much or give too many pieces, one range
/// a side: from the first to the last difference. In order, never touching; bounded work on any bytes.
[[nodiscard]] Marks differing_words(std::string_view old_text, std::string_view new_text);

}  // namespace bumpgate::report
