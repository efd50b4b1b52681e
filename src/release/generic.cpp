#include <algorithm>

#include "base/text.hpp"
#include "release/numbers.hpp"
#include "release/scheme_rows.hpp"
#include "release/suffixes.hpp"
#include "release/words.hpp"

// Versions of no stated scheme: dotted numbers, then whatever follows. Where the order of two of them is a
// matter of taste, the more careful reading is taken: what may be the same version or an older one is not
// called newer.
namespace bumpgate::release {
namespace {

/// One letter run, number or other byte of a suffix.
struct Token {
    std::string text;  ///< small letters
    bool number;
};

/// Dots, dashes and underscores only separate: 1.4-rc.1 and 1.4rc1 are one version.
bool is_separator(char c) {
    return c == '.' || c == '-' || c == '_';
}

std::string_view run_at(std::string_view text, std::size_t at, bool (*belongs)(char)) {
    std::size_t end = at;
    while (end < text.size() && belongs(text[end])) ++end;
    return text.substr(at, end - at);
}

std::string_view token_at(std::string_view text, std::size_t at) {
    if (is_digit(text[at])) return digits_at(text, at);
    if (is_letter(text[at])) return run_at(text, at, is_letter);
    return text.substr(at, 1);
}

std::vector<Token> tokens(std::string_view suffix) {
    std::vector<Token> found;
    for (std::size_t at = 0; at < suffix.size();) {
        const auto text = token_at(suffix, at);
        if (!is_separator(text.front())) found.push_back({to_lower(text), is_digit(text.front())});
        at += text.size();
    }
    return found;
}

/// A tilde stands below words, as in Debian and RPM, and these below numbers, as in most package managers.
int rank(const Token& token) {
    if (token.text == "~") return 0;
    return token.number ? 2 : 1;
}

std::strong_ordering compare_tokens(const Token& left, const Token& right) {
    const auto ranks = rank(left) <=> rank(right);
    if (ranks != 0) return ranks;
    return left.number ? compare_numbers(left.text, right.text) : compare_bytes(left.text, right.text);
}

std::strong_ordering compare_suffixes(std::string_view left, std::string_view right) {
    const auto ranks = suffix_rank(left) <=> suffix_rank(right);
    if (ranks != 0) return ranks;
    const auto a = tokens(left);
    const auto b = tokens(right);
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        const auto order = compare_tokens(a[i], b[i]);
        if (order != 0) return order;
    }
    return a.size() <=> b.size();
}

std::string_view suffix_of(const Version& version) {
    const auto* part = find_part(version, "suffix");
    return part ? std::string_view(part->value) : std::string_view();
}

bool is_visible(char c) {
    return c > ' ' && c <= '~';
}

std::strong_ordering compare(const Version& left, const Version& right) {
    const auto numbers = compare_releases(left.release, right.release, false);
    return numbers != 0 ? numbers : compare_suffixes(suffix_of(left), suffix_of(right));
}

std::string normal_form(const Version& version) {
    return normal_numbers(version.release) + std::string(suffix_of(version));
}

}  // namespace

std::optional<Version> parse_numbers_and_suffix(std::string_view text) {
    const auto bare = without_v(text);
    Version version;
    version.text = trim(text);
    version.release = dotted_numbers(bare);
    if (version.release.empty() || !std::ranges::all_of(bare, is_visible)) return std::nullopt;
    const auto suffix = bare.substr(dotted_length(version.release));
    if (!suffix.empty()) version.parts.push_back({"suffix", std::string(suffix)});
    return version;
}

std::string_view suffix_word(std::string_view suffix) {
    const auto first = std::min(suffix.find_first_not_of("-_."), suffix.size());
    return run_at(suffix, first, is_letter);
}

SuffixRank suffix_rank(std::string_view suffix) {
    if (suffix.empty()) return SuffixRank::none;
    if (suffix.front() == '~') return SuffixRank::before;  // Debian and RPM write pre-releases so
    const auto* word = find_version_word(suffix_word(suffix));
    return word && word->before ? SuffixRank::before : SuffixRank::after;
}

const Scheme& generic_scheme() {
    static constexpr Scheme row = {"generic",
                                   "Dotted numbers, then anything",
                                   parse_numbers_and_suffix,
                                   compare,
                                   normal_form,
                                   common_suffixes,
                                   false,
                                   "",
                                   false,
                                   0};
    return row;
}

}  // namespace bumpgate::release
