#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace bumpgate {

/// A run of anonymous memory that grows in place up to a capacity fixed at its birth, so that views into it
/// stay valid. Bytes beyond the memory budget live in an unlinked temporary file mapped right behind the
/// others (TMPDIR, else /tmp): a view does not know where its bytes are.
class ByteStore {
  public:
    /// Reserves address space for `capacity` bytes and keeps at most `memory_budget` of them in memory.
    [[nodiscard]] static Result<ByteStore> create(std::uint64_t capacity, std::uint64_t memory_budget);

    ByteStore() = default;
    ByteStore(ByteStore&& other) noexcept;
    ByteStore& operator=(ByteStore&& other) noexcept;
    ByteStore(const ByteStore&) = delete;
    ByteStore& operator=(const ByteStore&) = delete;
    ~ByteStore();

    /// Makes room for `count` bytes behind the present end and returns where they start; they count as
    /// content only after `commit`. Error `limit` past the capacity, `io` when the system has no memory or
    /// disk left.
    [[nodiscard]] Result<char*> reserve(std::uint64_t count);

    /// Declares `count` of the reserved bytes to be content.
    void commit(std::uint64_t count);

    /// `reserve`, copy, `commit`; returns the stored copy.
    [[nodiscard]] Result<std::string_view> append(std::string_view bytes);

    [[nodiscard]] std::string_view view() const { return {base_, static_cast<std::size_t>(size_)}; }
    [[nodiscard]] std::uint64_t size() const { return size_; }

  private:
    [[nodiscard]] Result<void> grow(std::uint64_t needed);

    char* base_ = nullptr;
    std::uint64_t size_ = 0;      ///< content
    std::uint64_t mapped_ = 0;    ///< readable and writable from base_
    std::uint64_t capacity_ = 0;  ///< reserved address space
    std::uint64_t budget_ = 0;    ///< anonymous part
    int spill_ = -1;              ///< the unlinked file behind the rest
};

/// A file mapped for reading. An empty file is an empty view.
class MappedFile {
  public:
    /// Errors: `not_found`, `io` (with the system's reason); anything but a regular file is `unsupported`.
    /// They name the file as `path` spells it.
    [[nodiscard]] static Result<MappedFile> open(const std::filesystem::path& path);

    /// Maps the regular file behind an open descriptor, which stays the caller's. Errors as `open`, without a
    /// name.
    [[nodiscard]] static Result<MappedFile> from_descriptor(int descriptor);

    MappedFile() = default;
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    ~MappedFile();

    [[nodiscard]] std::string_view view() const { return {data_, size_}; }

  private:
    const char* data_ = nullptr;
    std::size_t size_ = 0;
};

/// The whole file as bytes, at most `maximum` of them (error `limit` with key "file-bytes" beyond). Pipes are
/// read to their end. Errors name the file as `path` spells it.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path, std::uint64_t maximum);

/// Replaces `path` in one step: written beside it, flushed to disk, renamed. On error nothing is left behind
/// and an earlier file stays as it was. What `path` names keeps its permissions, and a link to it stays a
/// link; a device or pipe cannot be replaced and is written to. Errors name the file as `path` spells it.
[[nodiscard]] Result<void> write_file_atomically(const std::filesystem::path& path, std::string_view bytes);

}  // namespace bumpgate
