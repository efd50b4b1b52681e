#include "base/text.hpp"
#include "diff/pair_text.hpp"
#include "diff/write.hpp"

namespace bumpgate::diff {

std::string to_text(const Diff& diff, const Trees& trees, const release::Release& release, bool ascii) {
    const PairText words(trees, release, ascii);
    std::string text = words.headline(diff, release) + "\n";
    if (diff.same_bytes) text += "the files are equal to the byte\n";
    for (const auto& group : by_container(diff)) {
        const auto& path = group.front().path;
        text += "\ncontainer" + (path.empty() ? "" : " " + printable(path)) + "\n" + words.container(group);
    }
    for (const Pair& pair : diff.pairs) {
        if (pair.status != PairStatus::identical) text += "\n" + words.title(pair) + "\n" + words.body(pair);
    }
    return text;
}

}  // namespace bumpgate::diff
