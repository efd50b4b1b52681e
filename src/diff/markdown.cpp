#include <algorithm>

#include "base/text.hpp"
#include "diff/pair_text.hpp"
#include "diff/write.hpp"

namespace bumpgate::diff {
namespace {

/// For text between HTML tags within Markdown: nothing in it is markup of either, or a cell's end.
std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        const bool plain = is_alnum(c) || c == ' ' || c == '.' || c == '/' || c == '-' || c == '(' ||
                           c == ')' || static_cast<unsigned char>(c) >= 0x80;
        result += plain ? std::string(1, c) : "&#" + std::to_string(static_cast<unsigned char>(c)) + ";";
    }
    return result;
}

std::string code(std::string_view text) {
    return "<code>" + escaped(text) + "</code>";
}

/// A fence longer than any run of backticks in the text (CommonMark, 4.5).
std::string fence_for(std::string_view text) {
    std::size_t longest = 2;
    std::size_t run = 0;
    for (const char c : text) {
        run = c == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return std::string(longest + 1, '`');
}

/// "  - old" → "- old": so that a reader colours removed and added lines.
std::string without_indent(std::string_view body) {
    std::string text;
    for (const auto line : split_lines(body)) text += line.starts_with("  ") ? line.substr(2) : line;
    return text;
}

std::string folded(const std::string& title, const std::string& body) {
    const auto text = without_indent(body);
    if (text.empty()) return title + "\n\n";
    const auto fence = fence_for(text);
    return "<details><summary>" + title + "</summary>\n\n" + fence + "diff\n" + text + fence +
           "\n\n</details>\n\n";
}

}  // namespace

std::string to_markdown(const Diff& diff, const Trees& trees, const release::Release& release) {
    const PairText words(trees, release, false);
    std::string text = "### " + code(words.headline(diff, release)) + "\n\n";
    if (diff.same_bytes) text += "The files are equal to the byte.\n\n";
    for (const auto& group : by_container(diff)) {
        const auto& path = group.front().path;
        text +=
            folded("container" + (path.empty() ? "" : " " + code(printable(path))), words.container(group));
    }
    for (const Pair& pair : diff.pairs) {
        if (pair.status != PairStatus::identical) text += folded(code(words.title(pair)), words.body(pair));
    }
    return text;
}

}  // namespace bumpgate::diff
