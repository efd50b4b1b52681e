#include <algorithm>
#include <set>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "change/derived/rows.hpp"

// deb-md5sums(5): "MD5  path" a line, the path without "/" in front, for every file but conffiles (which dpkg
// keeps digests of elsewhere). dh_md5sums can be told to list those too.
namespace bumpgate::change::derived {
namespace {

constexpr std::string_view data_folder = "data/";
constexpr std::size_t digits = 32;

/// deb-conffiles(5): absolute paths, perhaps with "remove-on-upgrade " in front.
std::set<std::string_view> conffiles_of(const Contents& side) {
    std::set<std::string_view> result;
    const auto* list = side.file("control/conffiles");
    if (list == nullptr) return result;
    for (auto line : plain_lines(list->content)) {
        line = trim(line);
        const auto slash = line.find('/');
        if (slash != std::string_view::npos) result.insert(line.substr(slash + 1));
    }
    return result;
}

/// The file that a path names, a hard link's other name followed. Null for anything else.
const Member* file_at(const Contents& side, std::string_view path) {
    const auto found = side.members.find(path);
    if (found == side.members.end() || found->second.size() != 1) return nullptr;
    const auto* member = found->second.front();
    if (member->type == MemberType::file) return member;
    if (member->type != MemberType::hardlink) return nullptr;
    std::string_view target = member->link_target;
    if (target.starts_with("./")) target.remove_prefix(2);
    return side.file(std::string(data_folder) + std::string(target));
}

bool is_file(const Member& member) {
    return member.type == MemberType::file || member.type == MemberType::hardlink;
}

/// Paths of files that are neither listed nor conffiles.
std::set<std::string> unlisted(const Contents& side, const std::set<std::string_view>& listed) {
    const auto conffiles = conffiles_of(side);
    std::set<std::string> result;
    for (const auto& [path, members] : side.members) {
        if (!path.starts_with(data_folder) || !is_file(*members.front())) continue;
        const auto name = path.substr(data_folder.size());
        if (listed.count(name) == 0 && conffiles.count(name) == 0) result.emplace(name);
    }
    return result;
}

struct Line {
    std::string_view digest, path;
};

std::optional<Line> parse_line(std::string_view line) {
    if (line.size() <= digits + 2 || line.substr(digits, 2) != "  ") return std::nullopt;
    return Line{line.substr(0, digits), line.substr(digits + 2)};
}

std::set<std::string_view> listed_in(const Member& file) {
    std::set<std::string_view> result;
    for (const auto text : plain_lines(file.content)) {
        if (const auto line = parse_line(text)) result.insert(line->path);
    }
    return result;
}

}  // namespace

Verification verify_md5sums(const Contents& old_side, const Member* old_file, const Contents& side,
                            const Member& file) {
    std::set<std::string_view> listed;
    const auto lines = plain_lines(file.content);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto line = parse_line(lines[i]);
        if (!line) return wrong_line(i, "not 32 digits, two blanks and a path");
        const auto name = in_quotes(line->path);
        if (!listed.insert(line->path).second) return wrong_line(i, name + " is listed twice");
        const auto* member = file_at(side, std::string(data_folder) + std::string(line->path));
        if (member == nullptr) return wrong_line(i, name + " is no file of the package");
        if (line->digest != hex(side.digest_of(*member, "md5")))
            return wrong_line(i, name + " has another md5");
    }
    const auto missing = unlisted(side, listed);
    if (missing.empty()) return right();
    // Some packages leave files out, each time.
    const auto known =
        old_file == nullptr ? std::set<std::string>{} : unlisted(old_side, listed_in(*old_file));
    const auto found = std::find_if(missing.begin(), missing.end(),
                                    [&](const std::string& path) { return known.count(path) == 0; });
    return found == missing.end() ? right() : wrong(in_quotes(*found) + " is in the package and not listed");
}

}  // namespace bumpgate::change::derived
