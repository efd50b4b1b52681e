#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The mappings of source maps (ECMA-426, "Source map format"): what they have to become when versions of
// another length stand in the files they speak of. Lines and columns count from 0, columns in UTF-16 code
// units.
namespace bumpgate::change {

/// A version on a line of a file: where it stood, and how much longer it became.
struct TokenShift {
    std::int64_t line = 0;
    std::int64_t begin = 0, end = 0;  ///< columns of the old line
    std::int64_t growth = 0;          ///< may be below 0
};

/// The versions that moved in one file.
class Shifts {
  public:
    /// Shifts are added in the order in which they stand, and do not overlap.
    void add(const TokenShift& shift);

    /// Where a column of a line has moved to: by the growth of all versions that end at it or before it.
    /// Nothing for one within a version that grew, which is nowhere any more.
    [[nodiscard]] std::optional<std::int64_t> moved(std::int64_t line, std::int64_t column) const;

  private:
    struct Entry {
        TokenShift shift;
        std::int64_t total = 0;  ///< growth of this and all before it on its line
    };
    std::vector<Entry> entries_;
};

/// The text of `mappings` with every column moved: those of the generated file by `generated`, those of the
/// original file number i by `originals[i]`. Nothing where it does not decode (a character that is none of
/// base64 VLQ, a segment of another number of fields than 1, 4 and 5, an empty segment, a value below 0 or
/// above 2^31 - 1, a source that is not there), where a segment points into a version that grew, or where it
/// is not written as generators write it, in the shortest form. Linear time and memory.
[[nodiscard]] std::optional<std::string> shift_mappings(std::string_view mappings, const Shifts& generated,
                                                        const std::vector<Shifts>& originals);

}  // namespace bumpgate::change
