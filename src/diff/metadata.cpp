#include "diff/metadata.hpp"

#include <algorithm>
#include <array>

namespace bumpgate::diff {
namespace {

std::string padded(std::uint64_t number, std::size_t width) {
    std::string digits = std::to_string(number);
    return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

struct Date {
    std::int64_t year;
    std::uint64_t month, day;
};

/// The proleptic Gregorian date, by H. Hinnant's "chrono-Compatible Low-Level Date Algorithms",
/// civil_from_days.
Date date_of(std::int64_t days_since_1970) {
    const std::int64_t days = days_since_1970 + 719468;  // since 0000-03-01
    const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    const auto day_of_era = static_cast<std::uint64_t>(days - era * 146097);
    const std::uint64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const std::uint64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::uint64_t month_from_march = (5 * day_of_year + 2) / 153;
    const std::uint64_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    const std::int64_t year = static_cast<std::int64_t>(year_of_era) + era * 400 + (month <= 2 ? 1 : 0);
    return {year, month, day_of_year - (153 * month_from_march + 2) / 5 + 1};
}

std::string year_text(std::int64_t year) {
    return year < 0 ? "-" + padded(static_cast<std::uint64_t>(-year), 4)
                    : padded(static_cast<std::uint64_t>(year), 4);
}

std::string name_and_id(const std::string& name, const std::optional<std::int64_t>& id) {
    return id ? name + "(" + std::to_string(*id) + ")" : name;
}

std::string time_text(const std::optional<Timestamp>& time) {
    return time ? iso_time(*time) : std::string();
}

void add_if_different(std::vector<MetadataDifference>& differences, std::string_view field,
                      std::string old_value, std::string new_value) {
    if (old_value != new_value)
        differences.push_back({std::string(field), std::move(old_value), std::move(new_value)});
}

struct TimeField {
    std::string_view field;
    std::optional<Timestamp> Member::*time;
};
constexpr std::array time_fields = std::to_array<TimeField>({
    {"atime", &Member::atime},
    {"birth-time", &Member::birth_time},
    {"ctime", &Member::ctime},
    {"time", &Member::mtime},
});

/// Both lists are sorted by name. An attribute that a side has not differs from an empty one, though both
/// values are empty.
void compare_attributes(const std::vector<Attribute>& old_list, const std::vector<Attribute>& new_list,
                        std::vector<MetadataDifference>& differences) {
    auto old_one = old_list.begin();
    auto new_one = new_list.begin();
    while (old_one != old_list.end() || new_one != new_list.end()) {
        const bool has_old =
            old_one != old_list.end() && (new_one == new_list.end() || old_one->name <= new_one->name);
        const bool has_new =
            new_one != new_list.end() && (old_one == old_list.end() || new_one->name <= old_one->name);
        const auto& name = has_old ? old_one->name : new_one->name;
        if (!has_old || !has_new || old_one->value != new_one->value) {
            differences.push_back({"xattr " + name, has_old ? old_one->value : std::string(),
                                   has_new ? new_one->value : std::string()});
        }
        if (has_old) ++old_one;
        if (has_new) ++new_one;
    }
}

/// The target below the root; nothing if it does not lie there.
std::optional<std::string_view> target_below_root(const Member& member, const release::Identity& identity) {
    const std::string_view below = release::below_root(identity, member.link_target);
    const std::string_view above =
        std::string_view(member.link_target).substr(0, member.link_target.size() - below.size());
    const std::string root = identity.root + "/";
    if (identity.root.empty() || below.empty() || above != root) return std::nullopt;
    return below;
}

/// A hard link names its target from the top, so the root folder stands in it and changes with the version:
/// targets that lie below the root on both sides are compared from there.
bool same_target(const Member& old_member, const Member& new_member, const release::Release& release) {
    if (old_member.link_target == new_member.link_target) return true;
    if (old_member.type != MemberType::hardlink || new_member.type != MemberType::hardlink) return false;
    const auto old_below = target_below_root(old_member, release.old_identity);
    return old_below && old_below == target_below_root(new_member, release.new_identity);
}

}  // namespace

std::string iso_time(const Timestamp& time) {
    constexpr std::int64_t day = 86400;
    const bool partly_before = time.seconds % day < 0;
    const std::int64_t days = time.seconds / day - (partly_before ? 1 : 0);
    const auto second = static_cast<std::uint64_t>(time.seconds % day + (partly_before ? day : 0));
    const Date date = date_of(days);
    return year_text(date.year) + "-" + padded(date.month, 2) + "-" + padded(date.day, 2) + "T" +
           padded(second / 3600, 2) + ":" + padded(second / 60 % 60, 2) + ":" + padded(second % 60, 2) + "." +
           padded(time.nanoseconds, 9) + "Z";
}

std::string octal_mode(std::uint32_t mode) {
    std::string digits;
    for (std::uint32_t rest = mode; rest != 0 || digits.size() < 4; rest >>= 3)
        digits.push_back(static_cast<char>('0' + (rest & 7)));
    std::reverse(digits.begin(), digits.end());
    return digits;
}

std::string owner_of(const Member& member) {
    const std::string user = name_and_id(member.user, member.uid);
    const std::string group = name_and_id(member.group, member.gid);
    return user.empty() && group.empty() ? std::string() : user + ":" + group;
}

std::vector<MetadataDifference> compare_metadata(const Member& old_member, const Member& new_member,
                                                 const release::Release& release) {
    std::vector<MetadataDifference> differences;
    if (!same_target(old_member, new_member, release))
        add_if_different(differences, "link", old_member.link_target, new_member.link_target);
    if (old_member.mode != new_member.mode)
        add_if_different(differences, "mode", octal_mode(old_member.mode), octal_mode(new_member.mode));
    const bool same_owner = old_member.uid == new_member.uid && old_member.gid == new_member.gid &&
                            old_member.user == new_member.user && old_member.group == new_member.group;
    if (!same_owner) differences.push_back({"owner", owner_of(old_member), owner_of(new_member)});
    add_if_different(differences, "path",
                     std::string(release::below_root(release.old_identity, old_member.path)),
                     std::string(release::below_root(release.new_identity, new_member.path)));
    add_if_different(differences, "sparse", old_member.sparse_map, new_member.sparse_map);
    for (const auto& row : time_fields) {
        if (old_member.*row.time != new_member.*row.time)
            add_if_different(differences, row.field, time_text(old_member.*row.time),
                             time_text(new_member.*row.time));
    }
    compare_attributes(old_member.attributes, new_member.attributes, differences);
    if (old_member.type != new_member.type)
        add_if_different(differences, "type", std::string(to_string(old_member.type)),
                         std::string(to_string(new_member.type)));
    std::sort(differences.begin(), differences.end(),
              [](const MetadataDifference& a, const MetadataDifference& b) { return a.field < b.field; });
    return differences;
}

}  // namespace bumpgate::diff
