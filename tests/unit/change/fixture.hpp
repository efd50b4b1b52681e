#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "change/change.hpp"
#include "diff/diff.hpp"
#include "diff/invariants.hpp"
#include "release/identity.hpp"

// Two releases of "acme-widgets", an sdist or a package of npm, built in code and classified.
namespace bumpgate::change_test {

struct File {
    std::string path{}, content{};
    MemberType type = MemberType::file;
    std::uint32_t mode = 0644;
    std::string link{};
    std::optional<std::int64_t> time{};  ///< seconds since 1970
};
using Files = std::vector<File>;

/// One release: its files below the root folder.
struct Side {
    std::string root;
    Files files;
    bool zip = false;  ///< as modules of Go are packed; else a tar in gzip
};

class Case {
  public:
    Case(Side old_side, Side new_side, change::Vocabulary vocabulary = {}) {
        trees_.old_tree = tree(std::move(old_side), "old.tar.gz");
        trees_.new_tree = tree(std::move(new_side), "new.tar.gz");
        auto release = release::identify(trees_, {});
        REQUIRE(release);
        release_ = *std::move(release);
        auto diff = diff::compare(trees_, release_, Limits());
        REQUIRE(diff);
        REQUIRE(diff::check(*diff, trees_));
        auto changes = change::classify(*diff, trees_, release_, vocabulary, Limits());
        REQUIRE(changes);
        changes_ = *std::move(changes);
        const auto checked = change::check_invariants(changes_, *diff, trees_, release_);
        if (!checked) FAIL(checked.error().describe());
        diff_ = *std::move(diff);
    }

    [[nodiscard]] const Changes& changes() const { return changes_; }
    [[nodiscard]] const Diff& diff() const { return diff_; }
    [[nodiscard]] const Trees& trees() const { return trees_; }
    [[nodiscard]] const release::Release& release() const { return release_; }

    /// "kind path" of every change, in order; those of `path` alone if one is given.
    [[nodiscard]] std::vector<std::string> kinds(std::string_view path = {}) const {
        std::vector<std::string> result;
        for (const auto& change : changes_.items) {
            if (path.empty() || change.path == path) result.emplace_back(change.kind);
        }
        return result;
    }

  private:
    Tree tree(Side side, std::string name) {
        Tree tree;
        tree.name = std::move(name);
        for (const char* format : {"gzip", "tar", "zip"}) {
            if (side.zip != (std::string_view(format) == "zip")) continue;
            tree.layers.emplace_back();
            tree.layers.back().format = format;
        }
        for (auto& file : side.files) {
            Member member;
            member.path = side.root + "/" + file.path;
            member.type = file.type;
            member.mode = file.mode;
            member.link_target = file.link;
            if (file.time) member.mtime = Timestamp{*file.time, 0};
            contents_.push_back(std::move(file.content));
            member.content = contents_.back();
            tree.members.push_back(std::move(member));
        }
        return tree;
    }

    std::deque<std::string> contents_;
    Trees trees_;
    release::Release release_;
    Diff diff_;
    Changes changes_;
};

inline std::string pkg_info(const std::string& name, const std::string& version,
                            const std::string& more = {}) {
    return "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n" + more;
}

/// An sdist of acme-widgets that goes from one version to another, with one file that changes besides
/// PKG-INFO.
inline Case sdist(const std::string& from, const std::string& to, const std::string& path,
                  const std::string& old_content, const std::string& new_content,
                  const std::string& more = {}, change::Vocabulary vocabulary = {}) {
    return Case(
        {"acme-widgets-" + from, {{"PKG-INFO", pkg_info("acme-widgets", from, more)}, {path, old_content}}},
        {"acme-widgets-" + to, {{"PKG-INFO", pkg_info("acme-widgets", to, more)}, {path, new_content}}},
        std::move(vocabulary));
}

/// The kinds of the changes in one file of such an sdist from 1.4.2 to 1.4.3.
inline std::vector<std::string> kinds_of(const std::string& path, const std::string& old_content,
                                         const std::string& new_content, const std::string& more = {}) {
    return sdist("1.4.2", "1.4.3", path, old_content, new_content, more).kinds(path);
}

/// A package of npm.
inline Case npm(const std::string& old_json, const std::string& new_json, Files old_files = {},
                Files new_files = {}, change::Vocabulary vocabulary = {}) {
    old_files.insert(old_files.begin(), {"package.json", old_json});
    new_files.insert(new_files.begin(), {"package.json", new_json});
    return Case({"package", std::move(old_files)}, {"package", std::move(new_files)}, std::move(vocabulary));
}

using Kinds = std::vector<std::string>;

}  // namespace bumpgate::change_test
