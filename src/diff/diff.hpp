#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/tree.hpp"
#include "base/limits.hpp"
#include "base/result.hpp"
#include "release/identity.hpp"

namespace bumpgate {

/// What became of a member.
enum class PairStatus { identical, changed, added, removed };

/// How two members were found to belong together.
enum class PairedBy {
    path,          ///< the same path below the release's root
    version_path,  ///< the same path after spelling out the version
    random_name,   ///< the one file in a place where each packing makes up a name
    content,       ///< identical content under another path: a rename
    similarity,    ///< like content under another path: a rename, shown as such, never a reason to pass
    none,          ///< added or removed
};

[[nodiscard]] std::string_view to_string(PairStatus status);
[[nodiscard]] std::string_view to_string(PairedBy paired_by);

/// Something about a member besides its content that differs. Values are raw bytes of a readable form: names
/// and targets may hold anything, so whoever prints them escapes them. An empty value: the side's format has
/// no such field.
///   path   below the root; found by version, content or similarity
///   type   "file", "symlink", …
///   mode   four octal digits or more, "0644"
///   owner  "user(uid):group(gid)"; a part the format has not is left out
///   time   "2023-07-17T14:36:06.172310000Z"; of the last change of the content
///   atime, ctime, birth-time   the same of the last access, of the last change of anything, and of creation;
///          only where the archive states them
///   link   the target as stored. Hard links to the same path below the root are equal
///   sparse   "OFFSET+LENGTH" of each stored piece, joined by blanks
///   xattr NAME   the value of the Attribute of this name, "xattr xattr.user.note", "xattr acl.access"; one
///          difference for each name. Both values are empty where one side has an empty attribute and the
///          other none
struct MetadataDifference {
    std::string field;  ///< one of the above; sorted within a pair
    std::string old_value;
    std::string new_value;
};

/// Lines that differ: `old_lines` lines from line `old_line` on (1-based; with zero lines, the line before
/// which they would stand) became `new_lines` lines from `new_line` on. Offsets and lengths are bytes of the
/// member's content.
struct Hunk {
    std::size_t old_line = 1, old_lines = 0, old_offset = 0, old_length = 0;
    std::size_t new_line = 1, new_lines = 0, new_offset = 0, new_length = 0;
};

/// Bytes of a binary file that differ. Equal-size files: the runs that differ, gaps of fewer than 8 equal
/// bytes joined. Otherwise one range: what is left between the common start and the common end. After 65,536
/// ranges the last one takes the rest.
struct ByteRange {
    std::uint64_t old_offset = 0, old_length = 0;
    std::uint64_t new_offset = 0, new_length = 0;
};

/// How the contents of a pair differ. Exactly one of the lists is filled, none if `nested`.
struct ContentDifference {
    bool nested = false;  ///< both sides are archives that were opened: what differs in them stands in the
                          ///< pairs of their members and in the ContainerDifferences of this path
    bool text = false;  ///< both sides are without NUL, in whatever encoding: hunks; else (UTF-16 too) ranges
    bool bounded = false;  ///< a minimal diff would have cost too much: one hunk "replaced", or a last range
                           ///< for the rest
    std::vector<Hunk> hunks;  ///< in order, never touching; everything outside them is equal
    std::vector<ByteRange> ranges;
};

/// What is at hand of the contents of a pair. Anything but `bytes` comes from a report that somebody else
/// made.
enum class Shown {
    bytes,    ///< both contents, or what a report shows of them, which is all that differs
    nothing,  ///< they were never compared: nobody knows whether they differ
    words     ///< they differ in more than the bytes at hand, and only words of some program say how
};

/// One member of either side or one of both.
struct Pair {
    std::optional<std::size_t> old_member;  ///< index into the old Tree's members
    std::optional<std::size_t> new_member;  ///< index into the new Tree's members
    PairStatus status = PairStatus::identical;
    PairedBy paired_by = PairedBy::none;
    std::vector<MetadataDifference> metadata;
    std::optional<ContentDifference> content;  ///< if both sides are there and their bytes differ
    Shown shown = Shown::bytes;
};

/// Something about the container that differs. Values are raw bytes, as in MetadataDifference.
struct ContainerDifference {
    /// "format"       the formats of all layers, outermost first, "gzip > tar"
    /// "compression", "header", "time"   of one layer, as its Layer has them; empty where a side has no such
    /// layer "order"        members that a path pairs stand in another order; not asked of a directory, which
    /// has none "root"         the root folders differ, and not only by the version
    /// "bytes"  the digests of the containers, where nothing else differs: packed another way
    std::string path;      ///< of the nested archive below the root, the new side's; empty: the release's own
    std::string old_path;  ///< the old side's, if it is another one
    std::string field;
    std::string layer;  ///< "gzip", "tar", …; for "format", "order" and "root" the new side's layer that
                        ///< holds the members
    std::string old_value;
    std::string new_value;
};

/// Everything that differs between two trees. Pairs are sorted by the new side's path below the root (the old
/// one's where there is no new side), then old first: byte-wise.
struct Diff {
    std::vector<Pair> pairs;
    std::vector<ContainerDifference> container;  ///< sorted by (path, layer, field)
    bool same_bytes = false;                     ///< both inputs are files and equal to the byte
};

namespace diff {

/// Compares every member with its counterpart. Every member of both trees is in exactly one pair. A status is
/// `identical` only if contents, path below the root and all metadata are equal; times, owners and container
/// noise are reported as differences like anything else. A folder that only one side lists is added or
/// removed, though the other side's files may lie in it: whether that matters is for later stages to say.
/// Uses two threads where there is much to compare; the result does not depend on it.
/// Errors: `limit` (time).
[[nodiscard]] Result<Diff> compare(const Trees& trees, const release::Release& release, const Limits& limits);

/// How many members are in which state, for summaries. A pair is counted once: renamed (found by content or
/// similarity), or changed.
struct Counts {
    std::size_t old_members = 0, new_members = 0;
    std::size_t identical = 0, changed = 0, added = 0, removed = 0, renamed = 0;
};
[[nodiscard]] Counts count(const Diff& diff, const Trees& trees);

}  // namespace diff
}  // namespace bumpgate
