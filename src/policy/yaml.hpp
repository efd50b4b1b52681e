#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "policy/source.hpp"

// The strict subset of YAML that policies are written in. Private to this folder.
namespace bumpgate::policy {

/// One value with its place. Maps keep the order in which they are written.
struct Node {
    enum class Type { null, scalar, list, map };
    Type type = Type::null;
    std::string text;     ///< a scalar's value
    bool quoted = false;  ///< a scalar in quotes or a block scalar
    Spot spot;
    std::vector<Node> keys;   ///< a map's keys: scalars, no two alike
    std::vector<Node> items;  ///< a list's items, or the values that belong to `keys`
};

/// Bounds on one policy; they are far above what people write and far below what hurts.
struct YamlBounds {
    std::size_t bytes = std::size_t{1} << 20U;
    std::size_t depth = 64;
    std::size_t nodes = 100'000;
};

/// Reads exactly one document. Refused, each with its place: bytes that are not UTF-8 or not printable, tabs
/// as indentation, directives, a second document, no document, anchors, aliases, tags, merge keys, keys that
/// are no scalars, duplicate keys, whatever yaml-cpp cannot parse, and more than the bounds.
[[nodiscard]] Result<Node> read_yaml(const SourceText& source, const YamlBounds& bounds = {});

/// Whether some YAML reader (1.1 or 1.2) takes this plain scalar for something else than a string: "null",
/// "a boolean", "a number", or nothing.
[[nodiscard]] std::string_view taken_for(std::string_view plain);

/// A string as YAML writes it in flow style: plain where that is safe, else in double quotes.
/// `text` is UTF-8.
[[nodiscard]] std::string yaml_string(std::string_view text);

}  // namespace bumpgate::policy
