#pragma once

#include <iosfwd>

namespace bumpgate::cli {

/// The whole program. `out` gets reports and nothing else. Messages go to stderr by way of base/log; `err` is
/// for what stops the program itself, when the logger may be what failed. Returns the exit code: 0 pass, 1
/// fail, 2 no verdict. An exception that nothing caught is 2.
[[nodiscard]] int run(int argc, const char* const* argv, std::ostream& out, std::ostream& err);

}  // namespace bumpgate::cli
