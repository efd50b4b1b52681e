#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/open.hpp"

// Package formats that are two layers by definition, and count as one: a .deb's members are `control/…` and
// `data/…`, a .gem's `metadata`, `checksums.yaml` and `data/…`, a .conda's `metadata.json`, `info/…`,
// `pkg/…`.
namespace bumpgate::archive {

/// A member that is a layer of the package rather than something in it.
struct Part {
    std::size_t member = 0;  ///< index into the opened archive's members
    std::string folder;      ///< "data": where its own members are shown; empty if it holds one file, shown
                             ///< under `name`
    std::string name;        ///< "metadata", with an empty `folder`
    std::string own_folder;  ///< the folder that all of its members have to lie in, and that is taken off
};

/// The parts of an archive, if it is such a package, by what members it has; else nothing.
[[nodiscard]] std::vector<Part> parts_of(const Opened& opened);

/// The paths that a part's members are shown under, in their order, a leading "./" taken off. Nothing if the
/// part cannot be shown that way: a member outside of `own_folder`, an archive where one file belongs.
[[nodiscard]] std::optional<std::vector<std::string>> shown_paths(const Part& part, const Opened& opened);

}  // namespace bumpgate::archive
