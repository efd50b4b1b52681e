#include <algorithm>

#include "base/text.hpp"
#include "change/requirement.hpp"

// Ranges of Maven and NuGet (Maven, "Dependency Version Requirement Specification"; NuGet, "Version ranges").
namespace bumpgate::change {

namespace {

bool is_version(std::string_view text) {
    const auto fits = [](char c) {
        return is_alnum(c) || c == '.' || c == '-' || c == '+' || c == '_' || c == '*';
    };
    return !text.empty() && is_digit(text[0]) && std::all_of(text.begin(), text.end(), fits);
}

/// One bound: the bracket on its side is the operator; a bound that is left out has no version.
bool add_bound(std::string_view op, std::string_view text, std::vector<Comparator>& comparators) {
    text = trim(text);
    if (!text.empty() && !is_version(text)) return false;
    comparators.push_back({std::string(op), std::string(text)});
    return true;
}

std::optional<std::vector<Comparator>> comparators_of(std::string_view range) {
    range = trim(range);
    std::vector<Comparator> comparators;
    if (is_version(range)) {
        comparators.push_back({"", std::string(range)});
        return comparators;
    }
    if (range.size() < 3 || (range.front() != '[' && range.front() != '(') ||
        (range.back() != ']' && range.back() != ')'))
        return std::nullopt;
    const auto bounds = split(range.substr(1, range.size() - 2), ',');
    const auto open = range.substr(0, 1);
    const auto close = range.substr(range.size() - 1);
    if (bounds.size() == 1) {
        const bool fits = open == "[" && close == "]" && is_version(trim(bounds[0])) &&
                          add_bound("[]", bounds[0], comparators);
        return fits ? std::optional(comparators) : std::nullopt;
    }
    if (bounds.size() != 2 || !add_bound(open, bounds[0], comparators) ||
        !add_bound(close, bounds[1], comparators))
        return std::nullopt;
    return comparators;
}

}  // namespace

Requirement parse_interval(std::string_view name, std::string_view range) {
    return requirement_of(name, range, comparators_of(range));
}

}  // namespace bumpgate::change
