#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "archive/tree.hpp"
#include "base/result.hpp"

struct archive;
struct archive_entry;

namespace bumpgate::archive {

/// A member as libarchive sees it. Names are raw bytes; absent where libarchive could not represent them.
struct LibraryEntry {
    std::optional<std::string> path;
    std::optional<MemberType> type;
    std::uint64_t size = 0;
    std::string link_target;  ///< of links; "MAJOR:MINOR" of devices
    std::uint32_t mode = 0;   ///< permission bits with setuid, setgid and sticky (07777)
    std::optional<std::int64_t> uid, gid;
    std::string user, group;
    std::optional<Timestamp> mtime, atime, ctime, birth_time;
    bool encrypted = false;
};

/// A piece of a member's content.
struct LibraryBlock {
    std::string_view bytes;    ///< within the bytes given to `open` where nothing had to be unpacked
    std::uint64_t offset = 0;  ///< in the member
};

enum class LibraryFormat {
    tar,
    zip,
    ar,
    cpio,
    seven_zip,
    iso9660,
    bzip2,
    xz,
    zstd,
    lz4,
    lzip,
    lzma,
    compress
};

/// libarchive over bytes in memory, with one format or filter switched on and nothing else: "all" would run
/// programs found in PATH for some inputs. Warnings are data; everything worse is an error, `truncated`,
/// `corrupt` or `encrypted`. So is a compressed input that the filter does not know for its own.
class Library {
  public:
    [[nodiscard]] static Result<Library> open(LibraryFormat format, std::string_view bytes);

    /// The next member; nothing at the end of the archive.
    [[nodiscard]] Result<std::optional<LibraryEntry>> next();

    /// The next piece of the present member; nothing at its end.
    [[nodiscard]] Result<std::optional<LibraryBlock>> block();

    /// How many of the bytes given to `open` were used so far.
    [[nodiscard]] std::uint64_t consumed() const;

  private:
    struct Closer {
        void operator()(::archive* handle) const;
    };
    explicit Library(::archive* handle) : handle_(handle) {}
    [[nodiscard]] Result<void> check_filter() const;
    [[nodiscard]] Failure failure() const;

    std::unique_ptr<::archive, Closer> handle_;
    int filter_ = 0;  ///< libarchive's code of the one filter that has to be at work
};

}  // namespace bumpgate::archive
