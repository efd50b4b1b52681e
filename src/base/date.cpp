#include "base/date.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"

namespace bumpgate {

namespace {

int number(std::string_view digits) {
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

std::string padded(int value, std::size_t width) {
    auto digits = std::to_string(value);
    return std::string(width - std::min(width, digits.size()), '0') + digits;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
    constexpr std::string_view form = "dddd-dd-dd";
    if (text.size() != form.size()) return std::nullopt;
    for (std::size_t i = 0; i < form.size(); ++i) {
        if (form[i] == 'd' ? !is_digit(text[i]) : text[i] != form[i]) return std::nullopt;
    }
    const Date date(std::chrono::year(number(text.substr(0, 4))),
                    std::chrono::month(static_cast<unsigned>(number(text.substr(5, 2)))),
                    std::chrono::day(static_cast<unsigned>(number(text.substr(8, 2)))));
    if (!date.ok() || date.year() < std::chrono::year(1970)) return std::nullopt;
    return date;
}

std::string to_string(const Date& date) {
    return padded(static_cast<int>(date.year()), 4) + "-" +
           padded(static_cast<int>(static_cast<unsigned>(date.month())), 2) + "-" +
           padded(static_cast<int>(static_cast<unsigned>(date.day())), 2);
}

Date a_year_after(const Date& date) {
    const Date later = date + std::chrono::years(1);
    return later.ok() ? later : Date(later.year() / later.month() / std::chrono::last);
}

int days_between(const Date& from, const Date& to) {
    return static_cast<int>((std::chrono::sys_days(to) - std::chrono::sys_days(from)).count());
}

}  // namespace bumpgate
