#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "archive/tree.hpp"

namespace bumpgate::diff::diffoscope {

/// A line of a list of members, read back.
struct ListLine {
    Member member;                      ///< without content; a folder's final "/" taken off, see Member::path
    std::string_view name;              ///< as it stands there, which is how nodes call it
    std::optional<std::uint64_t> size;  ///< of a file
};

/// Reads a line that `listing` wrote, or diffoscope's own. Nothing for what is none, or can be read in two
/// ways.
[[nodiscard]] std::optional<ListLine> read_list_line(std::string_view line);

/// Reads a line of `zipinfo`: "-rw-r--r--  2.0 unx  12 b- defN 23-Jul-06 04:38 NAME". The time has no zone
/// and is left out.
[[nodiscard]] std::optional<ListLine> read_zipinfo_line(std::string_view line);

/// What zipinfo says in front of its list and behind it.
[[nodiscard]] bool is_zipinfo_frame(std::string_view line);

}  // namespace bumpgate::diff::diffoscope
