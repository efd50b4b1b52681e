#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <numeric>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "archive/read_layers.hpp"
#include "base/text.hpp"

namespace bumpgate::archive {

namespace {

// A process may have some 65,000 mappings: small files, and all after the first thousands, are copied.
constexpr std::uint64_t smallest_mapped = std::uint64_t{256} << 10;
constexpr std::size_t most_mapped = 16'384;

struct TypeRow {
    mode_t bits;
    MemberType type;
};
constexpr std::array type_rows = std::to_array<TypeRow>({
    {S_IFDIR, MemberType::directory},
    {S_IFLNK, MemberType::symlink},
    {S_IFCHR, MemberType::char_device},
    {S_IFBLK, MemberType::block_device},
    {S_IFIFO, MemberType::fifo},
    {S_IFSOCK, MemberType::socket},
});

MemberType type_of(mode_t mode) {
    for (const auto& row : type_rows) {
        if ((mode & S_IFMT) == row.bits) return row.type;
    }
    return MemberType::file;
}

Failure system_failure(std::string_view doing, int error) {
    return fail(ErrorCode::io, std::string(doing) + ": " + std::generic_category().message(error),
                "make everything in the folder readable");
}

Failure changed() {
    return fail(ErrorCode::io, "it changed while it was read", "compare a folder that nothing writes to");
}

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

  private:
    int number_;
};

struct CloseFolder {
    void operator()(DIR* folder) const { ::closedir(folder); }
};

/// The names in a folder but for itself and its parent, sorted byte-wise. The descriptor stays open.
Result<std::vector<std::string>> list(int folder) {
    const int copy = ::fcntl(folder, F_DUPFD_CLOEXEC, 0);
    if (copy < 0) return system_failure("cannot list the folder", errno);
    const std::unique_ptr<DIR, CloseFolder> stream(::fdopendir(copy));
    if (!stream) {
        const int error = errno;
        ::close(copy);
        return system_failure("cannot list the folder", error);
    }
    std::vector<std::string> names;
    errno = 0;
    while (const dirent* const entry = ::readdir(stream.get())) {
        const std::string_view name = entry->d_name;
        if (name != "." && name != "..") names.emplace_back(name);
    }
    if (errno != 0) return system_failure("cannot list the folder", errno);
    std::sort(names.begin(), names.end());
    return names;
}

// The system puts it on every file.
constexpr std::string_view left_out = "security.selinux";

/// The extended attributes of what a descriptor was opened for.
class AttributeReader {
  public:
    /// One of O_PATH serves only by its path, which leads to the very file it was opened for, be it a
    /// symbolic link.
    AttributeReader(int file, bool by_path)
        : file_(file), path_(by_path ? "/proc/self/fd/" + std::to_string(file) : std::string()) {}

    Result<std::vector<Attribute>> run() const {
        std::vector<Attribute> attributes;
        const auto listed = TRY(text([&](char* place, std::size_t size) { return list(place, size); }));
        const auto names = listed.value_or("");
        for (const auto part : split(names, '\0')) {
            if (part.empty() || part == left_out) continue;
            const std::string name(part);
            auto value = TRY(text([&](char* place, std::size_t size) { return get(name, place, size); }));
            if (value) attributes.push_back({"xattr." + name, *std::move(value)});
        }
        std::sort(attributes.begin(), attributes.end(),
                  [](const Attribute& a, const Attribute& b) { return a.name < b.name; });
        return attributes;
    }

  private:
    [[nodiscard]] ssize_t list(char* place, std::size_t size) const {
        return path_.empty() ? ::flistxattr(file_, place, size) : ::listxattr(path_.c_str(), place, size);
    }

    [[nodiscard]] ssize_t get(const std::string& name, char* place, std::size_t size) const {
        return path_.empty() ? ::fgetxattr(file_, name.c_str(), place, size)
                             : ::getxattr(path_.c_str(), name.c_str(), place, size);
    }

    /// Asks for the length first. Nothing where the file system has no attributes, or has this one no more.
    template <class Read>
    static Result<std::optional<std::string>> text(Read read) {
        auto length = read(nullptr, 0);
        std::string buffer(length > 0 ? static_cast<std::size_t>(length) : 0, '\0');
        if (length > 0) length = read(buffer.data(), buffer.size());
        if (length < 0 && errno == ERANGE) return changed();
        if (length < 0 && (errno == ENOTSUP || errno == ENODATA)) return std::optional<std::string>();
        if (length < 0) return system_failure("cannot read the extended attributes", errno);
        buffer.resize(static_cast<std::size_t>(length));
        return std::optional(std::move(buffer));
    }

    int file_;
    std::string path_;  ///< empty if the descriptor serves
};

class Walker {
  public:
    explicit Walker(Meter& meter) : meter_(meter) {}

    Result<Contents> run(const std::filesystem::path& path) {
        const Descriptor root(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (!root.valid()) return system_failure("cannot open the folder", errno);
        store_ = TRY(meter_.new_store());
        contents_.layer.format = "directory";
        CHECK_OK(walk(root.get(), ""));
        sort_members();
        meter_.store_kept(store_);
        contents_.stores.push_back(std::move(store_));
        return std::move(contents_);
    }

  private:
    Result<void> walk(int folder, const std::string& prefix) {
        const auto names = TRY(list(folder));
        for (const auto& name : names) {
            if (auto taken = take(folder, name, prefix + name); !taken) {
                auto error = std::move(taken).error();
                if (error.context.empty()) error = std::move(error).during(member_step(prefix + name));
                return Failure(std::move(error));
            }
        }
        return {};
    }

    Result<void> take(int folder, const std::string& name, const std::string& path) {
        struct stat status {};
        if (::fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
            return system_failure("cannot read", errno);
        }
        auto member = describe(status, path);
        if (member.type == MemberType::symlink) member.link_target = TRY(read_link(folder, name));
        if (S_ISCHR(status.st_mode) || S_ISBLK(status.st_mode)) {
            member.link_target =
                std::to_string(major(status.st_rdev)) + ":" + std::to_string(minor(status.st_rdev));
        }
        const auto size = member.type == MemberType::file ? static_cast<std::uint64_t>(status.st_size) : 0;
        CHECK_OK(meter_.member(path, member.link_target, size));
        const bool is_folder = member.type == MemberType::directory;
        const bool is_file = member.type == MemberType::file;
        const int flags = is_folder ? O_DIRECTORY : is_file ? 0 : O_PATH;
        const Descriptor file(TRY(open_same(folder, name, status, flags)));
        member.attributes = TRY(AttributeReader(file.get(), flags == O_PATH).run());
        CHECK_OK(meter_attributes(member));
        if (is_file) member.content = TRY(read_content(file.get(), status));
        contents_.members.push_back(std::move(member));
        return is_folder ? walk(file.get(), path + "/") : Result<void>();
    }

    Result<void> meter_attributes(const Member& member) {
        std::uint64_t bytes = 0;
        for (const auto& attribute : member.attributes)
            bytes += attribute.name.size() + attribute.value.size();
        attributes_ += bytes;
        if (attributes_ > meter_.limits().memory_bytes) {
            return limit_exceeded("memory-bytes", meter_.limits().memory_bytes,
                                  "the attributes of the members do not fit");
        }
        return meter_.unpacked(bytes);
    }

    static Member describe(const struct stat& status, const std::string& path) {
        Member member;
        member.path = path;
        member.type = type_of(status.st_mode);
        member.mode = status.st_mode & 07777U;
        member.uid = status.st_uid;
        member.gid = status.st_gid;
        member.mtime = Timestamp{status.st_mtim.tv_sec, static_cast<std::uint32_t>(status.st_mtim.tv_nsec)};
        return member;
    }

    /// One byte more than allowed is asked for, to tell a target that is cut off.
    Result<std::string> read_link(int folder, const std::string& name) const {
        std::string target(meter_.limits().path_length + 1, '\0');
        const auto length = ::readlinkat(folder, name.c_str(), target.data(), target.size());
        if (length < 0) return system_failure("cannot read the link", errno);
        target.resize(static_cast<std::size_t>(length));
        return target;
    }

    /// Opens a name as what it was a moment ago, never through a symbolic link.
    static Result<int> open_same(int folder, const std::string& name, const struct stat& before, int flags) {
        const int file =
            ::openat(folder, name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | flags);
        if (file < 0 && (errno == ELOOP || errno == ENOTDIR || errno == ENOENT)) return changed();
        if (file < 0) return system_failure("cannot open", errno);
        struct stat now {};
        if (::fstat(file, &now) != 0 || now.st_dev != before.st_dev || now.st_ino != before.st_ino ||
            (now.st_mode & S_IFMT) != (before.st_mode & S_IFMT) || now.st_size != before.st_size) {
            ::close(file);
            return changed();
        }
        return file;
    }

    Result<std::string_view> read_content(int file, const struct stat& status) {
        const auto size = static_cast<std::uint64_t>(status.st_size);
        if (size < smallest_mapped || contents_.files.size() >= most_mapped) return copy(file, size);
        auto mapped = TRY(MappedFile::from_descriptor(file));
        if (mapped.view().size() != size) return changed();
        contents_.files.push_back(std::move(mapped));
        return contents_.files.back().view();
    }

    Result<std::string_view> copy(int file, std::uint64_t size) {
        char* const place = TRY(store_.reserve(size + 1));
        std::uint64_t seen = 0;
        for (;;) {
            const auto count = ::read(file, place + seen, size + 1 - seen);
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) return system_failure("cannot read", errno);
            seen += static_cast<std::uint64_t>(count);
            if (seen > size) return changed();
            if (count == 0) break;
        }
        if (seen != size) return changed();
        store_.commit(size);
        return std::string_view(place, size);
    }

    /// Not the order of the walk: "a-b" sorts before "a/b".
    void sort_members() {
        auto& members = contents_.members;
        std::sort(members.begin(), members.end(),
                  [](const Member& a, const Member& b) { return a.path < b.path; });
        contents_.offsets.assign(members.size(), 0);
    }

    Meter& meter_;
    std::uint64_t attributes_ = 0;  ///< bytes in memory
    ByteStore store_;
    Contents contents_{{}, {}, {}, Findings("directory"), {}, {}};
};

}  // namespace

Result<Contents> read_directory(const std::filesystem::path& path, Meter& meter) {
    return Walker(meter).run(path);
}

}  // namespace bumpgate::archive
