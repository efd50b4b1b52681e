#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace bumpgate::diff::diffoscope {

/// Which lines a script removes from the old text and adds to the new one. The others are equal, in order.
struct LineScript {
    std::vector<bool> removed, added;
};

/// The script that GNU diff -U`context` chooses (diffutils 3.8), for two rows of line numbers; `complete`:
/// both texts end in a newline, or neither does. It is mostly, not always, a shortest one: lines that match
/// very many others are set aside, and a search that gets long is cut short. Where several scripts are
/// equally short the choice is the same. Nothing if even that costs too much.
[[nodiscard]] std::optional<LineScript> gnu_script(const std::vector<std::uint32_t>& old_ids,
                                                   const std::vector<std::uint32_t>& new_ids,
                                                   std::uint32_t kinds, bool complete, std::size_t context);

}  // namespace bumpgate::diff::diffoscope
