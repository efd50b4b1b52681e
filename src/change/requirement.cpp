#include "change/requirement.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace bumpgate::change {

namespace {

// ---- PEP 508

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

// ---- node-semver

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

// ---- movement

/// The plain prefix of a version, and how many wildcards follow it.
struct Prefix {
    std::string text;
    std::size_t wildcards = 0;
};

Prefix prefix_of(std::string_view version) {
    Prefix prefix;
    while (true) {
        const auto dot = version.rfind('.');
        const auto last = dot == std::string_view::npos ? version : version.substr(dot + 1);
        if (last != "*" && last != "x" && last != "X") break;
        ++prefix.wildcards;
        version = version.substr(0, dot == std::string_view::npos ? 0 : dot);
    }
    prefix.text = version;
    return prefix;
}

/// A part of a version means its lowest full one: SemVer has no "1.4".
std::optional<release::Version> parse_part(const release::Scheme& scheme, std::string text) {
    if (auto version = scheme.parse(text)) return version;
    for (int zeros = 0; zeros < 2; ++zeros) {
        text += ".0";
        if (auto version = scheme.parse(text)) return version;
    }
    return std::nullopt;
}

/// How many numbers a version has, before it is filled up.
std::size_t width_of(const release::Scheme& scheme, const std::string& text) {
    if (const auto version = scheme.parse(text)) return version->release.size();
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '.')) + 1;
}

/// Where the number of components says how wide a range is ("~=1.4" takes 1.5, "~=1.4.2" does not; so do
/// npm's parts of a version, and wildcards), another number of them is more than a movement.
bool are_as_wide(const release::Scheme& scheme, std::string_view op, const Prefix& from, const Prefix& to) {
    if (from.wildcards != to.wildcards) return false;
    const bool whole = from.wildcards == 0 && scheme.parse(from.text) && scheme.parse(to.text);
    return (whole && op != "~=") || width_of(scheme, from.text) == width_of(scheme, to.text);
}

std::optional<release::Step> step_of(const Comparator& from, const Comparator& to,
                                     const release::Scheme& scheme) {
    if (from.op != to.op) return std::nullopt;
    if (from.version == to.version) return release::Step::none;
    if (from.op == "!=") return std::nullopt;  // lets in what was shut out
    const auto old_prefix = prefix_of(from.version);
    const auto new_prefix = prefix_of(to.version);
    const auto old_version = parse_part(scheme, old_prefix.text);
    const auto new_version = parse_part(scheme, new_prefix.text);
    if (!old_version || !new_version || !are_as_wide(scheme, from.op, old_prefix, new_prefix))
        return std::nullopt;
    return release::step_between(scheme, *old_version, *new_version);
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

std::optional<Movement> movement(const Requirement& from, const Requirement& to,
                                 const release::Scheme& scheme) {
    const bool same = from.name == to.name && from.extras == to.extras && from.marker == to.marker;
    if (!same || !from.source.empty() || !to.source.empty() ||
        from.comparators.size() != to.comparators.size())
        return std::nullopt;
    Movement moved;
    for (std::size_t i = 0; i < from.comparators.size(); ++i) {
        const auto step = step_of(from.comparators[i], to.comparators[i], scheme);
        if (!step) return std::nullopt;
        moved.step = std::max(moved.step, *step);  // downgrade is the highest
    }
    return moved;
}

}  // namespace bumpgate::change
