#pragma once

#include <filesystem>
#include <vector>

#include "base/limits.hpp"
#include "base/result.hpp"
#include "release/identity.hpp"

namespace bumpgate::cli {

/// A file and the release that it says it is.
struct Candidate {
    std::filesystem::path path;
    release::Identity identity;
};

/// Reads one release to learn who it is. Errors: those of archive::read and release::identify.
[[nodiscard]] Result<Candidate> identify_file(const std::filesystem::path& path, const Limits& limits);

/// Every file directly in a folder that states a package name and version, sorted by path; hidden files are
/// left out. Errors: `not_found`, `io`, and those of reading: a file that cannot be read might have been the
/// one to compare with.
[[nodiscard]] Result<std::vector<Candidate>> identify_folder(const std::filesystem::path& folder,
                                                             const Limits& limits);

/// The candidate with the same ecosystem and name and the greatest version below the file's own; of several
/// files of that version, the one whose file name differs in the version only. Errors: `identity` when the
/// file states no name or version or when several files are left, `not_found` when there is no such
/// candidate.
[[nodiscard]] Result<std::filesystem::path> find_predecessor(const Candidate& file,
                                                             const std::vector<Candidate>& candidates);

}  // namespace bumpgate::cli
