#pragma once

#include <filesystem>
#include <span>
#include <string_view>

#include "archive/tree.hpp"
#include "base/limits.hpp"
#include "base/result.hpp"

namespace bumpgate::archive {

/// Reads one input to its last byte: an archive (tar plain or in gzip, bzip2, xz, zstd; zip), a directory, or
/// any other file (a tree of one member). The format is decided by content, never by name. Nothing is written
/// to disk by name, no program is run. Errors name the file, the member where there is one, and the cause:
/// `not_found`, `io`, `empty` (no bytes, or an archive without members), `truncated`, `corrupt`, `encrypted`,
/// `unsupported`, `limit`. Keeps nothing of an input that fails part of the way.
[[nodiscard]] Result<Tree> read(const std::filesystem::path& path, const Limits& limits);

/// `read` on both at once, a thread each. If both fail, the old one's error is returned.
[[nodiscard]] Result<Trees> read_both(const std::filesystem::path& old_path,
                                      const std::filesystem::path& new_path, const Limits& limits);

/// One kind of hazard, as `explain` and reports tell it.
struct HazardInfo {
    std::string_view id;           ///< without the "hazard." prefix
    std::string_view title;        ///< half a line
    std::string_view explanation;  ///< a paragraph: what it is and what two readers would see
};

/// All hazards that reading can find, sorted by id.
[[nodiscard]] std::span<const HazardInfo> hazard_table();

}  // namespace bumpgate::archive
