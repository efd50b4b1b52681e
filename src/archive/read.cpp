#include "archive/read.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <exception>
#include <future>
#include <iterator>
#include <new>
#include <string>
#include <system_error>
#include <utility>

#include "archive/detect.hpp"
#include "archive/findings.hpp"
#include "archive/inflate.hpp"
#include "archive/meter.hpp"
#include "archive/read_layers.hpp"
#include "base/text.hpp"

namespace bumpgate::archive {

namespace {

struct Compression {
    Format format;
    Result<Unpacked> (*unpack)(std::string_view bytes, Meter& meter);
    std::string_view suffix;        ///< of a compressed file
    std::string_view short_suffix;  ///< of a compressed tar archive
};
constexpr std::array compressions = std::to_array<Compression>({
    {Format::gzip, read_gzip, ".gz", ".tgz"},
    {Format::bzip2, read_bzip2, ".bz2", ".tbz2"},
    {Format::xz, read_xz, ".xz", ".txz"},
    {Format::zstd, read_zstd, ".zst", ".tzst"},
});

struct Archive {
    Format format;
    Result<Contents> (*read)(std::string_view bytes, Meter& meter);
};
constexpr std::array archives = std::to_array<Archive>({
    {Format::tar, read_tar},
    {Format::zip, read_zip},
});

template <class Row, std::size_t count>
const Row* find_row(const std::array<Row, count>& rows, Format format) {
    const auto row =
        std::find_if(rows.begin(), rows.end(), [&](const Row& known) { return known.format == format; });
    return row != rows.end() ? &*row : nullptr;
}

std::string without_suffix(const std::string& name, const Compression& compression) {
    if (name.size() > compression.suffix.size() && name.ends_with(compression.suffix)) {
        return name.substr(0, name.size() - compression.suffix.size());
    }
    if (name.size() > compression.short_suffix.size() && name.ends_with(compression.short_suffix)) {
        return name.substr(0, name.size() - compression.short_suffix.size()) + ".tar";
    }
    return name;
}

/// A file that is no archive. What the file system says about it is chance, so the member has the plainest
/// mode.
Contents lone_file(std::string name, std::string_view bytes) {
    Member member;
    member.path = std::move(name);
    member.mode = 0644;
    member.content = bytes;
    Contents contents{{"file", {}, {}, {}}, {}, {0}, Findings("file"), {}, {}};
    contents.members.push_back(std::move(member));
    return contents;
}

Failure no_members() {
    return fail(ErrorCode::empty, "the archive has no members", "check how the release was built");
}

class Reader {
  public:
    Reader(Tree& tree, const Limits& limits) : tree_(tree), meter_(limits), name_(tree.name) {}

    Result<void> take_directory(const std::filesystem::path& path) {
        CHECK_OK(meter_.layer());
        auto contents = TRY(read_directory(path, meter_));
        if (contents.members.empty()) return fail(ErrorCode::empty, "the folder is empty", "check the path");
        CHECK_OK(take(std::move(contents)));
        tree_.packed_size = tree_.unpacked_size;
        return {};
    }

    Result<void> take_file() {
        tree_.packed = tree_.file.view();
        tree_.packed_size = tree_.packed.size();
        bytes_ = tree_.packed;
        if (bytes_.empty())
            return fail(ErrorCode::empty, "the file is empty", "check how the release was built");
        auto detected = detect(bytes_);
        for (; const auto* row = find_row(compressions, detected.format); detected = detect(bytes_)) {
            CHECK_OK(unpack(*row));
        }
        return take_members(detected);
    }

  private:
    Result<void> unpack(const Compression& compression) {
        CHECK_OK(meter_.layer());
        auto unpacked = TRY(compression.unpack(bytes_, meter_));
        meter_.store_kept(unpacked.content);
        meter_.store_dropped(store_);
        store_ = std::move(unpacked.content);  // what it was packed in is not needed any more
        bytes_ = store_.view();
        name_ = without_suffix(name_, compression);
        tree_.layers.push_back(std::move(unpacked.layer));
        tree_.hazards.insert(tree_.hazards.end(), std::make_move_iterator(unpacked.hazards.begin()),
                             std::make_move_iterator(unpacked.hazards.end()));
        if (!bytes_.empty()) return {};
        return fail(ErrorCode::empty, "there is nothing in the compressed file",
                    "check how the release was built");
    }

    Result<void> take_members(const Detected& detected) {
        CHECK_OK(meter_.layer());
        if (detected.format == Format::blank) return no_members();
        if (detected.format == Format::unsupported) {
            return fail(ErrorCode::unsupported,
                        "the format " + std::string(detected.name) + " is not supported",
                        "unpack both releases and compare the folders");
        }
        if (const auto* const row = find_row(archives, detected.format)) {
            auto contents = TRY(row->read(bytes_, meter_));
            if (contents.members.empty()) return no_members();
            CHECK_OK(take(std::move(contents)));
        } else {
            CHECK_OK(meter_.member(name_, {}, bytes_.size()));
            CHECK_OK(take(lone_file(name_, bytes_)));
        }
        tree_.stores.push_back(std::move(store_));
        return {};
    }

    Result<void> take(Contents contents) {
        CHECK_OK(audit_members(contents.members, contents.offsets, meter_, contents.findings));
        tree_.layers.push_back(std::move(contents.layer));
        tree_.members = std::move(contents.members);
        std::move(contents.findings).move_to(tree_.hazards);
        sort_hazards(tree_.hazards);
        std::move(contents.stores.begin(), contents.stores.end(), std::back_inserter(tree_.stores));
        tree_.files = std::move(contents.files);
        for (const auto& member : tree_.members) tree_.unpacked_size += member.content.size();
        return {};
    }

    Tree& tree_;
    Meter meter_;
    std::string name_;
    ByteStore store_;
    std::string_view bytes_;
};

/// The last component of the path, also of "folder/" and ".".
std::string name_of(const std::filesystem::path& path) {
    for (auto rest = path.lexically_normal(); !rest.empty(); rest = rest.parent_path()) {
        const auto name = rest.filename().native();
        if (!name.empty() && name != "." && name != "..") return name;
        if (name == "." || name == ".." || rest == rest.parent_path()) break;
    }
    std::error_code error;
    return std::filesystem::canonical(path, error).filename().native();
}

Failure during(Error error, const std::filesystem::path& path) {
    return Failure(std::move(error).during(printable(path.native())));
}

Result<Tree> read_input(const std::filesystem::path& path, const Limits& limits) {
    Tree tree;
    tree.name = name_of(path);
    struct stat status {};
    const bool folder = ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
    if (!folder) tree.file = TRY(MappedFile::open(path));  // its errors name the path
    Reader reader(tree, limits);
    auto taken = folder ? reader.take_directory(path) : reader.take_file();
    if (!taken) return during(std::move(taken).error(), path);
    return tree;
}

}  // namespace

Result<Tree> read(const std::filesystem::path& path, const Limits& limits) {
    try {
        return read_input(path, limits);
    } catch (const std::bad_alloc&) {
        return during(Error{ErrorCode::io, "there is not enough memory", "lower --limit members=N", {}},
                      path);
    } catch (const std::exception& problem) {
        return during(Error{ErrorCode::internal, printable(problem.what()), {}, {}}, path);
    }
}

Result<Trees> read_both(const std::filesystem::path& old_path, const std::filesystem::path& new_path,
                        const Limits& limits) {
    Limits half = limits;  // the memory is for both
    half.memory_bytes /= 2;
    std::future<Result<Tree>> beside;
    try {
        beside = std::async(std::launch::async, [&] { return read(new_path, half); });
    } catch (const std::system_error&) {
        // No thread to be had: the new one is read after the old one.
        beside = std::async(std::launch::deferred, [&] { return read(new_path, half); });
    }
    auto old_tree = read(old_path, half);
    auto new_tree = beside.get();
    Trees trees;
    trees.old_tree = TRY(std::move(old_tree));
    trees.new_tree = TRY(std::move(new_tree));
    return trees;
}

}  // namespace bumpgate::archive
