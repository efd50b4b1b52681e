#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "archive/meter.hpp"
#include "archive/tree.hpp"
#include "base/result.hpp"

namespace bumpgate::archive {

/// Some bytes with one layer taken off.
struct Peeled {
    std::string format;           ///< a row of formats.hpp; empty: no archive, or one that is not read
    bool is_compression = false;  ///< `content` is what was packed; else `members` are in the archive
    std::string_view content;     ///< lives as long as `stores`
    std::vector<Member> members;  ///< in archive order; their contents live as long as `stores` and the input
    std::vector<ByteStore> stores;
};

/// Takes off the outermost layer and nothing more. `depth` layers are around it already. Errors as
/// archive::read.
[[nodiscard]] Result<Peeled> peel(std::string_view bytes, std::uint64_t depth, Meter& meter);

}  // namespace bumpgate::archive
