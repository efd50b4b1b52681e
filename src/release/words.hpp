#pragma once

#include <span>
#include <string_view>

namespace bumpgate::release {

/// A word that continues a version when it follows the numbers ("rc", "post"): version-proof.md, "Real
/// borders".
struct VersionWord {
    std::string_view word;  ///< small letters
    bool before;            ///< a pre-release: sorts before the plain version
};

/// All of them, sorted by word.
[[nodiscard]] std::span<const VersionWord> version_words();

/// The row of a word in any case; null if it is none.
[[nodiscard]] const VersionWord* find_version_word(std::string_view word);

}  // namespace bumpgate::release
