#pragma once

#include <optional>
#include <string>

#include "change/change.hpp"
#include "policy/policy.hpp"

// Entries of `allow` that take a given change and as little else as can be. Private to this folder.
namespace bumpgate::gate {

/// The change's kind, narrowed as far as its entry can be: to a dependency's name, to the step that it makes.
[[nodiscard]] policy::Allow entry_for(const Change& change);

/// A text or number in one value of a structured file: that value, and nothing else of the file. Nothing for
/// other changes, and where a component of the path is "*", which would stand for any.
[[nodiscard]] std::optional<policy::Allow> key_entry_for(const Change& change);

/// What an entry lets through, in words: "dates in this file that move forward".
[[nodiscard]] std::string words_for(const policy::Allow& allow, const Change& change);

}  // namespace bumpgate::gate
