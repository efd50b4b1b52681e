#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "change/change.hpp"
#include "diff/diff.hpp"
#include "release/identity.hpp"

namespace bumpgate {

enum class Outcome { incomplete, pass, fail };
[[nodiscard]] std::string_view to_string(Outcome outcome);

/// What the gate says of one change or hazard.
enum class Decision {
    allowed,
    denied,
    waived,  ///< denied, but a waiver names it
    ignored  ///< noise that `metadata:` sets to ignore: counted, not listed
};
[[nodiscard]] std::string_view to_string(Decision decision);

/// The waiver that lifts a denial.
struct WaivedBy {
    std::string reason;
    std::string by;       ///< may be empty
    std::string expires;  ///< "2026-12-31", the last day on which it counts
};

struct JudgedChange {
    Change change;
    Decision decision = Decision::denied;
    bool warn = false;  ///< allowed or waived, but to be shown
    std::string rule;   ///< "policy/rule-id", "metadata.time" or "waivers.ID" of what decided; empty if
                        ///< nothing allowed it
    std::optional<WaivedBy> waiver;  ///< of what is waived
    std::string
        explanation;  ///< denied or waived: why no rule fits, for people ("No rule speaks of this file.")
    std::string fix;  ///< denied: the smallest policy edit that would allow it, one line of YAML flow; empty
                      ///< if none may
    std::string fix_means;  ///< what that edit would let through: "any text change in this file"
};

struct JudgedHazard {
    HazardFinding finding;
    Decision decision = Decision::denied;
    bool warn = false;
    std::string rule;
    std::optional<WaivedBy> waiver;
    std::string fix;
};

struct JudgedRequirement {
    std::string text;    ///< "PKG-INFO has a change version.own"
    std::string source;  ///< policy it came from
    bool met = false;
};

/// One input, as reports name it: no folders.
struct InputSummary {
    std::string name;    ///< file or folder name
    std::string sha256;  ///< of the file; of a directory: of the sorted list of its members' paths, types,
                         ///< modes, link targets and content digests
    std::uint64_t size = 0;
    std::vector<std::string> container;  ///< ["gzip", "tar"]
    std::size_t members = 0;
};

/// The policy as reports name it.
struct PolicySummary {
    std::string name;
    struct Source {
        std::string name;
        std::string sha256;
        bool built_in = false;
    };
    std::vector<Source> sources;
    std::map<std::string, std::string>
        settings;  ///< "metadata.time" → "ignore", "release.siblings" → "auto", "release.bump" → "any", …
    /// The day that waivers were held against; empty where the policy has none.
    std::string today;
    bool today_given = false;  ///< by --today; else it is the clock's
};

/// Counts over members; a member counts as changed only if a change of it is not ignored.
struct MemberCounts {
    std::size_t old_members = 0, new_members = 0;  ///< of all types
    std::size_t old_files = 0, new_files = 0;      ///< without directories
    std::size_t identical = 0, changed = 0, added = 0, removed = 0,
                renamed = 0;  ///< pairs without directories
};

/// The gate's answer, complete: every report format is a pure function of it.
struct Verdict {
    Outcome outcome = Outcome::incomplete;
    std::optional<Error> error;  ///< why it is incomplete

    // The release in brief.
    std::string package;  ///< name as written; may be empty
    std::string ecosystem;
    std::string scheme;
    std::string from, to;  ///< versions as written
    std::string step;
    std::vector<release::Evidence> old_evidence, new_evidence;

    InputSummary old_input, new_input;
    PolicySummary policy;
    MemberCounts counts;
    std::vector<JudgedChange> changes;  ///< all, in the order of Changes::items, ignored ones included
    std::vector<JudgedHazard> hazards;
    std::vector<JudgedRequirement> requirements;
    std::vector<std::string>
        unused_rules;  ///< "policy/rule-id" of rules of the user's own policies that allowed nothing
    std::vector<std::string> unused_waivers;  ///< "policy/finding" of waivers that lifted nothing
    std::vector<std::string> warnings;
    std::size_t changed_bytes = 0;
    std::size_t explained_bytes = 0;  ///< of changes that are allowed

    [[nodiscard]] std::size_t count(Decision decision) const;  ///< of changes
    [[nodiscard]] std::size_t listed() const;                  ///< changes that are not ignored
    [[nodiscard]] int exit_code() const;                       ///< 0 pass, 1 fail, 2 incomplete
};

}  // namespace bumpgate
