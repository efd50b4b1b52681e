#include <algorithm>
#include <iterator>
#include <optional>
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

/// How an edit lies in recomputed bytes.
struct Cover {
    std::string_view kind;
    std::string problem;
};

/// The places that hold a range: one, or whole lines in a row of which each is a place.
std::optional<Cover> cover_of(const std::vector<derived::Place>& places, std::string_view content,
                              std::size_t begin, std::size_t end) {
    if (const auto* place = place_around(places, begin, end)) return Cover{place->kind, place->problem};
    // A line that comes or goes behind the last one of a list touches that one's line end.
    const auto ends_before = [&](const derived::Place& row) { return row.end + 1 < begin; };
    auto place = std::partition_point(places.begin(), places.end(), ends_before);
    if (place == places.end() || place->begin > begin) return std::nullopt;
    const bool starts_a_line = begin == place->begin || begin == place->end + 1;
    Cover cover{place->kind, {}};
    for (; place != places.end() && place->kind == cover.kind; ++place) {
        if (cover.problem.empty()) cover.problem = place->problem;
        if (end <= place->end) return cover;
        if (content.substr(place->end, 1) != "\n") return std::nullopt;
        if (end == place->end + 1) return starts_a_line ? std::optional(cover) : std::nullopt;
        const auto next = std::next(place);
        if (next == places.end() || next->begin != place->end + 1) return std::nullopt;
    }
    return std::nullopt;
}

/// Lines of a list within a file.
void judge_lines(const derived::Recomputed& recomputed, std::string_view old_content,
                 std::string_view new_content, std::vector<Edit>& edits) {
    for (auto& edit : edits) {
        if (edit.kind != kind::text) continue;
        const auto from = cover_of(recomputed.old_places, old_content, edit.old_begin, edit.old_end);
        const auto to = cover_of(recomputed.places, new_content, edit.new_begin, edit.new_end);
        if (!from || !to) continue;
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
        const auto old_content =
            pair.old_member ? context.trees.old_tree.members[*pair.old_member].content : std::string_view();
        judge_lines(recomputed, old_content, member.content, edits);
        wrong = wrong_places(blank, member, recomputed, edits);
        if (recomputed.problem.empty()) return wrong;
    }
    wrong.push_back(blank);
    wrong.back().reason = recomputed.problem;
    return wrong;
}

}  // namespace bumpgate::change
