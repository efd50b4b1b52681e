#include <algorithm>

#include "base/digest.hpp"
#include "base/glob.hpp"
#include "base/text.hpp"
#include "change/derived/manifest.hpp"
#include "change/derived/rows.hpp"

namespace bumpgate::change::derived {

Contents::Contents(const Tree& the_tree, const release::Identity& the_identity, const Nested* the_archive)
    : tree(the_tree), identity(the_identity), archive(the_archive) {
    if (archive == nullptr) {
        for (const auto& member : tree.members) {
            if (member.depth == 0) add(member);
        }
        return;
    }
    const auto depth = tree.members[*archive->member].depth + 1;
    for (std::size_t i = archive->first; i < archive->first + archive->count; ++i) {
        if (tree.members[i].depth == depth) add(tree.members[i]);
    }
}

Contents::~Contents() = default;

const Manifest* Contents::manifest() const {
    const auto* member = file("META-INF/MANIFEST.MF");
    if (manifest_ == nullptr && member != nullptr) manifest_ = std::make_unique<Manifest>(member->content);
    return manifest_.get();
}

void Contents::add(const Member& member) {
    if (member.type == MemberType::directory) {
        folders.push_back(below_root(member));
    } else {
        members[below_root(member)].push_back(&member);
    }
}

std::string_view Contents::below_root(const Member& member) const {
    if (archive == nullptr) return release::below_root(identity, member.path);
    const std::string_view path = member.path;
    return path.starts_with(archive->prefix) ? path.substr(archive->prefix.size()) : path;
}

const Member* Contents::file(std::string_view path) const {
    const auto found = members.find(path);
    if (found == members.end() || found->second.size() != 1) return nullptr;
    return found->second.front()->type == MemberType::file ? found->second.front() : nullptr;
}

std::optional<std::string_view> Contents::part(std::string_view pattern) const {
    const std::string_view prefix = archive == nullptr ? std::string_view{} : archive->prefix;
    std::optional<std::string_view> found;
    for (const auto& nested : tree.nested) {
        const std::string_view path = nested.path;
        if (nested.member || !path.starts_with(prefix)) continue;
        const auto name = path.substr(prefix.size());
        if (name.find('/') != std::string_view::npos || !name_matches(pattern, name)) continue;
        if (found) return std::nullopt;
        found = nested.packed;
    }
    return found;
}

const std::string& Contents::digest_of(const Member& member, std::string_view algorithm) const {
    const auto [row, is_new] = digests_.try_emplace({&member, std::string(algorithm)});
    if (is_new) {
        auto raw = digest(algorithm, member.content);
        if (raw) row->second = *std::move(raw);
    }
    return row->second;
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

std::string_view name_of(std::string_view path) {
    return path.substr(path.rfind('/') + 1);
}

Verification right() {
    return {true, {}, {}};
}

Verification wrong(std::string problem) {
    return {true, std::move(problem), {}};
}

Verification wrong_line(std::size_t index, std::string problem) {
    return wrong("line " + std::to_string(index + 1) + ": " + std::move(problem));
}

Verification some(std::vector<Place> places, std::string problem) {
    return {false, std::move(problem), std::move(places)};
}

std::string moved(const Contents& old_side, const Contents& side, std::string_view path) {
    if (old_side.identity.version.empty()) return std::string(path);
    return replace_all(path, old_side.identity.version, side.identity.version);
}

std::string base64(std::string_view bytes) {
    auto text = base64url(bytes);
    std::replace(text.begin(), text.end(), '-', '+');
    std::replace(text.begin(), text.end(), '_', '/');
    text.append((4 - text.size() % 4) % 4, '=');
    return text;
}

}  // namespace bumpgate::change::derived
