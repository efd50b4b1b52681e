#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <system_error>
#include <utility>

#include "base/files.hpp"

namespace bumpgate {

namespace {

constexpr std::uint64_t kib = 1024;
constexpr std::uint64_t mib = kib * kib;
constexpr std::uint64_t huge_page = 2 * mib;
constexpr std::uint64_t smallest_reservation = mib;

std::uint64_t page_size() {
    static const auto size = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    return size;
}

std::uint64_t round_down(std::uint64_t bytes, std::uint64_t unit) {
    return bytes / unit * unit;
}

std::uint64_t round_up(std::uint64_t bytes, std::uint64_t unit) {
    return round_down(bytes + (unit - 1), unit);
}

/// Length of the mapping that stands for a capacity; derived, so that it need not be kept.
std::uint64_t mapping_length(std::uint64_t capacity) {
    return round_up(std::max<std::uint64_t>(capacity, 1), page_size());
}

std::string reason(int error) {
    return std::generic_category().message(error);
}

/// Address space without memory behind it, or nullptr.
char* reserve_address_space(std::uint64_t length) {
    void* const start =
        ::mmap(nullptr, length, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return start == MAP_FAILED ? nullptr : static_cast<char*>(start);
}

/// The same, starting at a border of huge pages so that the kernel can use them from the first byte on.
char* reserve_aligned(std::uint64_t length) {
    if (length < huge_page) return reserve_address_space(length);
    const std::uint64_t padded = length + huge_page;
    char* const start = reserve_address_space(padded);
    if (start == nullptr) return reserve_address_space(length);
    const std::uint64_t misfit = reinterpret_cast<std::uintptr_t>(start) % huge_page;
    const std::uint64_t head = misfit == 0 ? 0 : huge_page - misfit;
    if (head > 0) ::munmap(start, head);
    if (head < huge_page) ::munmap(start + head + length, huge_page - head);
    return start + head;
}

std::string spill_folder() {
    const char* const folder = std::getenv("TMPDIR");
    return folder != nullptr && *folder != '\0' ? folder : "/tmp";
}

Failure spill_failure(int error) {
    return fail(ErrorCode::io, "cannot keep unpacked data in a temporary file: " + reason(error),
                "make room in the folder that TMPDIR names, or raise --limit memory-bytes=N");
}

/// A file without a name: it goes away with the process, whatever happens.
Result<int> open_spill_file() {
    const auto folder = spill_folder();
    int file = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0) return file;
    std::string name = folder + "/bumpgate-XXXXXX";  // file systems without O_TMPFILE
    file = ::mkostemp(name.data(), O_CLOEXEC);
    if (file < 0) return spill_failure(errno);
    ::unlink(name.c_str());
    return file;
}

/// Claims the blocks now: a full disk must be an error here, not a SIGBUS when the page is written.
int claim(int file, std::uint64_t offset, std::uint64_t length) {
    int error = EINTR;
    while (error == EINTR) {
        error = ::posix_fallocate(file, static_cast<off_t>(offset), static_cast<off_t>(length));
    }
    return error;
}

Result<void> map_spill(int file, char* place, std::uint64_t offset, std::uint64_t length) {
    if (const int error = claim(file, offset, length); error != 0) return spill_failure(error);
    void* const mapped = ::mmap(place, length, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, file,
                                static_cast<off_t>(offset));
    if (mapped == MAP_FAILED) return spill_failure(errno);
    return {};
}

Result<void> open_memory(char* base, std::uint64_t from, std::uint64_t to, std::uint64_t whole) {
    if (::mprotect(base + from, to - from, PROT_READ | PROT_WRITE) != 0) {
        return fail(ErrorCode::io, "no memory for unpacked data: " + reason(errno),
                    "lower --limit memory-bytes=N, so that more is kept in a temporary file");
    }
    // Page faults cost more than inflating; small stores stay with small pages. Only advice: failure is no
    // matter.
    if (from < huge_page && to >= huge_page) ::madvise(base, whole, MADV_HUGEPAGE);
    return {};
}

}  // namespace

Result<ByteStore> ByteStore::create(std::uint64_t capacity, std::uint64_t memory_budget) {
    ByteStore store;
    store.capacity_ = std::min<std::uint64_t>(capacity, std::uint64_t{1} << 46);
    store.base_ = reserve_aligned(mapping_length(store.capacity_));
    while (store.base_ == nullptr && store.capacity_ > smallest_reservation) {
        store.capacity_ /=
            2;  // an address space limit (ulimit -v): what fits is still enough for most inputs
        store.base_ = reserve_aligned(mapping_length(store.capacity_));
    }
    if (store.base_ == nullptr) {
        return fail(ErrorCode::io, "no address space for unpacked data: " + reason(errno), "raise ulimit -v");
    }
    store.budget_ = std::min(round_down(memory_budget, page_size()), mapping_length(store.capacity_));
    return store;
}

ByteStore::ByteStore(ByteStore&& other) noexcept
    : base_(std::exchange(other.base_, nullptr)),
      size_(std::exchange(other.size_, 0)),
      mapped_(std::exchange(other.mapped_, 0)),
      capacity_(std::exchange(other.capacity_, 0)),
      budget_(std::exchange(other.budget_, 0)),
      spill_(std::exchange(other.spill_, -1)) {}

ByteStore& ByteStore::operator=(ByteStore&& other) noexcept {
    ByteStore taken(std::move(other));
    std::swap(base_, taken.base_);
    std::swap(size_, taken.size_);
    std::swap(mapped_, taken.mapped_);
    std::swap(capacity_, taken.capacity_);
    std::swap(budget_, taken.budget_);
    std::swap(spill_, taken.spill_);
    return *this;
}

ByteStore::~ByteStore() {
    if (base_ != nullptr) ::munmap(base_, mapping_length(capacity_));
    if (spill_ >= 0) ::close(spill_);
}

Result<char*> ByteStore::reserve(std::uint64_t count) {
    if (count > capacity_ - size_) {
        return fail(ErrorCode::limit,
                    "unpacked data does not fit the " + std::to_string(capacity_) +
                        " bytes of address space that were set aside for it",
                    "raise --limit total-bytes=N, or ulimit -v if one is set");
    }
    if (size_ + count > mapped_) CHECK_OK(grow(size_ + count));
    return base_ + size_;
}

Result<void> ByteStore::grow(std::uint64_t needed) {
    const std::uint64_t end = mapping_length(capacity_);
    const std::uint64_t step = std::clamp(mapped_, 64 * kib, 32 * mib);
    const std::uint64_t target = std::min(round_up(std::max(needed, mapped_ + step), page_size()), end);
    if (mapped_ < budget_) {
        const std::uint64_t memory_end = std::min(target, budget_);
        CHECK_OK(open_memory(base_, mapped_, memory_end, budget_));
        mapped_ = memory_end;
    }
    if (mapped_ >= needed) return {};
    if (spill_ < 0) spill_ = TRY(open_spill_file());
    CHECK_OK(map_spill(spill_, base_ + mapped_, mapped_ - budget_, target - mapped_));
    mapped_ = target;
    return {};
}

void ByteStore::commit(std::uint64_t count) {
    size_ += std::min(count, mapped_ - size_);
}

Result<std::string_view> ByteStore::append(std::string_view bytes) {
    char* const place = TRY(reserve(bytes.size()));
    if (!bytes.empty()) std::memcpy(place, bytes.data(), bytes.size());
    commit(bytes.size());
    return std::string_view(place, bytes.size());
}

}  // namespace bumpgate
