#include "archive/rpm_header.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "archive/rpm_tags.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"

namespace bumpgate::archive {

namespace {

using namespace std::string_view_literals;

// "RPM Package format", "Header format": magic, version, four reserved bytes, number of tags, size of the
// store.
constexpr std::string_view header_magic = "\x8e\xad\xe8\x01"sv;
constexpr std::size_t intro_size = 16, index_entry_size = 16;
// As rpm itself has it; also keeps all sums below far from 64 bits.
constexpr std::uint64_t most_tags = 0xffff, most_bytes = std::uint64_t{256} << 20;

struct TypeRow {
    std::string_view name;
    std::size_t size;  ///< of one element; zero: text that ends in NUL
    bool single;       ///< there can be but one
};
// "Header tag data types", by number.
constexpr std::array type_rows = std::to_array<TypeRow>({
    {"null", 1, false},
    {"char", 1, false},
    {"int8", 1, false},
    {"int16", 2, false},
    {"int32", 4, false},
    {"int64", 8, false},
    {"string", 0, true},
    {"bin", 1, false},
    {"string array", 0, false},
    {"i18n string", 0, false},
});

Failure broken_header(std::string what) {
    return fail(ErrorCode::corrupt, "the rpm header is wrong: " + std::move(what), "get the file again");
}

std::uint64_t big_number(std::string_view bytes) {
    std::uint64_t value = 0;
    for (const char byte : bytes) value = value << 8U | static_cast<unsigned char>(byte);
    return value;
}

std::uint32_t word(std::string_view bytes, std::size_t at) {
    return static_cast<std::uint32_t>(big_number(bytes.substr(at, 4)));
}

/// How far `count` texts with their NULs reach; nothing if they do not all end.
std::optional<std::size_t> texts_length(std::string_view bytes, std::uint32_t count) {
    std::size_t at = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto end = bytes.find('\0', at);
        if (end == std::string_view::npos) return std::nullopt;
        at = end + 1;
    }
    return at;
}

/// Numbers stand at multiples of their size.
std::uint64_t alignment_of(std::uint32_t type) {
    return std::max<std::uint64_t>(type == rpm_type::null ? 1 : type_rows[type].size, 1);
}

Result<RpmTag> read_tag(std::string_view entry, std::string_view store) {
    RpmTag tag{word(entry, 0), word(entry, 4), word(entry, 12), word(entry, 8), {}};
    const auto name = "tag " + std::to_string(tag.tag);
    if (tag.type >= type_rows.size()) return broken_header(name + " has an unknown type");
    const auto& row = type_rows[tag.type];
    if (tag.count == 0 || (row.single && tag.count != 1)) return broken_header(name + " has a wrong count");
    if (tag.offset > store.size()) return broken_header(name + " lies outside");
    const auto rest = store.substr(static_cast<std::size_t>(tag.offset));
    const auto length =
        row.size > 0 ? std::optional(std::size_t{tag.count} * row.size) : texts_length(rest, tag.count);
    if (!length || *length > rest.size()) return broken_header(name + " goes on behind the end");
    if (tag.offset % alignment_of(tag.type) != 0) return broken_header(name + " is not aligned");
    tag.data = rest.substr(0, *length);
    return tag;
}

/// Accounts for all of the store: each byte belongs to one tag, or is a zero in front of an aligned number.
Result<void> check_store(const RpmHeader& header, std::string_view store, std::size_t start,
                         Findings& findings) {
    std::vector<const RpmTag*> order;
    for (const auto& tag : header.tags) order.push_back(&tag);
    const auto by_offset = [](const RpmTag* left, const RpmTag* right) {
        return left->offset < right->offset;
    };
    // The first tag describes a region; its data stand at the region's end.
    const bool in_order = order.size() < 2 || std::is_sorted(order.begin() + 1, order.end(), by_offset);
    if (!in_order) {
        std::string places;
        for (const auto* tag : order) places += std::to_string(tag->offset) + " ";
        findings.add("rpm-padding", {}, start,
                     "data in another order than tags, sha256 " + sha256_hex(places));
    }
    std::stable_sort(order.begin(), order.end(), by_offset);
    std::uint64_t end = 0;
    for (const auto* tag : order) {
        if (tag->offset < end) return broken_header("tag " + std::to_string(tag->tag) + " overlaps another");
        const auto alignment = alignment_of(tag->type);
        const auto gap =
            store.substr(static_cast<std::size_t>(end), static_cast<std::size_t>(tag->offset - end));
        if (gap.size() >= alignment || !all_zero(gap)) {
            findings.add("rpm-padding", {}, start + end, describe_bytes(gap));
        }
        end = tag->offset + tag->data.size();
    }
    if (end == store.size()) return {};
    findings.add("rpm-padding", {}, start + end, describe_bytes(store.substr(static_cast<std::size_t>(end))));
    return {};
}

std::span<const RpmTagName> names_of(RpmPart part) {
    if (part == RpmPart::signature) return rpm_signature_tags;
    return rpm_header_tags;
}

std::string title_of(const RpmTag& tag, RpmPart part) {
    const auto names = names_of(part);
    const auto row = std::find_if(names.begin(), names.end(),
                                  [&](const RpmTagName& known) { return known.tag == tag.tag; });
    const bool known = row != names.end();
    auto title = known ? std::string(row->name) : "TAG " + std::to_string(tag.tag);
    if (!known || row->type != tag.type) title += " (" + std::string(type_rows[tag.type].name) + ")";
    return title + ": ";
}

/// How long a piece of at most `most` bytes is that ends no character of UTF-8 halfway.
std::size_t piece_length(std::string_view text, std::size_t most) {
    if (text.size() <= most) return text.size();
    auto length = most;
    while (length > most - 3 && (static_cast<unsigned char>(text[length]) & 0xc0U) == 0x80) --length;
    return length;
}

/// Text on its way to a store, in pieces: it can be many times longer than the header.
class Writer {
  public:
    Writer(ByteStore& store, Meter& meter) : store_(store), meter_(meter), start_(store.size()) {}

    Result<void> write(const RpmTag& tag, const std::string& title) {
        const auto size = type_rows[tag.type].size;
        if (size == 0) return write_texts(title, tag.data);
        if (tag.type == rpm_type::binary) return write_line(title, tag.data, hex);
        for (std::size_t at = 0; at < tag.data.size(); at += size) {
            CHECK_OK(put(title + std::to_string(big_number(tag.data.substr(at, size))) + "\n"));
        }
        return {};
    }

    Result<std::string_view> finish() {
        CHECK_OK(flush());
        return store_.view().substr(static_cast<std::size_t>(start_));
    }

  private:
    static constexpr std::size_t piece = 0x10000;

    Result<void> write_texts(const std::string& title, std::string_view data) {
        for (std::size_t at = 0; at < data.size();) {
            const auto end = data.find('\0', at);
            CHECK_OK(write_line(title, data.substr(at, end - at), printable));
            at = end + 1;
        }
        return {};
    }

    Result<void> write_line(const std::string& title, std::string_view data,
                            std::string (*spell)(std::string_view)) {
        CHECK_OK(put(title));
        while (!data.empty()) {
            const auto length = piece_length(data, piece);
            CHECK_OK(put(spell(data.substr(0, length))));
            data.remove_prefix(length);
        }
        return put("\n");
    }

    Result<void> put(std::string_view text) {
        buffer_ += text;
        return buffer_.size() < piece ? Result<void>() : flush();
    }

    Result<void> flush() {
        CHECK_OK(meter_.unpacked(buffer_.size()));
        (void)TRY(store_.append(buffer_));
        buffer_.clear();
        return {};
    }

    ByteStore& store_;
    Meter& meter_;
    std::uint64_t start_;
    std::string buffer_;
};

}  // namespace

Result<RpmHeader> read_rpm_header(std::string_view bytes, std::size_t at, Findings& findings) {
    const auto intro = bytes.substr(std::min(at, bytes.size()), intro_size);
    const auto cut = [] {
        return fail(ErrorCode::truncated, "the rpm ends within a header", "get the file again");
    };
    if (intro.size() < intro_size) return cut();
    if (!intro.starts_with(header_magic)) return broken_header("it does not start as one");
    const std::uint64_t count = word(intro, 8), store_size = word(intro, 12);
    if (count == 0 || count > most_tags || store_size > most_bytes)
        return broken_header("it is too large or empty");
    RpmHeader header;
    header.length = static_cast<std::size_t>(intro_size + count * index_entry_size + store_size);
    if (header.length > bytes.size() - at) return cut();
    if (!all_zero(intro.substr(4, 4))) {
        findings.add("rpm-padding", {}, at + 4, "reserved: " + describe_bytes(intro.substr(4, 4)));
    }
    const auto index = bytes.substr(at + intro_size, static_cast<std::size_t>(count) * index_entry_size);
    const auto store = bytes.substr(at + intro_size + index.size(), static_cast<std::size_t>(store_size));
    for (std::size_t i = 0; i < index.size(); i += index_entry_size) {
        header.tags.push_back(TRY(read_tag(index.substr(i, index_entry_size), store)));
    }
    CHECK_OK(check_store(header, store, at + intro_size + index.size(), findings));
    return header;
}

std::optional<std::string_view> rpm_string(const RpmHeader& header, std::uint32_t tag) {
    for (const auto& known : header.tags) {
        if (known.tag == tag && known.type == rpm_type::string)
            return known.data.substr(0, known.data.size() - 1);
    }
    return std::nullopt;
}

Result<std::string_view> write_rpm_text(const RpmHeader& header, RpmPart part, ByteStore& store,
                                        Meter& meter) {
    Writer writer(store, meter);
    for (const auto& tag : header.tags) CHECK_OK(writer.write(tag, title_of(tag, part)));
    return writer.finish();
}

}  // namespace bumpgate::archive
