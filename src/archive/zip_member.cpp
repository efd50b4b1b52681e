#include "archive/zip_member.hpp"

#include <array>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <utility>

namespace bumpgate::archive {

namespace {

constexpr unsigned system_unix = 3;  // APPNOTE 4.4.2
constexpr unsigned system_macos = 19;
constexpr std::uint32_t default_file_mode = 0644;
constexpr std::uint32_t default_folder_mode = 0755;

constexpr std::int64_t dos_resolution = 2;       // seconds
constexpr std::int64_t dos_epoch = 315'532'800;  // 1980-01-01
constexpr std::int64_t day = 86'400;

/// Days from 1970-01-01 to a date of the proleptic Gregorian calendar.
std::int64_t days_since_epoch(std::int64_t year, std::int64_t month, std::int64_t day_of_month) {
    const auto shifted =
        month > 2 ? month - 3 : month + 9;  // years that start in March end with the leap day
    const auto y = month > 2 ? year : year - 1;
    return 365 * y + y / 4 - y / 100 + y / 400 + (153 * shifted + 2) / 5 + day_of_month - 1 - 719468;
}

struct UnixType {
    std::uint32_t bits;
    MemberType type;
};
constexpr std::array unix_types = std::to_array<UnixType>({
    {0040000, MemberType::directory},
    {0120000, MemberType::symlink},
    {0020000, MemberType::char_device},
    {0060000, MemberType::block_device},
    {0010000, MemberType::fifo},
    {0140000, MemberType::socket},
});

MemberType unix_type(std::uint32_t mode) {
    for (const auto& row : unix_types) {
        if ((mode & 0170000U) == row.bits) return row.type;
    }
    return MemberType::file;
}

std::string shown(const Timestamp& time) {
    return std::to_string(time.seconds) +
           (time.nanoseconds == 0 ? "" : " s and " + std::to_string(time.nanoseconds) + " ns");
}

std::string shown(std::int64_t number) {
    return std::to_string(number);
}

/// Seconds before 1601 or after the year 60000 do not occur: the difference of two always fits.
bool is_near(const Timestamp& a, const Timestamp& b) {
    return std::abs(a.seconds - b.seconds) <= dos_resolution;
}

/// MS-DOS time is local, so it may be off by a time zone, which is a multiple of a quarter of an hour; and it
/// starts in 1980, which stands for everything before.
bool agrees_with_dos(const Timestamp& dos, const Timestamp& time) {
    constexpr std::int64_t quarter = 900;
    constexpr std::int64_t widest_zone = 26 * 3600;
    if (dos.seconds == dos_epoch && time.seconds < dos_epoch + day) return true;
    const auto apart = std::abs(dos.seconds - time.seconds);
    const auto odd = apart % quarter;
    return apart <= widest_zone + dos_resolution &&
           (odd <= dos_resolution || odd >= quarter - dos_resolution);
}

struct TimeSource {
    std::string_view name;
    ZipTimes ZipExtra::*times;
};
// The finest first.
constexpr std::array time_sources = std::to_array<TimeSource>({
    {"NTFS times", &ZipExtra::ntfs},
    {"extended times", &ZipExtra::extended},
    {"Unix times", &ZipExtra::unix1},
});

struct TimeRow {
    std::string_view name;
    std::optional<Timestamp> ZipTimes::*stated;
    std::optional<Timestamp> Member::*time;
};
constexpr std::array time_rows = std::to_array<TimeRow>({
    {"modification time", &ZipTimes::mtime, &Member::mtime},
    {"access time", &ZipTimes::atime, &Member::atime},
    {"creation time", &ZipTimes::birth_time, &Member::birth_time},
});

struct OwnerSource {
    std::string_view name;
    ZipOwner ZipExtra::*owner;
};
constexpr std::array owner_sources = std::to_array<OwnerSource>({
    {"wide", &ZipExtra::wide},
    {"narrow", &ZipExtra::narrow},
});

struct OwnerRow {
    std::string_view name;
    std::optional<std::int64_t> ZipOwner::*stated;
    std::optional<std::int64_t> Member::*id;
};
constexpr std::array owner_rows = std::to_array<OwnerRow>({
    {"user id", &ZipOwner::uid, &Member::uid},
    {"group id", &ZipOwner::gid, &Member::gid},
});

class Filler {
  public:
    Filler(Member& member, const ZipExtra& local, const ZipExtra& central)
        : member_(member), local_(local), central_(central) {}

    std::vector<std::string> run() {
        for (const auto& row : time_rows) set_time(row);
        for (const auto& row : owner_rows) set_owner(row);
        check_mode();
        return std::move(found_);
    }

  private:
    template <class Value>
    void contradict(std::string_view what, const Value& first, const Value& second) {
        found_.push_back(std::string(what) + ": " + shown(first) + " and " + shown(second));
    }

    /// What a field says in either header.
    template <class Value>
    std::optional<Value> either(std::string_view what, const std::optional<Value>& local,
                                const std::optional<Value>& central) {
        if (local && central && *local != *central) contradict(what, *local, *central);
        return local ? local : central;
    }

    void set_time(const TimeRow& row) {
        std::optional<Timestamp> finest;
        for (const auto& source : time_sources) {
            const auto what = std::string(row.name) + " of the " + std::string(source.name);
            const auto time =
                either(what, local_.*source.times.*row.stated, central_.*source.times.*row.stated);
            if (time && finest && !is_near(*time, *finest)) contradict(row.name, *finest, *time);
            if (!finest) finest = time;
        }
        if (!finest) return;
        auto& stated = member_.*row.time;  // MS-DOS's
        if (stated && !agrees_with_dos(*stated, *finest)) contradict(row.name, *stated, *finest);
        stated = finest;
    }

    void set_owner(const OwnerRow& row) {
        std::optional<std::int64_t> widest;
        for (const auto& source : owner_sources) {
            const auto id =
                either(row.name, local_.*source.owner.*row.stated, central_.*source.owner.*row.stated);
            if (id && widest && (*widest & 0xffff) != *id) contradict(row.name, *widest, *id);
            if (!widest) widest = id;
        }
        if (widest) member_.*row.id = widest;
    }

    void check_mode() {
        for (const auto* const extra : {&local_, &central_}) {
            if (!extra->mode) continue;
            const bool same_type = unix_type(*extra->mode) == member_.type;
            if (same_type && (*extra->mode & 07777U) == member_.mode) continue;
            contradict("mode", std::int64_t{member_.mode}, std::int64_t{*extra->mode});
        }
    }

    Member& member_;
    const ZipExtra& local_;
    const ZipExtra& central_;
    std::vector<std::string> found_;
};

}  // namespace

std::optional<Timestamp> dos_time(std::uint16_t date, std::uint16_t time) {
    if (date == 0) return std::nullopt;
    const auto days = days_since_epoch(1980 + (date >> 9), (date >> 5) & 15, date & 31);
    const std::int64_t seconds = (time >> 11) * 3600 + ((time >> 5) & 63) * 60 + (time & 31) * 2;
    return Timestamp{days * day + seconds, 0};
}

void set_zip_mode(Member& member, unsigned system, std::uint32_t attributes) {
    const auto mode = system == system_unix || system == system_macos ? attributes >> 16 : 0;
    member.type = unix_type(mode);
    if (member.path.ends_with('/')) member.type = MemberType::directory;
    const auto usual = member.type == MemberType::directory ? default_folder_mode : default_file_mode;
    member.mode = mode != 0 ? mode & 07777U : usual;
}

std::vector<std::string> set_zip_metadata(Member& member, const ZipExtra& local, const ZipExtra& central) {
    return Filler(member, local, central).run();
}

}  // namespace bumpgate::archive
