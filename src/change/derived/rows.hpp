#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "change/derived/listing.hpp"

// What the recomputation of every listing shares. Views point into the trees.
namespace bumpgate::change::derived {

/// A side of the comparison, with its members by their path below the root.
struct Contents {
    const Tree& tree;
    const release::Identity& identity;
    std::map<std::string_view, std::vector<const Member*>> members;  ///< all but folders

    Contents(const Tree& the_tree, const release::Identity& the_identity);
    [[nodiscard]] std::string_view below_root(const Member& member) const;
};

/// The lines without their line ends ("\n" or "\r\n").
[[nodiscard]] std::vector<std::string_view> plain_lines(std::string_view content);

/// The part of a path before its last "/"; empty if there is none.
[[nodiscard]] std::string_view folder_of(std::string_view path);

[[nodiscard]] Verification wrong(std::string problem);
/// A problem that has a line: "line 4: …", counted from 1.
[[nodiscard]] Verification wrong_line(std::size_t index, std::string problem);

/// `listing` is the listing to verify, `old_listing` the old side's of the same kind or null.
[[nodiscard]] Verification verify_record(const Contents& old_side, const Member* old_listing,
                                         const Contents& side, const Member& listing);
[[nodiscard]] Verification verify_sources(const Contents& old_side, const Member* old_listing,
                                          const Contents& side, const Member& listing);

}  // namespace bumpgate::change::derived
