#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.hpp"

// What an input holds, whatever it is packed in. Reading produces it, everything after reads it.
namespace bumpgate {

enum class MemberType { file, directory, symlink, hardlink, char_device, block_device, fifo, socket };

/// "file", "directory", … as reports spell them.
[[nodiscard]] std::string_view to_string(MemberType type);

/// Seconds since 1970-01-01T00:00Z and nanoseconds within the second.
struct Timestamp {
    std::int64_t seconds = 0;
    std::uint32_t nanoseconds = 0;
    friend bool operator==(const Timestamp&, const Timestamp&) = default;
};

/// One extended attribute, access list or set of file flags.
struct Attribute {
    std::string name;   ///< "xattr.user.note", "acl.access", "acl.default", "acl.nfs4", "flags"; raw bytes
    std::string value;  ///< raw bytes
    friend bool operator==(const Attribute&, const Attribute&) = default;
};

/// One entry of an archive or directory.
struct Member {
    /// As stored, raw bytes in no particular encoding; a folder's final "/" taken off. Within a nested
    /// archive "outer.zip!/inner", within a part of a package format "data/inner" (see Nested).
    std::string path;
    std::size_t depth = 0;  ///< how many nested archives it lies in; parts of a package format do not count
    MemberType type = MemberType::file;
    std::uint32_t mode = 0;                ///< permission bits with setuid, setgid and sticky (07777)
    std::optional<std::int64_t> uid, gid;  ///< absent where the format has none
    std::string user, group;               ///< owner names; empty where the format has none
    std::optional<Timestamp> mtime;        ///< absent where the format has none
    std::optional<Timestamp> atime, ctime, birth_time;  ///< absent where the archive does not state them
    std::string link_target;            ///< raw bytes; for symlink and hardlink; "MAJOR:MINOR" for devices
    std::vector<Attribute> attributes;  ///< sorted by name
    std::string sparse_map;  ///< "OFFSET+LENGTH" of each stored piece, joined by blanks; empty if not sparse
    std::string_view content;  ///< a file's bytes, holes filled; lives as long as the Tree
    /// How many bytes from the start are certain. Of a member that was told by a report the rest is what the
    /// report shows, with blank lines or zeros for what it does not show.
    std::size_t known_bytes = std::string_view::npos;

    [[nodiscard]] bool is_wholly_known() const { return known_bytes == std::string_view::npos; }
};

/// Something about a container that lets two readers see different content. Rows of `hazard_table`.
struct Hazard {
    std::string id;      ///< "tar-trailing-data"; the kind in reports is "hazard." + id
    std::string member;  ///< raw path of the member it is about; empty if about the container, "OUTER!/"
                         ///< or a part's path if about a nested one
    std::uint64_t offset = 0;  ///< byte offset in the layer that `container` names
    std::string container;     ///< "gzip", "tar", "zip", "directory"
    std::string
        detail;  ///< what stands there, for people and for telling old from new: no offsets, printable
};

/// One layer around the members, outermost first.
struct Layer {
    std::string format;  ///< a row of archive/formats.hpp: "gzip", "tar", …; "directory", "file"
    std::string
        compression;  ///< what says how hard it was packed (gzip XFL and OS byte, zip methods); may be empty
    std::string
        header;  ///< header fields that carry something (gzip FNAME, FCOMMENT; zip comment); may be empty
    std::optional<std::int64_t> time;  ///< gzip MTIME, seconds; absent when zero or where there is none
    friend bool operator==(const Layer&, const Layer&) = default;
};

/// An archive or compressed file inside the release: a member that was opened, or a part of a package format
/// that is two layers by definition (a gem's data.tar.gz), which is no member of its own.
struct Nested {
    std::string path;    ///< of the member or part, raw
    std::string prefix;  ///< what its members' paths start with: path + "!/"; of a part its folder, "data/",
                         ///< or the name of the one file that it is
    std::optional<std::size_t> member;  ///< index into the Tree's members; absent for a part
    std::size_t first = 0, count = 0;   ///< the Tree's members that lie in it, deeper ones too
    std::string_view packed;            ///< its bytes as they stand in the archive around it
    std::string_view package;           ///< as Tree::package
    std::vector<Layer> layers;          ///< outermost first; empty if it could not be opened
    std::string opaque;                 ///< why it could not be opened, printable; empty if it was
};

/// All of one release.
struct Tree {
    std::string name;               ///< the input's file or folder name, without its path
    std::vector<Layer> layers;      ///< outermost first; the last one holds the members
    std::vector<Member> members;    ///< in archive order, a nested archive's behind it; a directory's are
                                    ///< sorted byte-wise by path
    std::vector<Nested> nested;     ///< sorted by (path, member)
    std::vector<Hazard> hazards;    ///< sorted by (container, offset, id, member)
    std::uint64_t packed_size = 0;  ///< bytes of the input file; sum of the contents for a directory
    std::string_view packed;        ///< the input file's own bytes; empty for a directory
    std::string packed_sha256;  ///< 64 hex digits where `packed` is not at hand: a diff that was read back
    std::string_view package;   ///< an rpm without the compressions around it: digests in it are made of its
                                ///< bytes; empty if the last layer is none
    std::uint64_t unpacked_size = 0;  ///< sum of the members' contents

    bool from_report = false;  ///< told by a report about the release, which does not show all of it
    bool lists_all = true;     ///< false: the release may have members that the report does not name

    MappedFile file;                ///< keeps `packed` alive
    std::vector<ByteStore> stores;  ///< keep the contents alive
    std::vector<MappedFile> files;  ///< keep a directory's contents alive
};

/// SHA-256 of the input file's bytes, 64 small hex digits; empty for a directory.
[[nodiscard]] std::string packed_digest(const Tree& tree);

/// Whether both inputs are files and equal to the byte; of a diff that was read back by their digests.
[[nodiscard]] bool same_input(const Tree& old_tree, const Tree& new_tree);

/// Both releases of a comparison.
struct Trees {
    Tree old_tree;
    Tree new_tree;
};

}  // namespace bumpgate
