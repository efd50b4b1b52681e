#pragma once

#include "change/derived/listing.hpp"

// The listings, one function each. Private to this folder.
namespace bumpgate::change::derived {

/// Both sides of a listing that is recomputed.
struct Listing {
    const Tree& old_tree;
    const release::Identity& old_identity;
    const Tree& tree;
    const release::Identity& identity;
    const Member* old_member;  ///< the old release's listing of the same sort; null if it has none
    const Member& member;
};

[[nodiscard]] Verification verify_record(const Listing& listing);
[[nodiscard]] Verification verify_sources(const Listing& listing);

}  // namespace bumpgate::change::derived
