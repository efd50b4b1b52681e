#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "gate/verdict.hpp"
#include "report/pen.hpp"

namespace bumpgate::report {

/// Whether a kind is another one or a child of it by its dots; every kind is below "".
[[nodiscard]] bool is_or_below(std::string_view kind, std::string_view parent);

/// Whether a kind speaks of bytes that are no lines.
[[nodiscard]] bool is_binary(std::string_view kind);

/// "acme/arch.py:3", "logo.png at byte 17", "container", "release"; the path cut to `width` columns.
[[nodiscard]] std::string place_of(const Change& change, const Pen& pen, std::size_t width);

/// "tar at byte 10240", or with a member "a/b (zip at byte 17)".
[[nodiscard]] std::string place_of(const Hazard& hazard, const Pen& pen, std::size_t width);

/// "introduced", "existing" or "gone".
[[nodiscard]] std::string_view to_string(HazardFinding::State state);

}  // namespace bumpgate::report
