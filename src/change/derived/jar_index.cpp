#include <optional>
#include <set>

#include "base/text.hpp"
#include "change/derived/rows.hpp"
#include "change/kinds.hpp"

// META-INF/INDEX.LIST (JAR File Specification, "Index File Specification"): a header, then for each jar its
// name and the folders in it, sections apart by an empty line. Which folders a tool lists differs, so they
// have to be there, and none may be left out that was listed before.
namespace bumpgate::change::derived {
namespace {

/// The lines below the name of the jar itself.
struct Index {
    std::size_t begin = 0, end = 0;
    std::set<std::string_view> folders;
};

/// Nothing if it is not clear which section is the jar's own: there is more than one.
std::optional<Index> read(const Member& file) {
    std::optional<Index> index;
    std::size_t at = 0;
    bool in_header = true, done = false;
    for (const auto line : split_lines(file.content)) {
        const auto begin = at;
        at += line.size();
        const auto text = trim(line);
        if (in_header) {
            in_header = !text.empty();
        } else if (text.empty()) {
            done = index.has_value();
        } else if (done) {
            return std::nullopt;
        } else if (!index) {
            index = Index{at, at, {}};
        } else {
            index->folders.insert(text);
            index->end = begin + line.size();
        }
    }
    return index;
}

/// Every folder that something lies in, and every member.
std::set<std::string_view> paths_of(const Contents& side) {
    std::set<std::string_view> paths(side.folders.begin(), side.folders.end());
    for (const auto& row : side.members) {
        paths.insert(row.first);
        for (auto folder = folder_of(row.first); !folder.empty() && paths.insert(folder).second;)
            folder = folder_of(folder);
    }
    return paths;
}

}  // namespace

Verification verify_jar_index(const Contents& /*old_side*/, const Member* old_file, const Contents& side,
                              const Member& file) {
    const auto index = read(file);
    if (!index) return some({});
    Place place{index->begin, index->end, kind::listing_derived, {}};
    const auto paths = paths_of(side);
    for (const auto folder : index->folders) {
        if (place.problem.empty() && paths.count(folder) == 0)
            place.problem = in_quotes(folder) + " is no folder of the jar.";
    }
    const auto old_index = old_file == nullptr ? std::nullopt : read(*old_file);
    for (const auto folder : old_index ? old_index->folders : std::set<std::string_view>{}) {
        if (place.problem.empty() && paths.count(folder) != 0 && index->folders.count(folder) == 0)
            place.problem = in_quotes(folder) + " was listed and is no longer.";
    }
    return some({std::move(place)});
}

}  // namespace bumpgate::change::derived
