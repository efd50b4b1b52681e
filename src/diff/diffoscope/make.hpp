#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/tree.hpp"
#include "base/limits.hpp"
#include "base/result.hpp"
#include "diff/diffoscope/node.hpp"
#include "release/identity.hpp"

namespace bumpgate::diff::diffoscope {

/// What is in some bytes once their outermost layer is off.
struct Inside {
    enum class What { nothing, stream, members };
    What what = What::nothing;    ///< no archive, or one that is not read
    std::string_view stream;      ///< what was packed
    std::vector<Member> members;  ///< of the archive, in its order
};

/// Takes off the outermost layer of bytes of that side, around which are `depth` layers already. What it
/// returns lives as long as the work goes on.
using Open = std::function<Result<Inside>(Side side, std::string_view bytes, std::size_t depth)>;

/// A file to compare, and its name as the report has it.
struct Input {
    std::string name;
    std::string_view bytes;
};

/// Compares two files as diffoscope 240 does, blind spots included: members are paired by their whole paths,
/// then by fuzzy hash, and what has no pair is not compared. Nothing if no difference was found. Errors:
/// those of `open` that say nothing about an archive within (`limit`, `io`); `limit` (time, report-bytes);
/// `unsupported` without libmagic's list of file types.
[[nodiscard]] Result<std::optional<Node>> compare(const Input& old_input, const Input& new_input,
                                                  const Open& open, const Limits& limits);

}  // namespace bumpgate::diff::diffoscope
