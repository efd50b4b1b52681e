#include "archive/formats.hpp"

#include <algorithm>
#include <array>

namespace bumpgate::archive {

namespace {

constexpr std::array compressions = std::to_array<Compression>({
    {"bzip2", read_bzip2, ".bz2", ".tbz2"},
    {"compress", read_compress, ".Z", ".tZ"},
    {"gzip", read_gzip, ".gz", ".tgz"},
    {"lz4", read_lz4, ".lz4", ""},
    {"lzip", read_lzip, ".lz", ""},
    {"lzma", read_lzma, ".lzma", ".tlz"},
    {"xz", read_xz, ".xz", ".txz"},
    {"zstd", read_zstd, ".zst", ".tzst"},
});

constexpr std::array archives = std::to_array<ArchiveFormat>({
    {"7z", read_7z},
    {"ar", read_ar},
    {"cpio", read_cpio},
    {"iso9660", read_iso},
    {"rpm", read_rpm},
    {"tar", read_tar},
    {"zip", read_zip},
});

template <class Row, std::size_t count>
const Row* find_row(const std::array<Row, count>& rows, std::string_view format) {
    const auto* row =
        std::find_if(rows.begin(), rows.end(), [&](const Row& known) { return known.format == format; });
    return row != rows.end() ? row : nullptr;
}

}  // namespace

const Compression* find_compression(std::string_view format) {
    return find_row(compressions, format);
}

const ArchiveFormat* find_archive_format(std::string_view format) {
    return find_row(archives, format);
}

}  // namespace bumpgate::archive
