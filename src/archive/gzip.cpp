#include <array>
#include <optional>

#include "archive/deflate.hpp"
#include "archive/inflate.hpp"
#include "base/cursor.hpp"
#include "base/text.hpp"

namespace bumpgate::archive {

namespace {

// RFC 1952, 2.3.1: the bits of FLG.
constexpr unsigned flag_text = 1;
constexpr unsigned flag_header_crc = 2;
constexpr unsigned flag_extra = 4;
constexpr unsigned flag_name = 8;
constexpr unsigned flag_comment = 16;
constexpr unsigned flags_reserved = 0xe0;
constexpr unsigned method_deflate = 8;
constexpr std::size_t trailer_size = 8;

constexpr std::string_view member_magic = "\x1f\x8b\x08";

struct GzipHeader {
    unsigned flags = 0;
    std::uint32_t time = 0;
    unsigned effort = 0;  ///< XFL
    unsigned system = 0;  ///< OS
    std::string_view extra, name, comment;
    std::size_t comment_start = 0;  ///< offset of FCOMMENT
    std::size_t end = 0;            ///< where the deflate stream starts
};

Failure cut_header() {
    return fail(ErrorCode::truncated, "the gzip header ends too early", "get the file again");
}

/// A zero-terminated field, without its NUL.
std::optional<std::string_view> take_text(Cursor& cursor, std::string_view bytes) {
    const auto end = bytes.find('\0', cursor.offset());
    if (end == std::string_view::npos) return std::nullopt;
    const auto text = cursor.take(end - cursor.offset());
    (void)cursor.take(1);
    return text;
}

Result<void> take_fields(GzipHeader& header, Cursor& cursor, std::string_view bytes) {
    if ((header.flags & flag_extra) != 0) {
        const auto length = cursor.u16();
        const auto extra = length ? cursor.take(*length) : std::nullopt;
        if (!extra) return cut_header();
        header.extra = *extra;
    }
    const std::array<std::pair<unsigned, std::string_view*>, 2> texts{
        {{flag_name, &header.name}, {flag_comment, &header.comment}}};
    for (const auto& [flag, field] : texts) {
        if ((header.flags & flag) == 0) continue;
        if (flag == flag_comment) header.comment_start = cursor.offset();
        const auto text = take_text(cursor, bytes);
        if (!text) return cut_header();
        *field = *text;
    }
    return {};
}

/// FHCRC: the two lower bytes of the CRC-32 of all header bytes before it.
Result<void> check_header_crc(Cursor& cursor, std::string_view bytes, std::size_t start) {
    const auto computed = crc32(bytes.substr(start, cursor.offset() - start)) & 0xffffU;
    const auto stated = cursor.u16();
    if (!stated) return cut_header();
    if (*stated == computed) return {};
    return fail(ErrorCode::corrupt, "the checksum of the gzip header is wrong", "get the file again");
}

/// RFC 1952, 2.3: the header of the member at `start`.
Result<GzipHeader> read_header(std::string_view bytes, std::size_t start) {
    Cursor cursor(bytes, start);
    const auto magic = cursor.take(2);
    const auto method = cursor.u8(), flags = cursor.u8();
    const auto time = cursor.u32();
    const auto effort = cursor.u8(), system = cursor.u8();
    if (!magic || !system) return cut_header();
    if (*method != method_deflate) {
        return fail(ErrorCode::unsupported,
                    "gzip with compression method " + std::to_string(*method) + ", not deflate");
    }
    GzipHeader header{*flags, *time, *effort, *system, {}, {}, {}, 0, 0};
    CHECK_OK(take_fields(header, cursor, bytes));
    if ((header.flags & flag_header_crc) != 0) CHECK_OK(check_header_crc(cursor, bytes, start));
    header.end = cursor.offset();
    return header;
}

void audit_header(const GzipHeader& header, Findings& findings) {
    if ((header.flags & flags_reserved) != 0) {
        findings.add("gzip-reserved-flags", {}, 3, "flags " + std::to_string(header.flags));
    }
    if ((header.flags & flag_extra) != 0) findings.add("gzip-extra", {}, 12, describe_bytes(header.extra));
    if ((header.flags & flag_comment) != 0) {
        findings.add("gzip-comment", {}, header.comment_start, describe_bytes(header.comment));
    }
}

Layer describe_layer(const GzipHeader& header) {
    Layer layer{
        "gzip", "XFL " + std::to_string(header.effort) + ", OS " + std::to_string(header.system), {}, {}};
    if ((header.flags & flag_name) != 0) layer.header = "FNAME " + in_quotes(header.name);
    if ((header.flags & flag_comment) != 0) {
        layer.header += (layer.header.empty() ? "" : ", ") + ("FCOMMENT " + in_quotes(header.comment));
    }
    if ((header.flags & flag_text) != 0) layer.header += layer.header.empty() ? "FTEXT" : ", FTEXT";
    if (header.time != 0) layer.time = header.time;
    return layer;
}

/// RFC 1952, 2.3.1: CRC32 and ISIZE, the length modulo 2^32.
Result<void> check_trailer(std::string_view bytes, std::size_t at, const Inflated& inflated) {
    Cursor cursor(bytes, at);
    const auto crc = cursor.u32();
    const auto size = cursor.u32();
    if (!size) return fail(ErrorCode::truncated, "the gzip trailer is missing", "get the file again");
    if (*crc != inflated.crc) {
        return fail(ErrorCode::corrupt, "the CRC of the gzip data is wrong", "get the file again");
    }
    if (*size == (inflated.content.size() & 0xffffffffU)) return {};
    return fail(ErrorCode::corrupt, "the length in the gzip trailer is wrong", "get the file again");
}

/// The last four bytes state the size of the last member, which mostly is the only one.
std::uint64_t size_hint(std::string_view bytes) {
    if (bytes.size() < trailer_size) return 0;
    return Cursor(bytes, bytes.size() - 4).u32().value_or(0);
}

/// Unpacks one member; returns where it ends.
Result<std::size_t> read_content(std::string_view bytes, const GzipHeader& header, std::uint64_t hint,
                                 Unpacked& out, Meter& meter) {
    const auto inflated = TRY(inflate(bytes.substr(header.end), hint, UINT64_MAX, out.content, meter));
    const auto end = header.end + inflated.consumed;
    CHECK_OK(check_trailer(bytes, end, inflated));
    return end + trailer_size;
}

/// The members after the first. There may be millions of them, so they are one finding, about all of their
/// bytes.
Result<std::size_t> read_more(std::string_view bytes, std::size_t first, Unpacked& out, Findings& findings,
                              Meter& meter) {
    std::size_t at = first;
    std::uint64_t count = 0;
    for (; bytes.substr(at).starts_with(member_magic); ++count) {
        const auto header = TRY(read_header(bytes, at));
        at = TRY(read_content(bytes, header, 0, out, meter));
    }
    if (count > 0) {
        findings.add(
            "gzip-second-member", {}, first,
            std::to_string(count) + " more, packed in " + describe_bytes(bytes.substr(first, at - first)));
    }
    return at;
}

}  // namespace

Result<Unpacked> read_gzip(std::string_view bytes, Meter& meter) {
    Unpacked out;
    out.content = TRY(meter.new_store());
    Findings findings("gzip");
    const auto header = TRY(read_header(bytes, 0));
    audit_header(header, findings);
    out.layer = describe_layer(header);
    const auto first_end = TRY(read_content(bytes, header, size_hint(bytes), out, meter));
    const auto at = TRY(read_more(bytes, first_end, out, findings, meter));
    if (at < bytes.size()) findings.add("gzip-trailing-data", {}, at, describe_bytes(bytes.substr(at)));
    std::move(findings).move_to(out.hazards);
    return out;
}

}  // namespace bumpgate::archive
