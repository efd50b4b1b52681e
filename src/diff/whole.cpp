#include "diff/whole.hpp"

#include "diff/lines.hpp"

namespace bumpgate::diff {

Contents contents_of(const Pair& pair, const Trees& trees) {
    Contents contents;
    if (pair.old_member) contents.old_bytes = trees.old_tree.members[*pair.old_member].content;
    if (pair.new_member) contents.new_bytes = trees.new_tree.members[*pair.new_member].content;
    return contents;
}

std::optional<ContentDifference> shown_content(const Pair& pair, const Trees& trees) {
    if (pair.old_member && pair.new_member) return pair.content;
    const Contents contents = contents_of(pair, trees);
    const std::string_view only = pair.new_member ? contents.new_bytes : contents.old_bytes;
    if (only.empty()) return std::nullopt;
    if (only.find('\0') != std::string_view::npos)
        return compare_bytes(contents.old_bytes, contents.new_bytes);
    return compare_lines(contents.old_bytes, contents.new_bytes);
}

}  // namespace bumpgate::diff
