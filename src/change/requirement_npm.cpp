#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "change/requirement.hpp"

// Ranges of npm packages (node-semver, "Ranges").
namespace bumpgate::change {

namespace {

bool is_version_char(char c) {
    return is_alnum(c) || c == '.' || c == '*' || c == '+' || c == '!' || c == '-' || c == '_';
}

/// Takes what matches off the front.
std::string_view take(std::string_view& text, bool (*wanted)(char)) {
    std::size_t end = 0;
    while (end < text.size() && wanted(text[end])) ++end;
    const auto taken = text.substr(0, end);
    text.remove_prefix(end);
    return taken;
}

bool is_range_operator(char c) {
    return c == '<' || c == '>' || c == '=' || c == '~' || c == '^';
}

bool is_npm_operator(std::string_view op) {
    constexpr std::array<std::string_view, 9> operators{"", "=", "<", ">", "<=", ">=", "~", "~>", "^"};
    return std::find(operators.begin(), operators.end(), op) != operators.end();
}

/// A version or a part of one: "1", "1.x", "v1.4.2-rc.1", "*".
bool is_npm_version(std::string_view text) {
    if (text == "*" || text == "x" || text == "X") return true;
    if (text.starts_with('v')) text.remove_prefix(1);
    return !text.empty() && is_digit(text[0]) && std::all_of(text.begin(), text.end(), is_version_char) &&
           text.find('_') == std::string_view::npos;
}

std::optional<std::vector<Comparator>> parse_npm_range(std::string_view range) {
    std::vector<Comparator> comparators;
    auto rest = trim(range);
    while (!rest.empty()) {
        const auto op = take(rest, is_range_operator);
        rest = trim(rest);
        const auto version = rest.substr(0, std::min(rest.find_first_of(" \t"), rest.size()));
        if (!is_npm_operator(op) || !is_npm_version(version)) return std::nullopt;
        comparators.push_back({std::string(op), std::string(version)});
        rest = trim(rest.substr(version.size()));
    }
    return comparators;
}

}  // namespace

Requirement parse_npm(std::string_view name, std::string_view range) {
    Requirement requirement;
    requirement.name = name;
    if (auto comparators = parse_npm_range(range)) {
        requirement.comparators = *std::move(comparators);
    } else {
        requirement.source = range;
    }
    return requirement;
}

}  // namespace bumpgate::change
