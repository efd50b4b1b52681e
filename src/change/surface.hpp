#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "change/change.hpp"
#include "change/proof.hpp"

// What runs by itself when a package is installed, built, loaded or merely opened (docs/version-proof.md,
// "exec.surface"): whole files by their path, and single values of manifests by their key.
namespace bumpgate::change {

/// Who runs the file at `path` (below the release's root, or "outer.whl!/inner") and when, a clause for
/// people; empty if nothing is known to. `ecosystem` is an id of release::EcosystemInfo. In plain sources and
/// in nested archives, of which nobody knows what they will be used for, the rows of every ecosystem count.
[[nodiscard]] std::string_view what_runs_file(std::string_view ecosystem, std::string_view path);

/// A value of a manifest that runs something by itself.
struct RunningValue {
    std::string key;        ///< "scripts/postinstall"; of a line format the header's name in small letters
    std::string value;      ///< decoded; of a line format the raw lines
    std::string_view what;  ///< who runs it and when, a clause for people
    std::size_t begin = 0, end = 0;  ///< the whole entry in the content, bytes
};

/// All of them in one file.
struct RunningValues {
    bool possible = false;  ///< a file of this name can have such values at all
    bool readable = true;   ///< it parses strictly; if not, it cannot be told which values there are
    std::vector<RunningValue> values;  ///< sorted by (key, value)
};
[[nodiscard]] RunningValues running_values(std::string_view ecosystem, std::string_view path,
                                           std::string_view content);

/// One side of a pair, for the functions below.
struct SurfaceSide {
    std::string_view path;     ///< below the root
    std::string_view content;  ///< bytes; empty for what is no file
    bool is_file = true;       ///< a link or the like hides what its name stands for
    bool is_known = true;      ///< false: a report shows only a part of the content
};

/// Unproven edits (`text` but for text.deceptive, and `binary`) in a self-running file, or in a value that
/// runs by itself, become exec.surface. Edits that something else explains, such as a version, a date or a
/// dependency, stay what they are.
void refine_surface(std::string_view ecosystem, const SurfaceSide& old_side, const SurfaceSide& new_side,
                    std::vector<Edit>& edits);

/// The same for a member that was added, removed, renamed, linked elsewhere or became something else; null
/// for a side that is not there.
void refine_surface(std::string_view ecosystem, const SurfaceSide* old_side, const SurfaceSide* new_side,
                    Change& change);

}  // namespace bumpgate::change
