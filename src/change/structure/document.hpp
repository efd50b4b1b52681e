#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Structured files with the place of every value, so that a span of bytes can be asked whose value it is.
namespace bumpgate::change::structure {

enum class Format { json, toml, yaml, xml, headers, ini };

/// One scalar value.
struct Scalar {
    /// Keys from the root; array elements by their index as digits. XML: element names, and "@name" for an
    /// attribute; a repeated element has "[1]", "[2]", … behind its name from the second one on. Headers: the
    /// field name in small letters, with "[1]", … for a repeated field. INI: section, key; a multi-line value
    /// has one scalar per line with the line's index as third component.
    std::vector<std::string> path;
    std::size_t begin = 0;  ///< of the raw value in the content, quotes not included
    std::size_t end = 0;    ///< behind it
    std::size_t key_begin =
        0;  ///< where the entry starts: its key (quotes included), or the value itself in an array
    std::string value;       ///< decoded (escapes resolved), UTF-8 or raw bytes as the file has them
    bool is_string = false;  ///< false for JSON/TOML/YAML numbers, booleans, null, dates
};

/// A file that parsed strictly.
struct Document {
    Format format = Format::json;
    std::vector<Scalar> scalars;       ///< in file order; no two overlap, no two have the same path
    std::vector<std::size_t> by_path;  ///< indices into `scalars`, sorted by path

    /// The scalar whose raw value holds [begin, end), or null.
    [[nodiscard]] const Scalar* at(std::size_t begin, std::size_t end) const;
    /// The scalar with exactly this path, or null.
    [[nodiscard]] const Scalar* find(std::span<const std::string> path) const;
    /// The scalar `key` in the same object as `scalar` (its path with the last component replaced), or null.
    [[nodiscard]] const Scalar* beside(const Scalar& scalar, std::string_view key) const;
};

/// The format a member's name promises: package.json, *.json, *.toml, Cargo.lock, *.yaml, *.yml, *.xml,
/// *.nuspec, pom.xml, PKG-INFO, METADATA, WHEEL, control, setup.cfg, *.ini … (one table). Nothing for others
/// (source maps *.map are not treated as JSON here).
[[nodiscard]] std::optional<Format> format_of(std::string_view path);

/// Parses strictly: nothing for a syntax error, a duplicate key (in headers: only for fields that may occur
/// once: Name, Version, Metadata-Version, Package, Source), bytes that are not UTF-8, nesting above 200, YAML
/// aliases or several documents, or more than 16 MiB. A UTF-8 byte order mark is accepted. Headers end at a
/// blank line or at the first line that is none, as release::read_headers has it; the body behind them has no
/// scalars.
[[nodiscard]] std::optional<Document> parse(Format format, std::string_view content);

}  // namespace bumpgate::change::structure
