#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bumpgate::diff::diffoscope {

/// The hunks of GNU diff -a -U7 between two texts, without the lines that name the files and without the
/// markers for a missing final newline; every line ends in one. Nothing if the texts are equal. Where the
/// search would cost too much, one hunk that replaces everything.
[[nodiscard]] std::optional<std::string> unified_diff(std::string_view old_text, std::string_view new_text);

/// Whether the lines removed and those added are the same, in whatever order.
[[nodiscard]] bool only_order_differs(std::string_view unified_diff);

}  // namespace bumpgate::diff::diffoscope
