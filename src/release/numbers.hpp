#pragma once

#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Numbers in versions are runs of ASCII digits of any length: they are compared as text and never converted,
// so that no number overflows. Shared by the schemes.
namespace bumpgate::release {

/// The digits without leading zeros; "0" for zero and for no digits at all (an implicit number).
[[nodiscard]] std::string_view without_zeros(std::string_view digits);

/// The numeric order of two runs of digits.
[[nodiscard]] std::strong_ordering compare_numbers(std::string_view left, std::string_view right);

/// The byte-wise order of two texts.
[[nodiscard]] std::strong_ordering compare_bytes(std::string_view left, std::string_view right);

/// Without white space around it and without one leading "v" or "V".
[[nodiscard]] std::string_view without_v(std::string_view text);

/// The run of digits that starts at `at`; may be empty.
[[nodiscard]] std::string_view digits_at(std::string_view text, std::size_t at);

/// The numbers of `1.4.2` at the start of `text`: as many as there are with single dots between them.
[[nodiscard]] std::vector<std::string> dotted_numbers(std::string_view text);

/// How many bytes `dotted_numbers` read.
[[nodiscard]] std::size_t dotted_length(const std::vector<std::string>& numbers);

/// "1.4.2" without leading zeros in any of the numbers.
[[nodiscard]] std::string normal_numbers(const std::vector<std::string>& numbers);

/// The order of two lists of numbers. A missing number is zero if `pad`, else below every number.
[[nodiscard]] std::strong_ordering compare_releases(const std::vector<std::string>& left,
                                                    const std::vector<std::string>& right, bool pad);

/// The index of the first number in which the two lists differ; nothing when they are equal.
[[nodiscard]] std::optional<std::size_t> first_difference(const std::vector<std::string>& left,
                                                          const std::vector<std::string>& right, bool pad);

}  // namespace bumpgate::release
