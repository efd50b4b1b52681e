#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.hpp"
#include "base/result.hpp"
#include "cli/terminal.hpp"

namespace bumpgate::cli {

/// One "-o FORMAT[=PATH]"; the path "-" is stdout too.
struct Output {
    std::string format;
    std::filesystem::path path;  ///< empty: stdout
    [[nodiscard]] bool to_stdout() const { return path.empty(); }
};

/// Reads the values of -o; none of them means text on stdout. Files come first in the answer, stdout last:
/// that is the order of writing, so that what a pipe's reader sees is already on disk. Errors `usage`: a
/// format that is not one of `formats`, no path behind "=", two outputs to stdout or to one path, a path that
/// is one of `inputs`.
[[nodiscard]] Result<std::vector<Output>> parse_outputs(const std::vector<std::string>& values,
                                                        std::span<const std::string_view> formats,
                                                        std::span<const std::filesystem::path> inputs);

/// Writes one report whole or not at all. Errors: `limit` (report-bytes), `io`.
[[nodiscard]] Result<void> write_report(const Output& output, std::string_view bytes, const Limits& limits,
                                        const Terminal& terminal);

}  // namespace bumpgate::cli
