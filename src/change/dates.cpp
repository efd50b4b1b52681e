#include "change/dates.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>

#include "base/text.hpp"

namespace bumpgate::change {

namespace {

constexpr std::array<std::string_view, 12> months{"January",   "February", "March",    "April",
                                                  "May",       "June",     "July",     "August",
                                                  "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 7> weekdays{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                   "Thursday", "Friday", "Saturday"};

/// Letters stand for parts: Y four digits, m and d two, e one or two (or a blank and one), B a month's name,
/// b its first three letters, A and a the same of weekdays, T a time, Z a zone, t a time and a zone that may
/// be missing, C both without punctuation.
constexpr std::array<std::string_view, 15> formats{
    "YmdC",       // 20251013T143645Z, basic ISO 8601
    "Y-m-dt",     // ISO 8601, RFC 3339
    "Y/m/dt",     // the same with slashes
    "a, e b Yt",  // RFC 5322
    "A, e B Yt",
    "a b e T Z Y",  // date(1)
    "a b e T Y",    // asctime(3)
    "a, b e, Yt",  "A, B e, Yt", "e b Yt", "e B Yt", "b e, Yt", "B e, Yt", "b Y", "B Y",
};

/// Days since 1970-01-01 of the proleptic Gregorian calendar (H. Hinnant, "chrono-compatible low-level date
/// algorithms", days_from_civil).
std::int64_t days_from_civil(std::int64_t year, std::int64_t month, std::int64_t day) {
    year -= month <= 2 ? 1 : 0;
    const auto era = year / 400;
    const auto year_of_era = year - era * 400;
    const auto day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const auto day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146'097 + day_of_era - 719'468;
}

bool is_leap(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int days_in(int year, int month) {
    constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[static_cast<std::size_t>(month - 1)];
}

/// Reads one format.
class Reader {
  public:
    Reader(std::string_view text, std::size_t at) : text_(text), begin_(at), at_(at) {}

    std::optional<Date> read(std::string_view format) {
        for (const char part : format) {
            if (!take(part)) return std::nullopt;
        }
        return finish(format);
    }

  private:
    bool take(char part) {
        switch (part) {
            case 'Y':
                return take_number(4, year_);
            case 'm':
                return take_number(2, month_);
            case 'd':
                return take_number(2, day_);
            case 'e':
                return take_day();
            case 'B':
                return take_name(months, false, month_);
            case 'b':
                return take_name(months, true, month_);
            case 'A':
                return take_name(weekdays, false, weekday_);
            case 'a':
                return take_name(weekdays, true, weekday_);
            case 'C':
                return take_compact_time();
            case 'T':
                return take_time();
            case 'Z':
                return take_zone();
            case 't':
                return take_end();
            default:
                return take_byte(part);
        }
    }

    [[nodiscard]] char peek(std::size_t ahead = 0) const {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }

    bool take_byte(char wanted) {
        if (peek() != wanted) return false;
        ++at_;
        return true;
    }

    bool take_number(std::size_t digits, int& value) {
        int number = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            if (!is_digit(peek(i))) return false;
            number = number * 10 + (peek(i) - '0');
        }
        at_ += digits;
        value = number;
        return true;
    }

    /// A day in a word's format. What a number of two digits does not tell of its padding is left open.
    bool take_day() {
        const bool blank = peek() == ' ' && is_digit(peek(1)) && !is_digit(peek(2));
        if (blank) ++at_;
        const bool two = is_digit(peek()) && is_digit(peek(1));
        const bool zero = two && peek() == '0';
        padding_ = blank ? " " : zero ? "0" : two ? "" : "none";
        return take_number(two ? 2 : 1, day_);
    }

    template <std::size_t count>
    bool take_name(const std::array<std::string_view, count>& names, bool short_form, int& value) {
        for (std::size_t i = 0; i < count; ++i) {
            const auto name = short_form ? names[i].substr(0, 3) : names[i];
            if (text_.substr(at_, name.size()) != name) continue;
            at_ += name.size();
            value = static_cast<int>(i) + 1;
            return true;
        }
        return false;
    }

    bool take_compact_time() {
        return take_byte('T') && take_number(2, hour_) && take_number(2, minute_) &&
               take_number(2, second_) && take_zone();
    }

    /// Java's properties escape the colon.
    bool take_colon() {
        if (peek() == '\\' && peek(1) == ':') {
            form_ += '\\';
            ++at_;
        }
        return take_byte(':');
    }

    bool take_time() {
        if (!take_number(2, hour_) || !take_colon() || !take_number(2, minute_)) return false;
        form_ += "H:M";
        const auto before = at_;
        const auto form = form_;
        if (!take_colon() || !take_number(2, second_)) {
            at_ = before;
            form_ = form;
            return true;
        }
        form_ += ":S";
        if (peek() == '.' && is_digit(peek(1))) {
            for (++at_; is_digit(peek()); ++at_) fraction_ += peek();
            form_ += "." + std::to_string(fraction_.size());
        }
        return true;
    }

    bool take_zone() {
        constexpr std::array<std::string_view, 3> names{"UTC", "GMT", "Z"};
        for (const auto name : names) {
            if (text_.substr(at_, name.size()) != name) continue;
            at_ += name.size();
            form_ += name;
            return true;
        }
        if (peek() != '+' && peek() != '-') return false;
        const int sign = peek() == '-' ? -1 : 1;
        ++at_;
        int hours = 0, minutes = 0;
        if (!take_number(2, hours)) return false;
        const bool colon = take_byte(':');
        if (!take_number(2, minutes) || hours > 14 || minutes > 59) return false;
        offset_ = sign * (hours * 3600 + minutes * 60);
        form_ += colon ? "z:" : "z";
        return true;
    }

    /// A time behind "T" or a blank, and a zone behind it, as far as they are there.
    bool take_end() {
        const auto before = at_;
        if (peek() != 'T' && peek() != ' ') return true;
        form_ = peek();
        ++at_;
        if (!take_time()) {
            at_ = before;
            form_.clear();
            hour_ = minute_ = second_ = 0;
            return true;
        }
        const auto behind_time = at_;
        const auto form = form_;
        if (peek() == ' ') {
            form_ += ' ';
            ++at_;
        }
        if (!take_zone()) {
            at_ = behind_time;
            form_ = form;
            offset_ = 0;
        }
        return true;
    }

    [[nodiscard]] bool is_of_the_calendar() const {
        const bool date = year_ >= 1970 && year_ <= 2999 && month_ >= 1 && month_ <= 12 && day_ >= 1 &&
                          day_ <= days_in(year_, month_);
        return date && hour_ <= 23 && minute_ <= 59 && second_ <= 60;
    }

    [[nodiscard]] std::optional<Date> finish(std::string_view format) const {
        if (!is_of_the_calendar()) return std::nullopt;
        const auto days = days_from_civil(year_, month_, day_);
        if (weekday_ != 0 && (days + 4) % 7 != weekday_ - 1) return std::nullopt;  // day 0 was a Thursday
        Date date;
        date.format = std::string(format) + "|" + form_;
        date.padding = padding_;
        date.seconds = days * 86'400 + hour_ * 3600 + minute_ * 60 + second_ - offset_;
        date.fraction = fraction_;
        date.length = at_ - begin_;
        return date;
    }

    std::string_view text_;
    std::size_t begin_, at_;
    int year_ = 0, month_ = 0, day_ = 1, weekday_ = 0;
    int hour_ = 0, minute_ = 0, second_ = 0;
    std::int64_t offset_ = 0;
    std::string_view padding_;
    std::string fraction_, form_;
};

}  // namespace

std::vector<Date> read_dates(std::string_view text, std::size_t at) {
    if (at >= text.size()) return {};
    std::vector<Date> dates;
    for (const auto format : formats) {
        if (auto date = Reader(text, at).read(format)) dates.push_back(*std::move(date));
    }
    std::stable_sort(dates.begin(), dates.end(),
                     [](const Date& left, const Date& right) { return left.length > right.length; });
    return dates;
}

bool same_format(const Date& left, const Date& right) {
    const bool padding = left.padding.empty() || right.padding.empty() || left.padding == right.padding;
    return left.format == right.format && padding;
}

bool is_later(const Date& date, const Date& than) {
    return std::tie(date.seconds, date.fraction) > std::tie(than.seconds, than.fraction);
}

std::int64_t year_of(std::int64_t seconds) {
    const auto days = seconds / 86'400 - (seconds % 86'400 < 0 ? 1 : 0);
    auto year = 1970 + days / 366 - 1;
    while (days_from_civil(year + 1, 1, 1) <= days) ++year;
    return year;
}

}  // namespace bumpgate::change
