#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "change/derived/rows.hpp"
#include "change/kinds.hpp"
#include "change/structure/document.hpp"

// info/paths.json and info/files of a conda package, as conda-build's build_info_files_json_v1() writes them:
// every member but those of info/ and folders.
namespace bumpgate::change::derived {
namespace {

constexpr std::string_view part_folder = "pkg/";
constexpr std::string_view info_folder = "info/";

/// Members by the path they are installed at: in a part of their own (".conda") or beside info/ (".tar.bz2").
std::map<std::string_view, const Member*> installed(const Contents& side) {
    const bool has_part = side.part("pkg-*.tar.zst").has_value();
    std::map<std::string_view, const Member*> result;
    for (const auto& [path, members] : side.members) {
        if (has_part ? !path.starts_with(part_folder) : path.starts_with(info_folder)) continue;
        result.emplace(has_part ? path.substr(part_folder.size()) : path, members.front());
    }
    return result;
}

/// A path without "." and ".." in it; nothing if it leaves the package.
std::optional<std::string> resolved(std::string_view folder, std::string_view target) {
    std::vector<std::string_view> kept;
    for (const auto text : {folder, target}) {
        for (const auto component : split(text, '/')) {
            if (component.empty() || component == ".") continue;
            if (component != "..") {
                kept.push_back(component);
            } else if (kept.empty()) {
                return std::nullopt;
            } else {
                kept.pop_back();
            }
        }
    }
    return join(kept, "/");
}

/// One object of `paths`; views into the document.
struct Entry {
    std::string_view type, sha256, size;
    std::vector<Place> places;  ///< of sha256 and size
    std::map<std::string_view, std::string_view>
        rest;  ///< what installers act on and nothing tells: file_mode, …
};

/// The whole file.
struct List {
    std::map<std::string, Entry> entries;
    std::map<std::vector<std::string>, std::string_view> rest;  ///< what stands beside `paths`
    std::string problem;
};

void take(Entry& entry, const structure::Scalar& scalar) {
    const auto& key = scalar.path.back();
    const bool is_recomputed = key == "sha256" || key == "size_in_bytes";
    if (is_recomputed) entry.places.push_back({scalar.begin, scalar.end, kind::listing_derived, {}});
    if (key == "sha256") entry.sha256 = scalar.value;
    if (key == "size_in_bytes") entry.size = scalar.value;
    if (key == "path_type") entry.type = scalar.value;
    if (!is_recomputed && key != "_path") entry.rest.emplace(key, scalar.value);
}

List read(const structure::Document& document) {
    List list;
    std::map<std::string_view, Entry> by_index;
    std::map<std::string_view, std::string_view> path_of;
    for (const auto& scalar : document.scalars) {
        if (scalar.path.size() != 3 || scalar.path[0] != "paths") {
            list.rest.emplace(scalar.path, scalar.value);
            continue;
        }
        take(by_index[scalar.path[1]], scalar);
        if (scalar.path[2] == "_path") path_of.emplace(scalar.path[1], scalar.value);
    }
    for (auto& [index, entry] : by_index) {
        const auto path = path_of.find(index);
        if (path == path_of.end()) {
            list.problem = "an entry has no _path";
        } else if (!list.entries.emplace(path->second, std::move(entry)).second) {
            list.problem = in_quotes(path->second) + " is listed twice";
        }
    }
    return list;
}

/// Whether nothing but digests, sizes and the set of paths differs.
bool has_same_rest(const List& old_list, const List& list) {
    if (old_list.rest != list.rest) return false;
    return std::all_of(list.entries.begin(), list.entries.end(), [&](const auto& row) {
        const auto old = old_list.entries.find(row.first);
        return old == old_list.entries.end() ? row.second.rest.size() == 1
                                             : old->second.rest == row.second.rest;
    });
}

class Paths {
  public:
    Paths(const Contents& side, const List& old_list)
        : side_(side), installed_(installed(side)), old_list_(old_list) {}

    [[nodiscard]] std::string problem_of(const std::string& path, const Entry& entry) const {
        const auto name = in_quotes(path);
        if (entry.type == "directory") return {};
        const auto found = installed_.find(path);
        if (found == installed_.end()) return name + " is not in the package";
        const auto& member = *found->second;
        if (entry.type == "softlink") return link_problem(path, entry, member);
        if (entry.type != "hardlink" || member.type != MemberType::file) return name + " is of another type";
        return states(entry, member) ? std::string() : name + " has another sha256 or size";
    }

    [[nodiscard]] std::string unlisted(const List& list) const {
        for (const auto& row : installed_) {
            if (list.entries.count(std::string(row.first)) == 0)
                return in_quotes(row.first) + " is in the package and not listed";
        }
        return {};
    }

  private:
    [[nodiscard]] bool states(const Entry& entry, const Member& member) const {
        return entry.sha256 == hex(side_.digest_of(member, "sha256")) &&
               entry.size == std::to_string(member.content.size());
    }

    /// A link has the digest of what it points at. What lies in another package cannot be recomputed, so what
    /// is stated of it may only stay.
    [[nodiscard]] std::string link_problem(const std::string& path, const Entry& entry,
                                           const Member& member) const {
        const auto name = in_quotes(path);
        if (member.type != MemberType::symlink) return name + " is of another type";
        const auto target = resolved(folder_of(path), member.link_target);
        const auto found = target ? installed_.find(*target) : installed_.end();
        if (found != installed_.end() && found->second->type == MemberType::file)
            return states(entry, *found->second) ? std::string() : name + " has another sha256 or size";
        const auto old = old_list_.entries.find(path);
        const bool stays = old != old_list_.entries.end() && old->second.type == entry.type &&
                           old->second.sha256 == entry.sha256 && old->second.size == entry.size;
        const bool is_nothing = entry.sha256 == sha256_hex("") && entry.size == "0";
        return stays || is_nothing ? std::string() : name + " points at what is not in the package";
    }

    const Contents& side_;
    std::map<std::string_view, const Member*> installed_;
    const List& old_list_;
};

}  // namespace

Verification verify_conda_paths(const Contents& /*old_side*/, const Member* old_file, const Contents& side,
                                const Member& file) {
    const auto document = structure::parse(structure::Format::json, file.content);
    if (!document) return wrong("it cannot be read as JSON");
    auto list = read(*document);
    const auto old_document =
        old_file == nullptr ? std::nullopt : structure::parse(structure::Format::json, old_file->content);
    const auto old_list = old_document ? read(*old_document) : List{};
    const Paths paths(side, old_list);
    std::vector<Place> places;
    for (auto& [path, entry] : list.entries) {
        if (list.problem.empty()) list.problem = paths.problem_of(path, entry);
        std::move(entry.places.begin(), entry.places.end(), std::back_inserter(places));
    }
    if (list.problem.empty()) list.problem = paths.unlisted(list);
    if (has_same_rest(old_list, list)) return list.problem.empty() ? right() : wrong(std::move(list.problem));
    std::sort(places.begin(), places.end(),
              [](const Place& left, const Place& right) { return left.begin < right.begin; });
    if (!list.problem.empty()) places.clear();  // no saying which of them are right
    return some(std::move(places), std::move(list.problem));
}

Verification verify_conda_files(const Contents& /*old_side*/, const Member* /*old_file*/,
                                const Contents& side, const Member& file) {
    const auto present = installed(side);
    std::set<std::string_view> listed;
    const auto lines = plain_lines(file.content);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (present.count(lines[i]) == 0)
            return wrong_line(i, in_quotes(lines[i]) + " is not in the package");
        if (!listed.insert(lines[i]).second) return wrong_line(i, in_quotes(lines[i]) + " is listed twice");
    }
    for (const auto& row : present) {
        if (listed.count(row.first) == 0)
            return wrong(in_quotes(row.first) + " is in the package and not listed");
    }
    return right();
}

}  // namespace bumpgate::change::derived
