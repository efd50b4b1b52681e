#include "change/unfold.hpp"

#include <algorithm>

#include "base/glob.hpp"
#include "base/text.hpp"

namespace bumpgate::change {

namespace {

/// The length of a fold whose line end starts at `at`, or 0. A line end behind an empty line starts a
/// section, and is none.
std::size_t fold_at(std::string_view content, std::size_t at) {
    const char before = at == 0 ? '\n' : content[at - 1];
    const bool with_return = content[at] == '\r';
    if (before == '\n' || (before == '\r' && !with_return)) return 0;
    const std::size_t end = with_return ? at + 1 : at;
    return content.substr(end, 2) == "\n " ? end + 2 - at : 0;
}

}  // namespace

bool is_folded(std::string_view path) {
    const auto nested = path.rfind("!/");
    if (nested != std::string_view::npos) path.remove_prefix(nested + 2);
    constexpr std::string_view folder = "META-INF/";
    if (!path.starts_with(folder)) return false;
    const auto name = path.substr(folder.size());
    return name == "MANIFEST.MF" || (name.find('/') == std::string_view::npos && name_matches("*.SF", name));
}

Unfolded::Unfolded(std::string_view content) {
    text_.reserve(content.size());
    for (std::size_t at = 0; at < content.size();) {
        const auto length = content[at] == '\r' || content[at] == '\n' ? fold_at(content, at) : 0;
        if (length != 0) {
            folds_.push_back({text_.size(), at, length});
            at += length;
        } else {
            text_ += content[at++];
        }
    }
}

std::size_t Unfolded::original(std::size_t at) const {
    const auto behind = std::upper_bound(folds_.begin(), folds_.end(), at,
                                         [](std::size_t place, const Fold& fold) { return place < fold.at; });
    if (behind == folds_.begin()) return at;
    const auto& fold = *std::prev(behind);
    return fold.begin + fold.length + (at - fold.at);
}

std::size_t Unfolded::original_end(std::size_t at) const {
    return at == 0 ? 0 : original(at - 1) + 1;
}

std::size_t Unfolded::unfolded(std::size_t original) const {
    const auto behind =
        std::upper_bound(folds_.begin(), folds_.end(), original,
                         [](std::size_t place, const Fold& fold) { return place < fold.begin; });
    if (behind == folds_.begin()) return original;
    const auto& fold = *std::prev(behind);
    const auto fold_end = fold.begin + fold.length;
    return original < fold_end ? fold.at : fold.at + (original - fold_end);
}

}  // namespace bumpgate::change
