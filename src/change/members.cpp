#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "change/collect.hpp"
#include "change/places.hpp"
#include "change/proof.hpp"
#include "change/surface.hpp"

namespace bumpgate::change {

namespace {

std::string_view path_of(const Context& context, Side side, std::size_t member) {
    return release::below_root(context.release.identity(side), context.tree(side).members[member].path);
}

std::string describe(const Member& member) {
    if (!member.link_target.empty()) return std::string(to_string(member.type)) + " to " + member.link_target;
    if (member.type != MemberType::file) return std::string(to_string(member.type));
    if (!member.is_wholly_known()) return "file";
    const auto size = member.content.size();
    return "file, " + std::to_string(size) + (size == 1 ? " byte" : " bytes");
}

/// Whether the other side has the folder anyway, by an entry or by what lies in it.
bool has_folder(const Context& context, Side side, std::string_view folder) {
    if (folder.empty()) return true;
    const auto& identity = context.release.identity(side);
    const auto& members = context.tree(side).members;
    return std::any_of(members.begin(), members.end(), [&](const Member& member) {
        const auto path = release::below_root(identity, member.path);
        return path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/';
    });
}

/// Added or removed.
Change lone_change(const Context& context, const Pair& pair, std::size_t index) {
    const bool added = pair.new_member.has_value();
    const Side side = added ? Side::new_side : Side::old_side;
    const auto number = added ? *pair.new_member : *pair.old_member;
    const auto& member = context.tree(side).members[number];
    Change change;
    change.pair = index;
    change.path = path_of(context, side, number);
    (added ? change.new_value : change.old_value) = describe(member);
    if (member.type == MemberType::directory &&
        has_folder(context, added ? Side::old_side : Side::new_side, change.path)) {
        change.kind = kind::container_format;
        change.reason = "Only one side has an entry for this folder, which both have.";
        return change;
    }
    change.kind = added ? kind::file_added : kind::file_removed;
    change.reason = added ? "The old release has no such member." : "The new release has no such member.";
    if (member.type != MemberType::file || member.content.empty()) return change;
    (added ? change.new_side : change.old_side) = Places(member.content).side(0, member.content.size());
    return change;
}

/// A name that only moved by the version is the version's; `otherwise` is the kind of anything else.
void judge_name(const Context& context, Change& change, std::string_view otherwise) {
    const auto edits = prove_name(context, change.old_value, change.new_value);
    if (!edits.empty() && all_proven(edits)) {
        const auto sibling = std::find_if(
            edits.begin(), edits.end(), [](const Edit& edit) { return edit.kind == kind::version_sibling; });
        const auto& telling = sibling == edits.end() ? edits.front() : *sibling;
        change.kind = telling.kind;
        change.reason = telling.reason;
        change.name = telling.name;
        return;
    }
    change.kind = otherwise;
    const auto unproven = std::find_if(edits.begin(), edits.end(), [](const Edit& edit) {
        return edit.kind != kind::version_own && edit.kind != kind::version_sibling;
    });
    change.reason = unproven == edits.end() ? "The name changed." : unproven->reason;
}

struct FieldKind {
    std::string_view field, kind, reason;
};
constexpr std::array<FieldKind, 8> field_kinds{{
    {"atime", kind::file_time, "The time of the last access changed."},
    {"birth-time", kind::file_time, "The time of creation changed."},
    {"ctime", kind::file_time, "The time of the last change of anything about it changed."},
    {"mode", kind::file_mode, "The permission bits changed."},
    {"owner", kind::file_owner, "The owner changed."},
    {"sparse", kind::container_format, "The holes of a sparse file changed."},
    {"time", kind::file_time, "The modification time changed."},
    {"type", kind::file_type, "It is another type of member now."},
}};

constexpr std::string_view attribute_field = "xattr ";
constexpr std::string_view file_xattr = "file.xattr";

void judge_field(const Context& context, const Pair& pair, const MetadataDifference& difference,
                 Change& change) {
    if (difference.field == "path") {
        judge_name(context, change, kind::file_renamed);
        if (pair.paired_by == PairedBy::version_path) return;
        if (pair.paired_by == PairedBy::random_name) {
            change.kind = kind::container_format;
            change.reason = "The tool that packs makes this name up anew each time.";
            return;
        }
        change.kind = kind::file_renamed;
        change.name.clear();
        change.reason = pair.paired_by == PairedBy::content ? "The same content under another name."
                                                            : "Similar content under another name.";
        return;
    }
    if (difference.field == "link") return judge_name(context, change, kind::file_link);
    if (difference.field.starts_with(attribute_field)) {
        change.kind = file_xattr;
        change.reason =
            "The attribute " + in_quotes(difference.field.substr(attribute_field.size())) + " changed.";
        return;
    }
    const auto* row = std::find_if(field_kinds.begin(), field_kinds.end(),
                                   [&](const FieldKind& known) { return known.field == difference.field; });
    // A field nobody knows is the gravest one.
    change.kind = row == field_kinds.end() ? kind::file_type : row->kind;
    change.reason = row == field_kinds.end() ? "The member's " + difference.field + " changed."
                                             : std::string(row->reason);
}

void judge_container(const Context& context, Change& change, const ContainerDifference& difference) {
    struct Row {
        std::string_view field, kind, reason;
    };
    constexpr std::array<Row, 7> rows{{
        {"bytes", kind::container_compression,
         "Packed another way: members and all that is told of them are the same."},
        {"compression", kind::container_compression, "Packed another way."},
        {"format", kind::container_format, "Another container format."},
        {"header", kind::container_header, "A header field of the container carries something else."},
        {"order", kind::container_order, "The members stand in another order."},
        {"root", kind::container_format, "The root folder has another name."},
        {"time", kind::file_time, "The container's own time changed."},
    }};
    if (difference.layer == "part" && difference.field == "header") {
        change.kind = kind::file_mode;
        change.reason = "The permission bits or attributes of this part of the package changed.";
        return;
    }
    const auto* row = std::find_if(rows.begin(), rows.end(),
                                   [&](const Row& known) { return known.field == difference.field; });
    change.kind = row == rows.end() ? kind::container_header : row->kind;
    change.reason =
        row == rows.end() ? "The container's " + difference.field + " changed." : std::string(row->reason);
    if (change.kind != kind::container_header) return;
    const auto edits = prove_name(context, change.old_value, change.new_value);
    if (edits.empty() || !all_proven(edits)) return;
    change.kind = kind::container_header_version;
    change.reason = "The file name in the header carries the version.";
}

std::vector<Change> plain_changes(const Context& context, const Diff& diff, std::size_t index) {
    const auto& pair = diff.pairs[index];
    if (!pair.old_member || !pair.new_member) return {lone_change(context, pair, index)};
    const auto old_path = path_of(context, Side::old_side, *pair.old_member);
    const auto new_path = path_of(context, Side::new_side, *pair.new_member);
    std::vector<Change> changes;
    for (const auto& difference : pair.metadata) {
        Change change;
        change.pair = index;
        change.path = new_path;
        if (old_path != new_path) change.old_path = old_path;
        change.old_value = difference.old_value;
        change.new_value = difference.new_value;
        judge_field(context, pair, difference, change);
        changes.push_back(std::move(change));
    }
    return changes;
}

/// What the source has and the release made from it lacks: nobody who has the release can run it.
bool is_left_out(const Context& context, const Change& change) {
    return context.release.baseline == release::Baseline::source && change.kind == kind::file_removed;
}

/// What only a report tells of, and does not show.
std::optional<Change> unseen_change(const Context& context, const Diff& diff, std::size_t index) {
    const auto& pair = diff.pairs[index];
    if (pair.shown == Shown::bytes) return std::nullopt;
    Change change;
    change.pair = index;
    if (pair.new_member) change.path = path_of(context, Side::new_side, *pair.new_member);
    if (pair.old_member) {
        const auto old_path = path_of(context, Side::old_side, *pair.old_member);
        if (!pair.new_member) change.path = old_path;
        if (change.path != old_path) change.old_path = old_path;
    }
    if (pair.shown == Shown::words) {
        change.kind = kind::binary;
        change.reason = "The report says that it differs, and does not show its bytes.";
        return change;
    }
    change.kind = kind::uncompared;
    change.reason = !pair.new_member   ? "Only the old release has it, and the report says nothing of it."
                    : !pair.old_member ? "Only the new release has it, and the report says nothing of it."
                                       : "The report names it on both sides and never compared it.";
    return change;
}

std::optional<SurfaceSide> surface_of(const Context& context, Side side, std::optional<std::size_t> index) {
    if (!index) return std::nullopt;
    const auto& member = context.tree(side).members[*index];
    return SurfaceSide{path_of(context, side, *index), member.content, member.type == MemberType::file,
                       member.is_wholly_known()};
}

}  // namespace

std::vector<Change> member_changes(const Context& context, const Diff& diff, std::size_t index) {
    const auto& pair = diff.pairs[index];
    const bool lone = !pair.old_member || !pair.new_member;
    auto unseen = unseen_change(context, diff, index);
    // That it came or went is part of what nobody has looked at.
    auto changes = lone && unseen ? std::vector<Change>() : plain_changes(context, diff, index);
    if (unseen) changes.push_back(*std::move(unseen));
    const auto old_side = surface_of(context, Side::old_side, pair.old_member);
    const auto new_side = surface_of(context, Side::new_side, pair.new_member);
    for (auto& change : changes) {
        if (is_left_out(context, change)) continue;
        refine_surface(context.release.ecosystem, old_side ? &*old_side : nullptr,
                       new_side ? &*new_side : nullptr, change);
    }
    return changes;
}

std::vector<Change> container_changes(const Context& context, const Diff& diff) {
    std::vector<Change> changes;
    for (const auto& difference : diff.container) {
        Change change;
        change.path = difference.path;
        change.old_path = difference.old_path;
        change.old_value = difference.old_value;
        change.new_value = difference.new_value;
        change.name = difference.layer;
        judge_container(context, change, difference);
        changes.push_back(std::move(change));
    }
    return changes;
}

}  // namespace bumpgate::change
