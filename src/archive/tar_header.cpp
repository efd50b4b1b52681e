#include "archive/tar_header.hpp"

#include <algorithm>

namespace bumpgate::archive {

namespace {

bool is_octal(char c) {
    return c >= '0' && c <= '7';
}

std::optional<std::int64_t> octal(std::string_view field) {
    while (!field.empty() && field.front() == ' ') field.remove_prefix(1);
    std::uint64_t value = 0;
    while (!field.empty() && is_octal(field.front())) {
        if (value >> 60 != 0) return std::nullopt;
        value = value * 8 + static_cast<std::uint64_t>(field.front() - '0');
        field.remove_prefix(1);
    }
    const bool ended = std::all_of(field.begin(), field.end(), [](char c) { return c == ' ' || c == '\0'; });
    if (!ended) return std::nullopt;
    return static_cast<std::int64_t>(value);
}

/// The first bit marks the format; the rest is a signed number with the most significant byte first.
std::optional<std::int64_t> base256(std::string_view field) {
    const bool negative = (static_cast<unsigned char>(field[0]) & 0x40) != 0;
    const unsigned char filler = negative ? 0xff : 0x00;
    std::uint64_t value = negative ? UINT64_MAX : 0;
    for (std::size_t i = 0; i < field.size(); ++i) {
        auto byte = static_cast<unsigned char>(field[i]);
        if (i == 0) byte = negative ? (byte | 0x80U) & 0xffU : byte & 0x7fU;
        if (i + 8 < field.size() && byte != filler) return std::nullopt;
        value = value << 8 | byte;
    }
    const auto result = static_cast<std::int64_t>(value);
    if ((result < 0) != negative) return std::nullopt;
    return result;
}

}  // namespace

TarFlavour TarHeader::flavour() const {
    if (block_.substr(257, 8) == std::string_view("ustar  \0", 8)) return TarFlavour::gnu;
    // Some writers leave out the NUL or the version; readers ask for these five letters.
    return block_.substr(257, 5) == "ustar" ? TarFlavour::ustar : TarFlavour::v7;
}

std::string_view TarHeader::text(TarField field) const {
    const auto whole = raw(field);
    return whole.substr(0, whole.find('\0'));
}

std::optional<std::int64_t> TarHeader::number(TarField field) const {
    return tar_number(raw(field));
}

bool TarHeader::is_star() const {
    const auto is_time = [&](TarField field) {
        const auto bytes = raw(field), digits = bytes.substr(0, bytes.size() - 1);
        return std::all_of(digits.begin(), digits.end(), is_octal) &&
               (bytes.back() == ' ' || bytes.back() == '\0');
    };
    return flavour() == TarFlavour::ustar && raw(tar_field::star_prefix).back() == '\0' &&
           is_time(tar_field::star_atime) && is_time(tar_field::star_ctime);
}

std::string_view TarHeader::prefix() const {
    if (flavour() != TarFlavour::ustar) return {};
    return text(is_star() ? tar_field::star_prefix : tar_field::prefix);
}

std::string TarHeader::path() const {
    const auto name = text(tar_field::name);
    if (prefix().empty()) return std::string(name);
    std::string path(prefix());
    if (path.back() != '/') path += '/';
    return path += name;
}

bool TarHeader::checksum_is_right() const {
    const auto stated = octal(raw(tar_field::checksum));
    if (!stated) return false;
    std::int64_t plain = 0;
    std::int64_t with_signs = 0;
    for (std::size_t i = 0; i < tar_block; ++i) {
        const bool own = i - tar_field::checksum.offset < tar_field::checksum.length;
        const char byte = own ? ' ' : block_[i];
        plain += static_cast<unsigned char>(byte);
        with_signs += static_cast<signed char>(byte);
    }
    return *stated == plain || *stated == with_signs;
}

std::optional<std::int64_t> tar_number(std::string_view field) {
    return (static_cast<unsigned char>(field[0]) & 0x80) != 0 ? base256(field) : octal(field);
}

bool is_usual_tar_number(std::string_view field) {
    if (field.find_first_not_of('\0') == std::string_view::npos) return true;
    if ((static_cast<unsigned char>(field[0]) & 0x80) != 0) {
        const auto value = base256(field);  // for what octal digits cannot hold
        return value && (*value < 0 || *value >> (3 * (field.size() - 1)) != 0);
    }
    const auto start = field.find_first_not_of(' ');
    if (start == std::string_view::npos) return false;
    const auto digits = field.substr(start);
    const auto length =
        static_cast<std::size_t>(std::find_if_not(digits.begin(), digits.end(), is_octal) - digits.begin());
    if (length == 0 || (start > 0 && length > 1 && digits[0] == '0')) return false;
    const auto rest = digits.substr(length);
    if (rest.size() <= 2) return rest != "  ";
    return rest.find_first_not_of('\0') == std::string_view::npos && (length == 1 || digits[0] != '0');
}

bool looks_like_tar(std::string_view bytes) {
    const bool magic = bytes.size() >= 262 && bytes.substr(257, 5) == "ustar";
    if (bytes.size() < tar_block) return magic;
    const TarHeader header(bytes.substr(0, tar_block));
    // Zeros have the sum of the eight blanks, which an empty checksum field does not state.
    return magic || header.checksum_is_right();
}

}  // namespace bumpgate::archive
