#pragma once

#include <cstddef>
#include <string_view>

// Walks over bytes that run at the speed of memory: most of a comparison is spent here.
namespace bumpgate::diff {

/// How many bytes both have in common at their start.
[[nodiscard]] std::size_t common_prefix(std::string_view left, std::string_view right);

/// How many bytes both have in common at their end.
[[nodiscard]] std::size_t common_suffix(std::string_view left, std::string_view right);

/// How many times "\n" stands in the text.
[[nodiscard]] std::size_t count_newlines(std::string_view text);

/// The offset behind the line that starts at `at`: behind its "\n", or the text's end.
[[nodiscard]] std::size_t line_end(std::string_view text, std::size_t at);

/// The start of the line that ends at `end`, which is a line's end above 0.
[[nodiscard]] std::size_t line_start(std::string_view text, std::size_t end);

}  // namespace bumpgate::diff
