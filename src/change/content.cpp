#include <algorithm>

#include "change/binary_version.hpp"
#include "change/class_edits.hpp"
#include "change/class_file.hpp"
#include "change/collect.hpp"
#include "change/derived/listing.hpp"
#include "change/places.hpp"
#include "change/proof.hpp"
#include "change/refine.hpp"
#include "change/source_map_edits.hpp"

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

std::vector<Edit> binary_edits(const Context& context, const Members& members,
                               const ContentDifference& difference) {
    const auto& old_bytes = members.old_member.content;
    const auto& new_bytes = members.new_member.content;
    auto whole = binary_edit(difference);
    if (is_class_file(members.new_path, new_bytes)) {
        auto proof = prove_class(context, members.new_path, old_bytes, new_bytes);
        if (!proof.edits.empty()) return std::move(proof.edits);
        if (!proof.problem.empty())
            whole.reason = "A class file, and not only its versions: " + proof.problem;
    } else if (auto edits = prove_binary(context, members.new_path, old_bytes, new_bytes, difference)) {
        return *std::move(edits);
    }
    return {std::move(whole)};
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

std::vector<Edit> text_edits(const Context& context, const Diff& diff, const Members& members,
                             const ContentDifference& difference) {
    const auto old_subject = Subject::file(members.old_path, members.old_member.content);
    const auto new_subject = Subject::file(members.new_path, members.new_member.content);
    auto map_edits = source_map_edits(context, diff, members, old_subject, new_subject);
    auto edits = map_edits ? *std::move(map_edits) : prove(context, old_subject, new_subject, difference);
    refine_dependencies(context, old_subject, new_subject, edits);
    refine_commits(old_subject, new_subject, edits);
    refine_text(old_subject, new_subject, edits);
    join_neighbours(new_subject, edits);
    return edits;
}

bool is_listing(const Context& context, const Members& members) {
    return members.new_member.type == MemberType::file &&
           derived::is_listing(context.release.ecosystem, members.new_path);
}

derived::Verification verify(const Context& context, std::size_t new_member) {
    return derived::verify_listing(context.trees.old_tree, context.release.old_identity,
                                   context.trees.new_tree, context.release.new_identity, new_member);
}

}  // namespace

ContentChanges content_changes(const Context& context, const Diff& diff, std::size_t pair_index) {
    const auto& pair = diff.pairs[pair_index];
    if (!pair.old_member || !pair.new_member) return {};
    const auto members = members_of(context, pair);
    std::vector<Edit> edits;
    if (pair.content && !pair.content->nested) {
        edits = pair.content->text ? text_edits(context, diff, members, *pair.content)
                                   : binary_edits(context, members, *pair.content);
    }
    ContentChanges result;
    result.moved = std::any_of(edits.begin(), edits.end(), is_proven);
    if (is_listing(context, members)) {
        const auto verification = verify(context, *pair.new_member);
        if (verification.right) {
            set_unproven(edits, kind::listing_derived,
                         "Recomputed from the new release: every line is right.");
        } else {
            set_unproven(edits, kind::digest_mismatch, verification.problem);
            // Unchanged lines can be what is wrong, and a wrong listing is no version bump.
            if (std::all_of(edits.begin(), edits.end(), is_proven)) {
                result.changes.push_back(
                    change_of(members, pair_index, kind::digest_mismatch, verification.problem));
            }
        }
    }
    auto changes = to_changes(members, pair_index, std::move(edits));
    std::move(changes.begin(), changes.end(), std::back_inserter(result.changes));
    return result;
}

}  // namespace bumpgate::change
