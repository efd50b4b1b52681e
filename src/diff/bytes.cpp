#include <algorithm>

#include "diff/lines.hpp"
#include "diff/mismatch.hpp"

namespace bumpgate::diff {
namespace {

constexpr std::size_t joined_gap = 8;       // fewer equal bytes than this do not end a range
constexpr std::size_t most_ranges = 65536;  // more say nothing to anyone; the last one takes the rest

/// Where the range that starts at `at` ends: behind its last byte that differs.
std::size_t range_end(std::string_view left, std::string_view right, std::size_t at) {
    std::size_t end = at + 1;
    for (std::size_t i = end; i < left.size() && i - end < joined_gap; ++i) {
        if (left[i] != right[i]) end = i + 1;
    }
    return end;
}

void compare_equal_sizes(std::string_view left, std::string_view right, ContentDifference& difference) {
    for (std::size_t at = common_prefix(left, right); at < left.size();) {
        std::size_t end = range_end(left, right, at);
        if (difference.ranges.size() + 1 == most_ranges) {
            const std::size_t last = left.size() - common_suffix(left, right);
            difference.bounded = last > end;
            end = last;
        }
        difference.ranges.push_back({at, end - at, at, end - at});
        at = end + common_prefix(left.substr(end), right.substr(end));
    }
}

}  // namespace

ContentDifference compare_bytes(std::string_view old_bytes, std::string_view new_bytes) {
    ContentDifference difference;
    if (old_bytes.size() == new_bytes.size()) {
        compare_equal_sizes(old_bytes, new_bytes, difference);
        return difference;
    }
    const std::size_t start = common_prefix(old_bytes, new_bytes);
    const std::size_t suffix = common_suffix(old_bytes.substr(start), new_bytes.substr(start));
    difference.ranges.push_back(
        {start, old_bytes.size() - suffix - start, start, new_bytes.size() - suffix - start});
    return difference;
}

}  // namespace bumpgate::diff
