#include <algorithm>
#include <string>
#include <utility>

#include "archive/compress.hpp"
#include "archive/inflate.hpp"
#include "archive/library.hpp"
#include "archive/lzma.hpp"
#include "archive/streams.hpp"

namespace bumpgate::archive {

namespace {

Result<void> copy_content(Library& library, std::uint64_t packed, ByteStore& content, Meter& meter) {
    for (;;) {
        const auto block = TRY(library.block());
        if (!block) return {};
        CHECK_OK(meter.unpacked(block->bytes.size()));
        (void)TRY(content.append(block->bytes));
        CHECK_OK(meter.ratio(content.size(), packed));
    }
}

using Audit = void (*)(std::string_view bytes, std::size_t used, Findings& findings);

Result<Unpacked> read_filtered(LibraryFormat format, std::string_view name, Audit audit,
                               std::string_view bytes, Meter& meter) {
    Unpacked out;
    out.layer.format = name;
    out.content = TRY(meter.new_store());
    auto library = TRY(Library::open(format, bytes));
    const auto entry = TRY(library.next());
    if (entry) CHECK_OK(copy_content(library, bytes.size(), out.content, meter));
    Findings findings(name);
    audit(bytes, std::min<std::uint64_t>(library.consumed(), bytes.size()), findings);
    std::move(findings).move_to(out.hazards);
    return out;
}

}  // namespace

Result<Unpacked> read_bzip2(std::string_view bytes, Meter& meter) {
    return read_filtered(LibraryFormat::bzip2, "bzip2", audit_bzip2, bytes, meter);
}

Result<Unpacked> read_xz(std::string_view bytes, Meter& meter) {
    return read_filtered(LibraryFormat::xz, "xz", audit_xz, bytes, meter);
}

Result<Unpacked> read_zstd(std::string_view bytes, Meter& meter) {
    return read_filtered(LibraryFormat::zstd, "zstd", audit_zstd, bytes, meter);
}

Result<Unpacked> read_lz4(std::string_view bytes, Meter& meter) {
    auto out = TRY(read_filtered(LibraryFormat::lz4, "lz4", audit_lz4, bytes, meter));
    out.layer.compression = describe_lz4(bytes);
    // libarchive passes the stated size over.
    if (const auto stated = lz4_size(bytes); stated && *stated != out.content.size()) {
        return fail(ErrorCode::corrupt, "the size in the lz4 frame is wrong", "get the file again");
    }
    return out;
}

Result<Unpacked> read_lzip(std::string_view bytes, Meter& meter) {
    auto out = TRY(read_filtered(LibraryFormat::lzip, "lzip", audit_lzip, bytes, meter));
    out.layer.compression = describe_lzip(bytes);
    return out;
}

Result<Unpacked> read_lzma(std::string_view bytes, Meter& meter) {
    auto out = TRY(read_filtered(LibraryFormat::lzma, "lzma", audit_lzma, bytes, meter));
    out.layer.compression = describe_lzma(bytes);
    return out;
}

Result<Unpacked> read_compress(std::string_view bytes, Meter& meter) {
    auto description = TRY(describe_compress(bytes));
    auto out = TRY(read_filtered(LibraryFormat::compress, "compress", audit_compress, bytes, meter));
    out.layer.compression = std::move(description);
    return out;
}

}  // namespace bumpgate::archive
