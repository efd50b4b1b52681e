#include "archive/library.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace bumpgate::archive {

namespace {

struct Support {
    LibraryFormat format;
    int (*format_setter)(::archive*);
    int (*filter_setter)(::archive*);
    int filter;  ///< its code, as archive_filter_code gives it
};

int no_filter(::archive*) {
    return ARCHIVE_OK;
}

constexpr auto raw = archive_read_support_format_raw;

constexpr std::array supported = std::to_array<Support>({
    {LibraryFormat::tar, archive_read_support_format_tar, no_filter, ARCHIVE_FILTER_NONE},
    {LibraryFormat::zip, archive_read_support_format_zip_seekable, no_filter, ARCHIVE_FILTER_NONE},
    {LibraryFormat::ar, archive_read_support_format_ar, no_filter, ARCHIVE_FILTER_NONE},
    {LibraryFormat::cpio, archive_read_support_format_cpio, no_filter, ARCHIVE_FILTER_NONE},
    {LibraryFormat::seven_zip, archive_read_support_format_7zip, no_filter, ARCHIVE_FILTER_NONE},
    {LibraryFormat::iso9660, archive_read_support_format_iso9660, no_filter, ARCHIVE_FILTER_NONE},
    {LibraryFormat::bzip2, raw, archive_read_support_filter_bzip2, ARCHIVE_FILTER_BZIP2},
    {LibraryFormat::xz, raw, archive_read_support_filter_xz, ARCHIVE_FILTER_XZ},
    {LibraryFormat::zstd, raw, archive_read_support_filter_zstd, ARCHIVE_FILTER_ZSTD},
    {LibraryFormat::lz4, raw, archive_read_support_filter_lz4, ARCHIVE_FILTER_LZ4},
    {LibraryFormat::lzip, raw, archive_read_support_filter_lzip, ARCHIVE_FILTER_LZIP},
    {LibraryFormat::lzma, raw, archive_read_support_filter_lzma, ARCHIVE_FILTER_LZMA},
    {LibraryFormat::compress, raw, archive_read_support_filter_compress, ARCHIVE_FILTER_COMPRESS},
});

/// WARN instead of OK would mean that libarchive runs a program in its place.
bool set_up(::archive* handle, const Support& row) {
    return row.format_setter(handle) == ARCHIVE_OK && row.filter_setter(handle) == ARCHIVE_OK &&
           (row.filter == ARCHIVE_FILTER_NONE || archive_read_support_format_empty(handle) ==
                                                     ARCHIVE_OK);  // nothing, compressed, is not an error yet
}

std::optional<MemberType> type_of(archive_entry* entry) {
    if (archive_entry_hardlink(entry) != nullptr) return MemberType::hardlink;
    switch (archive_entry_filetype(entry)) {
        case AE_IFREG:
            return MemberType::file;
        case AE_IFDIR:
            return MemberType::directory;
        case AE_IFLNK:
            return MemberType::symlink;
        case AE_IFCHR:
            return MemberType::char_device;
        case AE_IFBLK:
            return MemberType::block_device;
        case AE_IFIFO:
            return MemberType::fifo;
        case AE_IFSOCK:
            return MemberType::socket;
        default:
            return std::nullopt;
    }
}

std::string text_of(const char* text) {
    return text != nullptr ? text : "";
}

std::optional<Timestamp> time_of(archive_entry* entry, int (*is_set)(archive_entry*),
                                 time_t (*seconds)(archive_entry*), long (*nanoseconds)(archive_entry*)) {
    if (is_set(entry) == 0) return std::nullopt;
    return Timestamp{seconds(entry), static_cast<std::uint32_t>(nanoseconds(entry))};
}

std::string link_of(archive_entry* entry, std::optional<MemberType> type) {
    if (const char* const symlink = archive_entry_symlink(entry)) return symlink;
    if (const char* const hardlink = archive_entry_hardlink(entry)) return hardlink;
    if (type != MemberType::char_device && type != MemberType::block_device) return {};
    return std::to_string(archive_entry_rdevmajor(entry)) + ":" +
           std::to_string(archive_entry_rdevminor(entry));
}

LibraryEntry describe(archive_entry* entry) {
    LibraryEntry result;
    if (const char* const path = archive_entry_pathname(entry)) result.path = path;
    result.type = type_of(entry);
    if (archive_entry_size_is_set(entry) != 0 && archive_entry_size(entry) > 0) {
        result.size = static_cast<std::uint64_t>(archive_entry_size(entry));
    }
    result.link_target = link_of(entry, result.type);
    result.mode = archive_entry_mode(entry) & 07777U;
    result.uid = archive_entry_uid(entry);
    result.gid = archive_entry_gid(entry);
    result.user = text_of(archive_entry_uname(entry));
    result.group = text_of(archive_entry_gname(entry));
    result.mtime = time_of(entry, archive_entry_mtime_is_set, archive_entry_mtime, archive_entry_mtime_nsec);
    result.atime = time_of(entry, archive_entry_atime_is_set, archive_entry_atime, archive_entry_atime_nsec);
    result.ctime = time_of(entry, archive_entry_ctime_is_set, archive_entry_ctime, archive_entry_ctime_nsec);
    result.birth_time =
        time_of(entry, archive_entry_birthtime_is_set, archive_entry_birthtime, archive_entry_birthtime_nsec);
    result.encrypted = archive_entry_is_encrypted(entry) != 0;
    return result;
}

}  // namespace

void Library::Closer::operator()(::archive* handle) const {
    archive_read_free(handle);
}

Result<Library> Library::open(LibraryFormat format, std::string_view bytes) {
    Library library(archive_read_new());
    if (!library.handle_) return fail(ErrorCode::io, "no memory for libarchive");
    const auto* const row = std::find_if(supported.begin(), supported.end(),
                                         [&](const Support& known) { return known.format == format; });
    if (row == supported.end() || !set_up(library.handle_.get(), *row)) {
        return fail(ErrorCode::unsupported,
                    "the installed libarchive was built without what this input needs");
    }
    library.filter_ = row->filter;
    if (archive_read_open_memory(library.handle_.get(), bytes.data(), bytes.size()) < ARCHIVE_WARN) {
        return library.failure();
    }
    return library;
}

Result<std::optional<LibraryEntry>> Library::next() {
    archive_entry* entry = nullptr;
    const int status = archive_read_next_header(handle_.get(), &entry);
    if (status == ARCHIVE_EOF) return std::optional<LibraryEntry>();
    if (status != ARCHIVE_OK && status != ARCHIVE_WARN) return failure();
    CHECK_OK(check_filter());
    return std::optional<LibraryEntry>(describe(entry));
}

/// A filter that does not know the input passes it on as it is.
Result<void> Library::check_filter() const {
    if (archive_filter_code(handle_.get(), 0) == filter_) return {};
    return fail(ErrorCode::corrupt, "libarchive does not know the header of the compressed data",
                "get the file again");
}

Result<std::optional<LibraryBlock>> Library::block() {
    const void* start = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    const int status = archive_read_data_block(handle_.get(), &start, &size, &offset);
    if (status == ARCHIVE_EOF) return std::optional<LibraryBlock>();
    if ((status != ARCHIVE_OK && status != ARCHIVE_WARN) || offset < 0) return failure();
    return std::optional<LibraryBlock>(
        {{static_cast<const char*>(start), size}, static_cast<std::uint64_t>(offset)});
}

std::uint64_t Library::consumed() const {
    const auto count = archive_filter_bytes(handle_.get(), -1);
    return count < 0 ? 0 : static_cast<std::uint64_t>(count);
}

Failure Library::failure() const {
    const char* const text = archive_error_string(handle_.get());
    const auto cause = printable(text != nullptr ? text : "unknown trouble");
    // "No progress" is how liblzma says that it waits for more input.
    const bool cut = to_lower(cause).find("truncated") != std::string::npos ||
                     cause.find("No progress is possible") != std::string::npos;
    if (to_lower(cause).find("encrypt") != std::string::npos) {
        return fail(ErrorCode::encrypted, "libarchive cannot read it: " + cause);
    }
    return fail(cut ? ErrorCode::truncated : ErrorCode::corrupt, "libarchive cannot read it: " + cause,
                "get the file again");
}

}  // namespace bumpgate::archive
