#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "archive/tree.hpp"
#include "diff/diffoscope/node.hpp"

// What diffoscope's titles and comments mean.
namespace bumpgate::diff::diffoscope {

/// The nodes within one, sorted by what they tell of.
struct Details {
    bool is_file = true;              ///< none of them is: the node is about a file as it is
    const Node* list = nullptr;       ///< the list of members, if it differs
    const Node* file_type = nullptr;  ///< file(1)'s words, if they differ
    const Node* content = nullptr;    ///< what a compressed file holds
    std::vector<const Node*> members;
    std::vector<const Node*> in_words;  ///< what some program says of the container
    std::string format;                 ///< of the container, by the names: "gzip", "tar", "zip"
};
[[nodiscard]] Details details_of(const Node& node);

/// The last component of a path.
[[nodiscard]] std::string base_name(std::string_view path);

/// A list as zipinfo(1) prints it.
[[nodiscard]] bool is_zip_list(std::string_view title);

/// "Files identical despite different names".
[[nodiscard]] bool says_identical(const Node& node);

/// A container's comment that is not about how it was packed: a timeout, a failed program, a depth that was
/// reached.
[[nodiscard]] bool is_incomplete(const Node& node);

/// Whether a node says all it has to say with its diff: no nodes within it, no comments but those on similar
/// names and on the order of lines.
[[nodiscard]] bool tells_more_than_its_diff(const Node& node);

/// Whether what differs between two members without content, such as links, stands in the list already.
[[nodiscard]] bool is_told_by_list(const Node& node, const Member& old_member, const Member& new_member);

/// Whether diffoscope left lines out of the diff.
[[nodiscard]] bool is_shortened(const Node& node);

}  // namespace bumpgate::diff::diffoscope
