#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "change/derived/rows.hpp"
#include "change/unfold.hpp"

// What a jar's manifest and its signature files have in common (JAR File Specification).
namespace bumpgate::change::derived {

/// "Key: value" of a section; offsets into the original.
struct Attribute {
    std::string_view key, value;  ///< views into the unfolded text
    std::size_t begin = 0, end = 0;
};

/// The lines up to an empty one. The first section is the main one; others begin with "Name: ".
struct Section {
    std::string_view name;   ///< empty: the main section
    std::string_view bytes;  ///< of the original, the empty line behind it included
    std::vector<Attribute> attributes;
};

/// A jar's META-INF/MANIFEST.MF, as its signature files see it.
struct Manifest {
    std::string_view content;
    Unfolded text;
    std::vector<Section> sections;
    /// By the names of their entries; two with one name cannot be told apart, and are none.
    std::map<std::string_view, std::optional<std::string_view>> bytes_of;

    explicit Manifest(std::string_view the_content);
    /// The raw digest of all of it or of one section; each is computed once, however often it is stated.
    [[nodiscard]] const std::string& digest_of(std::string_view bytes, std::string_view algorithm) const;

  private:
    mutable std::map<std::tuple<const char*, std::size_t, std::string_view>, std::string> digests_;
};

/// The sections in their order. Lines that are no attribute are left out: nothing in them is a digest.
[[nodiscard]] std::vector<Section> sections_of(const Unfolded& text, std::string_view original);

/// The digest's name for base/digest ("sha256" of "SHA-256"); empty if there is none.
[[nodiscard]] std::string_view algorithm_called(std::string_view name);

/// The part of a key in front of an ending: "SHA-256" of "SHA-256-Digest" before "-Digest". Keys are compared
/// without case. Empty if it has another ending.
[[nodiscard]] std::string_view before_ending(std::string_view key, std::string_view ending);

}  // namespace bumpgate::change::derived
