#include <algorithm>

#include "base/text.hpp"
#include "verdicts.hpp"

namespace bumpgate::report_test {

std::string fingerprint(std::size_t number) {
    // A multiplication scatters the numbers, so that the ids look like the real ones.
    auto bits = (number + 1) * 0x9E3779B97F4A7C15ULL;
    std::string id;
    for (; id.size() < 16; bits >>= 4U) id += "0123456789abcdef"[bits & 0xFU];
    return id;
}

ChangeSide in_line(std::size_t line_number, std::string_view line, std::string_view text) {
    const auto visible = text.ends_with('\n') ? text.substr(0, text.size() - 1) : text;
    const auto at = visible.empty() ? line.size() : line.find(visible);
    return {{line_number * 40 + at, text.size(), line_number, at + 1}, std::string(text), std::string(line)};
}

ChangeSide whole_lines(std::size_t line_number, std::string_view text) {
    return {{line_number * 40, text.size(), line_number, 1},
            std::string(text),
            std::string(text.substr(0, text.size() - 1))};
}

ChangeSide nothing_before(std::size_t line_number, std::string_view line) {
    return {{line_number * 40, 0, line_number, 1}, "", std::string(line)};
}

ChangeSide at_byte(std::size_t offset, std::string_view bytes) {
    return {{offset, bytes.size(), 1, offset + 1}, std::string(bytes), ""};
}

Change edit(std::string_view kind, std::string path, ChangeSide old_side, ChangeSide new_side,
            std::string reason) {
    Change change;
    change.kind = kind;
    change.path = std::move(path);
    change.old_side = std::move(old_side);
    change.new_side = std::move(new_side);
    change.reason = std::move(reason);
    return change;
}

Change swap(std::string_view kind, std::string path, std::string old_value, std::string new_value,
            std::string reason) {
    Change change;
    change.kind = kind;
    change.path = std::move(path);
    change.old_value = std::move(old_value);
    change.new_value = std::move(new_value);
    change.reason = std::move(reason);
    return change;
}

JudgedChange allowed(Change change, std::string rule) {
    JudgedChange judged;
    judged.change = std::move(change);
    judged.decision = Decision::allowed;
    judged.rule = std::move(rule);
    return judged;
}

JudgedChange denied(Change change, std::string explanation, std::string fix, std::string fix_means) {
    JudgedChange judged;
    judged.change = std::move(change);
    judged.explanation = std::move(explanation);
    judged.fix = std::move(fix);
    judged.fix_means = std::move(fix_means);
    return judged;
}

JudgedChange ignored(Change change, std::string setting) {
    auto judged = allowed(std::move(change), std::move(setting));
    judged.decision = Decision::ignored;
    return judged;
}

Verdict numbered(Verdict verdict) {
    std::ranges::stable_sort(verdict.changes, {},
                             [](const JudgedChange& judged) { return std::string_view(judged.change.path); });
    std::size_t number = 0;
    for (auto& judged : verdict.changes) judged.change.id = fingerprint(number++);
    for (auto& judged : verdict.hazards) judged.finding.id = fingerprint(number++);
    return verdict;
}

}  // namespace bumpgate::report_test
