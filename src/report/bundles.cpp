#include "report/bundles.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <tuple>

#include "change/kinds.hpp"
#include "report/place.hpp"

namespace bumpgate::report {

namespace {

constexpr std::size_t most_alike = 3;  // of one kind that are still shown one by one

using JudgedChanges = std::vector<const JudgedChange*>;

// The order of danger in which denied changes are shown, those first that no rule can allow. The longest row
// that is the kind or a parent of it counts; the last row speaks for every other kind.
constexpr std::array danger_order = std::to_array<std::string_view>({
    "identity.conflict", "version.downgrade", "version.reused", "text.deceptive", "exec.surface",
    "digest.mismatch",   "dependency.added",  "binary",         "text",           "file.added",
    "dependency",        "file.mode",         "file",           "text.encoding",  "text.line-ending",
    "text.whitespace",   "version.stale",     "version.mixed",  "version.weak",   "",
});

// Kinds of which many differ in nothing that a reader could judge by looking at each.
constexpr std::array uniform_kinds = std::to_array<std::string_view>({
    "binary",
    "container",
    "file.added",
    "file.owner",
    "file.removed",
    "file.renamed",
    "file.time",
});

JudgedChanges denied_by_danger(const Verdict& verdict) {
    JudgedChanges denied;
    for (const auto& judged : verdict.changes) {
        if (judged.decision == Decision::denied) denied.push_back(&judged);
    }
    std::ranges::stable_sort(denied, {}, [](const JudgedChange* judged) {
        const auto& change = judged->change;
        return std::tuple(!judged->fix.empty(), danger_of(change.kind), std::string_view(change.path),
                          change.kind);
    });
    return denied;
}

/// What the gate says of changes that may stand together: never one that a rule can allow beside one that
/// none can.
using Sort = std::tuple<std::string_view, std::string_view, bool>;  // kind, explanation, may be allowed

Sort sort_of(const JudgedChange& judged) {
    return {judged.change.kind, judged.explanation, !judged.fix.empty()};
}

bool is_uniform(std::string_view kind) {
    return std::ranges::any_of(uniform_kinds,
                               [kind](std::string_view parent) { return is_or_below(kind, parent); });
}

/// The sorts with so many changes that they are told by one of them.
std::map<Sort, std::size_t> count_uniform(const JudgedChanges& denied) {
    std::map<Sort, std::size_t> counts;
    for (const auto* judged : denied) {
        if (is_uniform(judged->change.kind)) ++counts[sort_of(*judged)];
    }
    return counts;
}

/// One side of an edit: whether it is there, and its bytes.
using EditSide = std::tuple<bool, std::string_view>;

EditSide edit_side(const std::optional<ChangeSide>& side, std::string_view value) {
    return side ? EditSide{true, side->text} : EditSide{false, value};
}

/// Two changes with equal keys make the same edit, or are equally uniform.
using Key = std::tuple<Sort, bool, EditSide, EditSide, const JudgedChange*>;

/// A side that the change holds only the beginning of is equal to nothing.
bool is_whole(const std::optional<ChangeSide>& side) {
    return !side || side->text.size() == side->span.length;
}

Key key_of(const JudgedChange& judged, bool uniform) {
    const auto& change = judged.change;
    if (uniform) return {sort_of(judged), true, {}, {}, nullptr};
    const bool whole = is_whole(change.old_side) && is_whole(change.new_side);
    const bool comparable = whole && change.kind != change::kind::identity_conflict;
    return {sort_of(judged), false, edit_side(change.old_side, change.old_value),
            edit_side(change.new_side, change.new_value), comparable ? nullptr : &judged};
}

/// Changes of one key together, each bundle where its first change stood.
std::vector<ChangeBundle> bundles_by_key(const JudgedChanges& denied) {
    const auto uniform_counts = count_uniform(denied);
    std::map<Key, std::size_t> known;
    std::vector<ChangeBundle> bundles;
    for (const auto* judged : denied) {
        const auto sort = uniform_counts.find(sort_of(*judged));
        const bool uniform = sort != uniform_counts.end() && sort->second > most_alike;
        const auto [place, is_new] = known.emplace(key_of(*judged, uniform), bundles.size());
        if (is_new) {
            bundles.push_back({judged, !uniform, {}, {}});
        } else {
            bundles[place->second].like.push_back(judged);
        }
    }
    return bundles;
}

bool is_near(const ChangeBundle& left, const ChangeBundle& right) {
    return sort_of(*left.first) == sort_of(*right.first) &&
           left.first->change.path == right.first->change.path;
}

void take_in(ChangeBundle& bundle, const ChangeBundle& other) {
    bundle.near.push_back(other.first);
    bundle.near.insert(bundle.near.end(), other.like.begin(), other.like.end());
}

/// Whether all changes of the bundle are in one file.
bool stays_in_file(const ChangeBundle& bundle) {
    return std::ranges::all_of(bundle.like, [&bundle](const JudgedChange* judged) {
        return judged->change.path == bundle.first->change.path;
    });
}

/// Of many changes of one kind in one file the last one that is shown takes the others in.
std::vector<ChangeBundle> merge_near(std::vector<ChangeBundle> bundles) {
    std::vector<ChangeBundle> merged;
    std::size_t run = 0;
    for (auto& bundle : bundles) {
        run = !merged.empty() && is_near(merged.back(), bundle) ? run + 1 : 1;
        if (run > most_alike && stays_in_file(bundle)) {
            take_in(merged.back(), bundle);
        } else {
            merged.push_back(std::move(bundle));
        }
    }
    return merged;
}

}  // namespace

std::vector<ChangeBundle> change_bundles(const Verdict& verdict) {
    return merge_near(bundles_by_key(denied_by_danger(verdict)));
}

std::vector<HazardBundle> hazard_bundles(const Verdict& verdict) {
    std::map<std::tuple<std::string_view, HazardFinding::State, std::string_view>, std::size_t> known;
    std::vector<HazardBundle> bundles;
    for (const auto& judged : verdict.hazards) {
        if (judged.decision != Decision::denied) continue;
        const auto& finding = judged.finding;
        const auto [place, is_new] = known.emplace(
            std::tuple(std::string_view(finding.hazard.id), finding.state, std::string_view(judged.fix)),
            bundles.size());
        if (is_new) {
            bundles.push_back({&judged, {}});
        } else {
            bundles[place->second].like.push_back(&judged);
        }
    }
    return bundles;
}

std::size_t danger_of(std::string_view kind) {
    std::size_t best = danger_order.size() - 1;
    for (std::size_t row = 0; row < danger_order.size(); ++row) {
        const bool nearer = danger_order[row].size() > danger_order[best].size();
        if (nearer && is_or_below(kind, danger_order[row])) best = row;
    }
    return best;
}

}  // namespace bumpgate::report
