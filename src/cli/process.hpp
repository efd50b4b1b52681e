#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"

namespace bumpgate::cli {

/// Keeps the system from ending the program in ways that are no exit code of ours: writing to a closed pipe
/// or past the file size limit becomes an error of the write; std::terminate and an input that shrinks while
/// it is mapped become exit 2. Standard streams that are closed are held by /dev/null, lest the next file
/// opened become stdout.
void prepare_process();

/// Runs a program found on PATH with these arguments, without a shell, on our own standard streams and
/// environment, and waits for it. Returns its exit code, or 128 plus the number of the signal that ended it.
/// Error `io` when it cannot be started.
[[nodiscard]] Result<int> run_program(const std::vector<std::string>& words);

}  // namespace bumpgate::cli
