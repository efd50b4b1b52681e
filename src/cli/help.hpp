#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "cli/flags.hpp"

namespace bumpgate::cli {

/// Makes --help of a parser, and of the commands that are added to it later, look as we want it: lines of at
/// most 100 columns, our own words for its headings, and the usage lines of `commands`.
void use_our_help(Parser& parser);

/// The text with line ends put in place of blanks, so that no line is longer than `width` bytes; a longer
/// word stands alone. Line ends of its own stay; what stands behind the first one is a list, whose items are
/// indented by two when they go on in the next line.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t width);

/// A limit's value as --limit takes it: "8G", "250".
[[nodiscard]] std::string amount(std::uint64_t value);

}  // namespace bumpgate::cli
