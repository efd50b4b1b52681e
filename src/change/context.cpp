#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "change/subject.hpp"
#include "change/words.hpp"

// Whether words around a token say that it is a version (docs/version-proof.md, clause 4).
namespace bumpgate::change {

namespace {

bool is_identifier_char(char c) {
    return is_alnum(c) || c == '_' || c == '-' || c == '.' || c == '@';
}

/// Files whose whole content is a version.
bool is_version_file(std::string_view path) {
    const auto slash = path.rfind('/');
    const auto name = slash == std::string_view::npos ? path : path.substr(slash + 1);
    constexpr std::array<std::string_view, 4> names{"VERSION", "VERSION.txt", "version.txt", ".version"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_whole_content(const Subject& subject, std::size_t begin, std::size_t end) {
    auto content = trim(subject.content);
    if (!content.empty() && (content[0] == 'v' || content[0] == 'V')) content.remove_prefix(1);
    return content == subject.content.substr(begin, end - begin);
}

std::string_view trailing_identifier(std::string_view left) {
    std::size_t begin = left.size();
    while (begin > 0 && is_identifier_char(left[begin - 1])) --begin;
    return left.substr(begin);
}

/// The type of a constant, between its name and its value: `VERSION: &'static str = "1.4.2"`.
bool is_type_word(std::string_view word) {
    constexpr std::array<std::string_view, 6> types{"Final", "String", "char", "static", "str", "string"};
    return std::find(types.begin(), types.end(), word) != types.end();
}

/// What separates the version word from the token: punctuation, blanks, quotes, "is", a type.
std::string_view without_connection(std::string_view left) {
    const auto strip = [&left] {
        while (!left.empty() && !is_alnum(left.back()) && static_cast<unsigned char>(left.back()) < 0x80)
            left.remove_suffix(1);
    };
    strip();
    if (left.size() > 2 && left.substr(left.size() - 2) == "is" && !is_alnum(left[left.size() - 3])) {
        left.remove_suffix(2);
        strip();
    }
    while (is_type_word(trailing_identifier(left))) {
        left.remove_suffix(trailing_identifier(left).size());
        strip();
    }
    return left;
}

/// Words that may stand before "version" behind a blank without making it somebody else's: "the version 7".
bool is_filler(std::string_view word) {
    constexpr std::array<std::string_view, 14> fillers{"the",    "a",      "an",     "const",    "var",
                                                       "let",    "static", "export", "final",    "public",
                                                       "define", "string", "auto",   "constexpr"};
    return std::find(fillers.begin(), fillers.end(), to_lower(word)) != fillers.end();
}

bool may_precede(const Names& names, std::string_view words_before) {
    if (names.kinship_in_manifest(words_before) == Kinship::own) return true;
    const auto parts = words::split_identifier(words_before);
    return std::all_of(parts.begin(), parts.end(), [&](const std::string& word) {
        return words::may_precede_version(word) || names.kinship_in_manifest(word) == Kinship::own;
    });
}

/// The words of `identifier` up to the one that says "version"; nothing if none does.
std::optional<std::vector<std::string>> words_before_version(std::string_view identifier) {
    auto parts = words::split_identifier(identifier);
    while (!parts.empty() && words::may_follow_version(parts.back()) && parts.size() > 1) parts.pop_back();
    if (parts.empty() || !words::is_version(parts.back())) return std::nullopt;
    parts.pop_back();
    return parts;
}

/// The word that says version left of a token, and the one before it that says whose.
struct VersionWord {
    std::string_view identifier;  ///< "EXPECTED_VERSION", or "version" in "python version 3"
    std::string before;           ///< "EXPECTED", "python"; empty if nothing stands there
    bool counts = false;          ///< what stands before makes it nobody else's
};

std::optional<VersionWord> version_word(const Context& context, std::string_view left) {
    left = without_connection(left);
    VersionWord word;
    word.identifier = trailing_identifier(left);
    const auto before = words_before_version(word.identifier);
    if (!before || words::is_format_field(word.identifier)) return std::nullopt;
    word.before = join(*before, "-");
    if (!word.before.empty()) {
        word.counts = may_precede(context.names, word.before);
        return word;
    }
    // The word may stand alone, or behind another one after a blank: "python version 3".
    auto rest = left.substr(0, left.size() - word.identifier.size());
    word.counts = rest.empty() || !is_blank(rest.back());
    if (word.counts) return word;
    rest = trim(rest);
    const auto previous = trailing_identifier(rest);
    word.counts = previous.empty() || is_filler(previous) || may_precede(context.names, previous);
    word.before = std::string(previous);
    return word;
}

bool says_version(const Context& context, std::string_view left) {
    const auto word = version_word(context, left);
    return word && word->counts;
}

/// A source map's and a compose file's version is their format's.
bool is_format_file(std::string_view path) {
    return path.size() > 4 && path.substr(path.size() - 4) == ".map";
}

}  // namespace

std::string why_no_version_context(const Context& context, const Subject& subject, std::size_t begin) {
    const auto line = subject.line_begin(begin);
    const auto word = version_word(context, subject.content.substr(line, begin - line));
    if (!word || word->counts) return "no word says version";
    return in_quotes(word->identifier) + " says version, but " + in_quotes(word->before) +
           " before that word does not say that it is this package's";
}

bool in_version_context(const Context& context, const Subject& subject, std::size_t begin, std::size_t end,
                        const Ownership& owner) {
    if (owner.format_field || is_format_file(subject.path)) return false;
    // The own or a sibling's name directly on its left, perhaps with "@" or an operator.
    if (owner.kinship != Kinship::other &&
        (owner.by == Ownership::By::requirement || owner.by == Ownership::By::text))
        return true;
    if (!subject.is_name && is_version_file(subject.path) && is_whole_content(subject, begin, end))
        return true;
    if (owner.kinship != Kinship::other && owner.by == Ownership::By::structure) return true;
    const auto line = subject.line_begin(begin);
    return says_version(context, subject.content.substr(line, begin - line));
}

bool stands_behind_known_name(const Context& context, const Subject& subject, std::size_t begin) {
    const auto line = subject.line_begin(begin);
    const auto name = trailing_identifier(without_connection(subject.content.substr(line, begin - line)));
    return !name.empty() && context.names.kinship(name) != Kinship::other;
}

}  // namespace bumpgate::change
