#include "base/files.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <optional>
#include <system_error>
#include <utility>

#include "base/limits.hpp"
#include "base/text.hpp"

namespace bumpgate {

namespace {

/// Closes what it holds.
class Descriptor {
  public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    [[nodiscard]] int get() const { return number_; }
    [[nodiscard]] bool valid() const { return number_ >= 0; }
    [[nodiscard]] int release() { return std::exchange(number_, -1); }

  private:
    int number_;
};

Failure system_failure(std::string_view doing, int error) {
    const auto code = error == ENOENT || error == ENOTDIR ? ErrorCode::not_found : ErrorCode::io;
    return fail(code, std::string(doing) + ": " + std::generic_category().message(error),
                code == ErrorCode::not_found ? "check the path" : "");
}

template <class Value>
Result<Value> named(Result<Value> result, const std::filesystem::path& path) {
    if (result) return result;
    return Failure(std::move(result).error().during(printable(path.native())));
}

/// O_NONBLOCK: a pipe without a writer must not hang the program.
int open_for_reading(const std::filesystem::path& path, int flags) {
    return ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | flags);
}

Result<MappedFile> open_mapped(const std::filesystem::path& path) {
    const Descriptor file(open_for_reading(path, O_NONBLOCK));
    if (!file.valid()) return system_failure("cannot open", errno);
    return MappedFile::from_descriptor(file.get());
}

Result<std::string> read_all(const std::filesystem::path& path, std::uint64_t maximum) {
    const Descriptor file(open_for_reading(path, 0));
    if (!file.valid()) return system_failure("cannot open", errno);
    std::string bytes;
    std::array<char, 65536> buffer;
    for (;;) {
        const ssize_t count = ::read(file.get(), buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return system_failure("cannot read", errno);
        if (count == 0) return bytes;
        if (static_cast<std::uint64_t>(count) > maximum - bytes.size()) {
            return fail(ErrorCode::limit, "file-bytes limit of " + std::to_string(maximum) + " exceeded",
                        "this is no file of the expected kind");
        }
        bytes.append(buffer.data(), static_cast<std::size_t>(count));
    }
}

Result<void> write_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(file, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return system_failure("cannot write", errno);
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return {};
}

Result<void> close_checked(Descriptor& file) {
    if (::close(file.release()) != 0) return system_failure("cannot write", errno);
    return {};
}

Result<void> write_in_place(const std::filesystem::path& path, std::string_view bytes) {
    Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY));
    if (!file.valid()) return system_failure("cannot open for writing", errno);
    CHECK_OK(write_all(file.get(), bytes));
    return close_checked(file);
}

/// A new file beside the one to replace. A draft that a killed run left behind must not block this one, so
/// names are counted on. The permissions are those that open() gives a new file (umask).
int create_draft(const std::filesystem::path& path, std::filesystem::path& draft) {
    const auto stem = "." + path.filename().native() + "." + std::to_string(::getpid());
    for (int attempt = 0;; ++attempt) {
        draft = path.parent_path() / (stem + "-" + std::to_string(attempt) + ".tmp");
        const int file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
        if (file >= 0 || errno != EEXIST || attempt == 100) return file;
    }
}

Result<void> fill_draft(Descriptor& file, std::string_view bytes, std::optional<mode_t> mode) {
    CHECK_OK(write_all(file.get(), bytes));
    if (mode && ::fchmod(file.get(), *mode) != 0) return system_failure("cannot set permissions", errno);
    if (::fsync(file.get()) != 0) return system_failure("cannot write", errno);
    return close_checked(file);
}

/// The rename is on disk only when the folder is. Some file systems cannot flush folders: that is no failure.
void flush_folder(const std::filesystem::path& folder) {
    const Descriptor handle(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (handle.valid()) ::fsync(handle.get());
}

Result<void> replace_file(const std::filesystem::path& path, std::string_view bytes,
                          std::optional<mode_t> mode) {
    std::filesystem::path draft;
    Descriptor file(create_draft(path, draft));
    if (!file.valid()) return system_failure("cannot create", errno);
    auto written = fill_draft(file, bytes, mode);
    if (written && ::rename(draft.c_str(), path.c_str()) != 0)
        written = system_failure("cannot replace", errno);
    if (!written) {
        ::unlink(draft.c_str());
        return written;
    }
    flush_folder(path.has_parent_path() ? path.parent_path() : ".");
    return {};
}

Result<void> write_somewhere(const std::filesystem::path& path, std::string_view bytes) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) return replace_file(path, bytes, {});
    if (S_ISDIR(status.st_mode)) return system_failure("cannot write", EISDIR);
    if (!S_ISREG(status.st_mode)) return write_in_place(path, bytes);
    std::error_code error;
    const auto real = std::filesystem::canonical(path, error);  // the file, not a link to it, is replaced
    if (error) return system_failure("cannot resolve", error.value());
    return replace_file(real, bytes, status.st_mode & 07777);
}

}  // namespace

Result<MappedFile> MappedFile::open(const std::filesystem::path& path) {
    return named(open_mapped(path), path);
}

Result<MappedFile> MappedFile::from_descriptor(int descriptor) {
    struct stat status {};
    if (::fstat(descriptor, &status) != 0) return system_failure("cannot read", errno);
    if (!S_ISREG(status.st_mode)) {
        return fail(ErrorCode::unsupported, "not a regular file",
                    "give a file that can be read twice, not a pipe or device");
    }
    MappedFile file;
    if (status.st_size == 0) return file;
    const auto size = static_cast<std::size_t>(status.st_size);
    void* const start = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (start == MAP_FAILED) return system_failure("cannot map", errno);
    file.data_ = static_cast<const char*>(start);
    file.size_ = size;
    return file;
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
    MappedFile taken(std::move(other));
    std::swap(data_, taken.data_);
    std::swap(size_, taken.size_);
    return *this;
}

MappedFile::~MappedFile() {
    if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
}

Result<std::string> read_file(const std::filesystem::path& path, std::uint64_t maximum) {
    return named(read_all(path, maximum), path);
}

Result<void> write_file_atomically(const std::filesystem::path& path, std::string_view bytes) {
    return named(write_somewhere(path, bytes), path);
}

}  // namespace bumpgate
