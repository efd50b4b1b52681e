#include "archive/tar_extension.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "archive/tar_names.hpp"
#include "base/text.hpp"

namespace bumpgate::archive {

namespace {

constexpr std::int64_t regular_file = 0100000;  // S_IFREG of stat.h
constexpr std::array<std::int64_t, 5> constant_modes{0, 0600, 0644, 0664, 0666};
constexpr std::array<std::string_view, 3> constant_owners{"", "root", "wheel"};
// Not for a member: git archive, Python, Go.
constexpr std::array<std::string_view, 3> global_names{"pax_global_header", "././@PaxHeader",
                                                       "GlobalHead.0.0"};

template <class List, class Value>
bool contains(const List& list, const Value& value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

GitObject git_object(const ExtendedMember& extended) {
    const auto& member = extended.member;
    const bool link = member.type == MemberType::symlink;
    return {member.type, link ? std::string_view(member.link_target) : extended.content};
}

bool has_usual_name(const TarExtension& extension, const ExtendedMember& extended) {
    const auto name = extension.header.path();
    if (extension.header.typeflag() == 'g') return contains(global_names, std::string_view(name));
    return is_extension_name(name, extended.member.path) || is_extension_name(name, extended.header.path()) ||
           is_git_name(name, ".paxheader", git_object(extended));
}

bool has_usual_mode(const TarExtension& extension, const ExtendedMember& extended) {
    const auto mode = extension.header.number(tar_field::mode);
    if (!mode) return false;
    const auto high = *mode & ~std::int64_t{07777}, low = *mode & 07777;
    return (high == 0 || high == regular_file) &&
           (contains(constant_modes, low) || low == extended.member.mode);
}

/// Zero, or what the member's header or its extended header says.
bool is_usual_number(const TarExtension& extension, const ExtendedMember& extended, TarField field,
                     std::optional<std::int64_t> member) {
    const auto number = extension.header.number(field);
    return number && (*number == 0 || number == extended.header.number(field) || number == member);
}

/// Access and change time, where the header has any: none, or the member's (node-tar).
bool is_usual_time(const TarExtension& extension, const std::optional<Timestamp>& member, TarField gnu,
                   TarField star) {
    const auto& header = extension.header;
    const bool in_star = header.is_star();
    if (!in_star && header.flavour() != TarFlavour::gnu) return true;
    const auto bytes = header.raw(in_star ? star : gnu);
    const auto seconds = tar_number(bytes);
    return all_zero(bytes) || (seconds && member && *seconds == member->seconds);
}

bool is_usual_owner(std::string_view name, std::string_view member) {
    return contains(constant_owners, name) || name == member;
}

/// tar-stream writes a constant for members that are links; libarchive repeats the start of a long target.
bool has_usual_link(const TarExtension& extension) {
    const auto link = extension.header.text(tar_field::linkname);
    if (link.empty()) return true;
    return extension.header.typeflag() == 'K' ? extension.body.starts_with(link) : link == "PaxHeader";
}

}  // namespace

void audit_extension(const TarExtension& extension, const ExtendedMember& extended, Findings& findings) {
    const auto& header = extension.header;
    const auto& member = extended.member;
    const auto seconds = member.mtime ? std::optional(member.mtime->seconds) : std::nullopt;
    const auto report = [&](bool usual, TarField field, std::string_view what, std::string_view value) {
        if (usual) return;
        findings.add("tar-extension-header", member.path, extension.offset + field.offset,
                     std::string(what) + ": " + describe_bytes(value));
    };
    const auto check = [&](bool usual, TarField field, std::string_view what) {
        report(usual, field, what, header.raw(field));
    };
    report(has_usual_name(extension, extended), tar_field::name, "name", header.path());
    check(has_usual_mode(extension, extended), tar_field::mode, "mode");
    check(is_usual_number(extension, extended, tar_field::uid, member.uid), tar_field::uid, "user id");
    check(is_usual_number(extension, extended, tar_field::gid, member.gid), tar_field::gid, "group id");
    check(is_usual_number(extension, extended, tar_field::mtime, seconds), tar_field::mtime, "time");
    check(is_usual_time(extension, member.atime, tar_field::gnu_atime, tar_field::star_atime),
          tar_field::gnu_atime, "access time");
    check(is_usual_time(extension, member.ctime, tar_field::gnu_ctime, tar_field::star_ctime),
          tar_field::gnu_ctime, "change time");
    report(has_usual_link(extension), tar_field::linkname, "link target", header.text(tar_field::linkname));
    report(is_usual_owner(header.text(tar_field::user), member.user), tar_field::user, "user",
           header.text(tar_field::user));
    report(is_usual_owner(header.text(tar_field::group), member.group), tar_field::group, "group",
           header.text(tar_field::group));
}

}  // namespace bumpgate::archive
