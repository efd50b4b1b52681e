#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "change/requirement.hpp"

// Requirements of Python packages (PEP 508, PEP 440).
namespace bumpgate::change {

namespace {

bool is_name_char(char c) {
    return is_alnum(c) || c == '.' || c == '_' || c == '-';
}

bool is_version_char(char c) {
    return is_alnum(c) || c == '.' || c == '*' || c == '+' || c == '!' || c == '-' || c == '_';
}

std::string without_blanks(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (!is_blank(c)) result += c;
    }
    return result;
}

/// Takes what matches off the front.
std::string_view take(std::string_view& text, bool (*wanted)(char)) {
    std::size_t end = 0;
    while (end < text.size() && wanted(text[end])) ++end;
    const auto taken = text.substr(0, end);
    text.remove_prefix(end);
    return taken;
}

std::string_view take_operator(std::string_view& text) {
    constexpr std::array<std::string_view, 8> operators{
        "===", "==", "~=", "!=", "<=", ">=", "<", ">"};  // PEP 440, longest first
    for (const auto op : operators) {
        if (!text.starts_with(op)) continue;
        text.remove_prefix(op.size());
        return op;
    }
    return {};
}

/// "==1.0, <2": nothing if anything else stands there.
std::optional<std::vector<Comparator>> parse_specifiers(std::string_view text) {
    std::vector<Comparator> comparators;
    text = trim(text);
    while (!text.empty()) {
        const auto op = take_operator(text);
        text = trim(text);
        const auto version = take(text, is_version_char);
        if (op.empty() || version.empty()) return std::nullopt;
        comparators.push_back({std::string(op), std::string(version)});
        text = trim(text);
        if (text.empty()) break;
        if (text[0] != ',') return std::nullopt;
        text = trim(text.substr(1));
        if (text.empty()) return std::nullopt;
    }
    return comparators;
}

/// Where a comment, pip's options for this requirement ("--hash=…") or a "\\" at the line's end begin: at the
/// start or behind a blank.
std::size_t remark_begin(std::string_view line) {
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (at > 0 && !is_blank(line[at - 1])) continue;
        const auto rest = line.substr(at);
        if (rest[0] == '#' || rest.starts_with("--") || rest == "\\") return at;
    }
    return line.size();
}

std::string_view without_parentheses(std::string_view text) {
    const bool has = text.size() >= 2 && text.front() == '(' && text.back() == ')';
    return has ? text.substr(1, text.size() - 2) : text;
}

std::string_view first_word(std::string_view text) {
    return text.substr(0, std::min(text.find_first_of(" \t"), text.size()));
}

/// pip also takes a bare URL or path for a requirement. Its name is what "#egg=" says, or all of it.
std::optional<Requirement> parse_bare_source(std::string_view text) {
    const auto word = first_word(text);
    const bool option = text.starts_with('-');
    if (option || text.starts_with('[') || word.find('/') == std::string_view::npos) return std::nullopt;
    Requirement requirement;
    requirement.source = word;
    const auto egg = word.find("#egg=");
    requirement.name = egg == std::string_view::npos ? word : word.substr(egg + 5);
    requirement.marker = trim(text.substr(word.size()));
    return requirement;
}

/// What follows "@": a URL may hold ";", so a marker stands behind a blank.
std::optional<Requirement> parse_url(Requirement requirement, std::string_view text) {
    const auto url = first_word(text);
    const auto rest = trim(text.substr(url.size()));
    if (url.empty() || (!rest.empty() && rest[0] != ';')) return std::nullopt;
    requirement.source = url;
    if (!rest.empty()) requirement.marker = trim(rest.substr(1));
    return requirement;
}

std::optional<Requirement> parse_ranges(Requirement requirement, std::string_view text) {
    const auto semicolon = text.find(';');
    if (semicolon != std::string_view::npos) {
        requirement.marker = trim(text.substr(semicolon + 1));
        text = trim(text.substr(0, semicolon));
    }
    auto comparators = parse_specifiers(without_parentheses(text));
    if (!comparators) return std::nullopt;
    requirement.comparators = *std::move(comparators);
    return requirement;
}

/// A requirement of PEP 508 without a remark.
std::optional<Requirement> parse_named(std::string_view text) {
    Requirement requirement;
    const auto name = take(text, is_name_char);
    if (name.empty() || !is_alnum(name.front()) || !is_alnum(name.back())) return std::nullopt;
    requirement.name = name;
    text = trim(text);
    if (text.starts_with('[')) {
        const auto close = text.find(']');
        if (close == std::string_view::npos) return std::nullopt;
        requirement.extras = without_blanks(text.substr(1, close - 1));
        text = trim(text.substr(close + 1));
    }
    if (text.starts_with('@')) return parse_url(std::move(requirement), trim(text.substr(1)));
    return parse_ranges(std::move(requirement), text);
}

std::optional<Requirement> parse_plain(std::string_view text) {
    auto named = parse_named(text);
    return named ? named : parse_bare_source(text);
}

}  // namespace

std::optional<Requirement> parse_pep508(std::string_view line) {
    line = trim(line);
    const auto begin = remark_begin(line);
    auto requirement = parse_plain(trim(line.substr(0, begin)));
    if (requirement && begin < line.size()) {
        if (!requirement->marker.empty()) requirement->marker += ' ';
        requirement->marker += line.substr(begin);
    }
    return requirement;
}

}  // namespace bumpgate::change
