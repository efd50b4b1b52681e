#include "diff/diffoscope/magic.hpp"

#include <magic.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace bumpgate::diff::diffoscope {
namespace {

/// libmagic looks at a file's end only through a descriptor, so the bytes go into a file that has no name and
/// is in memory.
class MemoryFile {
  public:
    explicit MemoryFile(std::string_view bytes) : descriptor_(::memfd_create("bumpgate", MFD_CLOEXEC)) {
        while (is_open() && !bytes.empty()) {
            const auto written = ::write(descriptor_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written <= 0) {
                close();
            } else {
                bytes.remove_prefix(static_cast<std::size_t>(written));
            }
        }
        if (is_open() && ::lseek(descriptor_, 0, SEEK_SET) != 0) close();
    }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    ~MemoryFile() { close(); }

    [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }
    [[nodiscard]] int descriptor() const { return descriptor_; }

  private:
    void close() {
        if (is_open()) ::close(descriptor_);
        descriptor_ = -1;
    }

    int descriptor_;
};

}  // namespace

void FileTypes::Close::operator()(magic_set* set) const {
    ::magic_close(set);
}

Result<FileTypes::Set> FileTypes::load(int flags) {
    Set set(::magic_open(flags));
    if (set && ::magic_load(set.get(), nullptr) == 0) return set;
    return fail(ErrorCode::unsupported, "libmagic has no list of file types",
                "install it (package libmagic-mgc), or choose another format than diffoscope's");
}

Result<FileTypes> FileTypes::open() {
    auto types = TRY(load(MAGIC_NONE));
    auto encodings = TRY(load(MAGIC_MIME_ENCODING));
    return FileTypes(std::move(types), std::move(encodings));
}

Result<std::string> FileTypes::ask(magic_set* set, std::string_view bytes) {
    const MemoryFile file(bytes);
    if (!file.is_open())
        return fail(ErrorCode::io, "a file in memory: " + std::generic_category().message(errno));
    const char* const answer = ::magic_descriptor(set, file.descriptor());
    return std::string(answer != nullptr ? answer : "data");
}

Result<std::string> FileTypes::type_of(std::string_view bytes) {
    return ask(types_.get(), bytes);
}

Result<std::string> FileTypes::encoding_of(std::string_view bytes) {
    return ask(encodings_.get(), bytes);
}

}  // namespace bumpgate::diff::diffoscope
