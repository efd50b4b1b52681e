#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "change/derived/derived.hpp"

// What the recomputation of every file shares. Views point into the trees.
namespace bumpgate::change::derived {

struct Manifest;  // manifest.hpp

/// The members of one archive: the release itself, or a nested one, without what is nested in it in turn.
struct Contents {
    const Tree& tree;
    const release::Identity& identity;
    const Nested* archive = nullptr;  ///< null: the release itself
    /// By their path below the release's root or within the nested archive; all but folders.
    std::map<std::string_view, std::vector<const Member*>> members;
    std::vector<std::string_view> folders;  ///< paths of the entries for folders

    Contents(const Tree& the_tree, const release::Identity& the_identity,
             const Nested* the_archive = nullptr);
    ~Contents();
    Contents(const Contents&) = delete;
    Contents& operator=(const Contents&) = delete;
    [[nodiscard]] std::string_view below_root(const Member& member) const;

    /// The member at a path if it is the only one there and a regular file, else null.
    [[nodiscard]] const Member* file(std::string_view path) const;
    /// A part of a package format by its name ("data.tar.gz"; "control.tar*" may end in anything): its bytes
    /// as they stand in the archive. Nothing if there is none or more than one.
    [[nodiscard]] std::optional<std::string_view> part(std::string_view pattern) const;
    /// The raw digest of a member's content; each is computed once. Empty if the algorithm is unknown.
    [[nodiscard]] const std::string& digest_of(const Member& member, std::string_view algorithm) const;

    /// A jar's manifest, read once; null if there is none.
    [[nodiscard]] const Manifest* manifest() const;

  private:
    void add(const Member& member);
    mutable std::unique_ptr<Manifest> manifest_;
    mutable std::map<std::pair<const Member*, std::string>, std::string, std::less<>> digests_;
};

/// What a row's function says.
struct Verification {
    bool whole = true;    ///< every byte of the file is recomputed
    std::string problem;  ///< empty: right
    std::vector<Place> places;
};

/// The lines without their line ends ("\n" or "\r\n").
[[nodiscard]] std::vector<std::string_view> plain_lines(std::string_view content);

/// The part of a path before its last "/"; empty if there is none.
[[nodiscard]] std::string_view folder_of(std::string_view path);
/// And behind it.
[[nodiscard]] std::string_view name_of(std::string_view path);

[[nodiscard]] Verification right();
[[nodiscard]] Verification wrong(std::string problem);
/// A problem that has a line: "line 4: …", counted from 1.
[[nodiscard]] Verification wrong_line(std::size_t index, std::string problem);
/// Only some places of the file follow from the rest.
[[nodiscard]] Verification some(std::vector<Place> places, std::string problem = {});

/// A path of the old release as the new one would write it.
[[nodiscard]] std::string moved(const Contents& old_side, const Contents& side, std::string_view path);

/// RFC 4648 base64 with padding.
[[nodiscard]] std::string base64(std::string_view bytes);

// One function a row. `file` is the file to verify, `old_file` the old side's of the same kind or null. All
// of them take time and memory linear in the archive's size.

/// PEP 376, PEP 427 and the binary distribution format: every regular file of the wheel is listed exactly
/// once, with its right size and a right digest, sha256 or better and no weaker than before. RECORD itself
/// has neither, RECORD.jws and RECORD.p7s need none. A size may be left out only where the old RECORD left it
/// out.
[[nodiscard]] Verification verify_record(const Contents& old_side, const Member* old_file,
                                         const Contents& side, const Member& file);

/// Every path that is listed ("./" in front and doubles are fine) is a member, and every member is listed,
/// other than PKG-INFO, setup.cfg and the egg-info's own files. Where the old listing disagreed with the old
/// release in the same path, the new one may. A SOURCES.txt of another package is right if it is the same as
/// before.
[[nodiscard]] Verification verify_sources(const Contents& old_side, const Member* old_file,
                                          const Contents& side, const Member& file);

/// deb-md5sums(5): the regular files that are no conffiles, each once with its MD5.
[[nodiscard]] Verification verify_md5sums(const Contents& old_side, const Member* old_file,
                                          const Contents& side, const Member& file);

/// deb-control(5), Installed-Size as dpkg-gencontrol estimates it.
[[nodiscard]] Verification verify_installed_size(const Contents& old_side, const Member* old_file,
                                                 const Contents& side, const Member& file);

/// Gem::Package: the digests of metadata.gz and data.tar.gz.
[[nodiscard]] Verification verify_gem_checksums(const Contents& old_side, const Member* old_file,
                                                const Contents& side, const Member& file);

/// Gem::Specification#files: the files below data/.
[[nodiscard]] Verification verify_gem_files(const Contents& old_side, const Member* old_file,
                                            const Contents& side, const Member& file);

/// conda-build's paths.json, version 1: path, sha256 and size of every file.
[[nodiscard]] Verification verify_conda_paths(const Contents& old_side, const Member* old_file,
                                              const Contents& side, const Member& file);

/// info/files of a conda package: every file, one a line.
[[nodiscard]] Verification verify_conda_files(const Contents& old_side, const Member* old_file,
                                              const Contents& side, const Member& file);

/// JAR File Specification, "Manifest Specification": the digests of entries in META-INF/MANIFEST.MF.
[[nodiscard]] Verification verify_manifest(const Contents& old_side, const Member* old_file,
                                           const Contents& side, const Member& file);

/// JAR File Specification, "Signature File": the digests of the manifest, its main section and its entries.
[[nodiscard]] Verification verify_signature_file(const Contents& old_side, const Member* old_file,
                                                 const Contents& side, const Member& file);

/// JAR File Specification, "JAR Index": the folders of the jar itself.
[[nodiscard]] Verification verify_jar_index(const Contents& old_side, const Member* old_file,
                                            const Contents& side, const Member& file);

/// jsii's assembly: `fingerprint`.
[[nodiscard]] Verification verify_jsii(const Contents& old_side, const Member* old_file, const Contents& side,
                                       const Member& file);

/// rpm.org, "Package tags": in an rpm's `header` what follows from its files (FILEDIGESTS, FILESIZES, SIZE)
/// and from its payload (PAYLOADDIGEST, PAYLOADDIGESTALT, ARCHIVESIZE).
[[nodiscard]] Verification verify_rpm_header(const Contents& old_side, const Member* old_file,
                                             const Contents& side, const Member& file);

/// And in its `signature` digests and sizes of header and payload. Signatures cannot be computed.
[[nodiscard]] Verification verify_rpm_signature(const Contents& old_side, const Member* old_file,
                                                const Contents& side, const Member& file);

/// A NuGet package's relationships (ECMA-376, Part 2, "Relationships"): the target that is the file of core
/// properties, whose name is made up anew each time, is a member; ids that are made up stand once each.
[[nodiscard]] Verification verify_relationships(const Contents& old_side, const Member* old_file,
                                                const Contents& side, const Member& file);

/// Lists as coreutils' sha256sum and its like write them, in both of their forms.
[[nodiscard]] Verification verify_checksums(const Contents& old_side, const Member* old_file,
                                            const Contents& side, const Member& file);

}  // namespace bumpgate::change::derived
