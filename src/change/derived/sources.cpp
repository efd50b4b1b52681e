#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "change/derived/rows.hpp"

// SOURCES.txt of an sdist: the files that setuptools packed, one a line. It is written before PKG-INFO and
// setup.cfg are, and some plug-ins add members behind its back, or take some out. So the rule has two sides:
// what is wrong in the new listing must have been wrong in the same way in the old one.
namespace bumpgate::change::derived {
namespace {

std::string_view without_dot(std::string_view path) {
    return path.starts_with("./") ? path.substr(2) : path;
}

/// Where a listing and its tree disagree.
struct Disagreement {
    std::map<std::string, std::size_t> absent;  ///< listed and not there, with the line's index
    std::set<std::string> unlisted;             ///< there and not listed
};

/// Members that a listing need not name: written after it by setuptools' sdist command, or its own folder's.
bool may_be_unlisted(std::string_view path, std::string_view egg_info) {
    if (path == "PKG-INFO" || path == "setup.cfg") return true;
    return folder_of(path) == egg_info;
}

Disagreement disagreement(const Contents& side, const Member& listing) {
    Disagreement result;
    std::set<std::string_view> listed;
    const auto lines = plain_lines(listing.content);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto path = without_dot(lines[i]);
        listed.insert(path);
        if (side.members.find(path) == side.members.end()) result.absent.emplace(path, i);
    }
    const auto egg_info = folder_of(side.below_root(listing));
    for (const auto& [path, members] : side.members) {
        if (listed.count(path) == 0 && !may_be_unlisted(path, egg_info)) result.unlisted.emplace(path);
    }
    return result;
}

/// setuptools writes a name into the folder's with "_" for everything but letters, digits and dots.
std::string folder_form(std::string_view name) {
    std::string form(name);
    std::replace_if(
        form.begin(), form.end(), [](char c) { return !is_alnum(c) && c != '.'; }, '_');
    return form;
}

/// Whether the folder is this package's own: "acme_widgets.egg-info" for "acme-widgets". Vendored packages
/// have theirs.
bool is_own(const Contents& side, const Member& listing) {
    const auto name = name_of(folder_of(side.below_root(listing)));
    const auto stem = name.substr(0, name.rfind('.'));
    const auto* ecosystem = release::find_ecosystem(side.identity.ecosystem);
    if (ecosystem == nullptr || side.identity.name.empty()) return true;
    return ecosystem->normal_name(folder_form(stem)) ==
           ecosystem->normal_name(folder_form(side.identity.name));
}

/// The old listing's faults, also in the form that they have under the new version.
Disagreement known_faults(const Contents& old_side, const Member* old_listing, const Contents& side) {
    if (old_listing == nullptr) return {};
    auto faults = disagreement(old_side, *old_listing);
    const auto old_faults = faults;
    for (const auto& [path, line] : old_faults.absent)
        faults.absent.emplace(moved(old_side, side, path), line);
    for (const auto& path : old_faults.unlisted) faults.unlisted.insert(moved(old_side, side, path));
    return faults;
}

}  // namespace

Verification verify_sources(const Contents& old_side, const Member* old_listing, const Contents& side,
                            const Member& listing) {
    if (!is_own(side, listing)) {
        const bool same = old_listing != nullptr && old_listing->content == listing.content;
        return same ? right() : wrong("it lists another package's files and changed");
    }
    const auto known = known_faults(old_side, old_listing, side);
    const auto found = disagreement(side, listing);
    const auto absent = std::find_if(found.absent.begin(), found.absent.end(),
                                     [&](const auto& row) { return known.absent.count(row.first) == 0; });
    if (absent != found.absent.end())
        return wrong_line(absent->second, in_quotes(absent->first) + " is not in the release");
    const auto unlisted =
        std::find_if(found.unlisted.begin(), found.unlisted.end(),
                     [&](const std::string& path) { return known.unlisted.count(path) == 0; });
    if (unlisted != found.unlisted.end())
        return wrong(in_quotes(*unlisted) + " is in the release and not listed");
    return right();
}

}  // namespace bumpgate::change::derived
