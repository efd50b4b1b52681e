#include "archive/zip_streams.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "archive/inflate.hpp"
#include "archive/library.hpp"
#include "base/cursor.hpp"

namespace bumpgate::archive {

namespace {

struct Reader {
    ZipMethod method;
    Result<Unpacked> (*read)(std::string_view bytes, Meter& meter);
};
constexpr std::array readers = std::to_array<Reader>({
    {ZipMethod::bzip2, read_bzip2},
    {ZipMethod::xz, read_xz},
    {ZipMethod::zstd, read_zstd},
});

const Reader* find_reader(ZipMethod method) {
    const auto* const row = std::find_if(readers.begin(), readers.end(),
                                         [&](const Reader& known) { return known.method == method; });
    return row == readers.end() ? nullptr : row;
}

constexpr std::size_t lzma_properties = 5;
constexpr std::size_t lzma_head = 4 + lzma_properties;   // in a zip: version and size of the properties
constexpr std::size_t alone_head = lzma_properties + 8;  // in a file: the size of the content

Failure unusual_lzma() {
    return fail(ErrorCode::unsupported, "its LZMA parameters are unusual",
                "unpack both archives and compare the folders");
}

/// How many bytes a file of LZMA data needs to yield `size` bytes.
Result<std::uint64_t> needed(std::string_view file, std::uint64_t size, const Meter& meter) {
    auto library = TRY(Library::open(LibraryFormat::lzma, file));
    if (!TRY(library.next())) return unusual_lzma();
    std::uint64_t seen = 0;
    for (;;) {
        const auto block = TRY(library.block());
        if (!block) break;
        seen += block->bytes.size();
        CHECK_OK(meter.limits().check_time("unpacking"));
        if (seen > size) return unusual_lzma();  // not taken for LZMA, so that it came out as it is
    }
    if (seen != size) return unusual_lzma();
    return library.consumed();
}

}  // namespace

Result<std::string_view> unpack_stream(const ZipEntry& entry, std::string_view packed, ByteStore& store,
                                       Meter& meter, Findings& findings) {
    const auto* const reader = find_reader(static_cast<ZipMethod>(entry.method));
    if (reader == nullptr) return fail(ErrorCode::internal, "no reader for a compression method");
    const auto unpacked = TRY(reader->read(packed, meter));
    for (const auto& hazard : unpacked.hazards) {
        findings.add("zip-gap", entry.member.path, entry.data + hazard.offset,
                     "in the compressed data: " + hazard.detail);
    }
    return store.append(unpacked.content.view());
}

Result<void> audit_lzma(const ZipEntry& entry, std::string_view packed, Meter& meter, Findings& findings) {
    Cursor cursor(packed);
    const auto version = cursor.u16(), properties = cursor.u16();
    if (!version || properties != lzma_properties || cursor.remaining() < lzma_properties)
        return unusual_lzma();
    auto file = TRY(meter.new_store());
    (void)TRY(file.append(packed.substr(4, lzma_properties)));
    std::string size;
    for (unsigned shift = 0; shift < 64; shift += 8) size += static_cast<char>(entry.size >> shift & 0xffU);
    (void)TRY(file.append(size));
    (void)TRY(file.append(packed.substr(lzma_head)));
    const auto used = TRY(needed(file.view(), entry.size, meter));
    if (used < alone_head || used >= file.size()) return {};
    const auto end = used - alone_head + lzma_head;
    findings.add("zip-gap", entry.member.path, entry.data + end,
                 "after the compressed data: " + describe_bytes(packed.substr(end)));
    return {};
}

}  // namespace bumpgate::archive
