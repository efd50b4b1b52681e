#include <algorithm>
#include <iterator>

#include "change/collect.hpp"
#include "change/derived/derived.hpp"
#include "change/places.hpp"
#include "change/proof.hpp"
#include "change/refine.hpp"
#include "change/surface.hpp"
#include "change/unfold.hpp"
#include "diff/lines.hpp"

namespace bumpgate::change {

namespace {

/// Both sides of a pair that has both.
struct Members {
    const Member& old_member;
    const Member& new_member;
    std::string_view old_path, new_path;  ///< below the root
};

Members members_of(const Context& context, const Pair& pair) {
    const auto& old_member = context.trees.old_tree.members[*pair.old_member];
    const auto& new_member = context.trees.new_tree.members[*pair.new_member];
    return {old_member, new_member, release::below_root(context.release.old_identity, old_member.path),
            release::below_root(context.release.new_identity, new_member.path)};
}

Change change_of(const Members& members, std::size_t pair, std::string_view kind, std::string reason) {
    Change change;
    change.kind = kind;
    change.path = members.new_path;
    if (members.old_path != members.new_path) change.old_path = members.old_path;
    change.reason = std::move(reason);
    change.pair = pair;
    return change;
}

std::vector<Change> to_changes(const Members& members, std::size_t pair, std::vector<Edit> edits) {
    Places old_places(members.old_member.content);
    Places new_places(members.new_member.content);
    std::vector<Change> changes;
    changes.reserve(edits.size());
    for (auto& edit : edits) {
        auto change = change_of(members, pair, edit.kind, std::move(edit.reason));
        change.old_side = old_places.side(edit.old_begin, edit.old_end);
        change.new_side = new_places.side(edit.new_begin, edit.new_end);
        change.name = std::move(edit.name);
        change.step = std::move(edit.step);
        change.lockstep = edit.lockstep;
        changes.push_back(std::move(change));
    }
    return changes;
}

bool is_proven(const Edit& edit) {
    return edit.kind == kind::version_own || edit.kind == kind::version_sibling;
}

void set_unproven(std::vector<Edit>& edits, std::string_view kind, const std::string& reason) {
    for (auto& edit : edits) {
        if (is_proven(edit)) continue;
        edit.kind = kind;
        edit.reason = reason;
    }
}

/// A binary's ranges as one change, from the first to the last byte that differs.
Edit binary_edit(const ContentDifference& difference) {
    const auto& first = difference.ranges.front();
    const auto& last = difference.ranges.back();
    Edit edit;
    edit.old_begin = static_cast<std::size_t>(first.old_offset);
    edit.old_end = static_cast<std::size_t>(last.old_offset + last.old_length);
    edit.new_begin = static_cast<std::size_t>(first.new_offset);
    edit.new_end = static_cast<std::size_t>(last.new_offset + last.new_length);
    edit.kind = kind::binary;
    const auto count = difference.ranges.size();
    edit.reason =
        "Not text: " + std::to_string(count) + (count == 1 ? " run" : " runs") + " of bytes differ.";
    return edit;
}

/// Words that changed side by side are one change to a reader: "Fri, 31 Oct" → "Thu, 06 Nov".
bool are_neighbours(const Subject& new_subject, const Edit& left, const Edit& right) {
    constexpr std::size_t widest_gap = 8;
    const bool plain =
        left.kind == kind::text && right.kind == kind::text && !left.whole_lines && !right.whole_lines;
    if (!plain || !left.name.empty() || !right.name.empty() || left.reason != right.reason) return false;
    const auto gap = new_subject.content.substr(left.new_end, right.new_begin - left.new_end);
    return gap.size() <= widest_gap && gap.find('\n') == std::string_view::npos;
}

void join_neighbours(const Subject& new_subject, std::vector<Edit>& edits) {
    std::vector<Edit> joined;
    for (auto& edit : edits) {
        if (!joined.empty() && are_neighbours(new_subject, joined.back(), edit)) {
            joined.back().old_end = edit.old_end;
            joined.back().new_end = edit.new_end;
        } else {
            joined.push_back(std::move(edit));
        }
    }
    edits = std::move(joined);
}

/// What the steps of the proof say of two texts.
std::vector<Edit> prove_and_refine(const Context& context, const Subject& old_subject,
                                   const Subject& new_subject, const ContentDifference& difference) {
    auto edits = prove(context, old_subject, new_subject, difference);
    refine_order(old_subject, new_subject, edits);
    refine_dependencies(context, old_subject, new_subject, edits);
    refine_changelog(context, old_subject, new_subject, edits);
    refine_fields(context, old_subject, new_subject, edits);
    refine_commits(old_subject, new_subject, edits);
    refine_text(old_subject, new_subject, edits);
    join_neighbours(new_subject, edits);
    return edits;
}

void unfold(std::vector<derived::Place>& places, const Unfolded& text) {
    for (auto& place : places) {
        place.begin = text.unfolded(place.begin);
        place.end = text.unfolded(place.end);
    }
}

std::vector<Edit> unfolded_edits(const Context& context, const Members& members,
                                 const derived::Recomputed& recomputed) {
    const Unfolded old_text(members.old_member.content);
    const Unfolded new_text(members.new_member.content);
    auto old_subject = Subject::file(members.old_path, old_text.text());
    auto new_subject = Subject::file(members.new_path, new_text.text());
    old_subject.recomputed = recomputed.old_places;
    new_subject.recomputed = recomputed.places;
    unfold(old_subject.recomputed, old_text);
    unfold(new_subject.recomputed, new_text);
    const auto difference = diff::compare_lines(old_text.text(), new_text.text());
    return refold(old_text, new_text, prove_and_refine(context, old_subject, new_subject, difference));
}

std::vector<Edit> text_edits(const Context& context, const Members& members,
                             const ContentDifference& difference, const derived::Recomputed& recomputed) {
    if (is_folded(members.old_path) && is_folded(members.new_path))
        return unfolded_edits(context, members, recomputed);
    auto old_subject = Subject::file(members.old_path, members.old_member.content);
    auto new_subject = Subject::file(members.new_path, members.new_member.content);
    old_subject.recomputed = recomputed.old_places;
    new_subject.recomputed = recomputed.places;
    return prove_and_refine(context, old_subject, new_subject, difference);
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
    return !std::all_of(edits.begin(), edits.end(), is_proven);
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

/// Gives the edits of what was recomputed their kinds; returns what is wrong and no edit tells.
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

}  // namespace

ContentChanges content_changes(const Context& context, derived::Recomputation& recomputation,
                               const Diff& diff, std::size_t pair_index) {
    const auto& pair = diff.pairs[pair_index];
    if (!pair.new_member) return {};
    auto recomputed = recomputation.recompute(pair.old_member, *pair.new_member);
    ContentChanges result;
    std::vector<Edit> edits;
    if (pair.old_member && pair.content && !pair.content->nested) {
        const auto members = members_of(context, pair);
        edits = pair.content->text
                    ? text_edits(context, members, *pair.content, recomputed.value_or(derived::Recomputed{}))
                    : std::vector<Edit>{binary_edit(*pair.content)};
        result.moved = std::any_of(edits.begin(), edits.end(), is_proven);
    }
    if (recomputed) {
        auto wrong = judge_recomputed(context, pair, pair_index, *recomputed, edits);
        std::move(wrong.begin(), wrong.end(), std::back_inserter(result.changes));
    }
    if (edits.empty()) return result;
    const auto members = members_of(context, pair);
    refine_surface(context.release.ecosystem, {members.old_path, members.old_member.content},
                   {members.new_path, members.new_member.content}, edits);
    auto changes = to_changes(members, pair_index, std::move(edits));
    std::move(changes.begin(), changes.end(), std::back_inserter(result.changes));
    return result;
}

}  // namespace bumpgate::change
