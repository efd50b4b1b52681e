#include <algorithm>

#include "base/text.hpp"
#include "release/numbers.hpp"
#include "release/scheme_rows.hpp"
#include "release/suffixes.hpp"

// Calendar versioning: a year of two or four digits, then one to four numbers (YYYY.MM.MICRO, YY.0M, …), then
// perhaps a modifier ("-rc1"). Short months are those with a zero: 24.4 and 24.04 are one version.
namespace bumpgate::release {
namespace {

constexpr std::size_t most_numbers = 5;

bool is_year(std::string_view digits) {
    if (digits.size() == 2) return digits >= "06";  // "0Y" begins with 06, for 2006
    return digits.size() == 4 && digits >= "1970" && digits <= "2199";
}

/// The dotted numbers as the generic scheme has them, whose order and suffixes are taken over.
std::optional<Version> parse(std::string_view text) {
    auto version = generic_scheme().parse(text);
    if (!version || version->release.size() < 2 || version->release.size() > most_numbers)
        return std::nullopt;
    return is_year(version->release.front()) ? version : std::nullopt;
}

Version without_trailing_zeros(Version version) {
    while (version.release.size() > 2 && without_zeros(version.release.back()) == "0")
        version.release.pop_back();
    return version;
}

std::strong_ordering compare(const Version& left, const Version& right) {
    return generic_scheme().compare(without_trailing_zeros(left), without_trailing_zeros(right));
}

std::string normal_form(const Version& version) {
    return generic_scheme().normal_form(without_trailing_zeros(version));
}

}  // namespace

const Scheme& calver_scheme() {
    static constexpr Scheme row = {
        "calver", "Calendar versions", parse, compare, normal_form, word_suffixes, true, "", false, 0};
    return row;
}

}  // namespace bumpgate::release
