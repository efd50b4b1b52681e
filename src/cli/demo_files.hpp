#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace bumpgate::cli {

/// A file of a sample release.
struct SampleFile {
    std::string path;
    std::string content;
};

/// The source distribution of "acme-widgets" at a version: small, but with every kind of place that states a
/// version.
[[nodiscard]] std::vector<SampleFile> sample_release(std::string_view version);

/// The same with a payload as real attacks place it (inert here): a line of code more, and a dependency more.
[[nodiscard]] std::vector<SampleFile> tampered_release(std::string_view version);

/// A plain tar (POSIX.1-1988 ustar) of the files in one root folder. The same files give the same bytes.
/// Error `internal` for a path of 100 bytes or more.
[[nodiscard]] Result<std::string> tar(std::string_view root, const std::vector<SampleFile>& files);

/// Where `write_demo` put what.
struct DemoPaths {
    std::filesystem::path old_release;
    std::filesystem::path honest;
    std::filesystem::path tampered;
};

/// Writes the old release, an honest bump and a tampered one below `folder`, which is made if it is not
/// there. Error `io`.
[[nodiscard]] Result<DemoPaths> write_demo(const std::filesystem::path& folder);

}  // namespace bumpgate::cli
