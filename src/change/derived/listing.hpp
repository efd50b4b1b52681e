#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "archive/tree.hpp"
#include "release/identity.hpp"

// Files that list the members of their own release, recomputed from it.
namespace bumpgate::change::derived {

/// What came of recomputing a listing.
struct Verification {
    bool right = false;
    std::string
        problem;  ///< if not right: which line and why, printable ("line 4: acme/x.py has another sha256")
};

/// Whether a member is a listing that can be recomputed: "*.dist-info/RECORD" of a wheel,
/// "*.egg-info/SOURCES.txt" of an sdist. A table.
[[nodiscard]] bool is_listing(std::string_view ecosystem, std::string_view path_below_root);

/// Recomputes the listing `member` of `tree` whole, unchanged lines too.
/// - RECORD (PEP 376, PEP 427, the binary distribution format): CSV; every regular file of the wheel is
/// listed exactly once, with
///   its right size and a right digest, sha256 or better and no weaker than before. RECORD itself has
///   neither, RECORD.jws and RECORD.p7s need none. A size may be left out only where the old RECORD left it
///   out.
/// - SOURCES.txt: every path that is listed ("./" in front and doubles are fine) is a member, and every
/// member is listed, other than
///   PKG-INFO, setup.cfg and the egg-info's own files. Where the old listing disagreed with the old release
///   in the same path, the new one may. A SOURCES.txt of another package (by its folder's name) is right if
///   it is the same as before.
[[nodiscard]] Verification verify_listing(const Tree& old_tree, const release::Identity& old_identity,
                                          const Tree& tree, const release::Identity& identity,
                                          std::size_t member);

}  // namespace bumpgate::change::derived
