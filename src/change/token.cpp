#include "change/token.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "change/words.hpp"

namespace bumpgate::change {

namespace {

using release::Row;
using release::Shape;
using release::Spelling;

std::optional<Token> spelled_token(const Context& context, const Subject& old_subject,
                                   const Subject& new_subject, std::size_t old_floor, std::size_t old_at,
                                   std::size_t new_at) {
    for (const auto& spelling : context.spellings) {
        // Where one text begins with the other, what follows may be alike, too: "12.2.tar" and "12.2.1.tar".
        const std::size_t reach = std::max(spelling.old_text.size(), spelling.new_text.size());
        for (std::size_t back = 0; back <= reach; ++back) {
            if (old_at < old_floor + back || new_at < back) break;
            const std::size_t old_begin = old_at - back;
            const std::size_t new_begin = new_at - back;
            if (old_subject.content.compare(old_begin, spelling.old_text.size(), spelling.old_text) != 0)
                continue;
            if (new_subject.content.compare(new_begin, spelling.new_text.size(), spelling.new_text) != 0)
                continue;
            if (!release::stands_alone(old_subject.content, old_begin, spelling.old_text, spelling.shape))
                continue;
            if (!release::stands_alone(new_subject.content, new_begin, spelling.new_text, spelling.shape))
                continue;
            Token token;
            token.old_begin = old_begin;
            token.old_end = old_begin + spelling.old_text.size();
            token.new_begin = new_begin;
            token.new_end = new_begin + spelling.new_text.size();
            token.shape = spelling.shape;
            token.numbers = count_numbers(spelling.old_text);
            token.four_parts = spelling.four_parts;
            return token;
        }
    }
    return std::nullopt;
}

/// Where the row that holds `at` may start: back over numbers, commas and blanks.
std::size_t row_begin(std::string_view content, std::size_t floor, std::size_t at) {
    while (at > floor && (is_digit(content[at - 1]) || content[at - 1] == ',' || is_blank(content[at - 1])))
        --at;
    while (at < content.size() && !is_digit(content[at])) ++at;
    return at;
}

/// The bytes between the numbers of a row are the same on both sides.
bool same_gaps(const Row& old_row, const Row& new_row) {
    for (std::size_t i = 0; i + 1 < old_row.numbers.size(); ++i) {
        const auto gap = [i](const Row& row) {
            const char* begin = row.numbers[i].data() + row.numbers[i].size();
            return std::string_view(begin, static_cast<std::size_t>(row.numbers[i + 1].data() - begin));
        };
        if (gap(old_row) != gap(new_row)) return false;
    }
    return true;
}

std::optional<Token> row_token(const Context& context, const Subject& old_subject, const Subject& new_subject,
                               std::size_t old_floor, std::size_t old_at, std::size_t new_at) {
    const std::size_t old_begin = row_begin(old_subject.content, old_floor, old_at);
    if (old_begin > old_at || old_at - old_begin > new_at) return std::nullopt;
    const std::size_t new_begin = new_at - (old_at - old_begin);
    const auto old_row = release::row_at(old_subject.content, old_begin);
    const auto new_row = release::row_at(new_subject.content, new_begin);
    if (!old_row || !new_row || old_row->end < old_at || new_row->end < new_at) return std::nullopt;
    // `(1, 4, 2+x)`: a suffix, or an expression.
    const auto goes_on = [](const Subject& subject, const Row& row) {
        return subject.content.substr(row.end, 1) == "+" || subject.content.substr(row.end, 1) == "~";
    };
    if (goes_on(old_subject, *old_row) || goes_on(new_subject, *new_row)) return std::nullopt;
    const bool stated =
        release::row_states(*old_row, *context.release.scheme, context.version(Side::old_side)) &&
        release::row_states(*new_row, *context.release.scheme, context.version(Side::new_side));
    if (!stated || old_row->numbers.size() != new_row->numbers.size()) return std::nullopt;
    if (!same_gaps(*old_row, *new_row) || old_row->bracketed != new_row->bracketed ||
        old_row->tail != new_row->tail)
        return std::nullopt;
    Token token;
    token.old_begin = old_begin;
    token.old_end = old_row->end;
    token.new_begin = new_begin;
    token.new_end = new_row->end;
    token.numbers = old_row->numbers.size();
    token.row = true;
    return token;
}

// ---- split constants: MAJOR 1, MINOR 4, PATCH 2

std::string_view line_around(const Subject& subject, std::size_t at) {
    const auto begin = subject.line_begin(at);
    return subject.content.substr(begin, subject.line_end(at) - begin);
}

/// Nobody writes constants on longer ones, and minified code would be read again for every difference.
constexpr std::size_t longest_constant_line = 1024;

struct ConstantWord {
    std::string_view word;
    std::size_t component;
};
constexpr std::array<ConstantWord, 7> constant_words{{
    {"major", 0},
    {"minor", 1},
    {"patch", 2},
    {"micro", 2},
    {"patchlevel", 2},
    {"sublevel", 2},
    {"build", 3},
}};

struct Constant {
    std::size_t component;
    std::string_view identifier, value;
};

/// The constant that a line states: an identifier with one of the words in it, then one number.
std::optional<Constant> constant_on(std::string_view line) {
    if (line.size() > longest_constant_line) return std::nullopt;
    const auto is_identifier = [](char c) { return is_alnum(c) || c == '_'; };
    for (std::size_t at = 0; at < line.size();) {
        if (!is_identifier(line[at])) {
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < line.size() && is_identifier(line[end])) ++end;
        const auto identifier = line.substr(at, end - at);
        const auto parts = words::split_identifier(identifier);
        const auto* row = std::find_if(
            constant_words.begin(), constant_words.end(),
            [&](const ConstantWord& constant) { return !parts.empty() && parts.back() == constant.word; });
        at = end;
        if (row == constant_words.end()) continue;
        std::size_t digit = end;
        while (digit < line.size() && !is_alnum(line[digit]) && line[digit] != '-' && line[digit] != '.')
            ++digit;
        std::size_t stop = digit;
        while (stop < line.size() && is_digit(line[stop])) ++stop;
        if (stop == digit || (stop < line.size() && (is_alnum(line[stop]) || line[stop] == '.'))) continue;
        return Constant{row->component, identifier, line.substr(digit, stop - digit)};
    }
    return std::nullopt;
}

bool states_component(const Constant& constant, const release::Version& version) {
    return constant.component < version.release.size() &&
           version.release[constant.component] == constant.value;
}

std::optional<Token> constant_token(const Context& context, const Subject& old_subject,
                                    const Subject& new_subject, std::size_t old_at, std::size_t new_at) {
    const auto old_constant = constant_on(line_around(old_subject, old_at));
    const auto new_constant = constant_on(line_around(new_subject, new_at));
    if (!old_constant || !new_constant || old_constant->identifier != new_constant->identifier)
        return std::nullopt;
    if (!states_component(*old_constant, context.version(Side::old_side)) ||
        !states_component(*new_constant, context.version(Side::new_side))) {
        return std::nullopt;
    }
    if (!constants_state(old_subject, old_at, context.version(Side::old_side)) ||
        !constants_state(new_subject, new_at, context.version(Side::new_side))) {
        return std::nullopt;
    }
    Token token;
    token.old_begin = static_cast<std::size_t>(old_constant->value.data() - old_subject.content.data());
    token.old_end = token.old_begin + old_constant->value.size();
    token.new_begin = static_cast<std::size_t>(new_constant->value.data() - new_subject.content.data());
    token.new_end = token.new_begin + new_constant->value.size();
    if (old_at < token.old_begin || old_at > token.old_end ||
        new_at - (old_at - token.old_begin) != token.new_begin)
        return std::nullopt;
    token.numbers = 1;
    token.split_constant = true;
    return token;
}

// ---- what could deceive

struct Range {
    char32_t first, last;
};
/// Characters that look like a digit, stop, hyphen, underscore or v without being one.
constexpr std::array<Range, 15> confusables{{
    {0x00AD, 0x00AD},
    {0x0475, 0x0475},
    {0x0660, 0x0669},
    {0x06F0, 0x06F9},
    {0x0966, 0x096F},
    {0x03BD, 0x03BD},
    {0x2010, 0x2013},
    {0x2024, 0x2024},
    {0x2174, 0x2174},
    {0x2212, 0x2212},
    {0xFE58, 0xFE63},
    {0xFF0D, 0xFF19},
    {0xFF3F, 0xFF3F},
    {0xFF56, 0xFF56},
    {0x1D7CE, 0x1D7FF},
}};

/// Form feeds and vertical tabs divide pages of honest sources.
bool is_plain_space(char32_t c) {
    return c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

bool looks_like_a_version(char32_t c) {
    return std::any_of(confusables.begin(), confusables.end(),
                       [c](const Range& range) { return c >= range.first && c <= range.last; });
}

bool deceives(std::optional<CodePoint> point, LookAlikes look_alikes) {
    if (!point || is_plain_space(point->value)) return false;
    return is_deceptive(point->value) ||
           (look_alikes == LookAlikes::counted && looks_like_a_version(point->value));
}

/// What the judged token is said to be, for messages.
std::string named(std::string_view text) {
    return "\"" + excerpt(text, 80) + "\"";
}

/// Three numbers with dots: nothing else is written so.
bool is_telling(const Token& token) {
    return token.shape == Shape::dotted && !token.row && token.numbers >= 3;
}

/// `why` tells what is missing.
Judgement too_weak(std::string name, const std::string& why) {
    return {kind::version_weak,
            "Old and new version stand here, but so short or so written that it may be chance: " + why + ".",
            std::move(name)};
}

Judgement not_ours(const Ownership& owner, const Token& token, const std::string& why) {
    if (owner.assigned && !is_telling(token)) return too_weak(std::string(owner.name), why);
    if (owner.format_field)
        return {kind::text, "The number belongs to a file format, not to the release.", {}};
    return {
        kind::text,
        "It is the version of " + named(owner.name) + ", which is neither this package nor a known sibling.",
        std::string(owner.name)};
}

/// Whether it would be a sibling's if the policy said so. In text a name may be anything's.
Judgement with_lockstep(Judgement judgement, const Ownership& old_owner, const Ownership& new_owner) {
    judgement.lockstep = judgement.kind == kind::text && !judgement.name.empty() &&
                         old_owner.by == Ownership::By::structure && new_owner.by == old_owner.by &&
                         old_owner.name == new_owner.name && !new_owner.format_field;
    return judgement;
}

bool is_strong(const Context& context, const Subject& subject, const Token& token, Side side,
               const Ownership& owner) {
    if (token.split_constant) return true;
    if (is_telling(token)) return true;
    const bool old_side = side == Side::old_side;
    return in_version_context(context, subject, old_side ? token.old_begin : token.new_begin,
                              old_side ? token.old_end : token.new_end, owner);
}

}  // namespace

std::optional<SplitConstant> split_constant_at(const Subject& subject, std::size_t at) {
    const auto constant = constant_on(line_around(subject, at));
    if (!constant) return std::nullopt;
    const auto begin = static_cast<std::size_t>(constant->value.data() - subject.content.data());
    return SplitConstant{begin, begin + constant->value.size()};
}

bool constants_state(const Subject& subject, std::size_t at, const release::Version& version) {
    std::size_t begin = subject.line_begin(at);
    for (int i = 0; i < 3 && begin > 0; ++i) begin = subject.line_begin(begin - 1);
    std::size_t end = subject.line_end(at);
    for (int i = 0; i < 3 && end < subject.content.size(); ++i) end = subject.line_end(end + 1);
    std::vector<bool> seen(version.release.size(), false);
    for (const auto line : split_lines(subject.content.substr(begin, end - begin))) {
        const auto constant = constant_on(line);
        if (!constant || constant->component >= seen.size()) continue;
        if (!states_component(*constant, version)) return false;
        seen[constant->component] = true;
    }
    return seen.size() >= 3 && seen[0] && seen[1] && seen[2];
}

std::size_t count_numbers(std::string_view spelling) {
    std::size_t count = 0;
    bool in_number = false;
    for (const char c : spelling) {
        if (is_digit(c)) {
            if (!in_number) ++count;
            in_number = true;
        } else if (is_alnum(c) || c == '+') {
            if (spelling.find("%2E") == std::string_view::npos) break;
            in_number = false;
        } else {
            in_number = false;
        }
    }
    return count;
}

std::optional<Token> token_at(const Context& context, const Subject& old_subject, const Subject& new_subject,
                              std::size_t old_floor, std::size_t old_at, std::size_t new_at) {
    if (auto token = spelled_token(context, old_subject, new_subject, old_floor, old_at, new_at))
        return token;
    if (auto token = row_token(context, old_subject, new_subject, old_floor, old_at, new_at)) return token;
    if (old_subject.is_name) return std::nullopt;
    return constant_token(context, old_subject, new_subject, old_at, new_at);
}

bool touches_deceptive(std::string_view content, std::size_t begin, std::size_t end, LookAlikes look_alikes) {
    for (std::size_t length = 1; length <= 4 && length <= begin; ++length) {
        const auto before = decode_utf8(content, begin - length);
        if (before && before->length == length && deceives(before, look_alikes)) return true;
    }
    for (std::size_t at = begin; at < end;) {
        const auto point = decode_utf8(content, at);
        if (deceives(point, look_alikes)) return true;
        at += point ? point->length : 1;
    }
    return end < content.size() && deceives(decode_utf8(content, end), look_alikes);
}

Judgement judge(const Context& context, const Subject& old_subject, const Subject& new_subject,
                const Token& token) {
    if (touches_deceptive(old_subject.content, token.old_begin, token.old_end, LookAlikes::counted) ||
        touches_deceptive(new_subject.content, token.new_begin, token.new_end, LookAlikes::counted)) {
        return {kind::text_deceptive, "An invisible or look-alike character touches the version.", {}};
    }
    const auto why = [&] { return why_no_version_context(context, new_subject, token.new_begin); };
    const auto old_owner = owner_of(context, old_subject, token.old_begin, token.old_end);
    const auto new_owner = owner_of(context, new_subject, token.new_begin, token.new_end);
    if (old_owner.format_field || old_owner.kinship == Kinship::other)
        return with_lockstep(not_ours(old_owner, token, why()), old_owner, new_owner);
    if (new_owner.format_field || new_owner.kinship == Kinship::other)
        return not_ours(new_owner, token, why());
    const std::string name(new_owner.name);
    if (old_owner.name != new_owner.name || old_owner.kinship != new_owner.kinship) {
        return {kind::text,
                "The name beside the version changed from " + named(old_owner.name) + " to " +
                    named(new_owner.name) + ".",
                name};
    }
    if (!new_subject.is_name && words::is_changelog(new_subject.path)) {
        return {kind::text, "In a changelog a version that becomes another one rewrites history.", name};
    }
    if (token.four_parts && !words::wants_four_parts(line_around(new_subject, token.new_begin))) {
        return {kind::version_weak, "Four numbers are this version only beside a field that wants four.",
                name};
    }
    if (!old_subject.is_parsed_up_to(token.old_end) || !new_subject.is_parsed_up_to(token.new_end)) {
        return {kind::version_weak,
                "The file does not parse strictly, so it cannot be told whose version this is.", name};
    }
    if (!is_strong(context, old_subject, token, Side::old_side, old_owner) ||
        !is_strong(context, new_subject, token, Side::new_side, new_owner)) {
        return too_weak(name, why());
    }
    if (new_owner.kinship == Kinship::sibling)
        return {kind::version_sibling, "A sibling's version moved in lockstep.", name};
    return {kind::version_own, "The own version, old to new, in the same spelling.", name};
}

}  // namespace bumpgate::change
