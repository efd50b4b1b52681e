#include "archive/zip_scan.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>

#include "archive/zip_end.hpp"
#include "archive/zip_extra.hpp"
#include "archive/zip_member.hpp"
#include "base/cursor.hpp"
#include "base/text.hpp"

namespace bumpgate::archive {

namespace {

using namespace std::string_view_literals;

constexpr auto local_magic = "PK\3\4"sv;
constexpr auto record_magic = "PK\1\2"sv;
constexpr auto descriptor_magic = "PK\7\10"sv;
constexpr std::size_t longest_record = 46;

// APPNOTE 4.4.4: general purpose bits.
constexpr unsigned flag_encrypted = 1U << 0;
constexpr unsigned flag_descriptor = 1U << 3;
constexpr unsigned flag_strong_encryption = 1U << 6;
constexpr unsigned flag_masked_directory = 1U << 13;
constexpr unsigned flag_utf8 = 1U << 11;
constexpr unsigned telling_flags = flag_descriptor | flag_utf8;  // the others say how hard deflate tried
constexpr unsigned any_encryption = flag_encrypted | flag_strong_encryption | flag_masked_directory;

constexpr unsigned unused_flags =
    0xd7b0;  // 4.4.4: reserved, of other methods, or unknown: 4, 5, 7 to 10, 12, 14, 15

// 4.4.3, and what is newer; 4.4.2 numbers the systems.
constexpr std::array<unsigned, 16> versions{0, 10, 11, 20, 21, 23, 25, 27, 30, 31, 45, 46, 51, 52, 62, 63};
constexpr unsigned last_system = 20;
constexpr unsigned is_text = 1;              // 4.4.14
constexpr unsigned dos_attributes = 0x3f;    // 4.4.15
constexpr unsigned seven_zip_mark = 0x8000;  // that the upper half is Unix's

constexpr std::uint16_t zip64_field = 1;  // APPNOTE 4.5.3
constexpr std::uint32_t in_zip64 = 0xffffffff;

struct MethodRow {
    ZipMethod method;
    std::string_view name;
};
constexpr std::array methods = std::to_array<MethodRow>({
    {ZipMethod::stored, "stored"},
    {ZipMethod::deflate, "deflate"},
    {ZipMethod::bzip2, "bzip2"},
    {ZipMethod::lzma, "lzma"},
    {ZipMethod::zstd, "zstd"},
    {ZipMethod::xz, "xz"},
});

/// The fields that local headers and central directory records share.
struct Common {
    unsigned flags = 0;
    std::uint16_t method = 0, time = 0, date = 0;
    std::uint32_t crc = 0;
    std::uint64_t packed = 0, size = 0;
    std::size_t name_length = 0, extra_length = 0;
};

/// Reads them from `at`; the caller has made sure that they are there.
Common read_common(std::string_view bytes, std::size_t at) {
    Cursor cursor(bytes, at);
    const auto u16 = [&] { return cursor.u16().value_or(0); };
    const auto u32 = [&] { return cursor.u32().value_or(0); };
    Common common;
    common.flags = u16();
    common.method = u16();
    common.time = u16();
    common.date = u16();
    common.crc = u32();
    common.packed = u32();
    common.size = u32();
    common.name_length = u16();
    common.extra_length = u16();
    return common;
}

/// The numbers that zip64's extra field has in full; some writers put them there although they fit.
bool repeats(std::string_view body, const std::vector<std::uint64_t*>& numbers) {
    Cursor values(body);
    for (const auto* const number : numbers) {
        const auto value = values.u64();
        if (!value) break;
        if (*value != *number) return false;
    }
    // The number of the disk may follow.
    const auto rest = values.take(values.remaining());
    return rest->empty() || (rest->size() == 4 && all_zero(*rest));
}

/// Replaces the numbers that did not fit by those of the zip64 extra field, which has just these, in this
/// order. False if the field has other numbers besides.
bool apply_zip64(std::string_view extra, const std::vector<std::uint64_t*>& numbers) {
    Cursor fields(extra);
    for (;;) {
        const auto id = fields.u16(), length = fields.u16();
        const auto body = length ? fields.take(*length) : std::nullopt;
        if (!body) return true;
        if (*id != zip64_field) continue;
        Cursor values(*body);
        for (auto* const number : numbers) {
            if (*number == in_zip64) *number = values.u64().value_or(*number);
        }
        return values.at_end() || repeats(*body, numbers);
    }
}

bool is_version(unsigned version) {
    return std::find(versions.begin(), versions.end(), version) != versions.end();
}

Failure broken_zip(std::string what) {
    return fail(ErrorCode::corrupt, std::move(what), "get the file again");
}

class Scanner {
  public:
    Scanner(std::string_view bytes, Meter& meter) : bytes_(bytes), meter_(meter) {}

    Result<ZipScan> run() {
        end_ = TRY(find_zip_end(bytes_));
        std::size_t at = end_.directory;
        while (at < end_.directory_end) at = TRY(take_record(at));
        // Writers without zip64 count modulo 2^16.
        if (result_.entries.size() != end_.records && (result_.entries.size() & 0xffffU) != end_.records) {
            return broken_zip("the zip central directory has " + std::to_string(result_.entries.size()) +
                              " records, its end record counts " + std::to_string(end_.records));
        }
        if (result_.entries.empty()) {
            return fail(ErrorCode::empty, "the zip archive has no members",
                        "check how the release was built");
        }
        account();
        if (!end_.comment.empty()) {
            result_.comment = "comment " + in_quotes(end_.comment);
        }
        if (!end_.comment.empty() && !is_commit_id(end_.comment)) {
            result_.findings.add("zip-comment", {}, end_.end - end_.comment.size(),
                                 describe_bytes(end_.comment));
        }
        if (!end_.unusual.empty()) reserved({}, end_.tail, "zip64's end record", end_.unusual);
        if (end_.contradicts) {
            result_.findings.add("zip-field-mismatch", {}, end_.tail, "the end record and zip64's");
        }
        return std::move(result_);
    }

  private:
    /// A central directory record; returns where the next one starts.
    Result<std::size_t> take_record(std::size_t at) {
        const auto directory = bytes_.substr(0, end_.directory_end);
        const auto head = Cursor(directory, at).take(longest_record);
        if (!head || !head->starts_with(record_magic))
            return broken_zip("a zip central directory record is damaged");
        auto common = read_common(*head, 8);
        Cursor tail(*head, 32);
        const auto comment_length = tail.u16().value_or(0);
        (void)tail.take(4);  // disk, internal attributes
        const auto attributes = tail.u32().value_or(0);
        std::uint64_t local = tail.u32().value_or(0);
        Cursor texts(directory, at + longest_record);
        const auto name = texts.take(common.name_length), extra = texts.take(common.extra_length);
        const auto comment = texts.take(comment_length);
        if (!name || !extra || !comment) return broken_zip("a zip central directory record is cut off");
        ZipEntry entry;
        entry.member.path = *name;
        entry.record = at;
        if (!apply_zip64(*extra, {&common.size, &common.packed, &local})) {
            result_.findings.add("zip-field-mismatch", *name, at, "zip64 field of the central directory");
        }
        const auto extra_at = texts.offset() - comment->size() - extra->size();
        central_extra_ = read_zip_extra({*extra, *name, *name, extra_at, false}, result_.findings);
        record_start_ = head->substr(4, 2);    // made by
        record_start_ += head->substr(36, 6);  // internal and external attributes
        audit_record(*head, *name, at);
        set_zip_mode(entry.member, static_cast<unsigned char>((*head)[5]), attributes);
        if (!comment->empty()) result_.findings.add("zip-comment", *name, at, describe_bytes(*comment));
        if (auto taken = take_entry(entry, common, local); !taken) {
            return Failure(std::move(taken).error().during(member_step(*name)));
        }
        result_.entries.push_back(std::move(entry));
        return texts.offset();
    }

    /// Fields of a record that say nothing about the member.
    void audit_record(std::string_view head, std::string_view member, std::size_t at) {
        const auto version = static_cast<unsigned char>(head[4]),
                   system = static_cast<unsigned char>(head[5]);
        if (!is_version(version) || system > last_system)
            reserved(member, at + 4, "version", head.substr(4, 2));
        audit_use(head.substr(6, 4), member, at + 6);
        if (!all_zero(head.substr(34, 2))) reserved(member, at + 34, "disk", head.substr(34, 2));
        if ((Cursor(head, 36).u16().value_or(0) & ~is_text) != 0)
            reserved(member, at + 36, "internal attributes", head.substr(36, 2));
        if ((Cursor(head, 38).u16().value_or(0) & ~(dos_attributes | seven_zip_mark)) != 0)
            reserved(member, at + 38, "external attributes", head.substr(38, 2));
    }

    /// The version needed and the flags of either header.
    void audit_use(std::string_view fields, std::string_view member, std::size_t at) {
        const auto version = Cursor(fields).u16().value_or(0), flags = Cursor(fields, 2).u16().value_or(0);
        if (!is_version(version)) reserved(member, at, "version needed", fields.substr(0, 2));
        if ((flags & unused_flags) != 0) reserved(member, at + 2, "flags", fields.substr(2, 2));
    }

    void reserved(std::string_view member, std::size_t at, std::string_view what, std::string_view bytes) {
        result_.findings.add("zip-reserved", member, at, std::string(what) + ": " + describe_bytes(bytes));
    }

    Result<void> take_entry(ZipEntry& entry, const Common& central, std::uint64_t local) {
        entry.packed = central.packed;
        entry.size = central.size;
        entry.crc = central.crc;
        entry.method = central.method;
        entry.member.mtime = dos_time(central.date, central.time);
        CHECK_OK(check_readable(central));
        CHECK_OK(meter_.member(entry.member.path, {}, central.size));
        CHECK_OK(meter_.ratio(central.size, central.packed));
        if (local > bytes_.size() - end_.shift)
            return broken_zip("its local header lies outside of the file");
        entry.local = local + end_.shift;
        return take_local(entry, central);
    }

    static Result<void> check_readable(const Common& fields) {
        if ((fields.flags & any_encryption) != 0) {
            return fail(ErrorCode::encrypted, "its content is encrypted",
                        "compare archives without encryption");
        }
        if (zip_method_name(fields.method).empty()) {
            return fail(ErrorCode::unsupported,
                        "its compression method " + std::to_string(fields.method) + " is not supported",
                        "unpack both archives and compare the folders");
        }
        return {};
    }

    Result<void> take_local(ZipEntry& entry, const Common& central) {
        const auto head = Cursor(bytes_, entry.local).take(30);
        if (!head || !head->starts_with(local_magic)) return broken_zip("its local header is missing");
        auto local = read_common(*head, 6);
        audit_use(head->substr(4, 4), entry.member.path, entry.local + 4);
        Cursor texts(bytes_, entry.local + head->size());
        const auto name = texts.take(local.name_length), extra = texts.take(local.extra_length);
        if (!name || !extra || texts.remaining() < entry.packed)
            return broken_zip("its data lie outside of the file");
        if (!apply_zip64(*extra, {&local.size, &local.packed}))
            mismatch(entry, "zip64 field of the local header");
        const auto extra_at = texts.offset() - extra->size();
        const auto local_extra =
            read_zip_extra({*extra, *name, entry.member.path, extra_at, true}, result_.findings);
        if ((local.flags & any_encryption) != 0) CHECK_OK(check_readable(local));
        entry.local_name = *name;
        entry.data = texts.offset();
        entry.end = entry.data + entry.packed;
        compare_headers(entry, local, central);
        use_extra(entry, local_extra);
        if ((local.flags & flag_descriptor) != 0) skip_descriptor(entry);
        return {};
    }

    void use_extra(ZipEntry& entry, const ZipExtra& local) {
        for (auto& what : set_zip_metadata(entry.member, local, central_extra_))
            mismatch(entry, std::move(what));
        entry.other_link = local.link ? local.link : central_extra_.link;
        if (local.link && central_extra_.link && *local.link != *central_extra_.link) {
            mismatch(entry,
                     "link target: " + in_quotes(*local.link) + " and " + in_quotes(*central_extra_.link));
        }
        // libarchive's bit map for version, internal and external attributes.
        if (local.record_start && *local.record_start != "\7" + record_start_) {
            mismatch(entry, "extra field 0x6c78: " + describe_bytes(*local.record_start));
        }
    }

    void compare_headers(const ZipEntry& entry, const Common& local, const Common& central) {
        const auto& path = entry.member.path;
        if (entry.local_name != path) {
            result_.findings.add("zip-name-mismatch", path, entry.local,
                                 "local header: " + in_quotes(entry.local_name));
        }
        struct Pair {
            std::string_view what;
            std::uint64_t local, central;
            bool may_follow;  ///< may be zero, or mark zip64, when a data descriptor follows
        };
        const auto stamp = [](const Common& fields) {
            return std::uint64_t{fields.date} << 16 | fields.time;
        };
        const std::array<Pair, 6> pairs{
            {{"method", local.method, central.method, false},
             {"flags", local.flags & telling_flags, central.flags & telling_flags, false},
             {"date and time", stamp(local), stamp(central), false},
             {"CRC", local.crc, central.crc, true},
             {"packed size", local.packed, central.packed, true},
             {"size", local.size, central.size, true}}};
        const bool follows = (local.flags & flag_descriptor) != 0;
        for (const auto& pair : pairs) {
            const bool left_out = follows && pair.may_follow && (pair.local == 0 || pair.local == in_zip64);
            if (pair.local == pair.central || left_out) continue;
            mismatch(entry, std::string(pair.what) + ": local header " + std::to_string(pair.local) +
                                ", central directory " + std::to_string(pair.central));
        }
        if (entry.member.type == MemberType::directory && entry.size != 0) {
            mismatch(entry, "a folder with " + std::to_string(entry.size) + " bytes of content");
        }
    }

    void mismatch(const ZipEntry& entry, std::string detail) {
        result_.findings.add("zip-field-mismatch", entry.member.path, entry.local, std::move(detail));
    }

    /// APPNOTE 4.3.9: CRC and sizes after the data, with or without a signature, in 4 or 8 bytes.
    void skip_descriptor(ZipEntry& entry) {
        for (const bool with_magic : {true, false}) {
            for (const bool wide :
                 {true, false}) {  // the shorter form would leave zeros of the longer one behind
                Cursor cursor(bytes_, entry.end);
                if (with_magic && cursor.take(descriptor_magic.size()) != descriptor_magic) continue;
                const auto crc = cursor.u32();
                const auto packed = wide ? cursor.u64() : std::optional<std::uint64_t>(cursor.u32());
                const auto size = wide ? cursor.u64() : std::optional<std::uint64_t>(cursor.u32());
                if (crc != entry.crc || packed != entry.packed || size != entry.size) continue;
                entry.end = cursor.offset();
                return;
            }
        }
        const bool empty_folder = entry.member.type == MemberType::directory && entry.size == 0;
        if (!empty_folder) mismatch(entry, "no data descriptor that agrees with the central directory");
    }

    /// Every byte in front of the central directory belongs to exactly one member, every byte after it to the
    /// end.
    void account() {
        std::vector<std::size_t> order(result_.entries.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return result_.entries[a].local < result_.entries[b].local;
        });
        std::uint64_t at = 0;
        for (const auto index : order) {
            const auto& entry = result_.entries[index];
            step(at, entry.local, entry.member.path);
            at = std::max(at, entry.end);
        }
        step(at, end_.directory, {});
        step(end_.directory_end, end_.tail, {});
        step(end_.tail_end, end_.locator, {});
        step(end_.end, bytes_.size(), {});
    }

    void step(std::uint64_t from, std::uint64_t to, std::string_view member) {
        if (from < to) {
            result_.findings.add("zip-gap", {}, from, describe_bytes(bytes_.substr(from, to - from)));
        }
        if (from > to) {
            result_.findings.add("zip-overlap", member, to, std::to_string(from - to) + " bytes shared");
        }
    }

    std::string_view bytes_;
    Meter& meter_;
    ZipEnd end_;
    ZipExtra central_extra_;    ///< of the present record
    std::string record_start_;  ///< of the present record, what 0x6c78 repeats
    ZipScan result_;
};

}  // namespace

std::string_view zip_method_name(std::uint16_t method) {
    for (const auto& row : methods) {
        if (static_cast<std::uint16_t>(row.method) == method) return row.name;
    }
    return {};
}

Result<ZipScan> scan_zip(std::string_view bytes, Meter& meter) {
    return Scanner(bytes, meter).run();
}

}  // namespace bumpgate::archive
