#include <algorithm>
#include <optional>
#include <utility>

#include "change/changed_value.hpp"
#include "change/edits.hpp"
#include "change/owner_rpm.hpp"
#include "change/refine.hpp"
#include "change/source_map_edits.hpp"
#include "change/statements.hpp"
#include "change/structure/document.hpp"
#include "change/unfold.hpp"
#include "diff/lines.hpp"

namespace bumpgate::change {

namespace {

/// Words that changed side by side are one change to a reader: "Fri, 31 Oct" → "Thu, 06 Nov".
bool are_neighbours(const Subject& new_subject, const Edit& left, const Edit& right) {
    constexpr std::size_t widest_gap = 8;
    const bool plain =
        left.kind == kind::text && right.kind == kind::text && !left.whole_lines && !right.whole_lines;
    if (!plain || !left.name.empty() || !right.name.empty() || left.reason != right.reason) return false;
    if (!are_in_one_value(left, right)) return false;
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

bool are_wholly_known(const Members& members) {
    return members.old_member.is_wholly_known() && members.new_member.is_wholly_known();
}

/// The pair of files that lie at these paths; pairs are sorted by the new side's.
const Pair* find_pair(const Context& context, const Diff& diff, std::string_view old_path,
                      std::string_view new_path) {
    const auto path_of = [&](const Pair& pair) {
        const Side side = pair.new_member ? Side::new_side : Side::old_side;
        const auto member = pair.new_member ? *pair.new_member : *pair.old_member;
        return release::below_root(context.release.identity(side), context.tree(side).members[member].path);
    };
    auto pair =
        std::lower_bound(diff.pairs.begin(), diff.pairs.end(), new_path,
                         [&](const Pair& left, std::string_view path) { return path_of(left) < path; });
    for (; pair != diff.pairs.end() && path_of(*pair) == new_path; ++pair) {
        if (!pair->old_member || !pair->new_member) continue;
        if (members_of(context, *pair).old_path == old_path) return &*pair;
    }
    return nullptr;
}

/// The file that a source map speaks of, beside it under the same name.
std::optional<GeneratedFile> generated_file(const Context& context, const Diff& diff, const Members& map) {
    constexpr std::string_view ending = ".map";
    const auto* pair = find_pair(context, diff, map.old_path.substr(0, map.old_path.size() - ending.size()),
                                 map.new_path.substr(0, map.new_path.size() - ending.size()));
    if (pair == nullptr || (pair->content && !pair->content->text)) return std::nullopt;
    const auto members = members_of(context, *pair);
    if (!are_wholly_known(members)) return std::nullopt;
    GeneratedFile file{Subject::file(members.old_path, members.old_member.content),
                       Subject::file(members.new_path, members.new_member.content),
                       {}};
    if (pair->content) file.edits = prove(context, file.old_subject, file.new_subject, *pair->content);
    return file;
}

std::optional<std::vector<Edit>> source_map_edits(const Context& context, const Diff& diff,
                                                  const Members& members, const Subject& old_subject,
                                                  const Subject& new_subject) {
    if (!is_source_map(members.old_path) || !is_source_map(members.new_path)) return std::nullopt;
    return prove_source_map(context, old_subject, new_subject,
                            [&] { return generated_file(context, diff, members); });
}

/// What the steps behind the proof say of two texts.
std::vector<Edit> refine(const Context& context, const Subject& old_subject, const Subject& new_subject,
                         std::vector<Edit> edits) {
    refine_rpm(context, old_subject, new_subject, edits);
    refine_order(old_subject, new_subject, edits);
    refine_dependencies(context, old_subject, new_subject, edits);
    refine_changelog(context, old_subject, new_subject, edits);
    refine_fields(context, old_subject, new_subject, edits);
    refine_commits(context, old_subject, new_subject, edits);
    refine_text(old_subject, new_subject, edits);
    tell_values(context, old_subject, new_subject, edits);
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
    return refold(
        old_text, new_text,
        refine(context, old_subject, new_subject, prove(context, old_subject, new_subject, difference)));
}

/// More than its lines tell what a change of this file is.
bool is_read_as_a_whole(std::string_view path) {
    return structure::format_of(path).has_value() || may_state_requirements(path) || is_folded(path);
}

/// Of a file of which a report shows a part: what can be told from the lines themselves. What takes the whole
/// file to tell is not even called text, which a rule may allow where it does not allow what it really is.
std::vector<Edit> partial_edits(const Context& context, const Members& members,
                                const ContentDifference& difference) {
    const auto old_subject =
        Subject::file(members.old_path, members.old_member.content, members.old_member.known_bytes);
    const auto new_subject =
        Subject::file(members.new_path, members.new_member.content, members.new_member.known_bytes);
    auto edits = prove(context, old_subject, new_subject, difference);
    refine_text(old_subject, new_subject, edits);
    join_neighbours(new_subject, edits);
    if (!is_read_as_a_whole(members.old_path) && !is_read_as_a_whole(members.new_path)) return edits;
    for (auto& edit : edits) {
        if (edit.kind != kind::text && (!edit.kind.starts_with("text.") || edit.kind == kind::text_deceptive))
            continue;
        edit.kind = kind::unclear;
        edit.reason += " The report shows too little of the file to tell what it is.";
    }
    return edits;
}

}  // namespace

Members members_of(const Context& context, const Pair& pair) {
    const auto& old_member = context.trees.old_tree.members[*pair.old_member];
    const auto& new_member = context.trees.new_tree.members[*pair.new_member];
    return {old_member, new_member, release::below_root(context.release.old_identity, old_member.path),
            release::below_root(context.release.new_identity, new_member.path)};
}

std::vector<Edit> text_edits(const Context& context, const Diff& diff, const Members& members,
                             const ContentDifference& difference, const derived::Recomputed& recomputed) {
    if (!are_wholly_known(members)) return partial_edits(context, members, difference);
    if (is_folded(members.old_path) && is_folded(members.new_path))
        return unfolded_edits(context, members, recomputed);
    auto old_subject = Subject::file(members.old_path, members.old_member.content);
    auto new_subject = Subject::file(members.new_path, members.new_member.content);
    old_subject.recomputed = recomputed.old_places;
    new_subject.recomputed = recomputed.places;
    auto map_edits = source_map_edits(context, diff, members, old_subject, new_subject);
    return refine(context, old_subject, new_subject,
                  map_edits ? *std::move(map_edits) : prove(context, old_subject, new_subject, difference));
}

}  // namespace bumpgate::change
