#include "archive/cpio_scan.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "archive/cpio_header.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"

namespace bumpgate::archive {

namespace {

constexpr std::string_view end_name = "TRAILER!!!";

struct TypeRow {
    std::uint64_t bits;
    MemberType type;
};
// POSIX.1-2017, pax, "Values for cpio c_mode Field".
constexpr std::array type_rows = std::to_array<TypeRow>({
    {0010000, MemberType::fifo},
    {0020000, MemberType::char_device},
    {0040000, MemberType::directory},
    {0060000, MemberType::block_device},
    {0100000, MemberType::file},
    {0120000, MemberType::symlink},
    {0140000, MemberType::socket},
});

constexpr std::array flavours =
    std::to_array<std::string_view>({"newc", "crc", "odc", "binary", "binary, big-endian"});

Failure broken_archive(std::string what) {
    return fail(ErrorCode::corrupt, std::move(what), "get the file again");
}

Failure cut_archive(const std::string& where) {
    return fail(ErrorCode::truncated, "the cpio archive ends within " + where, "get the file again");
}

bool is_device(MemberType type) {
    return type == MemberType::char_device || type == MemberType::block_device;
}

/// The sum of all bytes, as the crc kind has it for files.
std::uint64_t sum_of(std::string_view content) {
    std::uint32_t sum = 0;
    for (const char byte : content) sum += static_cast<unsigned char>(byte);
    return sum;
}

/// The links of one file.
struct Inode {
    std::size_t first;                ///< entry
    MemberType type;                  ///< of that
    std::optional<std::size_t> data;  ///< the entry that brought its content
};

class Scanner {
  public:
    Scanner(std::string_view bytes, Meter& meter) : bytes_(bytes), meter_(meter) {}

    Result<CpioScan> run() {
        while (!ended_) CHECK_OK(take_entry());
        check_rest();
        result_.flavour = flavours[static_cast<std::size_t>(*format_)];
        if (upper_case_) result_.flavour += ", upper case";
        if (lower_case_) result_.flavour += ", lower case";
        result_.numbers = "device, inode and link numbers sha256 " + sha256_hex(numbers_);
        return std::move(result_);
    }

  private:
    Result<void> take_entry() {
        const auto start = at_;
        const auto header = TRY(read_cpio_header(bytes_.substr(at_)));
        if (!format_) format_ = header.format;
        if (*format_ != header.format) return broken_archive("the cpio archive changes its kind of header");
        at_ += header.length;
        const auto name = TRY(take_name(header));
        if (name == end_name) return take_end(header, start);
        CpioEntry entry;
        entry.offset = start;
        entry.member.path = name;
        entry.stored = TRY(take(header.size, "the content of " + in_quotes(name)));
        CHECK_OK(skip_padding(header, start, name));
        CHECK_OK(set_fields(entry, header));
        CHECK_OK(audit(entry, header));
        CHECK_OK(meter_.member(entry.member.path, entry.member.link_target, entry.stored.size()));
        result_.entries.push_back(std::move(entry));
        return {};
    }

    Result<std::string_view> take(std::uint64_t count, const std::string& where) {
        if (count > bytes_.size() - at_) return cut_archive(where);
        const auto piece = bytes_.substr(at_, static_cast<std::size_t>(count));
        at_ += piece.size();
        return piece;
    }

    Result<std::string_view> take_name(const CpioHeader& header) {
        const auto start = at_ - header.length;
        const auto whole = TRY(take(header.name_size, "a name"));
        const auto end = whole.find('\0');
        if (end == std::string_view::npos || end == 0) return broken_archive("a cpio header has no name");
        const auto name = whole.substr(0, end);
        if (const auto rest = whole.substr(end + 1); !rest.empty()) {
            result_.findings.add("cpio-name-after-nul", name, start + header.length + end + 1,
                                 describe_bytes(rest));
        }
        CHECK_OK(skip_padding(header, start, name));
        note_case(header, name, start);
        return name;
    }

    /// Headers start at multiples of the alignment, counted from the start of the archive.
    Result<void> skip_padding(const CpioHeader& header, std::size_t start, std::string_view name) {
        const auto count = (header.alignment - at_ % header.alignment) % header.alignment;
        const auto offset = at_;
        const auto padding = TRY(take(count, "the padding of " + in_quotes(name)));
        if (all_zero(padding)) return {};
        result_.findings.add("cpio-padding", name, offset,
                             (offset - start == header.length + header.name_size ? "name: " : "content: ") +
                                 describe_bytes(padding));
        return {};
    }

    /// One archive, one writer: a header in the other case is somebody else's.
    void note_case(const CpioHeader& header, std::string_view name, std::size_t offset) {
        upper_case_ = upper_case_ || header.upper_case;
        lower_case_ = lower_case_ || header.lower_case;
        if ((header.upper_case || header.lower_case) && upper_case_ && lower_case_) {
            unusual(name, offset, header, "digits in upper and lower case");
        }
    }

    void unusual(std::string_view name, std::size_t offset, const CpioHeader& header, std::string_view what) {
        result_.findings.add("cpio-header", name, offset,
                             std::string(what) + ": " + describe_bytes(bytes_.substr(offset, header.length)));
    }

    Result<void> set_fields(CpioEntry& entry, const CpioHeader& header) {
        auto& member = entry.member;
        const auto* row = std::find_if(type_rows.begin(), type_rows.end(), [&](const TypeRow& known) {
            return known.bits == (header.mode & ~std::uint64_t{07777});
        });
        if (row == type_rows.end()) {
            return broken_archive("the mode in the cpio header of " + in_quotes(member.path) +
                                  " states no type");
        }
        member.type = row->type;
        member.mode = static_cast<std::uint32_t>(header.mode & 07777U);
        member.uid = static_cast<std::int64_t>(header.uid);
        member.gid = static_cast<std::int64_t>(header.gid);
        member.mtime = Timestamp{static_cast<std::int64_t>(header.mtime), 0};
        if (member.type == MemberType::symlink) member.link_target = entry.stored;
        if (member.type == MemberType::file) member.content = entry.stored;
        if (is_device(member.type)) {
            member.link_target =
                std::to_string(header.special_major) + ":" + std::to_string(header.special_minor);
        }
        for (const auto number : {header.device_major, header.device_minor, header.inode, header.links}) {
            numbers_ += std::to_string(number) + " ";
        }
        if (header.links > 1 && member.type != MemberType::directory) link(entry, header);
        return {};
    }

    /// newc and crc bring the content with the last link, the older kinds with each.
    void link(CpioEntry& entry, const CpioHeader& header) {
        const auto index = result_.entries.size();
        const auto [known, is_new] =
            inodes_.try_emplace({header.device_major, header.device_minor, header.inode},
                                Inode{index, entry.member.type, std::nullopt});
        auto& inode = known->second;
        if (!is_new) {
            if (const auto type = entry.member.type; type != inode.type) {
                result_.findings.add("cpio-content", entry.member.path, entry.offset,
                                     "a link of another type, " + std::string(to_string(type)));
            }
            entry.member.type = MemberType::hardlink;
            entry.member.link_target = result_.entries[inode.first].member.path;
            entry.member.content = {};
        }
        if (entry.stored.empty()) return;
        const auto old = inode.data ? result_.entries[*inode.data].stored : std::string_view();
        const bool repeats = inode.data && old == entry.stored && header.alignment != 4;
        if (inode.data && !repeats) {
            result_.findings.add("cpio-content", entry.member.path, entry.offset,
                                 "another link brought " + describe_bytes(old));
        }
        inode.data = index;
        if (!is_new && result_.entries[inode.first].member.type == MemberType::file) {
            result_.entries[inode.first].member.content = entry.stored;
        }
    }

    Result<void> audit(const CpioEntry& entry, const CpioHeader& header) {
        const auto& member = entry.member;
        const bool has_content = member.type == MemberType::file || member.type == MemberType::hardlink;
        if (!has_content && member.type != MemberType::symlink && !entry.stored.empty()) {
            result_.findings.add(
                "cpio-content", member.path, entry.offset,
                std::string(to_string(member.type)) + " with " + describe_bytes(entry.stored));
        }
        if (!is_device(member.type) && (header.special_major != 0 || header.special_minor != 0)) {
            unusual(member.path, entry.offset, header, "device numbers");
        }
        const bool has_sum = header.format == CpioFormat::crc && has_content;
        if (!has_sum && header.checksum != 0) unusual(member.path, entry.offset, header, "a checksum");
        if (!has_sum || header.checksum == sum_of(entry.stored)) return {};
        return broken_archive("the checksum of " + in_quotes(member.path) + " is wrong");
    }

    /// The end mark is a header as others are, with nothing in it but the number of its links.
    Result<void> take_end(const CpioHeader& header, std::size_t start) {
        ended_ = true;
        const std::array numbers{header.inode,         header.mode,         header.uid,
                                 header.gid,           header.mtime,        header.size,
                                 header.device_major,  header.device_minor, header.special_major,
                                 header.special_minor, header.checksum};
        const bool empty =
            std::all_of(numbers.begin(), numbers.end(), [](std::uint64_t n) { return n == 0; });
        if (!empty || header.links > 1) unusual(end_name, start, header, "the end mark");
        numbers_ += std::to_string(header.links);
        if (header.size == 0) return {};
        (void)TRY(take(header.size, "the end mark"));
        return skip_padding(header, start, end_name);
    }

    /// Writers fill the last block up with zeros.
    void check_rest() {
        const auto rest = bytes_.substr(at_);
        if (const auto start = first_nonzero(rest); start != std::string_view::npos) {
            result_.findings.add("cpio-trailing-data", {}, at_ + start, describe_bytes(rest.substr(start)));
        }
    }

    std::string_view bytes_;
    Meter& meter_;
    std::size_t at_ = 0;
    bool ended_ = false;
    std::optional<CpioFormat> format_;
    bool upper_case_ = false, lower_case_ = false;
    std::map<std::tuple<std::uint64_t, std::uint64_t, std::uint64_t>, Inode> inodes_;
    std::string numbers_;
    CpioScan result_;
};

}  // namespace

Result<CpioScan> scan_cpio(std::string_view bytes, Meter& meter) {
    return Scanner(bytes, meter).run();
}

}  // namespace bumpgate::archive
