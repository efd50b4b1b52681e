#include <algorithm>

#include "archive/inflate.hpp"
#include "archive/library.hpp"
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

}  // namespace bumpgate::archive
