#pragma once

#include <string>
#include <vector>

#include "change/subject.hpp"

namespace bumpgate::change {

/// A part that both versions have, another one in each: "1.4" of 1.4.2 and "1.5" of 1.5.0, or what stands
/// behind a separator if it is long enough to be more than chance. Both as the versions have them.
struct Part {
    std::string old_text, new_text;
};

/// All of them, shortest first; none without versions.
[[nodiscard]] std::vector<Part> parts_of(const Context& context);

/// A part of the old version that was left behind in the new release (docs/version-proof.md,
/// "Completeness"). So short a number is often somebody else's, an older release's in prose, or that of a
/// format; so only values that a word calls a version count: what a line assigns to it in code, and in a
/// structured file the version beside the own name, or any if another version in the file moved.
/// [begin, end) is such a part, as a whole token.
[[nodiscard]] bool is_part_left_behind(const Context& context, const Subject& subject, std::size_t begin,
                                       std::size_t end, bool file_moved);

}  // namespace bumpgate::change
