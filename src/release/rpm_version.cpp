#include <algorithm>

#include "base/text.hpp"
#include "release/numbers.hpp"
#include "release/scheme_rows.hpp"
#include "release/suffixes.hpp"

// RPM versions, [EPOCH:]VERSION[-RELEASE]: rpm-version(7), whose order is that of rpmvercmp.
namespace bumpgate::release {
namespace {

std::optional<Version> parse(std::string_view text) {
    return parse_packaged(text, "._+~^");
}

/// The rest of a text that is compared piece by piece.
struct Scan {
    std::string_view rest;

    [[nodiscard]] bool at(char c) const { return !rest.empty() && rest.front() == c; }
    [[nodiscard]] bool at_end() const { return rest.empty(); }
    [[nodiscard]] bool at_digit() const { return !rest.empty() && is_digit(rest.front()); }

    void skip_separators() {
        while (!rest.empty() && !is_alnum(rest.front()) && !at('~') && !at('^')) rest.remove_prefix(1);
    }

    std::string_view take(bool (*belongs)(char)) {
        std::size_t end = 0;
        while (end < rest.size() && belongs(rest[end])) ++end;
        const auto taken = rest.substr(0, end);
        rest.remove_prefix(end);
        return taken;
    }
};

/// "~" sorts below everything, "^" above the end and below everything else. Nothing if neither is there;
/// `equal` after both had the same.
std::optional<std::strong_ordering> compare_marks(Scan& left, Scan& right) {
    if (left.at('~') || right.at('~')) {
        if (!left.at('~')) return std::strong_ordering::greater;
        if (!right.at('~')) return std::strong_ordering::less;
    } else if (left.at('^') || right.at('^')) {
        if (left.at_end()) return std::strong_ordering::less;
        if (right.at_end()) return std::strong_ordering::greater;
        if (!left.at('^')) return std::strong_ordering::greater;
        if (!right.at('^')) return std::strong_ordering::less;
    } else {
        return std::nullopt;
    }
    left.rest.remove_prefix(1);
    right.rest.remove_prefix(1);
    return std::strong_ordering::equal;
}

/// Both are at a letter or digit: numbers are newer than letters.
std::strong_ordering compare_segments(Scan& left, Scan& right) {
    if (left.at_digit() != right.at_digit()) return left.at_digit() <=> right.at_digit();
    const bool numbers = left.at_digit();
    const auto a = left.take(numbers ? is_digit : is_letter);
    const auto b = right.take(numbers ? is_digit : is_letter);
    return numbers ? compare_numbers(a, b) : compare_bytes(a, b);
}

std::strong_ordering compare_text(std::string_view left_text, std::string_view right_text) {
    Scan left{left_text};
    Scan right{right_text};
    while (!left.at_end() || !right.at_end()) {
        left.skip_separators();
        right.skip_separators();
        if (const auto marks = compare_marks(left, right)) {
            if (*marks != 0) return *marks;
            continue;
        }
        if (left.at_end() || right.at_end()) break;
        const auto order = compare_segments(left, right);
        if (order != 0) return order;
    }
    return right.at_end() <=> left.at_end();
}

/// A release is above none.
std::strong_ordering compare_revisions(const Version& left, const Version& right) {
    const auto* a = find_part(left, "revision");
    const auto* b = find_part(right, "revision");
    if (a == nullptr || b == nullptr) return (a != nullptr) <=> (b != nullptr);
    return compare_text(a->value, b->value);
}

std::strong_ordering compare(const Version& left, const Version& right) {
    auto order = compare_numbers(left.epoch, right.epoch);
    if (order == 0) order = compare_text(upstream_of(left), upstream_of(right));
    return order != 0 ? order : compare_revisions(left, right);
}

}  // namespace

const Scheme& rpm_scheme() {
    static constexpr Scheme row = {
        "rpm", "RPM (rpmvercmp)", parse, compare, packaged_normal_form, packaged_suffixes, false, ":", true,
        0};
    return row;
}

}  // namespace bumpgate::release
