#pragma once

#include <optional>
#include <string>

#include "archive/tree.hpp"

namespace bumpgate::diff {

/// What of a tree that was read back from JSON does not hold together, for people; nothing if all does:
/// nested archives are what their members say, members lie as deep as there are archives around them, and an
/// rpm's bytes are those of the input or member that it is.
[[nodiscard]] std::optional<std::string> contradiction_in(const Tree& tree);

}  // namespace bumpgate::diff
