#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bumpgate::change::structure {

/// Where raw XML characters stand: entities mean nothing in CDATA, and white space is made blank in
/// attributes.
enum class XmlText { text, attribute, cdata };

/// Raw characters as a reader gets them (XML 1.0 sections 2.11, 3.3.3, 4.1). Nothing for an entity other than
/// the five predefined ones, or a reference to a character that XML does not have.
[[nodiscard]] std::optional<std::string> decode_xml(std::string_view raw, XmlText kind);

struct XmlAttribute {
    std::string_view name;
    std::size_t name_begin = 0;
    std::size_t begin = 0;  ///< of the raw value, quotes not included
    std::size_t end = 0;
};

struct XmlStartTag {
    std::string_view name;
    std::vector<XmlAttribute> attributes;
};

/// Reads a start tag or empty-element tag (section 3.1) whose name begins at `at`. Nothing if it is
/// malformed.
[[nodiscard]] std::optional<XmlStartTag> scan_start_tag(std::string_view content, std::size_t at);

}  // namespace bumpgate::change::structure
