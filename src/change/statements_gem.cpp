#include <algorithm>

#include "base/text.hpp"
#include "change/statements.hpp"

// The dependencies of a gem's metadata: a Gem::Specification as Psych writes it. It is read by lines, for its
// tags and aliases are beyond the strict YAML of change/structure.
namespace bumpgate::change::statements {

namespace {

constexpr std::string_view item_start = "- !ruby/object:Gem::Dependency";

std::string_view without_quotes(std::string_view text) {
    text = trim(text);
    const bool has =
        text.size() >= 2 && (text.front() == '\'' || text.front() == '"') && text.back() == text.front();
    return has ? text.substr(1, text.size() - 2) : text;
}

/// The value behind "key:" on a line, its blanks aside.
std::optional<std::string_view> value_of(std::string_view line, std::string_view key) {
    line = trim(line);
    if (!line.starts_with(key) || line.size() <= key.size() || line[key.size()] != ':') return std::nullopt;
    return without_quotes(line.substr(key.size() + 1));
}

/// "- - \">=\"" → ">="
std::optional<std::string_view> operator_of(std::string_view line) {
    line = trim(line);
    if (!line.starts_with("- - ")) return std::nullopt;
    const auto op = without_quotes(line.substr(4));
    const bool fits = !op.empty() && op.find_first_not_of("<>=~!") == std::string_view::npos;
    return fits ? std::optional(op) : std::nullopt;
}

/// One dependency while its lines are read.
struct Item {
    std::string name;
    std::string op;
    std::size_t first = 0;  ///< of the statements
};

}  // namespace

std::vector<Statement> of_gem(const Subject& subject) {
    std::vector<Statement> result;
    std::optional<Item> item;
    bool inside = false;
    std::size_t item_begin = 0;
    const auto close = [&](std::size_t end) {
        if (item && item->first < result.size()) {
            result[item->first].entry_begin = item_begin;
            result[item->first].entry_end = end;
        }
        item.reset();
    };
    for (const auto line : split_lines(subject.content)) {
        const auto begin = static_cast<std::size_t>(line.data() - subject.content.data());
        const bool top = !is_blank(line[0]) && line[0] != '-';
        if (top || line.starts_with(item_start)) close(begin);
        if (top) inside = line.starts_with("dependencies:");
        if (!inside) continue;
        if (line.starts_with(item_start)) {
            item = Item{{}, {}, result.size()};
            item_begin = begin;
        }
        if (!item) continue;
        if (const auto name = value_of(line, "name")) item->name = *name;
        if (const auto op = operator_of(line)) item->op = *op;
        const auto version = value_of(line, "version");
        if (!version || item->op.empty() || item->name.empty()) continue;
        Requirement requirement;
        requirement.name = item->name;
        requirement.comparators.push_back({item->op, std::string(*version)});
        const auto at = static_cast<std::size_t>(version->data() - subject.content.data());
        result.push_back({std::move(requirement), &scheme("gem"), at, at + version->size()});
    }
    close(subject.content.size());
    return result;
}

}  // namespace bumpgate::change::statements
