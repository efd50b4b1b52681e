#pragma once

#include <cstddef>
#include <set>
#include <vector>

#include "change/change.hpp"
#include "change/derived/derived.hpp"
#include "change/stale.hpp"
#include "change/subject.hpp"
#include "diff/diff.hpp"

// The parts of classify(): each gives the changes of one sort.
namespace bumpgate::change {

/// What differs in the content of a pair; `moved` tells whether a version did.
struct ContentChanges {
    std::vector<Change> changes;
    bool moved = false;
};
[[nodiscard]] ContentChanges content_changes(const Context& context, derived::Recomputation& recomputation,
                                             const Diff& diff, std::size_t pair);

/// What differs about a member besides its content: added, removed, renamed, type, mode, link, owner, time.
[[nodiscard]] std::vector<Change> member_changes(const Context& context, const Diff& diff, std::size_t pair);

/// What differs about the container.
[[nodiscard]] std::vector<Change> container_changes(const Context& context, const Diff& diff);

/// version.downgrade, version.reused, identity.conflict.
[[nodiscard]] std::vector<Change> release_findings(const release::Release& release);

/// version.stale or version.mixed for each place.
[[nodiscard]] std::vector<Change> stale_findings(const Context& context, const Diff& diff,
                                                 const std::vector<Stale>& places);

/// The hazards of both sides: new, in both in the same form, or gone.
[[nodiscard]] std::vector<HazardFinding> compare_hazards(const Context& context);

/// Gives every change and hazard its id, made of both versions, what it is, where it stands and all its
/// bytes: a waiver names it, and must not take another change for this one. Equal ones are numbered in the
/// order in which they stand.
void add_fingerprints(Changes& changes, const Diff& diff, const Context& context);

}  // namespace bumpgate::change
