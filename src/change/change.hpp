#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "archive/tree.hpp"
#include "base/limits.hpp"
#include "base/result.hpp"
#include "change/kinds.hpp"
#include "diff/diff.hpp"
#include "release/identity.hpp"

namespace bumpgate {

/// Where something stands in a member's content.
struct Span {
    std::size_t offset = 0;  ///< bytes from the start
    std::size_t length = 0;  ///< bytes
    std::size_t line = 1;    ///< 1-based
    std::size_t column = 1;  ///< 1-based, in bytes
    [[nodiscard]] std::size_t end() const { return offset + length; }
};

/// One side of a change.
struct ChangeSide {
    Span span;
    std::string text;   ///< the differing bytes themselves, raw, at most 4096 of them
    std::string lines;  ///< the whole line(s) around them, raw, without the last line end, at most 4096 bytes
                        ///< from the line's start
    bool lines_cut = false;  ///< there is more of them
};

/// The value of a structured file (change/structure/document.hpp) that holds a change of content on both
/// sides, under the same path, and what it is as a whole.
struct ChangedValue {
    std::vector<std::string> path;  ///< from the root; as structure::Scalar::path
    bool any_case = false;          ///< names are compared without case, as those of header fields
    bool is_commit = false;         ///< a git commit id became another one of the same form
    bool is_date = false;           ///< a date became a later one in the same form, or a number of seconds or
                                    ///< milliseconds since 1970 a larger one
    bool is_tool = false;           ///< only a version in it changed, and upward
    bool is_version = false;  ///< the own version, old to new, in the same spelling, whoever's it may be
};

/// One difference that has been given a kind.
struct Change {
    static constexpr std::size_t no_pair = static_cast<std::size_t>(-1);

    std::string_view kind;  ///< a row of change::all_kinds()
    std::string path;  ///< raw path below the root: the new side's, or the old one's if there is no new side;
                       ///< empty: the container itself
    std::string old_path;                ///< the old side's, if it is another one
    std::optional<ChangeSide> old_side;  ///< for changes of content
    std::optional<ChangeSide> new_side;
    std::string old_value;  ///< for changes of metadata, names and the container: both values, raw
    std::string new_value;
    std::string reason;  ///< in words, which clause proved it or failed; printable UTF-8
    std::string name;    ///< for siblings and dependencies: whose version or requirement it is, as written
    std::string
        step;  ///< for dependency.sibling/.version: "patch", …, "downgrade", or "" if it cannot be told
    bool lockstep = false;  ///< moved from exactly our old version to our new one, as only a sibling would: a
                            ///< dependency.version, or text of a package that is named by structure
    std::optional<ChangedValue> value;  ///< nothing where the change is not within one value
    std::size_t pair =
        no_pair;     ///< the pair of the Diff it is about; no_pair: the container or the release as a whole
    std::string id;  ///< fingerprint: 16 hex digits, the same from run to run, unique within a report
};

/// A hazard of either side or both.
struct HazardFinding {
    enum class State { introduced, existing, gone };
    Hazard hazard;  ///< as the new side has it; the old side's when gone
    State state = State::introduced;
    std::string id;  ///< fingerprint as for changes
};

/// Everything that differs, explained or not. Changes are sorted by (path, old side's offset, new side's
/// offset, kind).
struct Changes {
    std::vector<Change> items;
    std::vector<HazardFinding> hazards;
    std::size_t changed_bytes =
        0;  ///< bytes of the new side's spans, plus the old side's where there is no new one
};

namespace change {

/// What the policy says that the classifier needs to know.
struct Vocabulary {
    enum class Siblings { automatic, none, listed };
    Siblings siblings = Siblings::automatic;
    std::vector<std::string>
        sibling_patterns;  ///< for `listed`: globs over package names (base/glob name_matches)
};

/// The value's path as RFC 6901 writes it: "/repository/url".
[[nodiscard]] std::string pointer_to(const ChangedValue& value);

/// Gives every difference a kind. A kind that says "version" has been proven; what no kind explains is
/// `text`, `binary` or `file.*`. Also finds what has no differing byte: stale versions, downgrades,
/// conflicts. Errors: `limit` (time), `internal` if the proof's own invariant does not hold (see
/// check_invariants).
[[nodiscard]] Result<Changes> classify(const Diff& diff, const Trees& trees, const release::Release& release,
                                       const Vocabulary& vocabulary, const Limits& limits);

/// The slow and simple reference: outside the spans of a pair's changes both contents are byte-identical, and
/// every differing pair, metadata field and container difference has at least one change. Error `internal`
/// that names the member.
[[nodiscard]] Result<void> check_invariants(const Changes& changes, const Diff& diff, const Trees& trees,
                                            const release::Release& release);

}  // namespace change
}  // namespace bumpgate
