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

/// The path that one of a part's members is shown under; `path` is as the part has it, and a leading "./" is
/// taken off. Nothing if it lies outside of `own_folder`.
[[nodiscard]] std::optional<std::string> shown_path(const Part& part, std::string_view path);

/// Whether all that a part holds can be shown that way: no member lies outside of `own_folder`, and there is
/// no archive where one file belongs.
[[nodiscard]] bool can_be_shown(const Part& part, const Opened& opened);

}  // namespace bumpgate::archive
