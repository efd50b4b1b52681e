#include "change/places.hpp"

#include <algorithm>

namespace bumpgate::change {

namespace {

constexpr std::size_t longest_excerpt = 4096;  // bytes, as change.hpp promises

}  // namespace

void Places::move_to(std::size_t offset) {
    if (offset < at_) *this = Places(content_);
    while (true) {
        const auto newline = content_.substr(0, offset).find('\n', at_);
        if (newline == std::string_view::npos) break;
        ++line_;
        at_ = line_begin_ = newline + 1;
    }
    at_ = std::max(at_, offset);
}

ChangeSide Places::side(std::size_t begin, std::size_t end) {
    move_to(begin);
    ChangeSide side;
    side.span = {begin, end - begin, line_, begin - line_begin_ + 1};
    side.text = content_.substr(begin, std::min(end - begin, longest_excerpt));
    const std::size_t last = end > begin && content_[end - 1] == '\n' ? end - 1 : end;
    const auto window = content_.substr(line_begin_, std::max(longest_excerpt, last - line_begin_ + 1));
    const auto stop = window.find('\n', last - line_begin_);
    const auto length = stop == std::string_view::npos ? window.size() : stop;
    side.lines = content_.substr(line_begin_, std::min(length, longest_excerpt));
    const bool ends_here = stop != std::string_view::npos || line_begin_ + length == content_.size();
    side.lines_cut = length > longest_excerpt || !ends_here;
    return side;
}

}  // namespace bumpgate::change
