#include "archive/tar_member.hpp"

#include <array>
#include <string>
#include <utility>

#include "archive/pax_attributes.hpp"
#include "archive/tar_names.hpp"
#include "base/text.hpp"

namespace bumpgate::archive {

namespace {

Failure no_number(std::string_view path) {
    return fail(ErrorCode::corrupt, "a number in the tar header of " + in_quotes(path) + " is none",
                "get the file again");
}

bool is_device(MemberType type) {
    return type == MemberType::char_device || type == MemberType::block_device;
}

/// "MAJOR:MINOR" of a device.
std::string device_numbers(const TarHeader& header) {
    const auto text = [&](TarField field) { return std::to_string(header.number(field).value_or(-1)); };
    return text(tar_field::device_major) + ":" + text(tar_field::device_minor);
}

void set_names(Member& member, const TarHeader& header, const TarNotes& notes) {
    const auto& values = notes.values;
    member.path = values.sparse_name ? *values.sparse_name
                  : values.path      ? *values.path
                                     : notes.long_name.value_or(std::string_view());
    if (member.path.empty()) member.path = header.path();
    if (member.type == MemberType::symlink || member.type == MemberType::hardlink) {
        member.link_target = values.link_path  ? *values.link_path
                             : notes.long_link ? *notes.long_link
                                               : header.text(tar_field::linkname);
    }
    if (is_device(member.type)) member.link_target = device_numbers(header);
    // Writers before POSIX had no type for folders.
    if (header.typeflag() == '\0' && member.path.ends_with('/')) member.type = MemberType::directory;
    const bool named = header.flavour() != TarFlavour::v7;
    member.user = values.user.value_or(named ? header.text(tar_field::user) : std::string_view());
    member.group = values.group.value_or(named ? header.text(tar_field::group) : std::string_view());
}

struct HeaderTime {
    std::string_view name;
    TarField gnu, star;
    std::optional<Timestamp> Member::*time;
};
constexpr std::array header_times = std::to_array<HeaderTime>({
    {"access time", tar_field::gnu_atime, tar_field::star_atime, &Member::atime},
    {"change time", tar_field::gnu_ctime, tar_field::star_ctime, &Member::ctime},
});

/// The field of this time, if the header's flavour has one and it is not empty.
std::optional<TarField> time_field(const TarHeader& header, const HeaderTime& row) {
    if (header.is_star()) return row.star;
    if (header.flavour() != TarFlavour::gnu || all_zero(header.raw(row.gnu))) return std::nullopt;
    return row.gnu;
}

void set_times(Member& member, const TarHeader& header, const PaxValues& values) {
    for (const auto& row : header_times) {
        const auto field = time_field(header, row);
        const auto seconds = field ? header.number(*field) : std::nullopt;
        if (seconds) member.*row.time = Timestamp{*seconds, 0};
    }
    if (values.atime) member.atime = values.atime;
    if (values.ctime) member.ctime = values.ctime;
    member.birth_time = values.birth_time;
}

/// Times are rounded in one way or another, or left out of the header.
bool agree(const Timestamp& pax, std::int64_t header) {
    constexpr std::int64_t largest_octal = 077777777777;
    const bool fits = pax.seconds >= 0 && pax.seconds < largest_octal;
    return !fits || header == 0 || header == pax.seconds || header == pax.seconds + 1;
}

struct OwnerId {
    std::string_view name;
    TarField field;
    std::optional<std::int64_t> PaxValues::*id;
};
constexpr std::array owner_ids = std::to_array<OwnerId>({
    {"user id", tar_field::uid, &PaxValues::uid},
    {"group id", tar_field::gid, &PaxValues::gid},
});
constexpr std::int64_t largest_octal_id = 07777777;

struct OwnerName {
    std::string_view name;
    TarField field;
    std::optional<std::string_view> PaxValues::*text;
};
constexpr std::array owner_names = std::to_array<OwnerName>({
    {"user", tar_field::user, &PaxValues::user},
    {"group", tar_field::group, &PaxValues::group},
});

/// What pax says again, and how the header says it, if they contradict: a header leaves out what is zero or
/// empty, cuts what does not fit and cannot hold large numbers.
std::vector<std::string> contradictions(const TarHeader& header, const PaxValues& values) {
    std::vector<std::string> found;
    const auto report = [&](std::string_view name, std::string_view pax, std::string_view field) {
        found.push_back(std::string(name) + ": pax " + in_quotes(pax) + ", ustar " + in_quotes(field));
    };
    const auto mtime = header.number(tar_field::mtime).value_or(0);
    if (values.mtime && !agree(*values.mtime, mtime)) {
        report("time", std::to_string(values.mtime->seconds), std::to_string(mtime));
    }
    for (const auto& row : owner_ids) {
        const auto stated = header.number(row.field).value_or(0);
        const auto& id = values.*row.id;
        if (!id || *id > largest_octal_id || stated == 0 || stated == *id) continue;
        report(row.name, std::to_string(*id), std::to_string(stated));
    }
    for (const auto& row : owner_names) {
        const auto stated = header.text(row.field);
        const auto& text = values.*row.text;
        if (!text || stated.empty() || is_shortened_name(stated, *text)) continue;
        if (text->size() >= row.field.length - 1 && text->starts_with(stated)) continue;
        report(row.name, *text, stated);
    }
    return found;
}

}  // namespace

Result<Member> tar_member(const TarHeader& header, MemberType type, const TarNotes& notes) {
    Member member;
    member.type = type;
    set_names(member, header, notes);
    const auto mode = header.number(tar_field::mode), mtime = header.number(tar_field::mtime);
    const auto uid = header.number(tar_field::uid), gid = header.number(tar_field::gid);
    if (!mode || !mtime || !uid || !gid) return no_number(member.path);
    const auto& values = notes.values;
    member.mode = static_cast<std::uint32_t>(*mode & 07777);
    member.uid = values.uid ? values.uid : uid;
    member.gid = values.gid ? values.gid : gid;
    member.mtime = values.mtime ? *values.mtime : Timestamp{*mtime, 0};
    set_times(member, header, values);
    if (notes.pax) member.attributes = pax_attributes(*notes.pax).attributes;
    return member;
}

void audit_tar_metadata(const Member& member, const TarHeader& header, const TarNotes& notes,
                        std::uint64_t offset, Findings& findings) {
    for (const auto& row : header_times) {
        const auto field = time_field(header, row);
        if (!field) continue;
        const auto seconds = header.number(*field);
        if (!seconds) {
            findings.add("tar-reserved", member.path, offset + field->offset,
                         std::string(row.name) + ": " + describe_bytes(header.raw(*field)));
        } else if (const auto& time = member.*row.time; time && time->seconds != *seconds) {
            findings.add("tar-pax-conflict", member.path, offset,
                         std::string(row.name) + ": pax " + std::to_string(time->seconds) + ", header " +
                             std::to_string(*seconds));
        }
    }
    if (!notes.pax) return;
    for (auto& what : contradictions(header, notes.values)) {
        findings.add("tar-pax-conflict", member.path, offset, std::move(what));
    }
    for (const auto& conflict : pax_attributes(*notes.pax).conflicts) {
        findings.add("tar-pax-conflict", member.path, offset, conflict);
    }
}

std::uint64_t attribute_bytes(const Member& member) {
    std::uint64_t bytes = member.sparse_map.size();
    for (const auto& attribute : member.attributes) {
        bytes += sizeof(Attribute) + attribute.name.size() + attribute.value.size();
    }
    return bytes;
}

}  // namespace bumpgate::archive
