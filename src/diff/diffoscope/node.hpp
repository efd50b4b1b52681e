#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace bumpgate::diff::diffoscope {

/// One difference as diffoscope tells it: two things, how they differ, and what differs within them. All text
/// is UTF-8.
struct Node {
    std::string source1, source2;             ///< what was compared: a name, or "file list", "encoding", …
    std::vector<std::string> comments;        ///< each of one line
    bool has_internal_linenos = false;        ///< the lines carry offsets of their own: a hex dump
    std::optional<std::string> unified_diff;  ///< hunks with their "@@" lines, final newline; no file names
    std::vector<Node> details;
    std::size_t line = 0;  ///< of the heading in the Markdown that it was read from; 0: not from Markdown
};

}  // namespace bumpgate::diff::diffoscope
