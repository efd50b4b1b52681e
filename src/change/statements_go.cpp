#include <algorithm>

#include "base/text.hpp"
#include "change/statements.hpp"

// go.mod (The Go Modules Reference, "go.mod files").
namespace bumpgate::change::statements {

namespace {

/// The words of a line, without its comment.
std::vector<std::string_view> words_of(std::string_view line) {
    line = line.substr(0, std::min(line.find("//"), line.size()));
    std::vector<std::string_view> words;
    std::size_t at = 0;
    while (true) {
        at = line.find_first_not_of(" \t\r\n", at);
        if (at == std::string_view::npos) return words;
        const auto end = std::min(line.find_first_of(" \t\r\n", at), line.size());
        words.push_back(line.substr(at, end - at));
        at = end;
    }
}

/// "MODULE VERSION", or "MODULE [VERSION] => TARGET [VERSION]", whose name says where it leads.
std::optional<Requirement> requirement_of(std::string_view verb, const std::vector<std::string_view>& words,
                                          std::string_view comment) {
    Requirement requirement;
    if (verb == "require" && words.size() == 2) {
        requirement.name = words[0];
        requirement.comparators.push_back({">=", std::string(words[1])});
        requirement.marker = comment;
        return requirement;
    }
    const auto arrow = std::find(words.begin(), words.end(), "=>");
    if (verb != "replace" || arrow == words.end() || arrow + 1 == words.end()) return std::nullopt;
    for (auto word = words.begin(); word <= arrow; ++word) requirement.name += std::string(*word) + " ";
    requirement.name += *(arrow + 1);
    if (arrow + 2 != words.end()) requirement.comparators.push_back({"=", std::string(*(arrow + 2))});
    return requirement;
}

}  // namespace

std::vector<Statement> of_go_mod(const Subject& subject) {
    std::vector<Statement> result;
    std::string_view block;  // the verb whose brackets are open
    for (const auto line : split_lines(subject.content)) {
        auto words = words_of(line);
        if (words.empty()) continue;
        if (words[0] == ")") {
            block = {};
            continue;
        }
        auto verb = block;
        if (block.empty()) {
            verb = words[0];
            words.erase(words.begin());
            if (words.size() == 1 && words[0] == "(") {
                block = verb;
                continue;
            }
        }
        if (words.empty()) continue;
        const auto comment = line.find("//");
        auto requirement =
            requirement_of(verb, words, comment == std::string_view::npos ? "" : trim(line.substr(comment)));
        if (!requirement) continue;
        const auto begin = static_cast<std::size_t>(line.data() - subject.content.data());
        const auto value = static_cast<std::size_t>(words[0].data() - subject.content.data());
        const auto text = line.substr(0, line.find_last_not_of(" \t\r\n") + 1);
        result.push_back(
            {*std::move(requirement), &scheme("go"), value, begin + text.size(), begin, begin + line.size()});
    }
    return result;
}

}  // namespace bumpgate::change::statements
