#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/limits.hpp"
#include "catch.hpp"
#include "diff/diff.hpp"
#include "diff/invariants.hpp"

// Trees built in code. Contents live in the fixture, whose strings never move.
namespace bumpgate::diff_test {

/// The same numbers on every machine: the standard fixes the engine, not the distributions.
class Random {
  public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(engine_() % bound); }
    bool one_in(std::size_t n) { return below(n) == 0; }

  private:
    std::mt19937_64 engine_;
};

struct File {
    std::string path;
    std::string content;
    MemberType type = MemberType::file;
    std::uint32_t mode = 0644;
    std::string link;
    std::int64_t seconds = 1'689'604'566;
    std::int64_t uid = 0;
    std::string user = "root";
};

inline File file(std::string path, std::string content) {
    File result;
    result.path = std::move(path);
    result.content = std::move(content);
    return result;
}

inline File link_to(std::string path, MemberType type, std::string target) {
    File result = file(std::move(path), "");
    result.type = type;
    result.link = std::move(target);
    return result;
}

inline File folder(std::string path) {
    File result = file(std::move(path), "");
    result.type = MemberType::directory;
    result.mode = 0755;
    return result;
}

inline Layer layer(std::string format) {
    Layer result;
    result.format = std::move(format);
    return result;
}

/// `files` must outlive the Tree.
inline Tree tree_of(const std::vector<File>& files) {
    Tree tree;
    tree.name = "acme.tar.gz";
    tree.layers = {layer("gzip"), layer("tar")};
    for (const File& entry : files) {
        Member member;
        member.path = entry.path;
        member.type = entry.type;
        member.mode = entry.mode;
        member.uid = entry.uid;
        member.gid = 0;
        member.user = entry.user;
        member.group = "root";
        member.mtime = Timestamp{entry.seconds, 0};
        member.link_target = entry.link;
        member.content = entry.content;
        tree.unpacked_size += entry.content.size();
        tree.members.push_back(member);
    }
    return tree;
}

/// A step from 1.4.2 to 1.4.3 without evidence; the roots are the caller's.
inline release::Release release_of(std::string old_root, std::string new_root) {
    release::Release release;
    release.name = "acme";
    release.scheme = release::find_scheme("semver");
    release.old_version = release.scheme->parse("1.4.2");
    release.new_version = release.scheme->parse("1.4.3");
    release.step = release::Step::patch;
    release.old_identity.version = "1.4.2";
    release.new_identity.version = "1.4.3";
    release.old_identity.root = std::move(old_root);
    release.new_identity.root = std::move(new_root);
    return release;
}

/// Both sides, compared, with the invariants checked.
struct Compared {
    std::vector<File> old_files, new_files;
    release::Release release;
    Trees trees;
    Diff diff;

    /// The pair whose new (or, without one, old) member has the path.
    [[nodiscard]] const Pair& at(std::string_view path) const {
        for (const Pair& pair : diff.pairs) {
            if (pair.new_member && trees.new_tree.members[*pair.new_member].path == path) return pair;
        }
        for (const Pair& pair : diff.pairs) {
            if (!pair.new_member && trees.old_tree.members[*pair.old_member].path == path) return pair;
        }
        FAIL("no pair for " << path);
        return diff.pairs.front();
    }

    [[nodiscard]] std::string old_path(std::string_view new_path) const {
        const Pair& pair = at(new_path);
        return pair.old_member ? trees.old_tree.members[*pair.old_member].path : "";
    }
};

inline void run(Compared& compared) {
    auto result = diff::compare(compared.trees, compared.release, Limits());
    REQUIRE(result.has_value());
    compared.diff = *std::move(result);
    const auto checked = diff::check(compared.diff, compared.trees);
    if (!checked) FAIL(checked.error().describe());
}

inline Compared compare(std::vector<File> old_files, std::vector<File> new_files, std::string old_root = "",
                        std::string new_root = "") {
    Compared compared;
    compared.old_files = std::move(old_files);
    compared.new_files = std::move(new_files);
    compared.release = release_of(std::move(old_root), std::move(new_root));
    compared.trees.old_tree = tree_of(compared.old_files);
    compared.trees.new_tree = tree_of(compared.new_files);
    run(compared);
    return compared;
}

}  // namespace bumpgate::diff_test
