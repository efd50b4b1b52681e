#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "change/requirement.hpp"

// Requirements of crates (The Cargo Book, "Specifying Dependencies"; the crate semver, VersionReq).
namespace bumpgate::change {

namespace {

bool is_version(std::string_view text) {
    const auto fits = [](char c) { return is_alnum(c) || c == '.' || c == '*' || c == '-' || c == '+'; };
    return !text.empty() && (is_digit(text[0]) || text == "*") && std::all_of(text.begin(), text.end(), fits);
}

std::optional<std::vector<Comparator>> comparators_of(std::string_view range) {
    constexpr std::array<std::string_view, 8> operators{">=", "<=", ">", "<", "^", "~", "=", ""};
    std::vector<Comparator> comparators;
    for (auto part : split(range, ',')) {
        part = trim(part);
        const auto* op = std::find_if(operators.begin(), operators.end(),
                                      [&](std::string_view known) { return part.starts_with(known); });
        const auto version = trim(part.substr(op->size()));
        if (!is_version(version)) return std::nullopt;
        comparators.push_back({std::string(*op), std::string(version)});
    }
    return comparators;
}

}  // namespace

Requirement parse_cargo(std::string_view name, std::string_view range) {
    return requirement_of(name, range, comparators_of(range));
}

}  // namespace bumpgate::change
