#pragma once

#include <span>
#include <string_view>

namespace bumpgate::archive {

/// What `explain` tells of a hazard beside its explanation. Plain ASCII text.
struct HazardWords {
    std::string_view id;       ///< a row of hazard_rows
    std::string_view why;      ///< what an attacker would do with it
    std::string_view example;  ///< what it looks like
    std::string_view fix;      ///< how an honest release gets rid of it
};

/// One row for each of hazard_rows, in the same order.
[[nodiscard]] std::span<const HazardWords> all_hazard_words();
/// The row of a hazard (without "hazard."), or nullptr.
[[nodiscard]] const HazardWords* find_hazard_words(std::string_view id);

}  // namespace bumpgate::archive
