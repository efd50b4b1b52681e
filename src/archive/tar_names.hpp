#pragma once

#include <string_view>

#include "archive/tree.hpp"

namespace bumpgate::archive {

/// Whether a header's own name is one that writers make of `path` when it does not fit, or when it is not
/// ASCII: cut off, shortened in the middle, with other characters in place of those that are not ASCII.
[[nodiscard]] bool is_shortened_name(std::string_view name, std::string_view path);

/// Whether an extended header's name is one that writers use: a constant, or `path` with a folder
/// "PaxHeaders" put in, shortened where it does not fit.
[[nodiscard]] bool is_extension_name(std::string_view name, std::string_view path);

/// Whether a sparse member's own name is the one that GNU tar (its manual, "PAX Format, Version 1.0") makes
/// of `path`: the last folder is "GNUSparseFile.NUMBER".
[[nodiscard]] bool is_sparse_name(std::string_view name, std::string_view path);

/// What git packs as a member.
struct GitObject {
    MemberType type;
    std::string_view content;  ///< of a symbolic link its target
};

/// Whether the name is what git archive writes for a path that does not fit: the object's id and `suffix`. A
/// folder's id is not made of what the archive holds, so any is taken; that of a very large file is not
/// computed, so none is.
[[nodiscard]] bool is_git_name(std::string_view name, std::string_view suffix, const GitObject& object);

}  // namespace bumpgate::archive
