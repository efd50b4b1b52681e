#pragma once

#include <string>
#include <string_view>

namespace bumpgate::archive {

/// The component of a path as file systems compare it that fold case and normalise (Unicode 3.13, D145 and
/// UAX 15): canonically composed, case folded. Bytes that are not UTF-8, and a component that `has_mark_run`,
/// keep their form but for ASCII case.
[[nodiscard]] std::string folded_component(std::string_view component);

/// True for more than 30 combining marks in a row, which no language writes (UAX 15, Stream-Safe Text
/// Format).
[[nodiscard]] bool has_mark_run(std::string_view path);

/// True if a component of the path has a word that reads as another: Latin, Cyrillic and Greek letters mixed
/// where one looks like a letter of the other script, or a word of nothing but Cyrillic or Greek letters that
/// look like ASCII ones (UTS 39, confusables).
[[nodiscard]] bool has_confusable(std::string_view path);

}  // namespace bumpgate::archive
