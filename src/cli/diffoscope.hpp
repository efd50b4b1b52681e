#pragma once

#include <string>

#include "base/limits.hpp"
#include "base/result.hpp"
#include "cli/pipeline.hpp"
#include "diff/diffoscope/node.hpp"

namespace bumpgate::cli {

/// What diffoscope would say of the two files, written by `write`; the empty text where it finds no
/// difference. Errors: `unsupported` for a folder, which diffoscope compares by what the machine's own
/// programs print; `limit`, `io`.
[[nodiscard]] Result<std::string> render_diffoscope(const Comparison& comparison, const Request& request,
                                                    const Limits& limits,
                                                    std::string (*write)(const diff::diffoscope::Node& root));

}  // namespace bumpgate::cli
