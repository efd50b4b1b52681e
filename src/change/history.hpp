#pragma once

#include <cstddef>

#include "change/subject.hpp"

namespace bumpgate::change {

/// Whether the place speaks of the past, where an old version belongs (docs/version-proof.md,
/// "Completeness"): a changelog, a section of prose under a changelog's heading, a comment or a line of prose
/// with a word like "since" before it, go.sum.
[[nodiscard]] bool speaks_of_the_past(const Subject& subject, std::size_t at);

}  // namespace bumpgate::change
