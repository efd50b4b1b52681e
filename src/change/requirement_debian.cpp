#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "change/requirement.hpp"

// Relationships between Debian packages (Debian Policy 7.1, "Syntax of relationship fields").
namespace bumpgate::change {

namespace {

bool is_name_char(char c) {
    return is_lower(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
}

bool is_version_char(char c) {
    return is_alnum(c) || c == '.' || c == '+' || c == '-' || c == '~' || c == ':';
}

bool is_operator(std::string_view op) {
    constexpr std::array<std::string_view, 5> operators{"<<", "<=", "=", ">=", ">>"};
    return std::find(operators.begin(), operators.end(), op) != operators.end();
}

/// "(>= 1.0)" without its brackets.
std::optional<Comparator> comparator_of(std::string_view text) {
    const auto end = std::min(text.find_first_not_of("<=>"), text.size());
    const auto op = text.substr(0, end);
    const auto version = trim(text.substr(end));
    if (!is_operator(op) || version.empty() || !std::all_of(version.begin(), version.end(), is_version_char))
        return std::nullopt;
    return Comparator{std::string(op), std::string(version)};
}

Requirement opaque(std::string_view item) {
    Requirement requirement;
    requirement.name = item.substr(0, std::min(item.find_first_of(" \t\r\n(|"), item.size()));
    requirement.source = item;
    return requirement;
}

}  // namespace

std::optional<Requirement> parse_debian(std::string_view item) {
    item = trim(item);
    if (item.empty()) return std::nullopt;
    if (item.find('|') != std::string_view::npos) return opaque(item);
    Requirement requirement;
    std::size_t end = 0;
    while (end < item.size() && is_name_char(item[end])) ++end;
    requirement.name = item.substr(0, end);
    auto rest = item.substr(end);
    if (rest.starts_with(':')) {
        const auto stop = std::min(rest.find_first_of(" \t("), rest.size());
        requirement.extras = rest.substr(1, stop - 1);
        rest.remove_prefix(stop);
    }
    rest = trim(rest);
    if (rest.starts_with('(')) {
        const auto close = rest.find(')');
        const auto comparator =
            close == std::string_view::npos ? std::nullopt : comparator_of(trim(rest.substr(1, close - 1)));
        if (!comparator) return opaque(item);
        requirement.comparators.push_back(*comparator);
        rest = trim(rest.substr(close + 1));
    }
    if (requirement.name.empty() || (!rest.empty() && rest[0] != '[' && rest[0] != '<')) return opaque(item);
    requirement.marker = rest;
    return requirement;
}

}  // namespace bumpgate::change
