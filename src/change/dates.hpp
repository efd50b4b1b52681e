#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bumpgate::change {

/// A date or timestamp as a text has it.
struct Date {
    std::string format;        ///< its row in the table and the forms of time and zone behind it
    std::string_view padding;  ///< of the day: "0", " " or "none"; empty if the number does not tell
    std::int64_t seconds = 0;  ///< since 1970-01-01T00:00Z; of a date without a time its first second
    std::string fraction;      ///< digits of a second
    std::size_t length = 0;    ///< bytes
};

/// The dates that can be read at `at`, longest first: ISO 8601 and RFC 3339, RFC 5322, what asctime and date
/// print, and days and months in English words, with a time and zone behind it if they are there. Only days
/// of the calendar (years 1970 to 2999), and if a weekday is stated it is that day's. "May 1, 2025" has two
/// formats, with short and with long names of months.
[[nodiscard]] std::vector<Date> read_dates(std::string_view text, std::size_t at);

/// Whether both are written in the same format, padding and precision.
[[nodiscard]] bool same_format(const Date& left, const Date& right);

[[nodiscard]] bool is_later(const Date& date, const Date& than);

/// The year of an instant in UTC.
[[nodiscard]] std::int64_t year_of(std::int64_t seconds);

}  // namespace bumpgate::change
