#include "archive/zip_end.hpp"

#include <algorithm>
#include <string>

#include "archive/zip_scan.hpp"
#include "base/cursor.hpp"

namespace bumpgate::archive {

namespace {

using namespace std::string_view_literals;

constexpr auto end_magic = "PK\5\6"sv;
constexpr auto end64_magic = "PK\6\6"sv;
constexpr auto locator_magic = "PK\6\7"sv;
constexpr auto record_magic = "PK\1\2"sv;
constexpr std::size_t end_size = 22;
constexpr std::size_t locator_size = 20;
constexpr std::size_t end64_size = 56;
constexpr std::size_t longest_comment = 65535;

Failure broken_end(std::string what) {
    return fail(ErrorCode::corrupt, std::move(what), "get the file again");
}

/// The numbers of an end record of either size.
struct EndRecord {
    std::uint64_t disk, directory_disk, records_here, records, directory_size, directory;
};

EndRecord read_end(std::string_view bytes, std::size_t at) {
    Cursor cursor(bytes, at + end_magic.size());
    const auto u16 = [&] { return std::uint64_t{cursor.u16().value_or(0)}; };
    const auto u32 = [&] { return std::uint64_t{cursor.u32().value_or(0)}; };
    EndRecord end{};
    end.disk = u16();
    end.directory_disk = u16();
    end.records_here = u16();
    end.records = u16();
    end.directory_size = u32();
    end.directory = u32();
    return end;
}

EndRecord read_end64(std::string_view bytes, std::size_t at) {
    Cursor cursor(bytes, at + 16);  // magic, size of the record, versions
    const auto u32 = [&] { return std::uint64_t{cursor.u32().value_or(0)}; };
    const auto u64 = [&] { return cursor.u64().value_or(0); };
    EndRecord end{};
    end.disk = u32();
    end.directory_disk = u32();
    end.records_here = u64();
    end.records = u64();
    end.directory_size = u64();
    end.directory = u64();
    return end;
}

/// The last one whose comment fits: what all readers take that look from the end.
std::optional<std::size_t> find_end_record(std::string_view bytes) {
    if (bytes.size() < end_size) return std::nullopt;
    const auto first = bytes.size() - std::min(bytes.size(), end_size + longest_comment);
    for (auto at = bytes.size() - end_size + 1; at-- > first;) {
        if (bytes.substr(at, end_magic.size()) != end_magic) continue;
        const auto length = Cursor(bytes, at + end_size - 2).u16().value_or(0);
        if (length <= bytes.size() - at - end_size) return at;
    }
    return std::nullopt;
}

/// Zip64's end record, if its locator stands in front of the end record. Bytes in front of the archive make
/// the locator's offset too small; the record then stands right before the locator.
std::optional<std::size_t> find_end64(std::string_view bytes, std::size_t end_record) {
    if (end_record < locator_size + end64_size) return std::nullopt;
    const auto locator = end_record - locator_size;
    if (bytes.substr(locator, locator_magic.size()) != locator_magic) return std::nullopt;
    const auto stated = Cursor(bytes, locator + 8).u64().value_or(0);
    if (stated <= locator - end64_size && bytes.substr(stated, 4) == end64_magic) return stated;
    const auto before = locator - end64_size;
    if (bytes.substr(before, 4) == end64_magic) return before;
    return std::nullopt;
}

/// A number of the end record is zip64's, or all ones where it does not fit.
bool agrees(std::uint64_t number, std::uint64_t wide, unsigned bits) {
    return number == wide || number == (std::uint64_t{1} << bits) - 1;
}

bool agrees(const EndRecord& end, const EndRecord& wide) {
    return agrees(end.disk, wide.disk, 16) && agrees(end.directory_disk, wide.directory_disk, 16) &&
           agrees(end.records, wide.records, 16) && agrees(end.records_here, wide.records_here, 16) &&
           agrees(end.directory_size, wide.directory_size, 32) && agrees(end.directory, wide.directory, 32);
}

/// Size, versions and disks of zip64's end record (4.3.14) and its locator (4.3.15): what is left of them to
/// carry bytes. Empty if all are usual.
std::string_view unusual_fields(std::string_view bytes, std::size_t end64, std::size_t locator) {
    Cursor cursor(bytes, end64 + end64_magic.size());
    const bool usual_size = cursor.u64() == end64_size - 12;
    const auto made_by = cursor.u16().value_or(0), needed = cursor.u16().value_or(0);
    constexpr unsigned newest = 63, last_system = 20;
    const bool usual_versions =
        (made_by & 0xffU) <= newest && made_by >> 8 <= last_system && needed <= newest;
    const bool usual_disks =
        Cursor(bytes, locator + 4).u32() == 0U && Cursor(bytes, locator + 16).u32() <= 1U;
    if (usual_size && usual_versions && usual_disks) return {};
    return bytes.substr(end64, locator + locator_size - end64);
}

bool starts_directory(std::string_view bytes, std::uint64_t at, std::uint64_t size) {
    return size == 0 || bytes.substr(at, record_magic.size()) == record_magic;
}

/// The directory ends where the end record starts; only where that does not fit is its stated offset
/// believed.
Result<void> locate_directory(std::string_view bytes, const EndRecord& record, ZipEnd& end) {
    if (record.directory_size > end.tail || record.directory > end.tail - record.directory_size) {
        return broken_end("the zip central directory lies outside of the file");
    }
    end.directory = end.tail - record.directory_size;
    if (!starts_directory(bytes, end.directory, record.directory_size)) end.directory = record.directory;
    if (!starts_directory(bytes, end.directory, record.directory_size)) {
        return broken_end("there is no zip central directory where the end record says");
    }
    end.shift = end.directory - record.directory;
    end.directory_end = end.directory + record.directory_size;
    end.records = record.records;
    return {};
}

}  // namespace

Result<ZipEnd> find_zip_end(std::string_view bytes) {
    const auto at = find_end_record(bytes);
    if (!at) {
        return fail(ErrorCode::truncated, "the zip archive has no end record, so it is not whole",
                    "get the file again");
    }
    ZipEnd end;
    const auto comment_length = Cursor(bytes, *at + end_size - 2).u16().value_or(0);
    end.comment = bytes.substr(*at + end_size, comment_length);
    end.end = *at + end_size + comment_length;
    const auto end64 = find_end64(bytes, *at);
    if (end64) end.unusual = unusual_fields(bytes, *end64, *at - locator_size);
    end.tail = end64.value_or(*at);
    end.tail_end = end64 ? *end64 + end64_size : *at;
    end.locator = end64 ? *at - locator_size : *at;
    const auto record = end64 ? read_end64(bytes, *end64) : read_end(bytes, *at);
    end.contradicts = end64 && !agrees(read_end(bytes, *at), record);
    if (record.disk != 0 || record.directory_disk != 0 || record.records_here != record.records) {
        return fail(ErrorCode::unsupported, "the zip archive is split over several files", "join them first");
    }
    CHECK_OK(locate_directory(bytes, record, end));
    if (end64 && Cursor(bytes, end.locator + 8).u64().value_or(0) + end.shift != *end64) {
        end.unusual = bytes.substr(*end64, *at - *end64);
    }
    return end;
}

bool has_zip_end(std::string_view bytes) {
    const auto end = find_zip_end(bytes);
    return end && end->directory_end > end->directory;
}

}  // namespace bumpgate::archive
