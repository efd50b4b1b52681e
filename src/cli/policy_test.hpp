#pragma once

#include <string>
#include <vector>

#include "cli/commands.hpp"

namespace bumpgate::cli {

/// `policy test`: runs the cases of policy files, built-ins and folders of policy files, and writes to stdout
/// what came of them. Pass if every case is as it expects, fail if one is not, no verdict if a policy does
/// not load or has no cases.
[[nodiscard]] Result<ExitCode> test_policies(const std::vector<std::string>& references,
                                             const Options& options, const Terminal& terminal);

}  // namespace bumpgate::cli
