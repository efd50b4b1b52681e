#pragma once

#include <span>
#include <string_view>

namespace bumpgate::change {

/// What `explain` tells of a kind beside its meaning. Plain text: paragraphs without line ends, ASCII.
struct KindWords {
    std::string_view id;       ///< a row of all_kinds()
    std::string_view why;      ///< why it matters: what an attacker would do with it
    std::string_view example;  ///< lines that show such a change
    std::string_view fix;      ///< how an honest release gets rid of it
    std::string_view
        allow;  ///< what stands below "version: 1" in a policy that allows it; empty: nothing does
    std::string_view lets;  ///< what that lets through, or why nothing allows it
};

/// One row for each of all_kinds(), in the same order.
[[nodiscard]] std::span<const KindWords> all_kind_words();
/// The row of a kind, or nullptr.
[[nodiscard]] const KindWords* find_kind_words(std::string_view id);

/// Whether a waiver may lift a denial of this kind: any but the findings about the release as a whole.
[[nodiscard]] bool can_be_waived(std::string_view kind);

}  // namespace bumpgate::change
