#include "archive/ar_scan.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "archive/ar_header.hpp"
#include "base/text.hpp"

namespace bumpgate::archive {

namespace {

constexpr std::string_view table_name = "//";
constexpr std::string_view bsd_prefix = "#1/";
constexpr std::size_t longest_short_name = 15;  // with GNU's "/" behind it the field is full
constexpr std::uint64_t type_bits = 0170000, regular_file = 0100000;

/// Index of an archive's symbols for linkers. The name says nothing to people, and "/" is no path.
struct SymbolTable {
    std::string_view stored, shown;
};
constexpr std::array symbol_tables = std::to_array<SymbolTable>({
    {"/", "(symbol table)"},
    {"/SYM64/", "(symbol table of 64 bits)"},
});

const SymbolTable* find_symbol_table(std::string_view name) {
    const auto* row = std::find_if(symbol_tables.begin(), symbol_tables.end(),
                                   [&](const SymbolTable& known) { return known.stored == name; });
    return row != symbol_tables.end() ? row : nullptr;
}

Failure broken_archive(std::string what) {
    return fail(ErrorCode::corrupt, std::move(what), "get the file again");
}

Failure cut_archive(std::string_view where) {
    return fail(ErrorCode::truncated, "the ar archive ends within " + std::string(where),
                "get the file again");
}

enum class Naming { plain, gnu };

class Scanner {
  public:
    Scanner(std::string_view bytes, Meter& meter) : bytes_(bytes), meter_(meter) {}

    Result<ArScan> run() {
        if (!bytes_.starts_with(ar_magic)) return broken_archive("the ar archive does not start as one");
        for (at_ = ar_magic.size(); at_ < bytes_.size();) CHECK_OK(take_entry());
        if (table_) check_table_end();
        if (naming_ == Naming::gnu) result_.names = "GNU names";
        if (saw_bsd_name_) result_.names += result_.names.empty() ? "BSD names" : ", BSD names";
        return std::move(result_);
    }

  private:
    Result<void> take_entry() {
        const auto block = bytes_.substr(at_, ar_header_size);
        if (block.size() < ar_header_size) return cut_archive("a header");
        const auto header = TRY(read_ar_header(block));
        ArEntry entry;
        entry.offset = at_;
        const auto start = at_ + ar_header_size;
        if (header.size > bytes_.size() - start)
            return cut_archive("the content of " + in_quotes(header.name));
        entry.content = bytes_.substr(start, static_cast<std::size_t>(header.size));
        CHECK_OK(set_name(entry, header));
        set_fields(entry, header);
        CHECK_OK(meter_.member(entry.member.path, {}, entry.content.size()));
        CHECK_OK(skip_padding(entry, start + static_cast<std::size_t>(header.size)));
        result_.entries.push_back(std::move(entry));
        return {};
    }

    Result<void> set_name(ArEntry& entry, const ArHeader& header) {
        const auto name = header.name;
        entry.stored_path = name;
        if (name == table_name) return take_table(entry);
        if (const auto* const table = find_symbol_table(name)) {
            entry.member.path = table->shown;
            if (!result_.entries.empty()) {
                tables(entry, "a symbol table that is not the first member");
            }
            return {};
        }
        if (name.starts_with(bsd_prefix)) return take_bsd_name(entry, name.substr(bsd_prefix.size()));
        if (name.starts_with('/')) return take_long_name(entry, name.substr(1));
        const bool gnu = name.ends_with('/');
        entry.stored_path = name.substr(0, name.size() - (gnu ? 1 : 0));
        if (entry.stored_path.empty()) return broken_archive("a member of the ar archive has no name");
        entry.member.path = entry.stored_path;
        note_naming(entry, gnu ? Naming::gnu : Naming::plain);
        return {};
    }

    /// One archive, one writer, one way: "name/" of System V and GNU, or "name" of BSD and dpkg.
    void note_naming(const ArEntry& entry, Naming naming) {
        if (!naming_) naming_ = naming;
        if (*naming_ != naming) tables(entry, "its name is written another way than the first one");
    }

    Result<void> take_table(ArEntry& entry) {
        if (table_) {
            tables(entry, "a second table of names, " + describe_bytes(entry.content));
            return {};
        }
        const bool has_members =
            std::any_of(result_.entries.begin(), result_.entries.end(),
                        [](const ArEntry& known) { return find_symbol_table(known.stored_path) == nullptr; });
        if (has_members) tables(entry, "a table of names behind members");
        table_ = entry.content;
        table_offset_ = entry.offset + ar_header_size;
        return {};
    }

    /// "/N": the name starts at byte N of the table and ends in "/\n".
    Result<void> take_long_name(ArEntry& entry, std::string_view digits) {
        const auto start = ar_number(digits);
        if (!start || !table_ || *start >= table_->size()) {
            return broken_archive("the long name " + in_quotes(entry.stored_path) +
                                  " is not in the ar archive");
        }
        const auto end = table_->find("/\n", static_cast<std::size_t>(*start));
        if (end == std::string_view::npos || end == *start) {
            return broken_archive("the long name at byte " + std::string(digits) + " has no end");
        }
        entry.stored_path = table_->substr(static_cast<std::size_t>(*start), end - *start);
        entry.member.path = entry.stored_path;
        if (*start != named_) tables(entry, "its long name is not the next one of the table");
        if (entry.stored_path.size() <= longest_short_name)
            tables(entry, "a short name in the table of names");
        named_ = std::max(named_, end + 2);
        note_naming(entry, Naming::gnu);
        return {};
    }

    /// "#1/N": the name is the first N bytes of the content, with NULs behind it. Writers fill header and
    /// name up to a multiple of eight, or not at all.
    Result<void> take_bsd_name(ArEntry& entry, std::string_view digits) {
        const auto length = ar_number(digits);
        if (!length || *length == 0 || *length > entry.content.size()) {
            return broken_archive("the length of the name in an ar header is wrong");
        }
        const auto whole = entry.content.substr(0, static_cast<std::size_t>(*length));
        const auto name = whole.substr(0, whole.find('\0'));
        if (name.empty()) return broken_archive("a member of the ar archive has no name");
        entry.content.remove_prefix(whole.size());
        entry.stored_path = name;
        entry.member.path = name;
        saw_bsd_name_ = true;
        const auto rest = whole.substr(name.size());
        const bool aligned = (ar_header_size + whole.size()) % 8 == 0 && rest.size() <= 8;
        if (!all_zero(rest) || !(rest.empty() || aligned)) {
            tables(entry, "behind its name " + describe_bytes(rest));
        }
        note_naming(entry, Naming::plain);
        return {};
    }

    /// GNU makes the table's size even by a further line end.
    void check_table_end() {
        const auto rest = table_->substr(named_);
        if (rest.empty() || (rest == "\n" && table_->size() % 2 == 0)) return;
        result_.findings.add("ar-name-table", {}, table_offset_ + named_,
                             "no member has this name: " + describe_bytes(rest));
    }

    void set_fields(ArEntry& entry, const ArHeader& header) {
        auto& member = entry.member;
        const auto number = [](std::optional<std::uint64_t> value) {
            return value ? std::optional(static_cast<std::int64_t>(*value)) : std::nullopt;
        };
        member.uid = number(header.uid);
        member.gid = number(header.gid);
        if (header.mtime) member.mtime = Timestamp{static_cast<std::int64_t>(*header.mtime), 0};
        const auto mode = header.mode.value_or(0);
        member.mode = static_cast<std::uint32_t>(mode & 07777U);
        member.content = entry.content;
        entry.typeless = (mode & type_bits) == 0;
        const bool is_table = header.name == table_name;
        const bool blank = !header.mode || !header.uid || !header.gid || !header.mtime;
        const bool filled = header.mode || header.uid || header.gid || header.mtime;
        const bool known_mode =
            (mode & ~std::uint64_t{07777}) == 0 || (mode & ~std::uint64_t{07777}) == regular_file;
        if (header.unusual || !known_mode || (is_table ? filled : blank)) {
            result_.findings.add("ar-header", member.path, entry.offset, describe_bytes(header.bytes));
        }
    }

    /// Members start at even offsets; a line end fills the gap.
    Result<void> skip_padding(const ArEntry& entry, std::size_t end) {
        at_ = end;
        if (end % 2 == 0) return {};
        if (end == bytes_.size()) return cut_archive("the padding after " + in_quotes(entry.stored_path));
        if (bytes_[end] != '\n') {
            result_.findings.add("ar-padding", entry.member.path, end, describe_bytes(bytes_.substr(end, 1)));
        }
        ++at_;
        return {};
    }

    void tables(const ArEntry& entry, std::string detail) {
        result_.findings.add("ar-name-table", entry.member.path, entry.offset, std::move(detail));
    }

    std::string_view bytes_;
    Meter& meter_;
    std::size_t at_ = 0;
    std::optional<std::string_view> table_;
    std::size_t table_offset_ = 0;
    std::size_t named_ = 0;  ///< so much of the table has been used, from its start
    std::optional<Naming> naming_;
    bool saw_bsd_name_ = false;
    ArScan result_;
};

}  // namespace

Result<ArScan> scan_ar(std::string_view bytes, Meter& meter) {
    return Scanner(bytes, meter).run();
}

}  // namespace bumpgate::archive
