#pragma once

#include <cstddef>
#include <string_view>

#include "base/result.hpp"
#include "policy/source.hpp"

namespace bumpgate::policy {

/// A text that yaml-cpp cannot read, in our words. `offset` and `theirs` are its own place and words, which
/// tell where it gave up; where brackets or quotes are at fault we look for the place where it began.
/// `depth`: as YamlBounds has it.
[[nodiscard]] Failure refuse_unreadable(const SourceText& source, std::size_t offset, std::string_view theirs,
                                        std::size_t depth);

}  // namespace bumpgate::policy
