#pragma once

#include <string_view>

namespace bumpgate::change::structure {

/// Whether dotted keys, inline tables and arrays nest deeper than any honest file. toml++ bounds brackets,
/// but frees tables by recursion however long a dotted key made the chain, so this is asked before it reads
/// the content.
[[nodiscard]] bool toml_nests_too_deep(std::string_view content);

}  // namespace bumpgate::change::structure
