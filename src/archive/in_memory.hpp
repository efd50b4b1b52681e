#pragma once

#include <string>
#include <vector>

#include "archive/tree.hpp"
#include "base/result.hpp"

namespace bumpgate::archive {

/// A directory that was never on disk: the members sorted byte-wise by path, their contents copied, so that
/// the Tree stands by itself. Archives among them stay closed, and nothing is audited. Error `io` when there
/// is no memory left.
[[nodiscard]] Result<Tree> tree_of(std::string name, std::vector<Member> members);

}  // namespace bumpgate::archive
