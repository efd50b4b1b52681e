#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "archive/tree.hpp"
#include "base/limits.hpp"
#include "base/result.hpp"
#include "diff/diff.hpp"
#include "diff/diffoscope/node.hpp"
#include "release/identity.hpp"

// What a report of diffoscope says of two releases, put back together.
namespace bumpgate::diff::diffoscope {

/// Two members that the report compared.
struct Link {
    std::size_t old_member = 0, new_member = 0;  ///< indices into the trees' members
    bool equal = false;                          ///< identical by the report's word
    bool in_words = false;                       ///< it tells of more than lines and bytes
    bool is_text = true;                         ///< else what it shows is a hex dump
};

/// The releases as far as the report shows them.
struct Told {
    Trees trees;  ///< both `from_report`
    std::vector<std::optional<std::uint64_t>> old_sizes,
        new_sizes;            ///< of each member, if it is a file with a size
    std::vector<Link> links;  ///< sorted by old_member; none has a member of another one
    std::vector<std::string>
        other_titles;  ///< of what differs about the container in words that nobody reads here
};

/// Reads the file list, the layers around it, and what every node shows of its members, at its true line
/// numbers. Nodes within members are not taken apart: such a member differs "in words". Errors: `corrupt` for
/// what contradicts itself, with the node and the line; `unsupported` for a report that says itself that it
/// is not complete, and for folders; `limit` (members, path-length, memory-bytes, time).
[[nodiscard]] Result<Told> read_nodes(const Node& root, const Limits& limits);

/// Whether what a report does not show is taken to be equal.
enum class Trust { none, report };

/// The Diff. Members that the file list names and the report never compared are `Shown::nothing`; with
/// `Trust::report` they are equal, unless something else says that they are not.
/// What it shows of a member that it compared with another one than its counterpart is taken out of the
/// trees: it says nothing of that member's own change.
[[nodiscard]] Diff diff_of(Told& told, const release::Release& release, Trust trust);

}  // namespace bumpgate::diff::diffoscope
