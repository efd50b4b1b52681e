#pragma once

#include <string>
#include <vector>

#include "gate/verdict.hpp"
#include "report/pen.hpp"

namespace bumpgate::report {

/// One line for each kind among the allowed changes: its title, how many, up to three places; then one line
/// for those that the policy ignores. Each ends with "\n"; empty if there is nothing to tell.
[[nodiscard]] std::string kind_lines(const Verdict& verdict, const Pen& pen);

/// "  spelled 23.3.9 and 23.03.9: one version under pep440\n" if proven changes write the new version in more
/// than one way, else empty.
[[nodiscard]] std::string spelling_line(const Verdict& verdict, const Pen& pen);

/// What is allowed or not denied but shall be seen (level warn): a line for each kind and rule, without line
/// ends.
[[nodiscard]] std::vector<std::string> warned_lines(const Verdict& verdict, const Pen& pen);

/// Every allowed change on a line of its own, with the rule that allowed it; empty if there is none.
[[nodiscard]] std::string allowed_lines(const Verdict& verdict, const Pen& pen);

}  // namespace bumpgate::report
