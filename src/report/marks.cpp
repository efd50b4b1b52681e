#include "report/marks.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "base/text.hpp"

namespace bumpgate::report {

namespace {

constexpr std::size_t most_comparisons = 250'000;
constexpr std::size_t most_pieces = 6;
constexpr std::size_t long_word = 24;

bool is_word_byte(char c) {
    return is_alnum(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

/// Runs of word bytes, and every other byte by itself.
std::vector<Range> words(std::string_view text) {
    std::vector<Range> found;
    for (std::size_t at = 0; at < text.size();) {
        auto end = at + 1;
        if (is_word_byte(text[at])) {
            while (end < text.size() && is_word_byte(text[end])) ++end;
        }
        found.push_back({at, end});
        at = end;
    }
    return found;
}

/// One side taken apart.
struct Words {
    std::string_view text;
    std::vector<Range> ranges;
    std::size_t first = 0, last = 0;  ///< the words that are left between common start and common end

    [[nodiscard]] std::string_view at(std::size_t index) const {
        return text.substr(ranges[index].begin, ranges[index].end - ranges[index].begin);
    }
    [[nodiscard]] std::size_t left() const { return last - first; }
};

Words take_apart(std::string_view text) {
    auto ranges = words(text);
    const auto count = ranges.size();
    return {text, std::move(ranges), 0, count};
}

void trim_common(Words& old_words, Words& new_words) {
    while (old_words.left() > 0 && new_words.left() > 0 &&
           old_words.at(old_words.first) == new_words.at(new_words.first)) {
        ++old_words.first;
        ++new_words.first;
    }
    while (old_words.left() > 0 && new_words.left() > 0 &&
           old_words.at(old_words.last - 1) == new_words.at(new_words.last - 1)) {
        --old_words.last;
        --new_words.last;
    }
}

void add_range(std::vector<Range>& ranges, Range range) {
    if (!ranges.empty() && ranges.back().end == range.begin) {
        ranges.back().end = range.end;
    } else {
        ranges.push_back(range);
    }
}

std::vector<Range> whole_middle(const Words& side) {
    if (side.left() == 0) return {};
    return {{side.ranges[side.first].begin, side.ranges[side.last - 1].end}};
}

/// Lengths of the longest common subsequences of all ends of both sides.
class CommonLengths {
  public:
    CommonLengths(const Words& old_words, const Words& new_words)
        : stride_(new_words.left() + 1), lengths_((old_words.left() + 1) * stride_) {
        for (auto i = old_words.left(); i-- > 0;) {
            for (auto j = new_words.left(); j-- > 0;) fill(old_words, new_words, i, j);
        }
    }
    [[nodiscard]] std::uint32_t at(std::size_t i, std::size_t j) const { return lengths_[i * stride_ + j]; }

  private:
    void fill(const Words& old_words, const Words& new_words, std::size_t i, std::size_t j) {
        const bool same = old_words.at(old_words.first + i) == new_words.at(new_words.first + j);
        lengths_[i * stride_ + j] = same ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
    }

    std::size_t stride_;
    std::vector<std::uint32_t> lengths_;
};

Marks word_by_word(const Words& old_words, const Words& new_words) {
    const CommonLengths common(old_words, new_words);
    Marks marks;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < old_words.left() || j < new_words.left()) {
        const auto old_at = old_words.first + i;
        const auto new_at = new_words.first + j;
        const bool both = i < old_words.left() && j < new_words.left();
        if (both && old_words.at(old_at) == new_words.at(new_at)) {
            ++i;
            ++j;
        } else if (j == new_words.left() || (both && common.at(i + 1, j) >= common.at(i, j + 1))) {
            add_range(marks.old_ranges, old_words.ranges[old_at]);
            ++i;
        } else {
            add_range(marks.new_ranges, new_words.ranges[new_at]);
            ++j;
        }
    }
    return marks;
}

/// Whether a character begins at `at`, or the text ends there.
bool is_border(std::string_view text, std::size_t at) {
    return at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

/// Two long words (names of minified code, base64) are narrowed to the characters that differ.
void narrow(std::string_view old_text, Range& left, std::string_view new_text, Range& right) {
    if (std::min(left.end - left.begin, right.end - right.begin) < long_word) return;
    auto old_at = left.begin;
    auto new_at = right.begin;
    while (old_at < left.end && new_at < right.end && old_text[old_at] == new_text[new_at]) {
        ++old_at;
        ++new_at;
        if (is_border(old_text, old_at) && is_border(new_text, new_at)) {
            left.begin = old_at;
            right.begin = new_at;
        }
    }
    while (left.begin < left.end && right.begin < right.end &&
           old_text[left.end - 1] == new_text[right.end - 1] &&
           static_cast<unsigned char>(old_text[left.end - 1]) < 0x80U) {
        --left.end;
        --right.end;
    }
}

Marks narrowed(std::string_view old_text, std::string_view new_text, Marks marks) {
    if (marks.old_ranges.size() == 1 && marks.new_ranges.size() == 1) {
        narrow(old_text, marks.old_ranges[0], new_text, marks.new_ranges[0]);
    }
    std::erase_if(marks.old_ranges, [](const Range& range) { return range.begin == range.end; });
    std::erase_if(marks.new_ranges, [](const Range& range) { return range.begin == range.end; });
    return marks;
}

}  // namespace

Marks differing_words(std::string_view old_text, std::string_view new_text) {
    auto old_words = take_apart(old_text);
    auto new_words = take_apart(new_text);
    trim_common(old_words, new_words);
    if (old_words.left() * new_words.left() <= most_comparisons) {
        auto marks = word_by_word(old_words, new_words);
        if (marks.old_ranges.size() <= most_pieces && marks.new_ranges.size() <= most_pieces) {
            return narrowed(old_text, new_text, std::move(marks));
        }
    }
    return narrowed(old_text, new_text, {whole_middle(old_words), whole_middle(new_words)});
}

}  // namespace bumpgate::report
