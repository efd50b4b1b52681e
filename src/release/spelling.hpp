#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "release/identity.hpp"
#include "release/scheme.hpp"

// How one version is written in many ways, and where such a writing stands as a whole token.
// The rules are those of docs/version-proof.md, "Spellings" and "Real borders".
namespace bumpgate::release {

/// The form of a spelling: decides where it counts as strong.
enum class Shape {
    dotted,      ///< 1.4.2, also escaped: 1\.4\.2, 1%2E4%2E2
    dashed,      ///< 1-4-2
    underscored  ///< 1_4_2
};

/// One way of writing, applied to both versions.
struct Spelling {
    std::string old_text;
    std::string new_text;
    Shape shape = Shape::dotted;
    bool four_parts =
        false;  ///< 1.4.2.0 for 1.4.2: only beside the .NET and Windows field names that want it

    [[nodiscard]] const std::string& text(Side side) const {
        return side == Side::old_side ? old_text : new_text;
    }
};

/// All spellings of a step, longest old text first, without doubles. A spelling in which both texts are equal
/// is left out: it proves nothing. Empty unless both versions are known.
[[nodiscard]] std::vector<Spelling> spellings(const Release& release);

/// Whether two numbers can be filled up with zeros to one width: "09" and "10", but not "4" and "04". Others
/// are not one spelling.
[[nodiscard]] bool same_width(std::string_view left, std::string_view right);

/// Whether `text`, standing at `at` in `bytes`, is a whole version token there: real borders on both sides,
/// and no suffix behind it that makes it another version.
[[nodiscard]] bool stands_alone(std::string_view bytes, std::size_t at, std::string_view text, Shape shape);

/// A row of the version's numbers: `(1, 4, 2)`, `[1, 4, 2]`, `1, 4, 2`, on one line.
struct Row {
    std::size_t begin = 0, end = 0;         ///< from the first digit to behind the last one
    std::vector<std::string_view> numbers;  ///< as written
    bool bracketed = false;  ///< directly inside ( ) or [ ], perhaps with quoted words behind the numbers
    std::string_view tail;   ///< what stands between the last number and the closing bracket: `, "final"`
};

/// The longest row whose first number starts at `at` (a digit that nothing continues to the left), of two
/// numbers or more.
[[nodiscard]] std::optional<Row> row_at(std::string_view bytes, std::size_t at);

/// Whether the row states this version: all its release numbers, or without trailing zeros where the scheme
/// says that is the same version. A row may be shorter than the version only so.
[[nodiscard]] bool row_states(const Row& row, const Scheme& scheme, const Version& version);

/// `path` with every whole token of the side's version replaced by one byte 0x01: equal for members that only
/// differ in the version. For pairing, never for judging.
[[nodiscard]] std::string version_normal(std::string_view path, const std::vector<Spelling>& spellings,
                                         Side side);

/// Words that continue a version when they follow it behind a separator ("rc", "beta", "post", …): one table.
[[nodiscard]] std::span<const std::string_view> suffix_words();

}  // namespace bumpgate::release
