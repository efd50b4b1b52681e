#pragma once

#include <string>
#include <vector>

#include "change/change.hpp"
#include "report/pen.hpp"

namespace bumpgate::report {

/// Both sides of a change as lines for the screen, without line ends and indent: "- old", "+ new", and below
/// each the carets that mark what differs. At most six lines a side, cut around what differs.
[[nodiscard]] std::vector<std::string> side_lines(const Change& change, const Pen& pen);

/// Both sides in one short piece: "1.4.2 → 1.4.3"; empty if the change has no sides.
[[nodiscard]] std::string side_summary(const Change& change, const Pen& pen);

}  // namespace bumpgate::report
