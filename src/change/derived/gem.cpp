#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "change/derived/rows.hpp"
#include "change/kinds.hpp"
#include "change/structure/document.hpp"

// Gem::Package: checksums.yaml holds, by algorithm, the hex digests of the other two parts as they are
// packed; Gem::Specification, which metadata holds as Psych writes it, lists what is in data.tar.gz.
namespace bumpgate::change::derived {
namespace {

constexpr std::array<std::string_view, 2> parts{"metadata.gz", "data.tar.gz"};
constexpr std::array<std::string_view, 4> algorithms{"SHA1", "SHA256", "SHA384", "SHA512"};

/// A value as Psych writes it: plain, or between quotes. Nothing for what needs more than that.
std::optional<std::string> unquoted(std::string_view text) {
    if (text.empty() || text.front() == '!' || text.front() == '&' || text.front() == '*')
        return std::nullopt;
    if (text.front() != '\'' && text.front() != '"') return std::string(text);
    const char quote = text.front();
    if (text.size() < 2 || text.back() != quote) return std::nullopt;
    const auto inner = text.substr(1, text.size() - 2);
    if (quote == '\'') return replace_all(inner, "''", "'");
    return inner.find('\\') == std::string_view::npos ? std::optional(std::string(inner)) : std::nullopt;
}

/// The lines of `files:` in a specification.
struct FileList {
    std::size_t begin = 0, end = 0;
    std::set<std::string> paths;
    bool readable = true;
};

std::optional<FileList> file_list(std::string_view content) {
    constexpr std::string_view item = "- ";
    std::optional<FileList> list;
    std::size_t at = 0;
    for (auto line : split_lines(content)) {
        const auto begin = at;
        at += line.size();
        if (!list) {
            if (trim(line) == "files:" && line.starts_with("files:")) list = FileList{at, at, {}, true};
            continue;
        }
        if (!line.starts_with(item)) return list;
        list->end = begin + line.size();
        const auto path = unquoted(trim(line.substr(item.size())));
        list->readable = list->readable && path;
        if (path) list->paths.insert(*path);
    }
    return list;
}

}  // namespace

Verification verify_gem_checksums(const Contents& /*old_side*/, const Member* /*old_file*/,
                                  const Contents& side, const Member& file) {
    const auto document = structure::parse(structure::Format::yaml, file.content);
    if (!document) return some({}, "it cannot be read as YAML");
    std::vector<Place> places;
    std::set<std::string> stated;
    for (const auto& scalar : document->scalars) {
        if (scalar.path.size() != 2) continue;
        const auto known = std::find(algorithms.begin(), algorithms.end(), scalar.path[0]);
        const auto part = std::find(parts.begin(), parts.end(), scalar.path[1]);
        if (known == algorithms.end() || part == parts.end()) continue;
        Place place{scalar.begin, scalar.end, kind::digest_derived, {}};
        const auto bytes = side.part(*part);
        const auto raw = digest(to_lower(*known), bytes.value_or(""));
        if (!bytes || !raw || scalar.value != hex(*raw))
            place.problem = in_quotes(*part) + " has another " + std::string(*known) + ".";
        stated.insert(scalar.path[1]);
        places.push_back(std::move(place));
    }
    return some(std::move(places),
                stated.size() == parts.size() ? "" : "it does not state digests of both parts");
}

Verification verify_gem_files(const Contents& /*old_side*/, const Member* /*old_file*/, const Contents& side,
                              const Member& file) {
    constexpr std::string_view folder = "data/";
    const auto list = file_list(file.content);
    if (!list || !list->readable) return some({});
    Place place{list->begin, list->end, kind::listing_derived, {}};
    std::set<std::string> present;
    for (const auto& row : side.members) {
        if (row.first.starts_with(folder)) present.emplace(row.first.substr(folder.size()));
    }
    for (const auto& path : list->paths) {
        if (place.problem.empty() && present.count(path) == 0)
            place.problem = "files: " + in_quotes(path) + " is not in the gem.";
    }
    for (const auto& path : present) {
        if (place.problem.empty() && list->paths.count(path) == 0)
            place.problem = "files: " + in_quotes(path) + " is in the gem and not listed.";
    }
    return some({std::move(place)});
}

}  // namespace bumpgate::change::derived
