#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "change/requirement.hpp"

// Match specifications of conda as index.json has them: name, version and build with blanks between them.
namespace bumpgate::change {

namespace {

bool is_version(std::string_view text) {
    const auto fits = [](char c) {
        return is_alnum(c) || c == '.' || c == '*' || c == '_' || c == '!' || c == '+' || c == '-';
    };
    return !text.empty() && (is_digit(text[0]) || text == "*") && std::all_of(text.begin(), text.end(), fits);
}

std::optional<std::vector<Comparator>> comparators_of(std::string_view range) {
    constexpr std::array<std::string_view, 9> operators{"==", ">=", "<=", "!=", "~=", ">", "<", "=", ""};
    std::vector<Comparator> comparators;
    for (const auto part : split(range, ',')) {
        const auto* op = std::find_if(operators.begin(), operators.end(),
                                      [&](std::string_view known) { return part.starts_with(known); });
        const auto version = part.substr(op->size());
        if (!is_version(version)) return std::nullopt;
        comparators.push_back({std::string(*op), std::string(version)});
    }
    return comparators;
}

}  // namespace

std::optional<Requirement> parse_conda(std::string_view spec) {
    std::vector<std::string_view> words;
    for (const auto word : split(trim(spec), ' ')) {
        if (!word.empty()) words.push_back(word);
    }
    if (words.empty()) return std::nullopt;
    Requirement requirement;
    requirement.name = words[0];
    if (words.size() == 1) return requirement;
    auto comparators = comparators_of(words[1]);
    if (!comparators || words.size() > 3) {
        requirement.source = spec;
        return requirement;
    }
    requirement.comparators = *std::move(comparators);
    if (words.size() == 3) requirement.marker = words[2];
    return requirement;
}

}  // namespace bumpgate::change
