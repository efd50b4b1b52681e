#include "archive/tar_names.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "archive/findings.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"

namespace bumpgate::archive {

namespace {

// Writers cut at 100 bytes, 99, or 98 when they drop a final "/" as well; libarchive shortens a component of
// such a name to no less than 80.
constexpr std::size_t shortest_cut = 98;
constexpr std::size_t shortest_component = 80;

constexpr std::array<std::string_view, 9> constant_names{
    "",  // tar-rs
    "././@LongLink",
    "././@PaxHeader",  // Python
    "/PaxHeader/rootdir",
    "@PaxHeader",
    "PaxHeader",             // tar-stream
    "PaxHeader/@PaxHeader",  // 7-Zip
    "PaxHeader/blank",
    "PaxHeader/currentdir",
};

/// One way to write a path in ASCII. `c` is a code point that is not; nothing is written for a zero.
struct Spelling {
    bool keeps_all;
    char (*of)(char32_t c);
};
constexpr std::array spellings = std::to_array<Spelling>({
    {true, nullptr},
    {false, [](char32_t) { return '?'; }},                             // Python
    {false, [](char32_t) { return '\0'; }},                            // Go
    {false, [](char32_t c) { return static_cast<char>(c & 0x7fU); }},  // Commons Compress
});

std::string spell(std::string_view path, const Spelling& spelling) {
    if (spelling.keeps_all) return std::string(path);
    std::string name;
    for (std::size_t at = 0; at < path.size();) {
        const auto point = decode_utf8(path, at);
        const char32_t value = point ? point->value : static_cast<unsigned char>(path[at]);
        const char c = value < 0x80 ? static_cast<char>(value) : spelling.of(value);
        if (c != '\0') name += c;
        at += point ? point->length : 1;
    }
    return name;
}

std::string_view without_slashes(std::string_view path) {
    while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
    return path;
}

/// A path as its folder, with the "/" behind it, and what lies in there.
struct Split {
    std::string_view folder, base;
};

Split split_path(std::string_view path) {
    const auto slash = path.rfind('/') + 1;  // npos + 1 is 0
    return {path.substr(0, slash), path.substr(slash)};
}

/// `part` is the start of `whole`, and so long that it was cut for want of space.
bool is_cut(std::string_view part, std::string_view whole, std::size_t written) {
    return whole.starts_with(part) &&
           (part.size() == whole.size() || written >= shortest_cut || part.size() >= shortest_component);
}

/// `part` holds the first components of `folder`, whole; both end in "/" unless they are empty.
bool is_leading_run(std::string_view part, std::string_view folder) {
    return folder.starts_with(part) && (part.empty() || part.ends_with('/'));
}

/// As a process id is one.
bool is_number(std::string_view text) {
    return !text.empty() && text.size() < 20 && std::all_of(text.begin(), text.end(), is_digit);
}

/// Calls `test` with every spelling of the path.
template <class Test>
bool any_spelling(std::string_view path, Test test) {
    return std::any_of(spellings.begin(), spellings.end(), [&](const Spelling& spelling) {
        const auto spelled = spell(path, spelling);
        return test(without_slashes(spelled));
    });
}

/// 7-Zip: a folder of this name, the CRC of the path, and as much of the last component as there is room for.
bool is_7zip_cut(std::string_view name, std::string_view path) {
    constexpr std::string_view start = "@PathCut/_pc_crc32/";
    constexpr std::size_t crc = 8;
    constexpr std::size_t shortest_rest = 50;
    if (!name.starts_with(start) || name.size() < start.size() + crc + 1 + shortest_rest) return false;
    const auto digits = name.substr(start.size(), crc), rest = name.substr(start.size() + crc + 1);
    return digits.find_first_not_of("0123456789ABCDEF") == std::string_view::npos &&
           name[start.size() + crc] == '/' &&
           (path.ends_with(rest) || split_path(path).base.starts_with(rest));
}

bool is_shortened(std::string_view name, std::string_view path) {
    if (name == path || (name.size() >= shortest_cut && path.starts_with(name))) return true;
    const auto whole = split_path(path), part = split_path(name);
    return path.size() > shortest_cut && !part.base.empty() && is_leading_run(part.folder, whole.folder) &&
           is_cut(part.base, whole.base, 0);
}

/// Whether a component is the folder that writers put in: "PaxHeader", "PaxHeaders", "PaxHeaders.4711", and
/// Commons Compress's "PaxHeaders.X".
bool is_pax_folder(std::string_view component) {
    constexpr std::string_view start = "PaxHeader";
    if (!component.starts_with(start)) return false;
    component.remove_prefix(start.size());
    if (component.starts_with('s')) component.remove_prefix(1);
    if (component.empty() || component == ".X") return true;
    if (!component.starts_with('.')) return false;
    return is_number(component.substr(1));
}

/// `name` is `before`, a folder of pax's, and `after`.
bool matches_inserted(std::string_view before, std::string_view after, std::string_view name,
                      std::string_view path) {
    const auto whole = split_path(path);
    if (before == "./" && is_cut(after, path, name.size()))  // also where the path has no folder
        return true;
    if (before.empty() && is_cut(after, whole.base, name.size())) return true;
    return !after.empty() && is_leading_run(before, whole.folder) && is_cut(after, whole.base, name.size());
}

bool is_inserted(std::string_view name, std::string_view path) {
    for (std::size_t start = 0; start < name.size();) {
        const auto end = name.find('/', start);
        if (end == std::string_view::npos) break;
        if (is_pax_folder(name.substr(start, end - start)) &&
            matches_inserted(name.substr(0, start), name.substr(end + 1), name, path)) {
            return true;
        }
        start = end + 1;
    }
    // Cut off within the folder that was put in, or in front of it.
    if (name.size() < shortest_cut) return false;
    const auto folder = split_path(path).folder;
    if (folder.starts_with(name)) return true;
    constexpr std::string_view mark = "PaxHeaders.0";
    return name.starts_with(folder) && mark.starts_with(name.substr(folder.size()));
}

}  // namespace

bool is_shortened_name(std::string_view name, std::string_view path) {
    name = without_slashes(name);
    return any_spelling(path, [&](std::string_view spelled) {
        return is_shortened(name, spelled) || is_7zip_cut(name, spelled);
    });
}

bool is_extension_name(std::string_view name, std::string_view path) {
    if (std::find(constant_names.begin(), constant_names.end(), name) != constant_names.end()) return true;
    name = without_slashes(name);
    return any_spelling(path, [&](std::string_view spelled) { return is_inserted(name, spelled); });
}

bool is_sparse_name(std::string_view name, std::string_view path) {
    constexpr std::string_view mark = "GNUSparseFile.";
    const auto whole = split_path(path);
    const auto start = name.find(mark);
    if (start == std::string_view::npos) return false;
    const auto before = name.substr(0, start);
    const auto rest = name.substr(start + mark.size());
    const auto slash = std::min(rest.find('/'), rest.size());
    const bool same_folder = before == whole.folder || (before == "./" && whole.folder.empty());
    return same_folder && slash < rest.size() && is_number(rest.substr(0, slash)) &&
           rest.substr(slash + 1) == whole.base;
}

bool is_git_name(std::string_view name, std::string_view suffix, const GitObject& object) {
    constexpr std::size_t largest = std::size_t{64} << 20;
    if (!name.ends_with(suffix)) return false;
    name.remove_suffix(suffix.size());
    if (!is_commit_id(name) || object.content.size() > largest) return false;
    if (object.type == MemberType::directory) return true;
    std::string blob = "blob " + std::to_string(object.content.size()) + '\0';
    blob += object.content;
    const auto id = digest(name.size() == 40 ? "sha1" : "sha256", blob);
    return id && hex(*id) == name;
}

}  // namespace bumpgate::archive
