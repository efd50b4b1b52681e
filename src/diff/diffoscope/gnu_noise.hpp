#pragma once

#include <cstdint>
#include <vector>

namespace bumpgate::diff::diffoscope {

/// The lines of one side that GNU diff leaves out of its search: those that the other side has not, and among
/// runs of them those that it has very often ("}", blank lines). `matches` says for each line how often the
/// other side has it.
[[nodiscard]] std::vector<bool> noise_of(const std::vector<std::uint32_t>& matches);

}  // namespace bumpgate::diff::diffoscope
