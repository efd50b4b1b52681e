#include "archive/peel.hpp"

#include <utility>

#include "archive/detect.hpp"
#include "archive/formats.hpp"

namespace bumpgate::archive {

namespace {

Result<Peeled> unpack(const Compression& compression, std::string_view bytes, Meter& meter) {
    auto unpacked = TRY(compression.unpack(bytes, meter));
    meter.store_kept(unpacked.content);
    Peeled peeled;
    peeled.format = compression.format;
    peeled.is_compression = true;
    peeled.stores.push_back(std::move(unpacked.content));
    peeled.content = peeled.stores.back().view();
    return peeled;
}

Result<Peeled> list(const ArchiveFormat& format, std::string_view bytes, Meter& meter) {
    auto contents = TRY(format.read(bytes, meter));
    Peeled peeled;
    peeled.format = format.format;
    peeled.members = std::move(contents.members);
    peeled.stores = std::move(contents.stores);
    return peeled;
}

}  // namespace

Result<Peeled> peel(std::string_view bytes, std::uint64_t depth, Meter& meter) {
    const auto detected = detect(bytes);
    meter.set_depth(depth);
    if (detected.shape == Shape::compression) {
        const auto* const compression = find_compression(detected.format);
        if (compression == nullptr) return Peeled{};
        CHECK_OK(meter.layer());
        return unpack(*compression, bytes, meter);
    }
    if (detected.shape != Shape::archive) return Peeled{};
    const auto* const format = find_archive_format(detected.format);
    if (format == nullptr) return Peeled{};
    CHECK_OK(meter.layer());
    return list(*format, bytes, meter);
}

}  // namespace bumpgate::archive
