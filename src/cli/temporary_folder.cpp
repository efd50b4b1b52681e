#include "cli/temporary_folder.hpp"

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>
#include <utility>

#include "base/text.hpp"

namespace bumpgate::cli {

Result<TemporaryFolder> TemporaryFolder::create() {
    std::error_code error;
    const auto parent = std::filesystem::temp_directory_path(error);
    if (error)
        return fail(ErrorCode::io, "no folder for temporary files: " + error.message(), "set TMPDIR to one");
    std::string name = parent / "bumpgate-XXXXXX";
    if (mkdtemp(name.data()) != nullptr) return TemporaryFolder(name);
    return fail(ErrorCode::io, "cannot make a temporary folder in " + in_quotes(parent.native()) + ": " +
                                   std::generic_category().message(errno));
}

TemporaryFolder::TemporaryFolder(std::filesystem::path path) : path_(std::move(path)) {}

TemporaryFolder::TemporaryFolder(TemporaryFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

}  // namespace bumpgate::cli
