#pragma once

#include <string_view>

#include "change/change.hpp"

// What a line's expression looks at. Private to this folder.
namespace bumpgate::gate {

/// Whether a line holds what a person would not see, though RE2's "." would take it: control characters but
/// tabs, line ends of other worlds, invisible and bidirectional characters.
[[nodiscard]] bool hides_something(std::string_view line);

/// Whole lines that came, before a line of the old side that stays as it is; and whole lines that went.
[[nodiscard]] bool is_pure_addition(const Change& change);
[[nodiscard]] bool is_pure_removal(const Change& change);

}  // namespace bumpgate::gate
