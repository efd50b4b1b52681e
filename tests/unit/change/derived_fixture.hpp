#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/digest.hpp"
#include "catch.hpp"
#include "change/derived/derived.hpp"
#include "release/identity.hpp"

// Releases of any package format, built in code, of which single files are recomputed.
namespace bumpgate::derived_test {

/// One side.
class Package {
  public:
    explicit Package(std::string version = "1.4.3", std::string root = {}) {
        identity_.ecosystem = "source";
        identity_.name = "acme-widgets";
        identity_.version = std::move(version);
        identity_.root = std::move(root);
    }

    Package& file(const std::string& path, const std::string& content) {
        add(path, MemberType::file).content = keep(content);
        return *this;
    }
    Package& link(const std::string& path, MemberType type, const std::string& target) {
        add(path, type).link_target = target;
        return *this;
    }
    Package& folder(const std::string& path) {
        add(path, MemberType::directory);
        return *this;
    }
    /// A part of a package format, shown below `prefix`.
    Package& part(const std::string& name, const std::string& packed = "x") {
        Nested nested;
        nested.path = name;
        nested.packed = keep(packed);
        tree_.nested.push_back(std::move(nested));
        return *this;
    }
    /// What was added since `first` lies in the archive that is the member before it.
    Package& nest(std::size_t first) {
        Nested nested;
        nested.path = tree_.members[first - 1].path;
        nested.prefix = nested.path + "!/";
        nested.member = first - 1;
        nested.first = first;
        nested.count = tree_.members.size() - first;
        for (std::size_t i = first; i < tree_.members.size(); ++i) {
            tree_.members[i].path = nested.prefix + tree_.members[i].path;
            tree_.members[i].depth += 1;
        }
        tree_.nested.push_back(std::move(nested));
        return *this;
    }

    /// The bytes of the release, or of the archive that was nested last, which is an rpm and nothing around
    /// it.
    Package& rpm(const std::string& bytes) {
        Layer layer;
        layer.format = "rpm";
        const bool nested = !tree_.nested.empty() && tree_.nested.back().member;
        (nested ? tree_.nested.back().layers : tree_.layers) = {layer};
        (nested ? tree_.nested.back().package : tree_.package) = keep(bytes);
        return *this;
    }

    [[nodiscard]] std::size_t size() const { return tree_.members.size(); }
    [[nodiscard]] const release::Identity& identity() const { return identity_; }
    /// A tree with the same members; a Tree itself cannot be copied.
    [[nodiscard]] Tree tree() const {
        Tree tree;
        tree.members = tree_.members;
        tree.nested = tree_.nested;
        tree.layers = tree_.layers;
        tree.package = tree_.package;
        return tree;
    }
    [[nodiscard]] std::optional<std::size_t> find(const std::string& path) const {
        for (std::size_t i = 0; i < tree_.members.size(); ++i) {
            if (release::below_root(identity_, tree_.members[i].path) == path) return i;
        }
        return std::nullopt;
    }

  private:
    Member& add(const std::string& path, MemberType type) {
        Member member;
        member.path = identity_.root.empty() ? path : identity_.root + "/" + path;
        member.type = type;
        tree_.members.push_back(std::move(member));
        return tree_.members.back();
    }
    std::string_view keep(const std::string& bytes) { return contents_.emplace_back(bytes); }

    std::deque<std::string> contents_;
    Tree tree_;
    release::Identity identity_;
};

inline std::optional<change::derived::Recomputed> recompute(const Package& old_side, const Package& side,
                                                            const std::string& path) {
    const auto member = side.find(path);
    REQUIRE(member);
    const Trees trees{old_side.tree(), side.tree()};
    release::Release release;
    release.old_identity = old_side.identity();
    release.new_identity = side.identity();
    return change::derived::Recomputation(trees, release).recompute(old_side.find(path), *member);
}

/// "right", what is wrong with the file or its places (joined by "; "), or "nothing" if nothing was
/// recomputed.
inline std::string verdict(const Package& old_side, const Package& side, const std::string& path) {
    const auto result = recompute(old_side, side, path);
    if (!result) return "no row";
    if (!result->whole && result->places.empty() && result->problem.empty()) return "nothing";
    std::string text = result->problem;
    for (const auto& place : result->places) {
        if (!place.problem.empty()) text += (text.empty() ? "" : "; ") + place.problem;
    }
    return text.empty() ? "right" : text;
}

inline bool says(const std::string& text, std::string_view part) {
    INFO(text);
    return text.find(part) != std::string::npos;
}

inline std::string hex_digest(const std::string& algorithm, const std::string& content) {
    return hex(*digest(algorithm, content));  // no REQUIRE: constants are made with it before any test runs
}

/// The bytes of a place.
inline std::string text_of(const std::string& content, const change::derived::Place& place) {
    return content.substr(place.begin, place.end - place.begin);
}

}  // namespace bumpgate::derived_test
