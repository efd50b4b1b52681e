#include "change/needles.hpp"

#include <algorithm>

namespace bumpgate::change {

namespace {

std::size_t block_at(std::string_view text, std::size_t at) {
    return static_cast<std::size_t>(static_cast<unsigned char>(text[at])) << 8 |
           static_cast<unsigned char>(text[at + 1]);
}

}  // namespace

Needles::Needles(std::vector<std::string> needles) : needles_(std::move(needles)) {
    std::erase_if(needles_, [](const std::string& needle) { return needle.empty(); });
    std::sort(needles_.begin(), needles_.end(), [](const std::string& a, const std::string& b) {
        return a.size() != b.size() ? a.size() > b.size() : a < b;
    });
    needles_.erase(std::unique(needles_.begin(), needles_.end()), needles_.end());
    if (needles_.empty()) return;
    shortest_ = std::min<std::size_t>(needles_.back().size(), 200);
    for (const auto& needle : needles_) starts_[static_cast<unsigned char>(needle[0])] = true;
    if (shortest_ < 2) return;
    shifts_.assign(std::size_t{1} << 16, static_cast<std::uint8_t>(shortest_ - 1));
    for (const auto& needle : needles_) {
        for (std::size_t i = 0; i + 2 <= shortest_; ++i) {
            auto& shift = shifts_[block_at(needle, i)];
            shift = std::min(shift, static_cast<std::uint8_t>(shortest_ - 2 - i));
        }
    }
}

Needles::Hit Needles::find(std::string_view text, std::size_t from) const {
    for (std::size_t at = from; shortest_ != 0 && at + shortest_ <= text.size();) {
        const std::size_t shift = shortest_ < 2 ? 0 : shifts_[block_at(text, at + shortest_ - 2)];
        if (shift != 0) {
            at += shift;
            continue;
        }
        if (starts_[static_cast<unsigned char>(text[at])]) {
            for (std::size_t i = 0; i < needles_.size(); ++i) {
                if (text.compare(at, needles_[i].size(), needles_[i]) == 0) return {at, i};
            }
        }
        ++at;
    }
    return {};
}

}  // namespace bumpgate::change
