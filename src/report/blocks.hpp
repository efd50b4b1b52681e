#pragma once

#include <string>

#include "gate/verdict.hpp"
#include "report/pen.hpp"

namespace bumpgate::report {

/// What a person must act on, in the order of danger: a block for each bundle of denied hazards and changes
/// (report/bundles.hpp), at most ten unless the pen is verbose; then a line for each requirement that is not
/// met, and where rules go. Each ends with "\n"; blocks have an empty line between them. Empty if nothing is
/// denied.
[[nodiscard]] std::string residue(const Verdict& verdict, const Pen& pen);

}  // namespace bumpgate::report
