#include "cli/predecessor.hpp"

#include <algorithm>
#include <compare>
#include <optional>
#include <system_error>
#include <utility>

#include "archive/read.hpp"
#include "base/text.hpp"

namespace bumpgate::cli {

namespace {

namespace fs = std::filesystem;

// What two candidates are compared by.
struct Subject {
    const release::EcosystemInfo* ecosystem = nullptr;
    const release::Scheme* scheme = nullptr;
    std::string name;  ///< in the ecosystem's normal form
    release::Version version;
};

// Nothing unless the file says all of it.
std::optional<Subject> subject_of(const release::Identity& identity) {
    const auto* ecosystem = release::find_ecosystem(identity.ecosystem);
    const auto* scheme = ecosystem == nullptr ? nullptr : release::find_scheme(ecosystem->scheme);
    if (scheme == nullptr || identity.name.empty()) return std::nullopt;
    auto version = scheme->parse(identity.version);
    if (!version) return std::nullopt;
    return Subject{ecosystem, scheme, ecosystem->normal_name(identity.name), std::move(*version)};
}

bool is_same_package(const Subject& left, const Subject& right) {
    return left.ecosystem == right.ecosystem && left.name == right.name;
}

bool is_below(const Subject& left, const Subject& right) {
    return left.scheme->compare(left.version, right.version) == std::strong_ordering::less;
}

std::string file_name(const Candidate& file) {
    return in_quotes(file.path.filename().native());
}

// Builds of one release for several platforms differ in their file names only: "acme-1.4.2-cp310-win32.whl"
// and "acme-1.4.3-cp310-win32.whl" are the same build.
std::string build_name(const Candidate& file) {
    return replace_all(file.path.filename().native(), file.identity.version, "\n");
}

bool is_same_version(const Subject& left, const Subject& right) {
    return left.scheme->compare(left.version, right.version) == std::strong_ordering::equal;
}

/// A candidate that is the same package.
struct Earlier {
    Subject subject;
    const Candidate* file = nullptr;
};

// All files of the greatest version below the file's own.
std::vector<Earlier> latest_below(const Subject& own, const std::vector<Candidate>& candidates) {
    std::vector<Earlier> latest;
    for (const auto& candidate : candidates) {
        const auto subject = subject_of(candidate.identity);
        if (!subject || !is_same_package(*subject, own) || !is_below(*subject, own)) continue;
        if (!latest.empty() && is_below(*subject, latest.front().subject)) continue;
        if (!latest.empty() && !is_same_version(*subject, latest.front().subject)) latest.clear();
        latest.push_back({*subject, &candidate});
    }
    return latest;
}

void keep_same_build(std::vector<Earlier>& latest, const Candidate& file) {
    const auto wanted = build_name(file);
    const auto is_other = [&wanted](const Earlier& one) { return build_name(*one.file) != wanted; };
    if (!std::ranges::all_of(latest, is_other)) std::erase_if(latest, is_other);
}

Failure nothing_below(const Candidate& file) {
    return fail(ErrorCode::not_found,
                "no release of " + in_quotes(file.identity.name) + " (" + file.identity.ecosystem +
                    ") below " + printable(file.identity.version) + " in the baseline folder, for " +
                    file_name(file),
                "put the previous release there");
}

Result<std::vector<fs::path>> files_in(const fs::path& folder) {
    std::vector<fs::path> paths;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        const bool hidden = entry->path().filename().native().starts_with('.');
        if (!hidden && entry->is_regular_file(error)) paths.push_back(entry->path());
    }
    if (error)
        return fail(ErrorCode::io, "cannot list " + in_quotes(folder.native()) + ": " + error.message());
    std::ranges::sort(paths);
    return paths;
}

}  // namespace

Result<Candidate> identify_file(const fs::path& path, const Limits& limits) {
    Trees trees;
    trees.new_tree = TRY(archive::read(path, limits));
    auto release = TRY(release::identify(trees, {}));
    return Candidate{path, std::move(release.new_identity)};
}

Result<std::vector<Candidate>> identify_folder(const fs::path& folder, const Limits& limits) {
    std::vector<Candidate> candidates;
    for (const auto& path : TRY(files_in(folder))) {
        auto candidate = TRY(identify_file(path, limits));
        if (subject_of(candidate.identity)) candidates.push_back(std::move(candidate));
    }
    return candidates;
}

Result<fs::path> find_predecessor(const Candidate& file, const std::vector<Candidate>& candidates) {
    const auto own = subject_of(file.identity);
    if (!own)
        return fail(ErrorCode::identity, file_name(file) + " states no package name and version",
                    "gate it with bumpgate check, which takes --name, --old-version and --new-version");
    auto latest = latest_below(*own, candidates);
    if (latest.empty()) return nothing_below(file);
    keep_same_build(latest, file);
    if (latest.size() == 1) return latest.front().file->path;
    return fail(ErrorCode::identity,
                "which file is the predecessor of " + file_name(file) + ": " + file_name(*latest[0].file) +
                    " or " + file_name(*latest[1].file) + "?",
                "leave one of them in the baseline folder");
}

}  // namespace bumpgate::cli
