#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "release/fields.hpp"
#include "release/identity.hpp"

// What the files of the single ecosystems share: one side's members seen from its root, and names with
// versions in them.
namespace bumpgate::release {

/// At most this much of a manifest is read; a longer package.json does not parse and states nothing.
inline constexpr std::size_t manifest_bytes = std::size_t{8} << 20;

/// At most this many manifests of one name are read, and this many conflicts told: an archive may hold any
/// number of members with one path.
inline constexpr std::size_t most_manifests = 64;

/// One side while evidence is gathered.
struct Contents {
    const Tree& tree;
    std::string root;  ///< as Identity::root

    /// A member's path below the root.
    [[nodiscard]] std::string_view below(std::string_view path) const;
    /// The regular files with this path below the root (several where names are doubled; at most
    /// `most_manifests`). What lies in a nested archive never counts: it is another package's.
    [[nodiscard]] std::vector<const Member*> files_at(std::string_view path) const;
    [[nodiscard]] bool has(std::string_view path) const { return !files_at(path).empty(); }
    /// The format of the layer that holds the members: "tar", "zip", "directory", …
    [[nodiscard]] std::string_view format() const;
    [[nodiscard]] bool is_directory() const;
    [[nodiscard]] bool is_tar_in_gzip() const;
    /// The input's name without what says how it is packed: "acme-1.4.2.tar.gz" → "acme-1.4.2".
    [[nodiscard]] std::string_view base_name() const;
};

/// The folder all members lie in; empty if there is none. A directory input has one only if its single entry
/// is a folder that holds a manifest.
[[nodiscard]] std::string root_of(const Tree& tree);

/// The content as far as manifests are read.
[[nodiscard]] std::string_view manifest_text(const Member& member);

/// Without "./" at the start, however often.
[[nodiscard]] std::string_view without_dot_slash(std::string_view path);

/// "NAME-VERSION" taken apart.
struct NamedVersion {
    std::optional<std::string> name;  ///< nothing for a bare version ("v1.4.2")
    std::string version;
    bool own = false;     ///< the name is the one that was asked for
    bool parses = false;  ///< the version is one under the scheme
    bool clear = false;  ///< it looks like nothing else: a dot between its first numbers, or the "v" in front
};

/// How a text with a name and a version is read.
struct NameReader {
    const Scheme& scheme;
    std::string (*normal_name)(std::string_view);
    std::vector<std::string> own_names;  ///< in any form; empty if nothing has stated a name yet

    /// Nothing if the text states no version. Text behind a version of no scheme ("-linux-x64") is no part of
    /// it, unless it is a word or number that makes another version.
    [[nodiscard]] std::optional<NamedVersion> read(std::string_view text) const;
};

/// The reader for one side: its scheme, and the name that its first evidence states.
[[nodiscard]] NameReader reader_for(const Identity& identity, const Scheme& scheme);

/// Whether two texts state the same version: under the scheme if both parse, else byte by byte.
[[nodiscard]] bool same_version(const Scheme& scheme, std::string_view left, std::string_view right);

/// Adds to a side's conflicts, which are told once and not without end.
void add_conflict(Identity& identity, std::string text);

/// `contents.files_at(path)`, which are to be read as evidence; a conflict if there are more than that.
[[nodiscard]] std::vector<const Member*> manifests_at(const Contents& contents, std::string_view path,
                                                      Identity& identity);

/// A conflict when manifests were left out because there are too many.
void check_manifest_count(std::size_t count, std::string_view name, Identity& identity);

/// "1.4.2 and 1.4.3": for a field that is stated several times.
void add_repeated_field(Identity& identity, std::string_view source, std::string_view field,
                        const std::vector<std::string>& values);

/// Fills in what the evidence says first: name and version, where they are still empty.
void take_from_evidence(Identity& identity);

/// Every manifest at a path, read; one that cannot be read is a conflict.
[[nodiscard]] std::vector<Fields> fields_at(const Contents& contents, std::string_view path,
                                            std::optional<Fields> (*read)(std::string_view text),
                                            Identity& identity);

/// Name and version as one manifest states them: evidence, and a conflict for what it states several times.
void add_stated(std::string_view source, const std::vector<std::string>& names,
                const std::vector<std::string>& versions, Identity& identity);

/// The file's name where anybody may rename the file: it counts only where it states a version that the
/// metadata states (whole, perhaps with "-platform" behind it), or one of `names` with another version.
void add_loose_file_name(const Contents& contents, const std::vector<std::string>& names, Identity& identity);

/// The evidence of the root folder and of the file's name, for ecosystems whose archives are called
/// NAME-VERSION.
void add_root_evidence(const Contents& contents, const Scheme& scheme, Identity& identity);
void add_file_name_evidence(const Contents& contents, const Scheme& scheme, Identity& identity);

}  // namespace bumpgate::release
