#pragma once

#include <set>
#include <string>
#include <vector>

#include "change/change.hpp"
#include "policy/policy.hpp"
#include "release/identity.hpp"

namespace bumpgate::gate {

/// One step between two releases that is known to be good.
struct Lesson {
    release::Release release;
    Changes changes;
};

/// A rule that makes some denied changes legal.
struct LearnedRule {
    policy::Rule rule;
    bool narrow =
        false;  ///< it lets through nothing but versions, dates, commit ids and what follows from files, each
                ///< proven or compared; else it takes text or bytes that nobody compared with anything
    std::string means;  ///< what it lets through, in words; printable UTF-8
};

/// The fewest and narrowest additions to a policy under which lessons pass.
struct Learned {
    std::vector<std::string> siblings;  ///< for `release: siblings:`: patterns for all that counted before,
                                        ///< and those that moved in lockstep. If there are any, classify with
                                        ///< them and learn again: what they explain has no rule here
    std::vector<LearnedRule> rules;     ///< narrow ones first, then by files
    std::set<std::string> metadata;     ///< keys of `metadata:` that have to be `warn`
    std::set<std::string> hazards;      ///< ids of hazards that have to be `warn`
    std::set<std::string> beyond;       ///< what no addition makes legal: "version.downgrade in the release"
};

/// Learns from steps that `policy` denies. A change becomes an entry for its own files (where the version
/// stands in a path, a star), narrowed to its key, its dependency's name and step, or its lines; what repeats
/// from lesson to lesson but for its digits becomes a pattern with digits. Entries for the same files make
/// one rule, files with the same entries as well.
[[nodiscard]] Learned learn(const policy::Policy& policy, const std::vector<Lesson>& lessons);

}  // namespace bumpgate::gate
