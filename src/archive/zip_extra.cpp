#include "archive/zip_extra.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "archive/deflate.hpp"
#include "base/cursor.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"

namespace bumpgate::archive {

namespace {

constexpr std::uint16_t unicode_path = 0x7075;  // APPNOTE 4.6.9
constexpr std::size_t longest_zip64 = 28;
constexpr std::size_t longest_id = 8;

Timestamp from_unix(std::uint32_t seconds) {
    return {static_cast<std::int32_t>(seconds), 0};
}

/// 100 ns since 1601-01-01; zero where there is none.
std::optional<Timestamp> from_ntfs(std::uint64_t ticks) {
    constexpr std::uint64_t ticks_a_second = 10'000'000;
    constexpr std::int64_t from_1601_to_1970 = 11'644'473'600;
    if (ticks == 0) return std::nullopt;
    return Timestamp{static_cast<std::int64_t>(ticks / ticks_a_second) - from_1601_to_1970,
                     static_cast<std::uint32_t>(ticks % ticks_a_second * 100)};
}

// The readers below return whether the field is well-formed to its last byte.

bool read_zip64(std::string_view body, bool /*local*/, ZipExtra& /*extra*/) {
    return body.size() <= longest_zip64;  // see apply_zip64
}

/// APPNOTE 4.5.5: reserved bytes and attributes with tag and size, of which one is known.
bool read_ntfs(std::string_view body, bool /*local*/, ZipExtra& extra) {
    Cursor cursor(body);
    if (cursor.u32() != 0U || cursor.u16() != 1U || cursor.u16() != 24U || cursor.remaining() != 24)
        return false;
    extra.ntfs.mtime = from_ntfs(cursor.u64().value_or(0));
    extra.ntfs.atime = from_ntfs(cursor.u64().value_or(0));
    extra.ntfs.birth_time = from_ntfs(cursor.u64().value_or(0));  // "Ctime: File creation time"
    return true;
}

/// "Extended Timestamp": bits say which times follow, of which the central directory has only the first.
bool read_extended(std::string_view body, bool /*local*/, ZipExtra& extra) {
    Cursor cursor(body);
    const auto flags = cursor.u8();
    if (!flags || (*flags & ~7U) != 0) return false;
    const std::array fields{&ZipTimes::mtime, &ZipTimes::atime, &ZipTimes::birth_time};
    for (std::size_t bit = 0; bit < fields.size(); ++bit) {
        if ((unsigned{*flags} >> bit & 1U) == 0 || cursor.at_end()) continue;
        const auto seconds = cursor.u32();
        if (!seconds) return false;
        extra.extended.*fields[bit] = from_unix(*seconds);
    }
    return cursor.at_end();
}

/// Several fields have them, and must agree.
bool read_narrow_ids(Cursor& cursor, ZipExtra& extra) {
    const auto uid = cursor.u16(), gid = cursor.u16();
    if (!uid || !gid) return false;
    if (extra.narrow.uid && (extra.narrow.uid != *uid || extra.narrow.gid != *gid)) return false;
    extra.narrow = {*uid, *gid};
    return true;
}

/// "Info-ZIP Unix Extra Field (type 1)"; without ids in the central directory.
bool read_unix1(std::string_view body, bool /*local*/, ZipExtra& extra) {
    Cursor cursor(body);
    const auto atime = cursor.u32(), mtime = cursor.u32();
    if (!atime || !mtime) return false;
    extra.unix1.atime = from_unix(*atime);
    extra.unix1.mtime = from_unix(*mtime);
    return cursor.at_end() || (read_narrow_ids(cursor, extra) && cursor.at_end());
}

/// "Info-ZIP Unix Extra Field (type 2)"; empty in the central directory.
bool read_unix2(std::string_view body, bool local, ZipExtra& extra) {
    if (body.empty()) return !local;
    Cursor cursor(body);
    return read_narrow_ids(cursor, extra) && cursor.at_end();
}

/// A number of as many bytes as the byte in front of it says.
std::optional<std::int64_t> sized_id(Cursor& cursor) {
    const auto size = cursor.u8();
    const auto bytes = size ? cursor.take(*size) : std::nullopt;
    if (!bytes || bytes->size() > longest_id) return std::nullopt;
    std::uint64_t value = 0;
    for (auto i = bytes->size(); i-- > 0;) value = value << 8 | static_cast<unsigned char>((*bytes)[i]);
    return static_cast<std::int64_t>(value);
}

/// "Info-ZIP New Unix Extra Field": ids of any size.
bool read_unix3(std::string_view body, bool /*local*/, ZipExtra& extra) {
    Cursor cursor(body);
    if (cursor.u8() != 1U) return false;
    extra.wide.uid = sized_id(cursor);
    extra.wide.gid = sized_id(cursor);
    return extra.wide.uid && extra.wide.gid && cursor.at_end();
}

/// "ASi Unix Extra Field": CRC of the rest, mode, size of the link or device number, ids, link target.
bool read_asi(std::string_view body, bool /*local*/, ZipExtra& extra) {
    Cursor cursor(body);
    const auto crc = cursor.u32();
    if (!crc || crc32(body.substr(cursor.offset())) != *crc) return false;
    const auto mode = cursor.u16();
    const auto size = cursor.u32();
    if (!mode || !size || !read_narrow_ids(cursor, extra)) return false;
    const auto link = cursor.take(cursor.remaining()).value_or(std::string_view());
    extra.mode = *mode;
    if (!link.empty()) extra.link = link;
    return *size == link.size();
}

/// libarchive's archive_write_set_format_zip.c: the start of the central directory record in advance.
bool read_record_start(std::string_view body, bool local, ZipExtra& extra) {
    extra.record_start = body;
    return local;
}

bool read_jar_mark(std::string_view body, bool /*local*/, ZipExtra& /*extra*/) {
    return body.empty();
}

/// Zeros behind a number, a power of two, so that the content starts at a multiple of it. The first bit is a
/// flag of Commons Compress.
bool read_alignment(std::string_view body, bool /*local*/, ZipExtra& /*extra*/) {
    Cursor cursor(body);
    const auto number = cursor.u16();
    if (!number || !all_zero(body.substr(2))) return false;
    const auto alignment = *number & 0x7fffU;
    return (alignment & (alignment - 1)) == 0;
}

struct Known {
    std::uint16_t id;
    bool (*read)(std::string_view body, bool local, ZipExtra& extra);
};
// APPNOTE 4.5.2 and 4.6.1; Info-ZIP's extrafld.txt.
constexpr std::array known_fields = std::to_array<Known>({
    {0x0001, read_zip64},
    {0x000a, read_ntfs},
    {0x5455, read_extended},
    {0x5855, read_unix1},
    {0x6c78, read_record_start},
    {0x756e, read_asi},
    {0x7855, read_unix2},
    {0x7875, read_unix3},
    {0xa11e, read_alignment},
    {0xcafe, read_jar_mark},
    {0xd935, read_alignment},
});

bool read_known(std::uint16_t id, std::string_view body, bool local, ZipExtra& extra) {
    const auto row = std::find_if(known_fields.begin(), known_fields.end(),
                                  [&](const Known& known) { return known.id == id; });
    auto more = extra;  // what a malformed field says is not used
    if (row == known_fields.end() || !row->read(body, local, more)) return false;
    extra = more;
    return true;
}

std::string describe(std::uint16_t id, std::string_view body) {
    const std::string bytes{static_cast<char>(id >> 8), static_cast<char>(id & 0xff)};
    return "0x" + hex(bytes) + ", " + describe_bytes(body);
}

/// APPNOTE 4.6.9: a version, the CRC of the header's own name and the name in UTF-8. A field whose CRC is
/// another is to be ignored.
void audit_unicode_path(std::string_view body, const ZipExtraPlace& place, std::uint64_t offset,
                        Findings& findings) {
    Cursor cursor(body);
    const auto version = cursor.u8();
    const auto crc = cursor.u32();
    const auto other = cursor.take(cursor.remaining()).value_or(std::string_view());
    if (version != 1U || crc != crc32(place.name)) {
        findings.add("zip-extra-field", place.member, offset, describe(unicode_path, body));
    }
    if (other != place.name) {
        findings.add("zip-name-mismatch", place.member, offset, "Unicode path: " + in_quotes(other));
    }
}

}  // namespace

ZipExtra read_zip_extra(const ZipExtraPlace& place, Findings& findings) {
    ZipExtra extra;
    Cursor cursor(place.extra);
    std::set<std::uint16_t> seen;
    for (;;) {
        const auto start = cursor.offset();
        const auto id = cursor.u16(), length = cursor.u16();
        const auto body = length ? cursor.take(*length) : std::nullopt;
        if (!body) {
            // Android aligns by bare zeros.
            if (const auto rest = place.extra.substr(start); !all_zero(rest)) {
                findings.add("zip-extra-field", place.member, place.offset + start, describe_bytes(rest));
            }
            return extra;
        }
        const bool again = !seen.insert(*id).second;
        if (*id == unicode_path && !again) {
            audit_unicode_path(*body, place, place.offset + start, findings);
        } else if (again || !read_known(*id, *body, place.local, extra)) {
            findings.add("zip-extra-field", place.member, place.offset + start, describe(*id, *body));
        }
    }
}

}  // namespace bumpgate::archive
