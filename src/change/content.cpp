#include <algorithm>
#include <iterator>

#include "change/collect.hpp"
#include "change/derived/derived.hpp"
#include "change/edits.hpp"
#include "change/places.hpp"
#include "change/surface.hpp"

namespace bumpgate::change {

namespace {

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
        change.value = std::move(edit.value);
        changes.push_back(std::move(change));
    }
    return changes;
}

SurfaceSide surface_of(std::string_view path, const Member& member) {
    return {path, member.content, true, member.is_wholly_known()};
}

/// What has to be computed anew from other members cannot be, where only a report tells of them.
void deny_recomputing(const Members& members, std::vector<Edit>& edits) {
    if (!derived::may_follow(members.old_path) && !derived::may_follow(members.new_path)) return;
    for (auto& edit : edits) {
        edit.kind = kind::digest_mismatch;
        edit.reason = "It may follow from other members, and the report does not show them.";
        edit.name.clear();
    }
}

}  // namespace

ContentChanges content_changes(const Context& context, derived::Recomputation& recomputation,
                               const Diff& diff, std::size_t pair_index) {
    const auto& pair = diff.pairs[pair_index];
    if (!pair.new_member) return {};
    const bool from_report = context.trees.new_tree.from_report;
    auto recomputed = from_report ? std::nullopt : recomputation.recompute(pair.old_member, *pair.new_member);
    ContentChanges result;
    std::vector<Edit> edits;
    if (pair.old_member && pair.content && !pair.content->nested) {
        const auto members = members_of(context, pair);
        edits = pair.content->text ? text_edits(context, diff, members, *pair.content,
                                                recomputed.value_or(derived::Recomputed{}))
                                   : binary_edits(context, members, *pair.content);
        result.moved = std::any_of(edits.begin(), edits.end(), is_proven_version);
    }
    if (recomputed) {
        auto wrong = judge_recomputed(context, pair, pair_index, *recomputed, edits);
        std::move(wrong.begin(), wrong.end(), std::back_inserter(result.changes));
    }
    if (from_report && pair.old_member) deny_recomputing(members_of(context, pair), edits);
    if (edits.empty()) return result;
    const auto members = members_of(context, pair);
    refine_surface(context.release.ecosystem, surface_of(members.old_path, members.old_member),
                   surface_of(members.new_path, members.new_member), edits);
    auto changes = to_changes(members, pair_index, std::move(edits));
    std::move(changes.begin(), changes.end(), std::back_inserter(result.changes));
    return result;
}

}  // namespace bumpgate::change
