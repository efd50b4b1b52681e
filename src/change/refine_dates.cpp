#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "change/dates.hpp"
#include "change/refine_fields.hpp"

namespace bumpgate::change {

namespace {

/// How far before a difference its date may begin: "Wednesday, 24 September 2025 at 14:36:45.123456789".
constexpr std::size_t widest = 48;

/// A character that makes a date the part of a longer word, path or number.
bool goes_on(char c) {
    return is_alnum(c) || c == '-' || c == '_' || c == '/' || c == '.' || c == '+' || c == '%' || c == '=' ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool is_weekday(std::string_view word) {
    constexpr std::array<std::string_view, 7> weekdays{"sunday",   "monday", "tuesday", "wednesday",
                                                       "thursday", "friday", "saturday"};
    const auto small = to_lower(word);
    return std::any_of(weekdays.begin(), weekdays.end(),
                       [&](std::string_view day) { return small == day || small == day.substr(0, 3); });
}

/// A weekday beside the date that is not a part of it would not be looked at.
bool has_weekday_beside(std::string_view text, std::size_t begin, std::size_t end) {
    const auto is_between = [](char c) { return is_blank(c) || c == ',' || c == '(' || c == ')'; };
    std::size_t stop = begin;
    while (stop > 0 && is_between(text[stop - 1])) --stop;
    std::size_t start = stop;
    while (start > 0 && is_letter(text[start - 1])) --start;
    if (is_weekday(text.substr(start, stop - start))) return true;
    while (end < text.size() && is_between(text[end])) ++end;
    stop = end;
    while (stop < text.size() && is_letter(text[stop])) ++stop;
    return is_weekday(text.substr(end, stop - end));
}

/// A stop or a dash that ends a sentence and not a number is a border, and so is "=" before a value.
bool stands_alone(std::string_view text, std::size_t begin, std::size_t end) {
    const bool left = begin == 0 || text[begin - 1] == '=' || !goes_on(text[begin - 1]);
    const bool stop = end < text.size() && (text[end] == '.' || text[end] == '-') &&
                      (end + 1 == text.size() || is_space(text[end + 1]));
    const bool right = end == text.size() || stop || !goes_on(text[end]);
    return left && right && !has_weekday_beside(text, begin, end);
}

// ---- copyright years

struct Years {
    struct Item {
        int first = 0, last = 0;  ///< equal: a single year
    };
    std::vector<Item> items;
    std::size_t length = 0;
};

std::optional<int> year_at(std::string_view text, std::size_t at) {
    if (at + 4 > text.size()) return std::nullopt;
    int year = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        if (!is_digit(text[at + i])) return std::nullopt;
        year = year * 10 + (text[at + i] - '0');
    }
    if (at + 4 < text.size() && is_digit(text[at + 4])) return std::nullopt;
    return year >= 1900 && year <= 2999 ? std::optional(year) : std::nullopt;
}

std::size_t separator_at(std::string_view text, std::size_t at, const auto& separators) {
    for (const std::string_view separator : separators) {
        if (text.substr(at, separator.size()) == separator) return separator.size();
    }
    return 0;
}

/// "2019", "2019-2024", "2019, 2021-2024": at least one year.
Years years_at(std::string_view text, std::size_t begin) {
    constexpr std::array<std::string_view, 5> dashes{" - ", "--", "-", " \xE2\x80\x93 ", "\xE2\x80\x93"};
    constexpr std::array<std::string_view, 2> commas{", ", ","};
    Years years;
    std::size_t at = begin;
    while (const auto first = year_at(text, at)) {
        at += 4;
        Years::Item item{*first, *first};
        const auto dash = separator_at(text, at, dashes);
        const auto last = dash != 0 ? year_at(text, at + dash) : std::nullopt;
        if (last) {
            item.last = *last;
            at += dash + 4;
        }
        years.items.push_back(item);
        years.length = at - begin;
        const auto comma = separator_at(text, at, commas);
        if (comma == 0) break;
        at += comma;
    }
    return years;
}

bool ascend(const Years& years) {
    int before = 0;
    for (const auto& item : years.items) {
        if (item.first <= before || item.last < item.first) return false;
        before = item.last;
    }
    return true;
}

/// The start never moves, but for a single year that becomes a later one; what was said stays said.
bool go_on(const Years& from, const Years& to) {
    if (!ascend(from) || !ascend(to) || to.items.size() < from.items.size()) return false;
    const auto last = from.items.size() - 1;
    for (std::size_t i = 0; i < last; ++i) {
        if (from.items[i].first != to.items[i].first || from.items[i].last != to.items[i].last) return false;
    }
    const auto& before = from.items[last];
    const auto& after = to.items[last];
    const bool single = from.items.size() == 1 && to.items.size() == 1 && before.first == before.last &&
                        after.first == after.last;
    if (!single && before.first != after.first) return false;
    return after.last >= before.last && to.items.back().last > before.last;
}

/// What packers stamp instead of a time lies before: 1970 (ar, crates), 1980 (zip), 1985 (npm), 2006
/// (crates).
constexpr std::int64_t first_real_time = 1'262'304'000;  // 2010-01-01

/// The year of the newest member of the new release; nothing if its times are not real.
std::optional<std::int64_t> newest_year(const Context& context) {
    std::int64_t newest = 0;
    for (const auto& member : context.trees.new_tree.members) {
        if (member.mtime) newest = std::max(newest, member.mtime->seconds);
    }
    return newest < first_real_time ? std::nullopt : std::optional(year_of(newest));
}

bool says_copyright(std::string_view line) {
    const auto small = to_lower(line);
    return small.find("copyright") != std::string::npos || small.find("(c)") != std::string::npos ||
           small.find("\xC2\xA9") != std::string::npos;
}

/// No word or path goes on, and the list of years begins and ends here.
bool is_a_year_border(std::string_view text, std::size_t begin, std::size_t end) {
    constexpr std::string_view sign = "\xC2\xA9";
    const auto joins = [](char c) {
        return is_alnum(c) || c == '_' || c == '/' || c == '-' || static_cast<unsigned char>(c) >= 0x80;
    };
    const bool behind_sign = begin >= sign.size() && text.substr(begin - sign.size(), sign.size()) == sign;
    if ((begin > 0 && joins(text[begin - 1]) && !behind_sign) || (end < text.size() && joins(text[end])))
        return false;
    const auto separates = [](char c) { return is_blank(c) || c == ',' || c == '-'; };
    while (begin > 0 && separates(text[begin - 1])) --begin;
    while (end < text.size() && separates(text[end])) ++end;
    return (begin == 0 || !is_digit(text[begin - 1])) && (end == text.size() || !is_digit(text[end]));
}

/// The same number of bytes before the edit on both sides, as far as the lines go.
std::size_t reach(const Edit& edit, const Line& old_line, const Line& new_line) {
    return std::min({edit.old_begin - old_line.begin, edit.new_begin - new_line.begin, widest});
}

Proposal stretch(std::size_t old_begin, std::size_t old_length, std::size_t new_begin,
                 std::size_t new_length) {
    Proposal proposal;
    proposal.old_begin = old_begin;
    proposal.old_end = old_begin + old_length;
    proposal.new_begin = new_begin;
    proposal.new_end = new_begin + new_length;
    return proposal;
}

bool covers(const Proposal& proposal, const Edit& edit) {
    return edit.old_end <= proposal.old_end && edit.new_end <= proposal.new_end;
}

/// Two dates that begin at these places of their lines.
std::optional<Proposal> moved_date(const Edit& edit, const Line& old_line, const Line& new_line,
                                   std::size_t old_at, std::size_t new_at) {
    for (const auto& from : read_dates(old_line.text, old_at)) {
        for (const auto& to : read_dates(new_line.text, new_at)) {
            if (!same_format(from, to) || !is_later(to, from)) continue;
            if (!stands_alone(old_line.text, old_at, old_at + from.length) ||
                !stands_alone(new_line.text, new_at, new_at + to.length))
                continue;
            auto proposal = stretch(old_line.begin + old_at, from.length, new_line.begin + new_at, to.length);
            if (!covers(proposal, edit)) continue;
            proposal.kind = kind::date;
            proposal.reason = "A date became a later one, written in the same way.";
            return proposal;
        }
    }
    return std::nullopt;
}

}  // namespace

std::optional<Proposal> propose_date(const Place& place) {
    const auto edit = narrowed(place.old_subject, place.new_subject, place.edit);
    const auto old_line = line_at(place.old_subject, edit.old_begin);
    const auto new_line = line_at(place.new_subject, edit.new_begin);
    const auto old_at = edit.old_begin - old_line.begin;
    const auto new_at = edit.new_begin - new_line.begin;
    for (std::size_t back = reach(edit, old_line, new_line) + 1; back-- > 0;) {
        if (auto proposal = moved_date(edit, old_line, new_line, old_at - back, new_at - back))
            return proposal;
    }
    return std::nullopt;
}

std::optional<Proposal> propose_year(const Place& place) {
    const auto edit = narrowed(place.old_subject, place.new_subject, place.edit);
    const auto old_line = line_at(place.old_subject, edit.old_begin);
    const auto new_line = line_at(place.new_subject, edit.new_begin);
    if (!old_line.whole || !new_line.whole) return std::nullopt;
    if (!says_copyright(old_line.text) || !says_copyright(new_line.text)) return std::nullopt;
    for (std::size_t back = reach(edit, old_line, new_line) + 1; back-- > 0;) {
        const auto old_at = edit.old_begin - old_line.begin - back;
        const auto new_at = edit.new_begin - new_line.begin - back;
        const auto from = years_at(old_line.text, old_at);
        const auto to = years_at(new_line.text, new_at);
        if (from.items.empty() || to.items.empty() || !go_on(from, to)) continue;
        if (!is_a_year_border(old_line.text, old_at, old_at + from.length) ||
            !is_a_year_border(new_line.text, new_at, new_at + to.length))
            continue;
        auto proposal = stretch(old_line.begin + old_at, from.length, new_line.begin + new_at, to.length);
        if (!covers(proposal, edit)) continue;
        const auto limit = newest_year(place.context);
        if (limit && to.items.back().last > *limit + 1) return std::nullopt;
        proposal.kind = kind::year;
        proposal.reason = "The years of a copyright go on.";
        return proposal;
    }
    return std::nullopt;
}

}  // namespace bumpgate::change
