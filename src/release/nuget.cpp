#include <algorithm>

#include "base/text.hpp"
#include "release/numbers.hpp"
#include "release/scheme_rows.hpp"
#include "release/suffixes.hpp"

// NuGet versions: "Package versioning" of its documentation, "Normalized version numbers": Semantic
// Versioning 2.0.0 with one to four numbers, leading zeros allowed, and letters of any case.
namespace bumpgate::release {
namespace {

bool is_number(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, is_digit);
}

bool is_identifier(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return is_alnum(c) || c == '-'; });
}

bool are_identifiers(std::string_view dotted) {
    return std::ranges::all_of(split(dotted, '.'), is_identifier);
}

std::optional<std::string_view> cut_behind(std::string_view& text, char mark) {
    const auto at = text.find(mark);
    if (at == std::string_view::npos) return std::nullopt;
    const auto tail = text.substr(at + 1);
    text = text.substr(0, at);
    return tail;
}

std::optional<Version> parse(std::string_view text) {
    Version version;
    version.text = trim(text);
    auto rest = without_v(text);
    const auto build = cut_behind(rest, '+');
    const auto pre = cut_behind(rest, '-');
    version.release = dotted_numbers(rest);
    const auto count = version.release.size();
    if (count < 1 || count > 4 || dotted_length(version.release) != rest.size()) return std::nullopt;
    if ((pre && !are_identifiers(*pre)) || (build && !are_identifiers(*build))) return std::nullopt;
    if (pre) version.parts.push_back({"pre", std::string(*pre)});
    if (build) version.parts.push_back({"build", std::string(*build)});
    return version;
}

std::strong_ordering compare_identifiers(std::string_view left, std::string_view right) {
    const bool left_number = is_number(left);
    const bool right_number = is_number(right);
    if (left_number != right_number) return right_number <=> left_number;
    return left_number ? compare_numbers(left, right) : compare_bytes(to_lower(left), to_lower(right));
}

std::strong_ordering compare_lists(std::string_view left, std::string_view right) {
    const auto a = split(left, '.');
    const auto b = split(right, '.');
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        const auto order = compare_identifiers(a[i], b[i]);
        if (order != 0) return order;
    }
    return a.size() <=> b.size();
}

/// Metadata behind the "+" has no part in the order.
std::strong_ordering compare(const Version& left, const Version& right) {
    const auto numbers = compare_releases(left.release, right.release, true);
    if (numbers != 0) return numbers;
    const auto* a = find_part(left, "pre");
    const auto* b = find_part(right, "pre");
    if (a && b) return compare_lists(a->value, b->value);
    return (a == nullptr) <=> (b == nullptr);
}

/// Three numbers without leading zeros, a fourth unless it is zero, no metadata.
std::string normal_form(const Version& version) {
    auto numbers = version.release;
    while (numbers.size() < 3) numbers.emplace_back("0");
    if (numbers.size() == 4 && without_zeros(numbers.back()) == "0") numbers.pop_back();
    const auto* pre = find_part(version, "pre");
    return normal_numbers(numbers) + (pre == nullptr ? "" : "-" + pre->value);
}

}  // namespace

const Scheme& nuget_scheme() {
    static constexpr Scheme row = {"nuget",     "NuGet (SemVer 2.0.0 with four numbers)",
                                   parse,       compare,
                                   normal_form, common_suffixes,
                                   true,        "",
                                   false,       4};
    return row;
}

}  // namespace bumpgate::release
