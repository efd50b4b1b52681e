#include <algorithm>

#include "base/text.hpp"
#include "release/numbers.hpp"
#include "release/scheme_rows.hpp"
#include "release/suffixes.hpp"

// Debian versions: deb-version(7).
namespace bumpgate::release {
namespace {

std::optional<Version> parse(std::string_view text) {
    return parse_packaged(text, ".+~");
}

/// "Sorting algorithm": letters below all other characters, a tilde below everything, even the end.
int rank_at(std::string_view text, std::size_t at) {
    if (at >= text.size() || is_digit(text[at])) return 0;
    if (text[at] == '~') return -1;
    const int byte = static_cast<unsigned char>(text[at]);
    return is_letter(text[at]) ? byte : byte + 256;
}

bool is_word_at(std::string_view text, std::size_t at) {
    return at < text.size() && !is_digit(text[at]);
}

/// Runs that are no digits and runs that are, in turns.
std::strong_ordering compare_text(std::string_view left, std::string_view right) {
    std::size_t a = 0;
    std::size_t b = 0;
    while (a < left.size() || b < right.size()) {
        while (is_word_at(left, a) || is_word_at(right, b)) {
            const auto order = rank_at(left, a) <=> rank_at(right, b);
            if (order != 0) return order;
            ++a;
            ++b;
        }
        const auto left_digits = digits_at(left, std::min(a, left.size()));
        const auto right_digits = digits_at(right, std::min(b, right.size()));
        const auto order = compare_numbers(left_digits, right_digits);
        if (order != 0) return order;
        a += left_digits.size();
        b += right_digits.size();
    }
    return std::strong_ordering::equal;
}

/// "The absence of a debian-revision is equivalent to a debian-revision of 0."
std::string_view revision_of(const Version& version) {
    const auto* part = find_part(version, "revision");
    return part == nullptr ? std::string_view() : std::string_view(part->value);
}

std::strong_ordering compare(const Version& left, const Version& right) {
    auto order = compare_numbers(left.epoch, right.epoch);
    if (order == 0) order = compare_text(upstream_of(left), upstream_of(right));
    return order != 0 ? order : compare_text(revision_of(left), revision_of(right));
}

}  // namespace

const Scheme& debian_scheme() {
    static constexpr Scheme row = {"debian",
                                   "Debian (deb-version)",
                                   parse,
                                   compare,
                                   packaged_normal_form,
                                   packaged_suffixes,
                                   false,
                                   ":",
                                   true,
                                   0};
    return row;
}

}  // namespace bumpgate::release
