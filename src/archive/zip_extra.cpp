#include "archive/zip_extra.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/cursor.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"

namespace bumpgate::archive {

namespace {

struct Known {
    std::uint16_t id;
    std::size_t longest;
};
// APPNOTE 4.5.2 and 4.6.1; Info-ZIP's extrafld.txt; libarchive's archive_write_set_format_zip.c for 0x6c78.
constexpr std::array known_fields = std::to_array<Known>({
    {0x0001, 28},  // zip64
    {0x000a, 32},  // NTFS times
    {0x5455, 13},  // times
    {0x5855, 12},  // Unix, first version
    {0x6c78, 32},  // what libarchive knows before the central directory
    {0x7855, 4},   // Unix, second version
    {0x7875, 19},  // Unix, user and group of any size up to 64 bits
    {0xcafe, 0},   // marks a jar
});

// Filled with zeros behind a number, so that the content starts at a round offset.
constexpr std::array<std::uint16_t, 2> alignments{0xa11e, 0xd935};
constexpr std::uint16_t unicode_path = 0x7075;  // APPNOTE 4.6.9

bool is_known(std::uint16_t id, std::string_view body) {
    if (std::find(alignments.begin(), alignments.end(), id) != alignments.end()) {
        return body.size() >= 2 && all_zero(body.substr(2));
    }
    return std::any_of(known_fields.begin(), known_fields.end(),
                       [&](const Known& row) { return row.id == id && body.size() <= row.longest; });
}

std::string describe(std::uint16_t id, std::string_view body) {
    const std::string bytes{static_cast<char>(id >> 8), static_cast<char>(id & 0xff)};
    return "0x" + hex(bytes) + ", " + describe_bytes(body);
}

}  // namespace

void audit_zip_extra(std::string_view extra, std::string_view name, std::string_view member,
                     std::uint64_t offset, Findings& findings) {
    Cursor cursor(extra);
    std::set<std::uint16_t> seen;
    for (;;) {
        const auto start = cursor.offset();
        const auto id = cursor.u16(), length = cursor.u16();
        const auto body = length ? cursor.take(*length) : std::nullopt;
        if (!body) {
            // Android aligns by bare zeros.
            if (const auto rest = extra.substr(start); !all_zero(rest)) {
                findings.add("zip-extra-field", member, offset + start, describe_bytes(rest));
            }
            return;
        }
        const bool again = !seen.insert(*id).second;
        if (*id == unicode_path && !again) {
            // A version byte and the CRC of the other name stand before it.
            const auto other = body->substr(std::min<std::size_t>(5, body->size()));
            if (other != name) {
                findings.add("zip-name-mismatch", member, offset + start,
                             "Unicode path: " + in_quotes(other));
            }
        } else if (again || !is_known(*id, *body)) {
            findings.add("zip-extra-field", member, offset + start, describe(*id, *body));
        }
    }
}

}  // namespace bumpgate::archive
