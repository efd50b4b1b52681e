#include "archive/tar_scan.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "archive/pax.hpp"
#include "archive/tar_audit.hpp"
#include "archive/tar_extension.hpp"
#include "archive/tar_header.hpp"
#include "archive/tar_member.hpp"
#include "archive/tar_sparse.hpp"
#include "base/text.hpp"

namespace bumpgate::archive {

namespace {

// Far more than any writer needs (GNU: two, pax: one); libarchive gives up at 32.
constexpr unsigned most_extensions = 16;

constexpr std::array<char, tar_block> zeros{};
constexpr std::string_view empty_block(zeros.data(), zeros.size());

struct TypeRow {
    char typeflag;
    MemberType type;
    bool holds_content;
    bool usual;
};
// POSIX.1-2017, pax, typeflag; S and D are GNU's. All others are files to whoever does not know them.
constexpr std::array type_rows = std::to_array<TypeRow>({
    {'0', MemberType::file, true, true},
    {'\0', MemberType::file, true, true},
    {'1', MemberType::hardlink, false, true},
    {'2', MemberType::symlink, false, true},
    {'3', MemberType::char_device, false, true},
    {'4', MemberType::block_device, false, true},
    {'5', MemberType::directory, false, true},
    {'6', MemberType::fifo, false, true},
    {'S', MemberType::file, true, true},
    {'D', MemberType::directory, true, false},
});

TypeRow type_row(char typeflag) {
    const auto row = std::find_if(type_rows.begin(), type_rows.end(),
                                  [&](const TypeRow& known) { return known.typeflag == typeflag; });
    return row != type_rows.end() ? *row : TypeRow{typeflag, MemberType::file, true, false};
}

std::uint64_t padded(std::uint64_t size) {
    return (size + (tar_block - 1)) / tar_block * tar_block;
}

Failure cut_archive(std::string_view where) {
    return fail(ErrorCode::truncated, "the tar archive ends within " + std::string(where),
                "get the file again");
}

Failure broken_archive(std::string what) {
    return fail(ErrorCode::corrupt, std::move(what), "get the file again");
}

bool has_link_path(const std::vector<PaxRecord>& records) {
    return std::any_of(records.begin(), records.end(),
                       [](const PaxRecord& record) { return record.key == "linkpath"; });
}

/// The extension headers in front of a member.
struct Pending {
    unsigned count = 0;
    TarNotes notes;
    std::vector<TarExtension> headers;
    bool repeated = false;  ///< one kind of header twice, or GNU and pax names both
};

/// Only one of several headers is shown otherwise.
std::string bodies(const Pending& pending) {
    std::string text;
    for (const auto& header : pending.headers)
        text += (text.empty() ? ": " : ", ") + describe_bytes(header.body);
    return text;
}

class Scanner {
  public:
    Scanner(std::string_view bytes, Meter& meter) : bytes_(bytes), meter_(meter) {}

    Result<TarScan> run() {
        while (at_ < bytes_.size()) {
            const auto block = bytes_.substr(at_, tar_block);
            if (block.size() < tar_block) return cut_archive("a header");
            if (all_zero(block)) return finish();
            CHECK_OK(take_header(TarHeader(block)));
        }
        result_.findings.add("tar-missing-end", {}, at_, "the archive ends after its last member");
        return finish();
    }

  private:
    Result<TarScan> finish() {
        if (pending_.count > 0) return broken_archive("an extended tar header without a member");
        for (const auto& extension : pending_.headers) {  // global ones behind the last member
            const TarHeader nothing(empty_block);
            audit_extension(extension, {Member{}, nothing, {}}, result_.findings);
        }
        if (result_.entries.empty()) {
            return fail(ErrorCode::empty, "the tar archive has no members",
                        "check how the release was built");
        }
        const auto rest = bytes_.substr(at_);
        if (!rest.empty() && rest.size() < 2 * tar_block) {
            result_.findings.add("tar-missing-end", {}, at_, "one zero block instead of two");
        }
        if (const auto start = first_nonzero(rest); start != std::string_view::npos) {
            result_.findings.add("tar-trailing-data", {}, at_ + start, describe_bytes(rest.substr(start)));
        }
        return std::move(result_);
    }

    Result<void> take_header(const TarHeader& header) {
        if (!header.checksum_is_right()) {
            return broken_archive("the checksum of the tar header after " + last_path() + " is wrong");
        }
        switch (header.typeflag()) {
            case 'L':
                return take_long(header, pending_.notes.long_name);
            case 'K':
                return take_long(header, pending_.notes.long_link);
            case 'x':
            case 'X':
                return take_pax(header);
            case 'g':
                return take_global(header);
            case 'A':
                return skip_extension(header, "Solaris access list");
            case 'V':
                return skip_extension(header, "GNU volume label");
            default:
                return take_member(header);
        }
    }

    /// The body of an extension header; moves behind it.
    Result<std::string_view> take_body(const TarHeader& header) {
        if (++pending_.count > most_extensions)
            return broken_archive("too many extended tar headers in a row");
        audit_tar_header(header, {}, at_, result_.findings);
        const auto size = header.number(tar_field::size);
        if (!size || *size < 0) return broken_archive("the size in an extended tar header is no number");
        const auto start = at_ + tar_block;
        CHECK_OK(skip_content(start, static_cast<std::uint64_t>(*size), "an extended header", {}));
        const auto body = bytes_.substr(start, static_cast<std::size_t>(*size));
        pending_.headers.push_back({start - tar_block, header, body});
        return body;
    }

    /// GNU tar: the body is the name and a NUL.
    Result<void> take_long(const TarHeader& header, std::optional<std::string_view>& name) {
        const auto offset = at_;
        const auto body = TRY(take_body(header));
        pending_.repeated = pending_.repeated || name;
        name = body.substr(0, body.find('\0'));
        const auto rest = body.substr(name->size());
        if (!all_zero(rest)) {
            result_.findings.add("tar-name-after-nul", *name, offset,
                                 "long name: " + describe_bytes(rest.substr(1)));
        }
        return {};
    }

    Result<void> take_pax(const TarHeader& header) {
        const auto offset = at_;
        const auto body = TRY(take_body(header));
        if (header.typeflag() == 'X') {
            result_.findings.add("tar-typeflag", {}, offset, "Sun's extended header, type \"X\"");
        }
        auto& notes = pending_.notes;
        pending_.repeated = pending_.repeated || notes.pax;
        notes.pax = TRY(parse_pax(body));
        notes.values = TRY(pax_values(*notes.pax));
        saw_pax_ = true;
        return {};
    }

    Result<void> take_global(const TarHeader& header) {
        const auto offset = at_;
        const auto body = TRY(take_body(header));
        const auto records = TRY(parse_pax(body));
        --pending_.count;  // it needs no member after it
        audit_global_pax(records, offset, result_.findings);
        saw_pax_ = true;
        for (const auto& record : records) {
            if (record.key != "comment") continue;
            result_.comment +=
                (result_.comment.empty() ? "comment " : ", comment ") + in_quotes(record.value);
        }
        return {};
    }

    Result<void> skip_extension(const TarHeader& header, std::string_view what) {
        const auto offset = at_;
        const auto body = TRY(take_body(header));
        pending_.headers.pop_back();  // its header says what it says
        result_.findings.add("tar-typeflag", {}, offset, std::string(what) + ", " + describe_bytes(body));
        return {};
    }

    Result<void> take_member(const TarHeader& header) {
        const auto pending = std::exchange(pending_, {});
        TarEntry entry;
        entry.header = at_;
        const auto row = type_row(header.typeflag());
        entry.member = TRY(tar_member(header, row.type, pending.notes));
        CHECK_OK(set_content(entry, header, pending.notes.values, row));
        audit_member(entry, header, pending);
        const auto& member = entry.member;
        if (auto fits = meter_.member(member.path, member.link_target, entry.size); !fits) return fits;
        if (entry.sparse) CHECK_OK(meter_.ratio(entry.size, entry.stored));
        CHECK_OK(
            skip_content(entry.data, entry.stored, "the content of " + in_quotes(member.path), member.path));
        audit_extensions(entry, header, pending);
        if (entry.sparse) CHECK_OK(take_sparse_map(entry, header, pending.notes));
        CHECK_OK(meter_attributes(member));
        result_.entries.push_back(std::move(entry));
        return {};
    }

    /// As stored; less if the archive ends there.
    [[nodiscard]] std::string_view content_of(const TarEntry& entry) const {
        return bytes_.substr(std::min<std::uint64_t>(entry.data, bytes_.size()), entry.stored);
    }

    void audit_extensions(const TarEntry& entry, const TarHeader& header, const Pending& pending) {
        const auto content = content_of(entry);
        for (const auto& extension : pending.headers) {
            audit_extension(extension, {entry.member, header, content}, result_.findings);
        }
    }

    /// The map of an old sparse member was read already, since it says where the content starts.
    Result<void> take_sparse_map(TarEntry& entry, const TarHeader& header, const TarNotes& notes) {
        const SparseContext context{bytes_, entry.member.path, entry.header};
        if (header.typeflag() != 'S' && notes.pax) {
            entry.pieces =
                TRY(pax_sparse_map(*notes.pax, context, entry.data, entry.stored, result_.findings));
        }
        CHECK_OK(
            check_sparse_map(entry.pieces, entry.size, entry.data, entry.stored, context, result_.findings));
        entry.member.sparse_map = to_text(entry.pieces);
        return {};
    }

    /// They stay in memory as long as the tree does, and come from bytes that may be few when packed.
    Result<void> meter_attributes(const Member& member) {
        const auto bytes = attribute_bytes(member);
        attributes_ += bytes;
        if (attributes_ > meter_.limits().memory_bytes) {
            return limit_exceeded("memory-bytes", meter_.limits().memory_bytes,
                                  "the attributes of the members do not fit");
        }
        return meter_.unpacked(bytes);
    }

    Result<void> set_content(TarEntry& entry, const TarHeader& header, const PaxValues& values,
                             const TypeRow& row) {
        const auto stated = header.number(tar_field::size);
        if (!stated || *stated < 0) {
            return broken_archive("the size in the tar header of " + in_quotes(entry.member.path) +
                                  " is no number");
        }
        entry.data = at_ + tar_block;
        entry.stored = static_cast<std::uint64_t>(*stated);
        if (!row.holds_content &&
            !(row.type == MemberType::hardlink && link_has_content(header, entry.data))) {
            entry.stored = 0;
        }
        if (values.size) entry.stored = static_cast<std::uint64_t>(*values.size);
        if (header.typeflag() == '\0' && entry.member.type == MemberType::directory) entry.stored = 0;
        entry.size = entry.stored;
        return set_sparse(entry, header, values);
    }

    /// POSIX of 1988 forbids content after a hard link whatever its size says, pax of 2001 allows it. Readers
    /// guess, libarchive as here; the size is a hazard in any case.
    [[nodiscard]] bool link_has_content(const TarHeader& header, std::uint64_t data) const {
        if (header.flavour() != TarFlavour::ustar) return false;
        if (saw_pax_) return true;
        const auto next = bytes_.substr(std::min<std::uint64_t>(data, bytes_.size()), tar_block);
        return next.size() < tar_block || !TarHeader(next).checksum_is_right();
    }

    Result<void> set_sparse(TarEntry& entry, const TarHeader& header, const PaxValues& values) {
        if (values.sparse) {
            entry.sparse = true;
            if (values.sparse_size) entry.size = static_cast<std::uint64_t>(*values.sparse_size);
        }
        if (header.typeflag() != 'S' || header.flavour() != TarFlavour::gnu) return {};
        const auto size = header.number(tar_field::gnu_real_size);
        if (!size || *size < 0)
            return broken_archive("the size of sparse " + in_quotes(entry.member.path) + " is no number");
        entry.sparse = true;
        entry.size = static_cast<std::uint64_t>(*size);
        const SparseContext context{bytes_, entry.member.path, entry.header};
        entry.pieces = TRY(old_sparse_map(header, context, entry.data, result_.findings));
        return {};
    }

    void audit_member(const TarEntry& entry, const TarHeader& header, const Pending& pending) {
        auto& findings = result_.findings;
        const auto& path = entry.member.path;
        const auto row = type_row(header.typeflag());
        audit_tar_header(header, path, at_, findings);
        const auto& notes = pending.notes;
        audit_tar_metadata(entry.member, header, notes, at_, findings);
        const AuditedMember audited{entry.member, header, content_of(entry), at_};
        audit_long_names(notes, audited, findings);
        if (notes.pax) audit_pax(*notes.pax, notes.values, audited, findings);
        if (pending.repeated || (notes.pax && (notes.long_name || notes.long_link))) {
            findings.add("tar-pax-conflict", path, at_,
                         "several headers extend one member" + bodies(pending));
        }
        const bool is_link =
            entry.member.type == MemberType::symlink || entry.member.type == MemberType::hardlink;
        if (!is_link && (notes.long_link || (notes.pax && has_link_path(*notes.pax)))) {
            findings.add("tar-pax-conflict", path, at_, "a link target for what is no link");
        }
        if (!row.usual) findings.add("tar-typeflag", path, at_, "type " + in_quotes({&row.typeflag, 1}));
        const auto stated = header.number(tar_field::size).value_or(0);
        if (entry.member.type != MemberType::file && (stated != 0 || entry.stored != 0)) {
            findings.add("tar-link-size", path, at_, std::to_string(stated) + " bytes");
        }
    }

    /// Moves behind content and its padding, both of which must be there.
    Result<void> skip_content(std::uint64_t start, std::uint64_t size, std::string where,
                              std::string_view member) {
        if (start > bytes_.size() || size > bytes_.size() - start) return cut_archive(where);
        const auto end = start + size;
        const auto padding = bytes_.substr(end, padded(size) - size);
        if (padding.size() < padded(size) - size) return cut_archive("the padding after " + where);
        if (!all_zero(padding)) {
            result_.findings.add("tar-padding", member, end + first_nonzero(padding),
                                 describe_bytes(padding.substr(first_nonzero(padding))));
        }
        at_ = end + padding.size();
        return {};
    }

    [[nodiscard]] std::string last_path() const {
        return result_.entries.empty() ? "the start" : in_quotes(result_.entries.back().member.path);
    }

    std::string_view bytes_;
    Meter& meter_;
    std::size_t at_ = 0;
    bool saw_pax_ = false;
    std::uint64_t attributes_ = 0;  ///< bytes in memory
    Pending pending_;
    TarScan result_;
};

}  // namespace

Result<TarScan> scan_tar(std::string_view bytes, Meter& meter) {
    return Scanner(bytes, meter).run();
}

}  // namespace bumpgate::archive
