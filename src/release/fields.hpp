#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The values of a manifest by their keys, whatever it is written in: as much as identity needs. What is
// proven about versions in them is found elsewhere, by strict parsers.
namespace bumpgate::release {

/// A value and the keys that lead to it. An element of a list has an empty key; XML attributes are "@name",
/// and names there are without their namespace.
struct Field {
    std::vector<std::string> path;
    std::string value;  ///< decoded; numbers and the like as written
};
using Fields = std::vector<Field>;  ///< in the order of the file; a key that stands twice is there twice

/// TOML 1.0 (numbers, dates and booleans are not checked). All four give nothing for a text that is none of
/// theirs, is nested deeper than any honest manifest, or holds too many values.
[[nodiscard]] std::optional<Fields> read_toml_fields(std::string_view text);
/// YAML 1.2, one document, as yaml-cpp reads it; tags do not matter.
[[nodiscard]] std::optional<Fields> read_yaml_fields(std::string_view text);
/// XML 1.0 as pugixml reads it; refused with a document type of its own, which could declare entities.
[[nodiscard]] std::optional<Fields> read_xml_fields(std::string_view text);
/// JSON (RFC 8259).
[[nodiscard]] std::optional<Fields> read_json_fields(std::string_view text);

/// How deep values may lie, and how many there may be.
inline constexpr std::size_t deepest_field = 64;
inline constexpr std::size_t most_fields = 200000;

/// All values at a path; "*" stands for any one key. Empty ones are left out.
[[nodiscard]] std::vector<std::string> values_at(const Fields& fields,
                                                 std::initializer_list<std::string_view> path);

/// The first of them, if any.
[[nodiscard]] std::optional<std::string> first_at(const Fields& fields,
                                                  std::initializer_list<std::string_view> path);

}  // namespace bumpgate::release
