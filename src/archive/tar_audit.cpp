#include "archive/tar_audit.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "archive/tar_names.hpp"
#include "base/text.hpp"

namespace bumpgate::archive {

namespace {

constexpr std::int64_t largest_octal_size = 077777777777;
constexpr std::size_t name_length = tar_field::name.length;
// POSIX.1-2017: magic "ustar" with its NUL, version "00".
constexpr std::string_view ustar_magic("ustar\00000", 8);
constexpr std::size_t prefix_length = tar_field::prefix.length;

struct NameField {
    TarField field;
    std::string_view name;
    bool only_posix;  ///< v7 headers have nothing there
};
constexpr std::array name_fields = std::to_array<NameField>({
    {tar_field::name, "name", false},
    {tar_field::linkname, "linkname", false},
    {tar_field::user, "uname", true},
    {tar_field::group, "gname", true},
});

struct ReservedField {
    TarField field;
    TarFlavour flavour;
    bool free_when_sparse;  ///< old GNU sparse members keep their map there
};
constexpr std::string_view star_magic("tar\0", 4);  // star(5), "xstar"
constexpr std::array reserved_fields = std::to_array<ReservedField>({
    {tar_field::gnu_multivolume, TarFlavour::gnu, false},
    {tar_field::gnu_sparse_map, TarFlavour::gnu, true},
    {tar_field::gnu_real_size, TarFlavour::gnu, true},
    {tar_field::gnu_reserved, TarFlavour::gnu, false},
    {tar_field::v7_before_device, TarFlavour::v7, false},
    {tar_field::v7_after_device, TarFlavour::v7, false},
});

/// Bits above the permissions that some writers copy from the file system (S_IFMT of stat.h), and the types
/// they fit.
struct ModeType {
    std::int64_t bits;
    std::string_view typeflags;
};
constexpr std::array mode_types = std::to_array<ModeType>({
    {0100000, {"0\0001S7", 5}},
    {0120000, "2"},
    {0020000, "3"},
    {0060000, "4"},
    {0040000, "5D"},
    {0010000, "6"},
});

bool is_honest_mode(std::int64_t mode, char typeflag) {
    const auto high = mode & ~std::int64_t{07777};
    if (high == 0) return true;
    return std::any_of(mode_types.begin(), mode_types.end(), [&](const ModeType& row) {
        return row.bits == high && row.typeflags.find(typeflag) != std::string_view::npos;
    });
}

bool is_plain_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

bool may_have_target(char typeflag) {
    return typeflag == '1' || typeflag == '2';
}

/// Headers that audit_extension looks at.
bool is_extension(char typeflag) {
    return std::string_view("xXgLK").find(typeflag) != std::string_view::npos;
}

/// Whether name and prefix can hold the path: it fits the name, or there is a "/" where it can be split.
bool ustar_can_hold(std::string_view path) {
    if (!is_plain_ascii(path)) return false;
    if (path.size() <= name_length) return true;
    if (path.size() > name_length + 1 + prefix_length) return false;
    const auto slash = path.find('/', path.size() - name_length - 1);
    return slash != std::string_view::npos && slash <= prefix_length && slash + 1 < path.size();
}

std::string_view without_slash(std::string_view path) {
    return path.ends_with('/') ? path.substr(0, path.size() - 1) : path;
}

/// A writer that relies on pax cuts what does not fit the field (Python and GNU tar do, without using the
/// prefix).
bool is_cut(std::string_view field, std::string_view whole) {
    return field.size() == name_length && whole.starts_with(field);
}

GitObject git_object(const AuditedMember& audited) {
    const auto& member = audited.member;
    const bool link = member.type == MemberType::symlink;
    return {member.type, link ? std::string_view(member.link_target) : audited.content};
}

bool path_contradicts(std::string_view pax, const AuditedMember& audited) {
    const auto path = audited.header.path();
    if (ustar_can_hold(pax)) return without_slash(pax) != without_slash(path) && !is_cut(path, pax);
    return !is_shortened_name(path, pax) && !is_git_name(path, ".data", git_object(audited));
}

/// libarchive has a constant for what does not fit.
constexpr std::string_view long_symlink_mark = "././@LongSymLink";
constexpr std::string_view long_hardlink_mark = "././@LongHardLink";

bool link_contradicts(std::string_view pax, const AuditedMember& audited) {
    const auto link = audited.header.text(tar_field::linkname);
    if (is_plain_ascii(pax) && pax.size() <= name_length) return pax != link;
    constexpr std::string_view git = "see ";
    if (link.starts_with(git) && is_git_name(link.substr(git.size()), ".paxheader", git_object(audited)))
        return false;
    return link != long_symlink_mark && link != long_hardlink_mark && !is_shortened_name(link, pax);
}

std::string against(std::string_view what, std::string_view pax, std::string_view ustar) {
    return std::string(what) + ": pax " + in_quotes(pax) + ", ustar " + in_quotes(ustar);
}

void audit_names(const TarHeader& header, std::string_view member, std::uint64_t offset, Findings& findings) {
    const auto flavour = header.flavour();
    const auto check = [&](TarField field, std::string_view what) {
        const auto whole = header.raw(field);
        const auto start = whole.find_first_not_of('\0', header.text(field).size());
        if (start == std::string_view::npos) return;
        const auto hidden = whole.substr(start, whole.find_last_not_of('\0') + 1 - start);
        findings.add("tar-name-after-nul", member, offset + field.offset + start,
                     std::string(what) + ": " + describe_bytes(hidden));
    };
    for (const auto& row : name_fields) {
        if (!row.only_posix || flavour != TarFlavour::v7) check(row.field, row.name);
    }
    if (flavour == TarFlavour::ustar)  // GNU and v7 headers have something else there
        check(header.is_star() ? tar_field::star_prefix : tar_field::prefix, "prefix");
    // POSIX joins prefix and name by a "/"; readers differ in whether they do where there is one already.
    const auto prefix = header.prefix();
    const auto name = header.text(tar_field::name);
    if (!prefix.empty() && (prefix.ends_with('/') || name.empty() || name.starts_with('/'))) {
        findings.add(
            "parser-disagreement", member, offset + tar_field::prefix.offset,
            "prefix " + in_quotes(prefix) + " and name " + in_quotes(name) + " can be joined in two ways");
    }
}

void audit_reserved(const TarHeader& header, std::string_view member, std::uint64_t offset,
                    Findings& findings) {
    const auto flavour = header.flavour();
    const auto report = [&](TarField field, const std::string& what) {
        findings.add("tar-reserved", member, offset + field.offset, what + describe_bytes(header.raw(field)));
    };
    for (const auto& row : reserved_fields) {
        if (row.flavour != flavour || (row.free_when_sparse && header.typeflag() == 'S')) continue;
        if (!all_zero(header.raw(row.field))) report(row.field, "");
    }
    if (flavour == TarFlavour::ustar) {
        const bool signed_by_star = header.is_star() && header.raw(tar_field::star_magic) == star_magic;
        const auto reserved = signed_by_star ? tar_field::star_reserved : tar_field::ustar_reserved;
        if (!all_zero(header.raw(reserved))) report(reserved, "");
    }
    if (flavour == TarFlavour::ustar && header.raw(tar_field::magic_and_version) != ustar_magic) {
        report(tar_field::magic_and_version, "magic: ");
    }
}

bool is_device(char typeflag) {
    return typeflag == '3' || typeflag == '4';
}

struct NumberField {
    TarField field;
    std::string_view name;
};
constexpr std::array number_fields = std::to_array<NumberField>({
    {tar_field::mode, "mode"},
    {tar_field::uid, "user id"},
    {tar_field::gid, "group id"},
    {tar_field::size, "size"},
    {tar_field::mtime, "time"},
    {tar_field::checksum, "checksum"},
    {tar_field::device_major, "device number"},
    {tar_field::device_minor, "device number"},
});

/// The same number can be written in many ways, which is room for bytes that nobody looks at.
void audit_numbers(const TarHeader& header, std::string_view member, std::uint64_t offset,
                   Findings& findings) {
    for (const auto& row : number_fields) {
        const auto bytes = header.raw(row.field);
        if (!tar_number(bytes) || is_usual_tar_number(bytes)) continue;  // no number: told elsewhere
        findings.add("tar-reserved", member, offset + row.field.offset,
                     std::string(row.name) + " written as " + describe_bytes(bytes));
    }
}

/// Fields that mean nothing for a member of this type.
void audit_unused(const TarHeader& header, std::string_view member, std::uint64_t offset,
                  Findings& findings) {
    const auto type = header.typeflag();
    for (const auto field : {tar_field::device_major, tar_field::device_minor}) {
        if (is_device(type) || header.number(field) == 0) continue;
        findings.add("tar-reserved", member, offset + field.offset,
                     "device number: " + describe_bytes(header.raw(field)));
    }
    if (is_extension(type)) return;  // audit_extension tells the rest
    if (const auto link = header.text(tar_field::linkname); !may_have_target(type) && !link.empty()) {
        findings.add("tar-reserved", member, offset + tar_field::linkname.offset,
                     "link target: " + describe_bytes(link));
    }
    if (!is_honest_mode(header.number(tar_field::mode).value_or(0), type)) {
        findings.add("tar-reserved", member, offset + tar_field::mode.offset,
                     "mode: " + describe_bytes(header.raw(tar_field::mode)));
    }
}

}  // namespace

void audit_tar_header(const TarHeader& header, std::string_view member, std::uint64_t offset,
                      Findings& findings) {
    audit_names(header, member, offset, findings);
    audit_reserved(header, member, offset, findings);
    audit_numbers(header, member, offset, findings);
    audit_unused(header, member, offset, findings);
}

void audit_pax(const std::vector<PaxRecord>& records, const PaxValues& values, const AuditedMember& audited,
               Findings& findings) {
    const auto& header = audited.header;
    const auto conflict = [&](std::string detail) {
        findings.add("tar-pax-conflict", audited.member.path, audited.offset, std::move(detail));
    };
    for (const auto& record : records) {
        if (is_usual_pax_record(record)) continue;
        findings.add("tar-pax-key", audited.member.path, audited.offset,
                     in_quotes(record.key) + " = " + describe_bytes(record.value));
    }
    for (auto& what : ambiguities(records)) conflict(std::move(what));
    if (values.path && !values.sparse_name && path_contradicts(*values.path, audited)) {
        conflict(against("path", *values.path, header.path()));
    }
    if (values.sparse_name) {
        const auto packed = values.path ? std::string(*values.path) : header.path();
        if (!is_sparse_name(packed, *values.sparse_name) ||
            (values.path && !is_shortened_name(header.path(), *values.path))) {
            conflict(against("path of a sparse member", *values.sparse_name, header.path()));
        }
    }
    if (values.link_path && may_have_target(header.typeflag()) &&
        link_contradicts(*values.link_path, audited)) {
        conflict(against("link target", *values.link_path, header.text(tar_field::linkname)));
    }
    const auto stated = header.number(tar_field::size);
    if (values.size && *values.size <= largest_octal_size && stated && *stated != *values.size) {
        conflict(against("size", std::to_string(*values.size), std::to_string(*stated)));
    }
}

void audit_long_names(const TarNotes& notes, const AuditedMember& audited, Findings& findings) {
    const auto name = audited.header.path();
    const auto link = audited.header.text(tar_field::linkname);
    const auto conflict = [&](std::string_view what, std::string_view long_one, std::string_view field) {
        findings.add("tar-pax-conflict", audited.member.path, audited.offset,
                     std::string(what) + ": GNU " + in_quotes(long_one) + ", header " + in_quotes(field));
    };
    if (notes.long_name && !is_shortened_name(name, *notes.long_name))
        conflict("name", *notes.long_name, name);
    const bool linked = notes.long_link && may_have_target(audited.header.typeflag());
    if (linked && !is_shortened_name(link, *notes.long_link)) conflict("link target", *notes.long_link, link);
}

void audit_global_pax(const std::vector<PaxRecord>& records, std::uint64_t offset, Findings& findings) {
    for (const auto& record : records) {
        if (record.key == "comment" && is_commit_id(record.value)) continue;
        findings.add("tar-pax-global", {}, offset,
                     in_quotes(record.key) + " = " + describe_bytes(record.value));
    }
}

}  // namespace bumpgate::archive
