#pragma once

#include <map>
#include <string>
#include <string_view>

#include "archive/tree.hpp"
#include "change/names.hpp"
#include "release/identity.hpp"

namespace bumpgate::change {

/// Folders that are other packages: a folder whose manifest names one belongs to it with every member
/// (docs/version-proof.md, clause 3). Read from both trees; what either says counts.
class Folders {
  public:
    struct Owner {
        std::string name;  ///< as the manifest writes it
        Kinship kinship = Kinship::other;
    };

    Folders(const Trees& trees, const release::Release& release, const Names& names);

    /// The package that the innermost such folder around `path` (below the root) belongs to; null if it is
    /// nobody's or our own. Where a manifest is not known, or may not be, it is somebody else's.
    [[nodiscard]] const Owner* owner_of(std::string_view path) const;

  private:
    void read(const Tree& tree, const release::Identity& identity, const Names& names,
              std::string_view own_name);

    std::map<std::string, Owner, std::less<>> owners_;  ///< by folder, without a final "/"
    bool may_miss_some_ = false;                        ///< a folder may have a manifest that nobody has seen
    Owner nobody_knows_;
};

}  // namespace bumpgate::change
