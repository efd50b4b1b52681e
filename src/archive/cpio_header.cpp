#include "archive/cpio_header.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>

#include "base/text.hpp"

namespace bumpgate::archive {

namespace {

using Number = std::uint64_t CpioHeader::*;

/// A run of digits. An empty Number is passed over.
struct Digits {
    std::size_t width;
    Number field;
};

// Linux, "initramfs buffer format": newc and crc.
constexpr std::array newc_fields = std::to_array<Digits>({
    {8, &CpioHeader::inode},
    {8, &CpioHeader::mode},
    {8, &CpioHeader::uid},
    {8, &CpioHeader::gid},
    {8, &CpioHeader::links},
    {8, &CpioHeader::mtime},
    {8, &CpioHeader::size},
    {8, &CpioHeader::device_major},
    {8, &CpioHeader::device_minor},
    {8, &CpioHeader::special_major},
    {8, &CpioHeader::special_minor},
    {8, &CpioHeader::name_size},
    {8, &CpioHeader::checksum},
});
// POSIX.1-2017, pax, "cpio Interchange Format".
constexpr std::array odc_fields = std::to_array<Digits>({
    {6, &CpioHeader::device_minor},
    {6, &CpioHeader::inode},
    {6, &CpioHeader::mode},
    {6, &CpioHeader::uid},
    {6, &CpioHeader::gid},
    {6, &CpioHeader::links},
    {6, &CpioHeader::special_minor},
    {11, &CpioHeader::mtime},
    {6, &CpioHeader::name_size},
    {11, &CpioHeader::size},
});
// cpio(5) of BSD, "Old Binary Format": 16-bit words behind the magic, the higher of two first.
constexpr std::array binary_fields = std::to_array<Digits>({
    {1, &CpioHeader::device_minor},
    {1, &CpioHeader::inode},
    {1, &CpioHeader::mode},
    {1, &CpioHeader::uid},
    {1, &CpioHeader::gid},
    {1, &CpioHeader::links},
    {1, &CpioHeader::special_minor},
    {2, &CpioHeader::mtime},
    {1, &CpioHeader::name_size},
    {2, &CpioHeader::size},
});

struct FormatRow {
    std::string_view magic;
    CpioFormat format;
    std::span<const Digits> fields;
    unsigned base;  ///< of the digits; zero: words
    std::size_t length, alignment;
};
constexpr std::array format_rows = std::to_array<FormatRow>({
    {"070701", CpioFormat::newc, newc_fields, 16, 110, 4},
    {"070702", CpioFormat::crc, newc_fields, 16, 110, 4},
    {"070707", CpioFormat::odc, odc_fields, 8, 76, 1},
    {"\xc7\x71", CpioFormat::binary_little, binary_fields, 0, 26, 2},
    {"\x71\xc7", CpioFormat::binary_big, binary_fields, 0, 26, 2},
});

const FormatRow* find_format(std::string_view bytes) {
    const auto* row = std::find_if(format_rows.begin(), format_rows.end(),
                                   [&](const FormatRow& known) { return bytes.starts_with(known.magic); });
    return row != format_rows.end() ? row : nullptr;
}

std::optional<unsigned> digit_value(char c, unsigned base) {
    const auto lower = to_lower(c);
    const auto value = is_digit(c)                    ? static_cast<unsigned>(c - '0')
                       : lower >= 'a' && lower <= 'f' ? static_cast<unsigned>(lower - 'a') + 10U
                                                      : base;
    return value < base ? std::optional(value) : std::nullopt;
}

std::optional<std::uint64_t> digits_value(std::string_view digits, unsigned base) {
    std::uint64_t value = 0;
    for (const char c : digits) {
        const auto digit = digit_value(c, base);
        if (!digit) return std::nullopt;
        value = value * base + *digit;
    }
    return value;
}

std::uint64_t words_value(std::string_view words, bool big_endian) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i + 1 < words.size(); i += 2) {
        const auto first = static_cast<unsigned char>(words[i]),
                   second = static_cast<unsigned char>(words[i + 1]);
        const unsigned word = big_endian ? first * 256U + second : second * 256U + first;
        value = value << 16U | word;
    }
    return value;
}

void note_letters(CpioHeader& header, std::string_view digits) {
    header.upper_case = std::any_of(digits.begin(), digits.end(), is_upper);
    header.lower_case = std::any_of(digits.begin(), digits.end(), is_lower);
}

/// A type that stat.h knows (POSIX.1-2017, pax, c_mode).
bool has_known_type(std::uint64_t mode) {
    constexpr std::array<std::uint64_t, 7> types{010, 020, 040, 060, 0100, 0120, 0140};
    return std::find(types.begin(), types.end(), mode >> 9U & ~std::uint64_t{07}) != types.end() &&
           mode <= 0177777;
}

}  // namespace

Result<CpioHeader> read_cpio_header(std::string_view bytes) {
    const auto* const row = find_format(bytes);
    if (row == nullptr || bytes.size() < row->length) {
        const bool cut = bytes.size() < format_rows.front().length;
        return fail(
            cut ? ErrorCode::truncated : ErrorCode::corrupt,
            cut ? "the cpio archive ends within a header" : "there is no cpio header where one belongs",
            "get the file again");
    }
    CpioHeader header;
    header.format = row->format;
    header.length = row->length;
    header.alignment = row->alignment;
    auto at = row->magic.size();
    for (const auto& digits : row->fields) {
        const auto width = row->base == 0 ? 2 * digits.width : digits.width;
        const auto text = bytes.substr(at, width);
        const auto value = row->base == 0 ? words_value(text, row->format == CpioFormat::binary_big)
                                          : digits_value(text, row->base);
        if (!value) {
            return fail(ErrorCode::corrupt, "a number in a cpio header is none: " + in_quotes(text),
                        "get the file again");
        }
        header.*digits.field = *value;
        at += width;
    }
    if (row->base == 16) note_letters(header, bytes.substr(0, row->length));
    return header;
}

bool looks_like_cpio(std::string_view bytes) {
    if (find_format(bytes) == nullptr) return false;
    const auto header = read_cpio_header(bytes);
    if (!header || header->name_size < 2 || header->name_size > bytes.size() - header->length) return false;
    const auto name = bytes.substr(header->length, static_cast<std::size_t>(header->name_size));
    const bool named = name.find('\0') == name.size() - 1;
    const bool is_end = name == std::string_view("TRAILER!!!\0", 11);
    return header->alignment != 2 || (named && (is_end || has_known_type(header->mode)));
}

}  // namespace bumpgate::archive
