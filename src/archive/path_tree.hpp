#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace bumpgate::archive {

/// Paths as a tree of their components. A look-up costs what the path's length says, never its square:
/// hostile paths have thousands of components.
class PathTree {
  public:
    using Node = std::uint32_t;
    static constexpr Node root = 0;
    static constexpr Node none = UINT32_MAX;

    /// The node of a component below `parent`, made if there is none. Nodes are numbered from 1 as they are
    /// made.
    [[nodiscard]] Node add(Node parent, std::string_view component);

    /// The node of a component below `parent`; `none` if there is none or `parent` is `none`.
    [[nodiscard]] Node find(Node parent, std::string_view component) const;

    /// How many nodes there are, the root too.
    [[nodiscard]] Node count() const { return count_; }

  private:
    std::unordered_map<std::string, Node> nodes_;  ///< by the parent's number and the component
    Node count_ = 1;
};

}  // namespace bumpgate::archive
