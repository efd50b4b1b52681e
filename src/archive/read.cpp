#include "archive/read.hpp"

#include <sys/stat.h>

#include <exception>
#include <future>
#include <memory>
#include <new>
#include <string>
#include <system_error>
#include <utility>

#include "archive/findings.hpp"
#include "archive/nested.hpp"
#include "archive/open.hpp"
#include "base/text.hpp"

namespace bumpgate::archive {

namespace {

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

/// One side, and what it has used up of its limits.
struct Input {
    Tree tree;
    std::unique_ptr<Meter> meter;
};

Result<Opened> open_input(const std::filesystem::path& path, Tree& tree, Meter& meter) {
    struct stat status {};
    if (::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode)) return open_directory(path, meter);
    tree.file = TRY(MappedFile::open(path));  // its errors name the path
    tree.packed = tree.file.view();
    return open_bytes(tree.packed, tree.name, meter);
}

/// All but what is nested.
Result<Input> read_outermost(const std::filesystem::path& path, const Limits& limits) {
    Input input;
    input.meter = std::make_unique<Meter>(limits);
    auto& tree = input.tree;
    tree.name = name_of(path);
    auto opened = open_input(path, tree, *input.meter);
    if (!opened) return during(std::move(opened).error(), path);
    tree.layers = std::move(opened->layers);
    tree.members = std::move(opened->members);
    tree.hazards = std::move(opened->hazards);
    tree.package = opened->package;
    tree.stores = std::move(opened->stores);
    tree.files = std::move(opened->files);
    for (const auto& member : tree.members) tree.unpacked_size += member.content.size();
    tree.packed_size = tree.file.view().empty() ? tree.unpacked_size : tree.packed.size();
    sort_hazards(tree.hazards);
    return input;
}

/// `action`, with exceptions turned into errors about `path`.
template <class Action>
auto guarded(const std::filesystem::path& path, Action action) -> decltype(action()) {
    try {
        return action();
    } catch (const std::bad_alloc&) {
        return during(Error{ErrorCode::io, "there is not enough memory", "lower --limit members=N", {}},
                      path);
    } catch (const std::exception& problem) {
        return during(Error{ErrorCode::internal, printable(problem.what()), {}, {}}, path);
    }
}

Result<Input> read_guarded(const std::filesystem::path& path, const Limits& limits) {
    return guarded(path, [&] { return read_outermost(path, limits); });
}

/// A future hands an exception of its thread to this one; without a thread the work is done when it is asked
/// for.
std::future<Result<Input>> read_beside(const std::filesystem::path& path, const Limits& limits) {
    const auto work = [&path, &limits] { return read_guarded(path, limits); };
    try {
        return std::async(std::launch::async, work);
    } catch (const std::system_error&) {
        return std::async(std::launch::deferred, work);
    }
}

Result<Trees> open_both(Input old_input, Input new_input) {
    Trees trees;
    trees.old_tree = std::move(old_input.tree);
    trees.new_tree = std::move(new_input.tree);
    CHECK_OK(open_nested(trees, *old_input.meter, *new_input.meter));
    return trees;
}

}  // namespace

Result<Tree> read(const std::filesystem::path& path, const Limits& limits) {
    auto input = TRY(read_guarded(path, limits));
    return guarded(path, [&]() -> Result<Tree> {
        CHECK_OK(open_nested(input.tree, *input.meter));
        return std::move(input.tree);
    });
}

Result<Trees> read_both(const std::filesystem::path& old_path, const std::filesystem::path& new_path,
                        const Limits& limits) {
    Limits half = limits;  // the memory is for both
    half.memory_bytes /= 2;
    auto beside = read_beside(new_path, half);
    auto old_input = read_guarded(old_path, half);
    auto new_input = beside.get();
    auto old_side = TRY(std::move(old_input));
    auto new_side = TRY(std::move(new_input));
    return guarded(new_path, [&] { return open_both(std::move(old_side), std::move(new_side)); });
}

}  // namespace bumpgate::archive
