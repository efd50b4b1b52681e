#pragma once

#include <string_view>
#include <vector>

#include "archive/path_tree.hpp"
#include "archive/tree.hpp"

namespace bumpgate::archive {

/// The path without one "./" at its start, which `tar c .` writes for all members and which says nothing.
[[nodiscard]] std::string_view without_dot_slash(std::string_view path);

/// True for a path that starts at a root or names a drive.
[[nodiscard]] bool is_absolute(std::string_view path);

/// The symbolic links of a release, and where they lead.
class Links {
  public:
    explicit Links(const std::vector<Member>& members);

    /// Whether a link target leaves the release, by its text: as extracting would follow it from the folder
    /// of `path`, or from the root if `from_root`. A ".." behind another symbolic link cannot be followed
    /// that way and counts as leaving, as does a backslash.
    [[nodiscard]] bool leaves_root(std::string_view path, std::string_view target, bool from_root) const;

    /// The path of a symbolic link that `path` lies below; empty if there is none.
    [[nodiscard]] std::string_view above(std::string_view path) const;

  private:
    [[nodiscard]] bool is_link(PathTree::Node node) const { return node < links_.size() && links_[node]; }

    PathTree tree_;
    std::vector<bool> links_;  ///< by node
};

}  // namespace bumpgate::archive
