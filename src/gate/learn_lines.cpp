#include "gate/learn_lines.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "gate/entry.hpp"

namespace bumpgate::gate {

namespace {

constexpr std::size_t longest_expression = 400;  // bytes

/// As RE2 takes it for itself. Digits become `[0-9]+` in a skeleton.
std::string expression(std::string_view line, bool skeleton) {
    std::string text;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (skeleton && is_digit(line[i])) {
            while (i + 1 < line.size() && is_digit(line[i + 1])) ++i;
            text += "[0-9]+";
            continue;
        }
        if (std::string_view("\\^$.|?*+()[]{}").find(line[i]) != std::string_view::npos) text += '\\';
        text += line[i];
    }
    return text;
}

/// One alternative for each line; for all of several lessons that have a skeleton in common, that skeleton.
std::optional<std::string> alternatives(const std::map<std::string, std::set<std::size_t>>& lines) {
    std::map<std::string, std::set<std::size_t>> skeletons;
    for (const auto& [line, lessons] : lines)
        skeletons[expression(line, true)].insert(lessons.begin(), lessons.end());
    std::set<std::string> all;
    for (const auto& entry : lines) {
        auto skeleton = expression(entry.first, true);
        const bool repeats = skeletons.at(skeleton).size() > 1;
        all.insert(repeats ? std::move(skeleton) : expression(entry.first, false));
    }
    auto text = join(std::vector<std::string>(all.begin(), all.end()), "|");
    if (text.size() > longest_expression) return std::nullopt;
    return text;
}

bool add_side(std::optional<Regex>& side, const std::map<std::string, std::set<std::size_t>>& lines) {
    if (lines.empty()) return true;
    const auto text = alternatives(lines);
    if (!text) return false;
    auto regex = Regex::compile(*text);
    if (!regex) return false;
    side = *std::move(regex);
    return true;
}

}  // namespace

std::optional<ChangedLines> lines_of(const Change& change) {
    if (!change.old_side || !change.new_side) return std::nullopt;
    ChangedLines lines;
    const auto collect = [](const ChangeSide& side, std::vector<std::string>& into) {
        if (side.lines_cut) return false;
        for (const auto line : split(side.lines, '\n')) {
            if (hides_something(line) || !is_utf8(line)) return false;
            into.emplace_back(line);
        }
        return true;
    };
    if (!is_pure_addition(change) && !collect(*change.old_side, lines.removed)) return std::nullopt;
    if (!is_pure_removal(change) && !collect(*change.new_side, lines.added)) return std::nullopt;
    return lines;
}

void LearnedLines::add(ChangedLines lines, std::size_t lesson) {
    for (auto& line : lines.removed) removed_[std::move(line)].insert(lesson);
    for (auto& line : lines.added) added_[std::move(line)].insert(lesson);
}

std::optional<policy::Allow> LearnedLines::entry() const {
    policy::LineEntry line;
    if (!add_side(line.added, added_) || !add_side(line.removed, removed_)) return std::nullopt;
    policy::Allow allow;
    allow.kind = "line";
    allow.line = std::move(line);
    return allow;
}

}  // namespace bumpgate::gate
