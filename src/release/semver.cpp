#include <algorithm>

#include "base/text.hpp"
#include "release/numbers.hpp"
#include "release/scheme_rows.hpp"
#include "release/suffixes.hpp"

// Semantic Versioning 2.0.0. The numbers in brackets are clauses of its text.
namespace bumpgate::release {
namespace {

bool is_number(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, is_digit);
}

/// Clauses 2 and 9: numbers have no leading zeros.
bool is_plain_number(std::string_view text) {
    return is_number(text) && (text.size() == 1 || text.front() != '0');
}

/// Clauses 9 and 10: ASCII letters, digits and hyphens, not empty.
bool is_identifier(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return is_alnum(c) || c == '-'; });
}

bool is_pre_identifier(std::string_view text) {
    return is_identifier(text) && (!is_number(text) || is_plain_number(text));
}

bool are_all(std::string_view dotted, bool (*test)(std::string_view)) {
    return std::ranges::all_of(split(dotted, '.'), test);
}

/// Clause 2: exactly X.Y.Z.
bool read_numbers(std::string_view text, Version& version) {
    version.release = dotted_numbers(text);
    return version.release.size() == 3 && dotted_length(version.release) == text.size() &&
           std::ranges::all_of(version.release, is_plain_number);
}

/// Takes what stands behind the first `mark` off `text`; nothing if there is no mark.
std::optional<std::string_view> cut_behind(std::string_view& text, char mark) {
    const auto at = text.find(mark);
    if (at == std::string_view::npos) return std::nullopt;
    const auto tail = text.substr(at + 1);
    text = text.substr(0, at);
    return tail;
}

}  // namespace

std::optional<Version> parse_semver(std::string_view text) {
    Version version;
    version.text = trim(text);
    auto rest = without_v(text);
    // The build goes first: it may hold hyphens, and a pre-release cannot hold a plus.
    const auto build = cut_behind(rest, '+');
    const auto pre = cut_behind(rest, '-');
    if (!read_numbers(rest, version)) return std::nullopt;
    if (pre && !are_all(*pre, is_pre_identifier)) return std::nullopt;
    if (build && !are_all(*build, is_identifier)) return std::nullopt;
    if (pre) version.parts.push_back({"pre", std::string(*pre)});
    if (build) version.parts.push_back({"build", std::string(*build)});
    return version;
}

namespace {

/// Clauses 11.4.1 to 11.4.3.
std::strong_ordering compare_identifiers(std::string_view left, std::string_view right) {
    const bool left_number = is_number(left);
    const bool right_number = is_number(right);
    if (left_number != right_number) return right_number <=> left_number;
    return left_number ? compare_numbers(left, right) : compare_bytes(left, right);
}

/// Clause 11.4: the first identifier that differs decides, else the longer list is above.
std::strong_ordering compare_lists(std::string_view left, std::string_view right) {
    const auto a = split(left, '.');
    const auto b = split(right, '.');
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        const auto order = compare_identifiers(a[i], b[i]);
        if (order != 0) return order;
    }
    return a.size() <=> b.size();
}

}  // namespace

/// Clause 11. Build metadata has no part in it (clause 10).
std::strong_ordering compare_semver(const Version& left, const Version& right) {
    const auto numbers = compare_releases(left.release, right.release, true);
    if (numbers != 0) return numbers;
    const auto* a = find_part(left, "pre");
    const auto* b = find_part(right, "pre");
    if (a && b) return compare_lists(a->value, b->value);
    return (a == nullptr) <=> (b == nullptr);
}

namespace {

std::string normal_form(const Version& version) {
    return std::string(without_v(version.text));
}

}  // namespace

const Scheme& semver_scheme() {
    static constexpr Scheme row = {"semver",     "Semantic Versioning 2.0.0",
                                   parse_semver, compare_semver,
                                   normal_form,  common_suffixes,
                                   false,        "",
                                   false,        0};
    return row;
}

}  // namespace bumpgate::release
