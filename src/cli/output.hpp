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

/// The words that FORMAT may be, of a table whose rows have an `id` and a `meaning`; and what help says of
/// them, a line each.
template <class Rows>
[[nodiscard]] std::vector<std::string_view> format_ids(const Rows& rows) {
    std::vector<std::string_view> ids;
    for (const auto& row : rows) ids.push_back(row.id);
    return ids;
}
template <class Rows>
[[nodiscard]] std::string format_meanings(const Rows& rows) {
    std::string text;
    for (const auto& row : rows)
        text += (text.empty() ? "" : "\n") + std::string(row.id) + ": " + std::string(row.meaning);
    return text;
}

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
