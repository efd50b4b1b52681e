#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "change/change.hpp"
#include "gate/context.hpp"

// Patterns for the policy edits that reports propose. Private to this folder.
namespace bumpgate::gate {

/// A pattern (base/glob.hpp) that matches this text, and nothing else as far as UTF-8 can write it: special
/// characters are escaped, a byte that is not UTF-8 becomes "?".
[[nodiscard]] std::string literal_pattern(std::string_view text);

/// Patterns that together match the change's paths, and as few other paths as can be; a version that moved in
/// the path becomes "*". Empty if no pattern would be that narrow.
[[nodiscard]] std::vector<std::string> file_patterns(const Context& context, const Change& change);

}  // namespace bumpgate::gate
