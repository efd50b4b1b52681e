#pragma once

#include <string>

#include "diff/diffoscope/node.hpp"

namespace bumpgate::diff::diffoscope {

/// The report as diffoscope --markdown writes it. As there, nothing is escaped: a line of a diff can look
/// like the end of its fence.
[[nodiscard]] std::string to_markdown(const Node& root);

/// The report as diffoscope --json writes it: version 1, one line, ASCII.
[[nodiscard]] std::string to_json(const Node& root);

}  // namespace bumpgate::diff::diffoscope
