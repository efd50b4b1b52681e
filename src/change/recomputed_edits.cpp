#include <algorithm>
#include <iterator>
#include <string>

#include "change/edits.hpp"
#include "change/places.hpp"

namespace bumpgate::change {

namespace {

void set_unproven(std::vector<Edit>& edits, std::string_view kind, const std::string& reason) {
    for (auto& edit : edits) {
        if (is_proven_version(edit)) continue;
        edit.kind = kind;
        edit.reason = reason;
    }
}

/// The place that holds a range, if that is one.
const derived::Place* place_around(const std::vector<derived::Place>& places, std::size_t begin,
                                   std::size_t end) {
    const auto behind =
        std::upper_bound(places.begin(), places.end(), begin,
                         [](std::size_t at, const derived::Place& place) { return at < place.begin; });
    if (behind == places.begin()) return nullptr;
    const auto& place = *std::prev(behind);
    return end <= place.end ? &place : nullptr;
}

/// A listing that was recomputed as a whole; says whether its edits tell what is wrong with it.
bool judge_whole(const derived::Recomputed& recomputed, std::vector<Edit>& edits) {
    if (recomputed.problem.empty()) {
        set_unproven(edits, kind::listing_derived, "Recomputed from the new release: every line is right.");
        return true;
    }
    set_unproven(edits, kind::digest_mismatch, recomputed.problem);
    return !std::all_of(edits.begin(), edits.end(), is_proven_version);
}

/// Lines of a list within a file.
void judge_lines(const derived::Recomputed& recomputed, std::vector<Edit>& edits) {
    for (auto& edit : edits) {
        if (edit.kind != kind::text) continue;
        const auto* from = place_around(recomputed.old_places, edit.old_begin, edit.old_end);
        const auto* to = place_around(recomputed.places, edit.new_begin, edit.new_end);
        if (from == nullptr || to == nullptr) continue;
        edit.kind = to->problem.empty() ? to->kind : kind::digest_mismatch;
        edit.reason =
            to->problem.empty() ? "Recomputed from the new release: every line is right." : to->problem;
    }
}

/// Whether an edit within a place or at its ends tells that it is wrong.
bool is_told(const std::vector<Edit>& edits, const derived::Place& place) {
    auto edit = std::lower_bound(edits.begin(), edits.end(), place.begin,
                                 [](const Edit& row, std::size_t at) { return row.new_end < at; });
    for (; edit != edits.end() && edit->new_begin <= place.end; ++edit) {
        if (edit->kind == kind::digest_mismatch) return true;
    }
    return false;
}

/// What is wrong and stands in bytes that did not change.
std::vector<Change> wrong_places(const Change& blank, const Member& member,
                                 const derived::Recomputed& recomputed, const std::vector<Edit>& edits) {
    constexpr std::size_t most = 100;
    std::vector<Change> changes;
    Places places(member.content);
    for (const auto& place : recomputed.places) {
        if (changes.size() == most) break;
        if (place.problem.empty() || is_told(edits, place)) continue;
        changes.push_back(blank);
        changes.back().reason = place.problem;
        changes.back().new_side = places.side(place.begin, place.end);
    }
    return changes;
}

}  // namespace

bool is_proven_version(const Edit& edit) {
    return edit.kind == kind::version_own || edit.kind == kind::version_sibling;
}

std::vector<Change> judge_recomputed(const Context& context, const Pair& pair, std::size_t pair_index,
                                     const derived::Recomputed& recomputed, std::vector<Edit>& edits) {
    Change blank;
    blank.kind = kind::digest_mismatch;
    const auto& member = context.trees.new_tree.members[*pair.new_member];
    blank.path = release::below_root(context.release.new_identity, member.path);
    if (pair.old_member) {
        const auto old_path = members_of(context, pair).old_path;
        if (old_path != blank.path) blank.old_path = old_path;
    }
    blank.pair = pair_index;
    std::vector<Change> wrong;
    if (recomputed.whole) {
        if (judge_whole(recomputed, edits)) return wrong;
    } else {
        judge_lines(recomputed, edits);
        wrong = wrong_places(blank, member, recomputed, edits);
        if (recomputed.problem.empty()) return wrong;
    }
    wrong.push_back(blank);
    wrong.back().reason = recomputed.problem;
    return wrong;
}

}  // namespace bumpgate::change
