#include "release/numbers.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace bumpgate::release {
namespace {

std::strong_ordering compare_at(const std::vector<std::string>& left, const std::vector<std::string>& right,
                                std::size_t index, bool pad) {
    const bool in_left = index < left.size();
    const bool in_right = index < right.size();
    if (!pad && in_left != in_right) return in_left <=> in_right;
    return compare_numbers(in_left ? std::string_view(left[index]) : "0",
                           in_right ? std::string_view(right[index]) : "0");
}

}  // namespace

std::string_view without_zeros(std::string_view digits) {
    const auto first = digits.find_first_not_of('0');
    return first == std::string_view::npos ? "0" : digits.substr(first);
}

std::strong_ordering compare_bytes(std::string_view left, std::string_view right) {
    return left.compare(right) <=> 0;
}

std::strong_ordering compare_numbers(std::string_view left, std::string_view right) {
    const auto a = without_zeros(left);
    const auto b = without_zeros(right);
    if (a.size() != b.size()) return a.size() <=> b.size();
    return compare_bytes(a, b);
}

std::string_view without_v(std::string_view text) {
    text = trim(text);
    if (!text.empty() && to_lower(text.front()) == 'v') text.remove_prefix(1);
    return text;
}

std::string_view digits_at(std::string_view text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    return text.substr(at, end - at);
}

std::vector<std::string> dotted_numbers(std::string_view text) {
    std::vector<std::string> numbers;
    for (std::size_t at = 0;; ++at) {
        const auto digits = digits_at(text, at);
        if (digits.empty()) return numbers;
        numbers.emplace_back(digits);
        at += digits.size();
        if (at >= text.size() || text[at] != '.') return numbers;
    }
}

std::size_t dotted_length(const std::vector<std::string>& numbers) {
    std::size_t length = numbers.empty() ? 0 : numbers.size() - 1;
    for (const auto& number : numbers) length += number.size();
    return length;
}

std::string normal_numbers(const std::vector<std::string>& numbers) {
    std::string text;
    for (const auto& number : numbers) {
        if (!text.empty()) text += '.';
        text += without_zeros(number);
    }
    return text;
}

std::optional<std::size_t> first_difference(const std::vector<std::string>& left,
                                            const std::vector<std::string>& right, bool pad) {
    const auto count = std::max(left.size(), right.size());
    for (std::size_t i = 0; i < count; ++i) {
        if (compare_at(left, right, i, pad) != std::strong_ordering::equal) return i;
    }
    return std::nullopt;
}

std::strong_ordering compare_releases(const std::vector<std::string>& left,
                                      const std::vector<std::string>& right, bool pad) {
    const auto index = first_difference(left, right, pad);
    return index ? compare_at(left, right, *index, pad) : std::strong_ordering::equal;
}

}  // namespace bumpgate::release
