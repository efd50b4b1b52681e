#include "change/derived/listing.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "change/derived/rows.hpp"

namespace bumpgate::change::derived {
namespace {

using Verify = Verification (*)(const Contents& old_side, const Member* old_listing, const Contents& side,
                                const Member& listing);

struct Row {
    std::string_view ecosystem;
    std::string_view folder_ending;
    std::string_view name;
    bool at_the_top;  ///< only in a folder right below the root; deeper ones belong to what is vendored
    Verify verify;
};
constexpr std::array rows{
    Row{"pypi-wheel", ".dist-info", "RECORD", true, verify_record},
    Row{"pypi-sdist", ".egg-info", "SOURCES.txt", false, verify_sources},
};

bool fits(const Row& row, std::string_view ecosystem, std::string_view path) {
    const auto folder = folder_of(path);
    if (row.ecosystem != ecosystem || folder.empty() || path.substr(folder.size() + 1) != row.name)
        return false;
    if (row.at_the_top && folder.find('/') != std::string_view::npos) return false;
    return folder.ends_with(row.folder_ending);
}

const Row* row_of(std::string_view ecosystem, std::string_view path) {
    const auto* row =
        std::find_if(rows.begin(), rows.end(), [&](const Row& r) { return fits(r, ecosystem, path); });
    return row == rows.end() ? nullptr : row;
}

/// The old side's listing of the same kind: the one at the same path, else the only one there is (the
/// folder's name can hold the version).
const Member* counterpart(const Contents& old_side, const Row& row, std::string_view path) {
    std::vector<const Member*> candidates;
    for (const auto& [old_path, members] : old_side.members) {
        if (!fits(row, row.ecosystem, old_path) || members.size() != 1) continue;
        if (members.front()->type != MemberType::file) continue;
        if (old_path == path) return members.front();
        candidates.push_back(members.front());
    }
    return candidates.size() == 1 ? candidates.front() : nullptr;
}

}  // namespace

Contents::Contents(const Tree& the_tree, const release::Identity& the_identity)
    : tree(the_tree), identity(the_identity) {
    for (const auto& member : tree.members)
        if (member.type != MemberType::directory && member.depth == 0) members[below_root(member)].push_back(&member);
}

std::string_view Contents::below_root(const Member& member) const {
    return release::below_root(identity, member.path);
}

std::vector<std::string_view> plain_lines(std::string_view content) {
    auto lines = split_lines(content);
    for (auto& line : lines) {
        if (line.ends_with('\n')) line.remove_suffix(1);
        if (line.ends_with('\r')) line.remove_suffix(1);
    }
    return lines;
}

std::string_view folder_of(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

Verification wrong(std::string problem) {
    return {false, std::move(problem)};
}

Verification wrong_line(std::size_t index, std::string problem) {
    return wrong("line " + std::to_string(index + 1) + ": " + std::move(problem));
}

bool is_listing(std::string_view ecosystem, std::string_view path_below_root) {
    return row_of(ecosystem, path_below_root) != nullptr;
}

Verification verify_listing(const Tree& old_tree, const release::Identity& old_identity, const Tree& tree,
                            const release::Identity& identity, std::size_t member) {
    const auto& listing = tree.members.at(member);
    const auto path = release::below_root(identity, listing.path);
    const auto* row = row_of(identity.ecosystem, path);
    if (row == nullptr || listing.type != MemberType::file)
        return wrong("this is no listing that can be recomputed");
    const Contents old_side(old_tree, old_identity);
    return row->verify(old_side, counterpart(old_side, *row, path), Contents(tree, identity), listing);
}

}  // namespace bumpgate::change::derived
