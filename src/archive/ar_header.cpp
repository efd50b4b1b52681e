#include "archive/ar_header.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.hpp"

namespace bumpgate::archive {

namespace {

constexpr std::string_view end_mark = "`\n";
constexpr std::size_t name_length = 16;
constexpr std::size_t most_digits = 18;  // more does not fit 64 bits

std::string_view without_blanks(std::string_view field) {
    return field.substr(0, field.find_last_not_of(' ') + 1);
}

/// Digits of a base; nothing for anything else.
std::optional<std::uint64_t> digits_value(std::string_view digits, unsigned base) {
    if (digits.empty() || digits.size() > most_digits) return std::nullopt;
    std::uint64_t value = 0;
    for (const char c : digits) {
        if (c < '0' || c >= static_cast<char>('0' + base)) return std::nullopt;
        value = value * base + static_cast<std::uint64_t>(c - '0');
    }
    return value;
}

bool has_idle_zero(std::string_view digits) {
    return digits.size() > 1 && digits.front() == '0';
}

struct NumberRow {
    std::string_view name;
    std::size_t offset, length;
    unsigned base;
    std::optional<std::uint64_t> ArHeader::*field;
};
constexpr std::array number_rows = std::to_array<NumberRow>({
    {"date", 16, 12, 10, &ArHeader::mtime},
    {"uid", 28, 6, 10, &ArHeader::uid},
    {"gid", 34, 6, 10, &ArHeader::gid},
    {"mode", 40, 8, 8, &ArHeader::mode},
});
constexpr std::size_t size_offset = 48, size_length = 10;

Failure no_number(std::string_view what) {
    return fail(ErrorCode::corrupt, "the " + std::string(what) + " in an ar header is no number",
                "get the file again");
}

/// A number from the left, blanks behind it. Blanks in front are read by everybody and written by nobody.
Result<std::optional<std::uint64_t>> read_number(std::string_view field, unsigned base, std::string_view name,
                                                 bool& unusual) {
    auto digits = without_blanks(field);
    if (digits.empty()) return std::optional<std::uint64_t>();
    const auto start = digits.find_first_not_of(' ');
    digits.remove_prefix(start);
    const auto value = digits_value(digits, base);
    if (!value) return no_number(name);
    unusual = unusual || start > 0 || has_idle_zero(digits);
    return value;
}

}  // namespace

std::optional<std::uint64_t> ar_number(std::string_view digits) {
    return has_idle_zero(digits) ? std::nullopt : digits_value(digits, 10);
}

Result<ArHeader> read_ar_header(std::string_view bytes) {
    ArHeader header;
    header.bytes = bytes;
    header.name = without_blanks(bytes.substr(0, name_length));
    if (!bytes.ends_with(end_mark)) {
        return fail(ErrorCode::corrupt, "an ar header does not end in its mark", "get the file again");
    }
    for (const auto& row : number_rows) {
        header.*row.field =
            TRY(read_number(bytes.substr(row.offset, row.length), row.base, row.name, header.unusual));
    }
    const auto size = TRY(read_number(bytes.substr(size_offset, size_length), 10, "size", header.unusual));
    if (!size) return no_number("size");
    header.size = *size;
    return header;
}

}  // namespace bumpgate::archive
