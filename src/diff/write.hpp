#pragma once

#include <string>

#include "diff/diff.hpp"

namespace bumpgate::diff {

/// The Diff as one JSON object (schema "bumpgate.diff/1", UTF-8, indented by two, final newline): release,
/// layers and member counts of both sides, hazards, container differences, every pair that is not identical
/// with its metadata and content differences (the lines of every hunk in full, byte ranges with up to 64
/// bytes of hex), and the paths of the identical ones. An added or removed file is written as a difference
/// from or to nothing, so its content is there as well. Strings that are not UTF-8 are written as
/// {"bytes": hex}. Not bounded: the caller checks the size against `Limits::report_bytes`.
[[nodiscard]] std::string to_json(const Diff& diff, const Trees& trees, const release::Release& release);

/// The Diff for a person: a headline with counts, then one block a pair, lines with "-" and "+". Member names
/// and contents are escaped (`printable`). At most 200 lines of hunks a member, and of a long line a window
/// around the place where it differs; what is left out is said. `ascii` avoids everything outside ASCII.
[[nodiscard]] std::string to_text(const Diff& diff, const Trees& trees, const release::Release& release,
                                  bool ascii);

/// The JSON Schema (2020-12) of `to_json`.
[[nodiscard]] std::string_view json_schema();

}  // namespace bumpgate::diff
