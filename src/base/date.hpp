#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace bumpgate {

/// A day of the calendar (proleptic Gregorian, UTC).
using Date = std::chrono::year_month_day;

/// "2026-12-31" (ISO 8601, extended form), years 1970 to 9999, only days that exist.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);
[[nodiscard]] std::string to_string(const Date& date);

/// The same day a year later; of February 29th the 28th.
[[nodiscard]] Date a_year_after(const Date& date);

/// Days from one to the other; negative if the other lies before.
[[nodiscard]] int days_between(const Date& from, const Date& to);

}  // namespace bumpgate
