#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "policy/sections.hpp"

// What policies say about settings, to find two that contradict each other. Private to this folder.
namespace bumpgate::policy {

/// The settings of a policy with all that it extends.
struct Statements {
    struct Statement {
        std::string value;
        std::string source;  ///< key of the policy that said it last
        std::string title;   ///< and how messages call it
    };
    std::map<std::string, Statement> settings;  ///< by "metadata.mode", "release.bump", "hazards.ID"
    std::set<std::string> sources;              ///< keys of all policies it is made of
    std::vector<std::string> ecosystems;        ///< its own, or those of all it extends
};

/// What one file says itself: setting → value.
[[nodiscard]] std::map<std::string, std::string> stated(const PolicyFile& file);

/// Adds what a policy under `extends` says. A policy may override what it extends. Two of which neither
/// extends the other must agree, unless the file that extends both settles it (`own`). Error `policy` at
/// `base`.
[[nodiscard]] Result<void> add(Statements& all, const Statements& more,
                               const std::map<std::string, std::string>& own, const SourceText& source,
                               const Reference& base);

}  // namespace bumpgate::policy
