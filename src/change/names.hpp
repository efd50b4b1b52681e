#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "change/change.hpp"
#include "release/identity.hpp"

namespace bumpgate::change {

/// Who a name belongs to, seen from the release that is judged.
enum class Kinship {
    own,      ///< this package
    sibling,  ///< another package of the same project that moves in lockstep
    other,    ///< anybody else
};

/// The names of this package and of its siblings (docs/version-proof.md, "The owner is this package",
/// `siblings:`).
class Names {
  public:
    Names(const release::Release& release, const Vocabulary& vocabulary);

    /// Own or sibling by any form of the name: with or without scope, `lib`, `python-`, `py-`, a Maven group;
    /// compared by the ecosystem's normal form. A sibling must be a dependency of both releases, unless the
    /// policy lists it or it is a Java package that the bundle itself exports in both.
    [[nodiscard]] Kinship kinship(std::string_view name) const;

    /// As `kinship`, for names in manifests, where blanks, case and separators do not matter for the own
    /// name.
    [[nodiscard]] Kinship kinship_in_manifest(std::string_view name) const;

    /// A dependency that either release's manifests state.
    [[nodiscard]] bool is_stated_dependency(std::string_view name) const;

    /// False if manifests may state dependencies that are not known: then any word may be another package's
    /// name.
    [[nodiscard]] bool knows_dependencies() const { return knows_dependencies_; }
    void forget_dependencies() { knows_dependencies_ = false; }

    /// The repository that the metadata states is the component.
    [[nodiscard]] bool is_repository(std::string_view component) const;

    /// A Java package that the bundle exports in both releases.
    [[nodiscard]] bool is_exported(std::string_view package) const;

  private:
    [[nodiscard]] std::string normal(std::string_view name) const;
    [[nodiscard]] bool is_sibling(const std::string& normal_name, std::string_view name) const;
    [[nodiscard]] bool is_automatic_sibling(const std::string& normal_name) const;
    [[nodiscard]] bool matches_automatic(const std::string& normal_name) const;
    void add_stated(const release::Release& release);
    void add_own(const release::Release& release);

    const release::EcosystemInfo* ecosystem_ = nullptr;
    std::set<std::string> own_;         ///< normal forms
    std::set<std::string> own_joined_;  ///< without blanks and separators
    std::set<std::string> stated_, stated_by_both_;
    std::multimap<std::string, std::string> coordinates_;  ///< of Maven, stated, by artifact
    std::set<std::string> repositories_;
    std::set<std::string> exports_;
    std::vector<std::string> automatic_;  ///< patterns over normal names
    Vocabulary vocabulary_;
    bool knows_dependencies_ = true;
};

/// Heads of names that everyone uses, so that they make nobody a sibling ("react-*"). One table.
[[nodiscard]] bool is_common_head(std::string_view head);

}  // namespace bumpgate::change
