#pragma once

#include <string_view>

#include "base/limits.hpp"
#include "base/result.hpp"
#include "diff/diffoscope/node.hpp"

namespace bumpgate::diff::diffoscope {

/// Whether a text looks like a report of diffoscope, so that it is read as one: an object with its version's
/// key, or a heading of the first level.
[[nodiscard]] bool is_json_report(std::string_view text);
[[nodiscard]] bool is_markdown_report(std::string_view text);

/// Reads what diffoscope --json wrote (version 1), strictly. Errors: `corrupt` for what is no such report:
/// other JSON, unknown or doubled keys, too deep; `unsupported` for another version; `limit` (report-bytes).
[[nodiscard]] Result<Node> read_json(std::string_view text, const Limits& limits);

/// Reads what diffoscope --markdown wrote, line by line as it is written: a heading, comments, a fence.
/// Errors as above, with the line.
[[nodiscard]] Result<Node> read_markdown(std::string_view text, const Limits& limits);

}  // namespace bumpgate::diff::diffoscope
