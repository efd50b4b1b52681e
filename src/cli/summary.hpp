#pragma once

#include "archive/tree.hpp"
#include "gate/verdict.hpp"

namespace bumpgate::cli {

/// An input as reports name it. A directory has no bytes of its own: its digest is that of its members in the
/// order of their paths, each with path, type, mode (decimal), link target and content digest, a NUL behind
/// each of the five.
[[nodiscard]] InputSummary summary_of(const Tree& tree);

}  // namespace bumpgate::cli
