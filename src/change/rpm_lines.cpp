#include "change/rpm_lines.hpp"

#include <algorithm>
#include <iterator>

namespace bumpgate::change {

namespace {

constexpr std::string_view separator = ": ";

/// "NAME" or, where a tag has another type than usual, "NAME (int64)"; empty for a line that is none.
std::string_view tag_of(std::string_view line) {
    const auto end = line.find(separator);
    return end == std::string_view::npos ? std::string_view() : line.substr(0, end);
}

}  // namespace

RpmLines::RpmLines(std::string_view content) : content_(content) {
    for (std::size_t at = 0; at < content.size();) {
        const auto newline = content.find('\n', at);
        const auto end = newline == std::string_view::npos ? content.size() : newline;
        const auto tag = tag_of(content.substr(at, end - at));
        if (runs_.empty() || runs_.back().tag != tag) {
            const auto [known, is_new] = by_tag_.try_emplace(tag, runs_.size());
            runs_.push_back({tag, begins_.size(), 0, false});
            if (!is_new) runs_[known->second].doubled = true;
        }
        ++runs_.back().count;
        begins_.push_back(at);
        at = end + 1;
    }
}

const RpmLines::Run* RpmLines::run(std::string_view tag) const {
    const auto found = by_tag_.find(tag);
    if (tag.empty() || found == by_tag_.end() || runs_[found->second].doubled) return nullptr;
    return &runs_[found->second];
}

std::size_t RpmLines::count(std::string_view tag) const {
    const auto* found = run(tag);
    return found == nullptr ? 0 : found->count;
}

std::optional<RpmLines::Line> RpmLines::line(std::string_view tag, std::size_t index) const {
    const auto* found = run(tag);
    if (found == nullptr || index >= found->count) return std::nullopt;
    const auto number = found->first + index;
    auto end = number + 1 < begins_.size() ? begins_[number + 1] : content_.size();
    if (content_[end - 1] == '\n') --end;
    const auto begin = begins_[number];
    return Line{content_.substr(begin, end - begin).substr(tag.size() + separator.size()), begin, end};
}

std::optional<std::string_view> RpmLines::only(std::string_view tag) const {
    if (count(tag) != 1) return std::nullopt;
    return line(tag, 0)->value;
}

std::optional<RpmLines::Element> RpmLines::at(std::size_t offset) const {
    const auto behind = std::upper_bound(begins_.begin(), begins_.end(), offset);
    if (behind == begins_.begin() || offset >= content_.size()) return std::nullopt;
    const auto number = static_cast<std::size_t>(behind - begins_.begin()) - 1;
    const auto next = std::upper_bound(runs_.begin(), runs_.end(), number,
                                       [](std::size_t line, const Run& row) { return line < row.first; });
    const auto& row = *std::prev(next);
    if (row.tag.empty()) return std::nullopt;
    return Element{row.tag, number - row.first};
}

}  // namespace bumpgate::change
