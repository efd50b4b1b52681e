#include <algorithm>

#include "diff/diffoscope/unicode.hpp"
#include "diff/diffoscope/write.hpp"

namespace bumpgate::diff::diffoscope {
namespace {

constexpr std::size_t deepest_heading = 6;

std::string title_of(const Node& node) {
    if (node.source1 == node.source2) return node.source1;
    return "Comparing `" + node.source1 + "` & `" + node.source2 + "`";
}

void write(const Node& node, std::size_t depth, std::string& text) {
    text += std::string(std::min(depth + 1, deepest_heading), '#') + " " + title_of(node) + "\n\n";
    for (const auto& comment : node.comments) text += " * *" + comment + "*\n\n";
    if (node.unified_diff && !node.unified_diff->empty()) {
        text += "```diff\n";
        text += without_final_space(*node.unified_diff);
        text += "\n```\n\n";
    }
    for (const auto& detail : node.details) write(detail, depth + 1, text);
}

}  // namespace

std::string to_markdown(const Node& root) {
    std::string text;
    write(root, 0, text);
    return text;
}

}  // namespace bumpgate::diff::diffoscope
