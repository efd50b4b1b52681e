#pragma once

#include <filesystem>

#include "base/result.hpp"

namespace bumpgate::cli {

/// A new folder that only this user can read, in TMPDIR or /tmp; removed with all it holds at the end.
class TemporaryFolder {
  public:
    [[nodiscard]] static Result<TemporaryFolder> create();

    TemporaryFolder(TemporaryFolder&& other) noexcept;
    TemporaryFolder& operator=(TemporaryFolder&&) = delete;
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder();

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    explicit TemporaryFolder(std::filesystem::path path);

    std::filesystem::path path_;  ///< empty: moved away
};

}  // namespace bumpgate::cli
