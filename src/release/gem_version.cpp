#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "release/numbers.hpp"
#include "release/scheme_rows.hpp"
#include "release/suffixes.hpp"

// RubyGems versions: Gem::Version, VERSION_PATTERN and <=>.
namespace bumpgate::release {
namespace {

bool is_piece(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, is_alnum);
}

bool is_dashed_piece(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return is_alnum(c) || c == '-'; });
}

bool are_all(std::string_view dotted, bool (*test)(std::string_view)) {
    return std::ranges::all_of(split(dotted, '.'), test);
}

/// VERSION_PATTERN: [0-9]+(\.[0-9a-zA-Z]+)*(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?
bool is_version(std::string_view text) {
    const auto dash = text.find('-');
    const auto front = text.substr(0, dash);
    const auto first = front.substr(0, front.find('.'));
    if (first.empty() || digits_at(first, 0).size() != first.size() || !are_all(front, is_piece))
        return false;
    return dash == std::string_view::npos || are_all(text.substr(dash + 1), is_dashed_piece);
}

std::optional<Version> parse(std::string_view text) {
    const auto bare = without_v(text);
    if (!is_version(bare)) return std::nullopt;
    Version version;
    version.text = trim(text);
    version.release = dotted_numbers(bare);
    auto rest = bare.substr(dotted_length(version.release));
    // "1.4.2a" has a third piece that is no number: the letters belong to the last one that is.
    if (!rest.empty()) version.parts.push_back({"suffix", std::string(rest)});
    return version;
}

/// A run of digits or of letters; initialize makes "-" ".pre.".
struct Segment {
    std::string text;
    bool number;
};

bool is_zero(const Segment& segment) {
    return segment.number && without_zeros(segment.text) == "0";
}

std::vector<Segment> segments_in(std::string_view text) {
    std::vector<Segment> segments;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        const bool number = is_digit(text[at]);
        while (end < text.size() && (number ? is_digit(text[end]) : is_letter(text[end]))) ++end;
        if (end > at) segments.push_back({std::string(text.substr(at, end - at)), number});
        at = std::max(end, at + 1);
    }
    return segments;
}

/// canonical_segments: the zeros before the first word and those at the end are dropped.
std::vector<Segment> canonical_segments(const Version& version) {
    const auto segments = segments_in(replace_all(without_v(version.text), "-", ".pre."));
    std::vector<Segment> canonical;
    const auto drop_zeros = [&](std::size_t from) {
        while (canonical.size() > from && is_zero(canonical.back())) canonical.pop_back();
    };
    bool words = false;
    std::size_t first_word = 0;
    for (const auto& segment : segments) {
        if (!segment.number && !words) {
            drop_zeros(0);
            words = true;
            first_word = canonical.size();
        }
        canonical.push_back(segment);
    }
    drop_zeros(first_word);
    return canonical;
}

/// A missing segment is the number zero, and words are below numbers.
std::strong_ordering compare_segments(const Segment& left, const Segment& right) {
    if (left.number != right.number) return left.number <=> right.number;
    return left.number ? compare_numbers(left.text, right.text) : compare_bytes(left.text, right.text);
}

std::strong_ordering compare(const Version& left, const Version& right) {
    const auto a = canonical_segments(left);
    const auto b = canonical_segments(right);
    const Segment zero{"0", true};
    for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
        const auto order = compare_segments(i < a.size() ? a[i] : zero, i < b.size() ? b[i] : zero);
        if (order != 0) return order;
    }
    return std::strong_ordering::equal;
}

std::string normal_form(const Version& version) {
    std::string text;
    for (const auto& segment : canonical_segments(version)) {
        if (!text.empty()) text += '.';
        text += segment.number ? std::string(without_zeros(segment.text)) : segment.text;
    }
    return text.empty() ? "0" : text;
}

}  // namespace

const Scheme& gem_scheme() {
    static constexpr Scheme row = {
        "gem", "RubyGems (Gem::Version)", parse, compare, normal_form, word_suffixes, true, "", false, 0};
    return row;
}

}  // namespace bumpgate::release
