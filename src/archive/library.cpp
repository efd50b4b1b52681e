#include "archive/library.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <array>

#include "base/text.hpp"

namespace bumpgate::archive {

namespace {

struct Support {
    LibraryFormat format;
    int (*format_setter)(::archive*);
    int (*filter_setter)(::archive*);
};

int no_filter(::archive*) {
    return ARCHIVE_OK;
}

constexpr std::array supported = std::to_array<Support>({
    {LibraryFormat::tar, archive_read_support_format_tar, no_filter},
    {LibraryFormat::zip, archive_read_support_format_zip_seekable, no_filter},
    {LibraryFormat::bzip2, archive_read_support_format_raw, archive_read_support_filter_bzip2},
    {LibraryFormat::xz, archive_read_support_format_raw, archive_read_support_filter_xz},
    {LibraryFormat::zstd, archive_read_support_format_raw, archive_read_support_filter_zstd},
});

/// WARN instead of OK would mean that libarchive runs a program in its place.
bool set_up(::archive* handle, LibraryFormat format) {
    for (const auto& row : supported) {
        if (row.format != format) continue;
        return row.format_setter(handle) == ARCHIVE_OK && row.filter_setter(handle) == ARCHIVE_OK &&
               (row.format_setter != archive_read_support_format_raw ||
                archive_read_support_format_empty(handle) ==
                    ARCHIVE_OK);  // nothing, compressed, is not an error yet
    }
    return false;
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

LibraryEntry describe(archive_entry* entry) {
    LibraryEntry result;
    if (const char* const path = archive_entry_pathname(entry)) result.path = path;
    result.type = type_of(entry);
    if (archive_entry_size_is_set(entry) != 0 && archive_entry_size(entry) > 0) {
        result.size = static_cast<std::uint64_t>(archive_entry_size(entry));
    }
    if (const char* const hardlink = archive_entry_hardlink(entry)) result.link_target = hardlink;
    if (const char* const symlink = archive_entry_symlink(entry)) result.link_target = symlink;
    return result;
}

}  // namespace

void Library::Closer::operator()(::archive* handle) const {
    archive_read_free(handle);
}

Result<Library> Library::open(LibraryFormat format, std::string_view bytes) {
    Library library(archive_read_new());
    if (!library.handle_) return fail(ErrorCode::io, "no memory for libarchive");
    if (!set_up(library.handle_.get(), format)) {
        return fail(ErrorCode::unsupported,
                    "the installed libarchive was built without what this input needs");
    }
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
    return std::optional<LibraryEntry>(describe(entry));
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
    return fail(cut ? ErrorCode::truncated : ErrorCode::corrupt, "libarchive cannot read it: " + cause,
                "get the file again");
}

}  // namespace bumpgate::archive
