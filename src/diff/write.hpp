#pragma once

#include <string>

#include "diff/diff.hpp"

namespace bumpgate::diff {

/// The Diff as one JSON object (schema "bumpgate.diff/1", UTF-8, indented by two, final newline), without
/// loss: release, container differences, every pair that is not identical with its metadata and content
/// differences (the lines of every hunk in full, byte ranges with up to 64 bytes of hex), the identical ones,
/// then both sides with their layers, hazards and members, and every content once under its digest. An added
/// or removed file is written as a difference from or to nothing. Strings that are not UTF-8 are written as
/// {"bytes": hex}. `overrides` are what `release` was identified with. `from_json` (diff/read.hpp) reads it
/// back. Not bounded: the caller checks the size against `Limits::report_bytes`.
[[nodiscard]] std::string to_json(const Diff& diff, const Trees& trees, const release::Release& release,
                                  const release::Overrides& overrides = {});

/// The Diff as GitHub-flavoured Markdown, for a pull request: a headline with counts, a table of the members
/// that differ, and each one's lines folded away in a fence that nothing in them can end. Whatever comes from
/// the releases is escaped. Left out is what `to_text` leaves out.
[[nodiscard]] std::string to_markdown(const Diff& diff, const Trees& trees, const release::Release& release);

/// The Diff for a person: a headline with counts, then one block a pair, lines with "-" and "+". Member names
/// and contents are escaped (`printable`). At most 200 lines of hunks a member, and of a long line a window
/// around the place where it differs; what is left out is said. `ascii` avoids everything outside ASCII.
[[nodiscard]] std::string to_text(const Diff& diff, const Trees& trees, const release::Release& release,
                                  bool ascii);

/// The JSON Schema (2020-12) of `to_json`.
[[nodiscard]] std::string_view json_schema();

}  // namespace bumpgate::diff
