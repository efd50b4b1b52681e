#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace bumpgate::change::structure {

/// A scalar's raw text, found again in the content.
struct YamlText {
    std::size_t entry = 0;  ///< where it starts, quotes included, tags and anchors not
    std::size_t begin = 0;  ///< of the raw value, quotes not included
    std::size_t end = 0;
    bool is_string = false;
};

/// Looks at `at`, where the library saw a scalar with this value, and reads its raw text anew: nothing unless
/// that gives the value. Block scalars (YAML 1.2 section 8.1) are compared up to white space; theirs is the
/// text from the first to the last character that is not white space. An empty plain scalar has no place.
[[nodiscard]] std::optional<YamlText> find_yaml_text(std::string_view content, std::size_t at,
                                                     std::string_view value);

}  // namespace bumpgate::change::structure
