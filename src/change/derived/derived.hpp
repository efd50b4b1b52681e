#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/tree.hpp"
#include "release/identity.hpp"

// What follows from the rest of a release (listings, digests, sizes), recomputed from it.
namespace bumpgate::change::derived {

/// Bytes of a file that follow from other members.
struct Place {
    std::size_t begin = 0, end = 0;  ///< offsets into the file's content
    std::string_view kind;           ///< listing.derived or digest.derived
    std::string problem;             ///< why they are wrong, printable; empty if they are right
};

/// What came of recomputing a file.
struct Recomputed {
    bool whole = false;         ///< every byte of it follows: it is a listing
    std::string problem;        ///< what is wrong with it as a whole: "line 4: acme/x.py has another sha256"
    std::vector<Place> places;  ///< of the new file, if not `whole`; sorted, apart from each other
    std::vector<Place> old_places;  ///< the same of the old file; whether they are right does not matter
};

/// Whether a file of this path may follow from other members: that it does is for Recomputation to say.
[[nodiscard]] bool may_follow(std::string_view path);

struct Contents;  // rows.hpp: the members of one archive

/// Recomputes files, and keeps what several of them need. The table of files is in derived.cpp:
/// - "*.dist-info/RECORD" of a wheel, "*.egg-info/SOURCES.txt" of an sdist;
/// - a .deb's `md5sums` and, in its `control`, Installed-Size;
/// - a .gem's checksums.yaml and, in its metadata, the list of files;
/// - digests and sizes in an rpm's header and signature;
/// - in a .nupkg's _rels/.rels the names that its packing made up;
/// - a conda package's info/paths.json and info/files;
/// - digests in a jar's MANIFEST.MF and META-INF/*.SF, and META-INF/INDEX.LIST;
/// - the fingerprint in a `.jsii`;
/// - lists of checksums at the root: SHA256SUMS, checksums.txt, *.sha256 and their like.
class Recomputation {
  public:
    /// Keeps references to both.
    Recomputation(const Trees& trees, const release::Release& release);
    ~Recomputation();
    Recomputation(const Recomputation&) = delete;
    Recomputation& operator=(const Recomputation&) = delete;

    /// Recomputes a member of the new tree, whole, what did not change too; `old_member` is the member of the
    /// old tree that it is paired with. Nothing if the table has no row for it.
    [[nodiscard]] std::optional<Recomputed> recompute(std::optional<std::size_t> old_member,
                                                      std::size_t new_member);

  private:
    /// One side, by the archives in it.
    struct Archives;

    std::unique_ptr<Archives> old_side_, new_side_;
};

}  // namespace bumpgate::change::derived
