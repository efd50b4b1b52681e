#include "change/kinds.hpp"

#include <algorithm>
#include <array>

namespace bumpgate::change {

namespace {

constexpr std::array table{
    KindInfo{"any", "anything", "Every kind but the findings, hazards and text.deceptive."},
    KindInfo{"binary", "binary", "Bytes of a file that is not text changed."},
    KindInfo{"binary.version", "version in a binary",
             "Bytes of a file that is not text changed, where the version stands in the same length."},
    KindInfo{"changelog", "changelog", "Changelogs; a parent that allows nothing by itself."},
    KindInfo{"changelog.entry", "changelog entry",
             "Lines about the new version were put before the older entries of a changelog."},
    KindInfo{"commit", "commit id", "A git commit id became another one in a field that names one."},
    KindInfo{"container", "container", "How the release is packed, not what is in it."},
    KindInfo{"container.compression", "compression", "Packed with another method or level."},
    KindInfo{"container.format", "container format",
             "Another archive format, or an entry for a folder that exists anyway."},
    KindInfo{"container.header", "container header",
             "A header field of the container carries something else."},
    KindInfo{"container.header.version", "container name",
             "The file name in the container's header follows the version."},
    KindInfo{"container.order", "member order", "The members stand in another order."},
    KindInfo{"date", "date", "A date became a later one, written in the same way."},
    KindInfo{"dependency", "dependency",
             "What the package asks for of others; a parent that allows nothing by itself."},
    KindInfo{"dependency.added", "added dependency", "A requirement that the old release did not have."},
    KindInfo{"dependency.removed", "removed dependency", "A requirement that the new release no longer has."},
    KindInfo{"dependency.sibling", "sibling dependency",
             "A sibling's version moved upward, but not in lockstep with ours."},
    KindInfo{"dependency.version", "dependency range",
             "The range of another package moved, and nothing else of its requirement."},
    KindInfo{"derived", "derived file", "Files that follow from other members; a parent."},
    KindInfo{"derived.map", "source map",
             "The columns of a source map follow the versions in its file, and nothing else of it moved."},
    KindInfo{"digest", "digest", "Digests of other members; a parent that allows nothing by itself."},
    KindInfo{"digest.derived", "digest",
             "A digest or size of other members follows them, recomputed from the new release."},
    KindInfo{"digest.mismatch", "wrong digest",
             "A listing states a digest, size or member that the new release does not have."},
    KindInfo{"digest.sibling", "sibling digest",
             "The digest of a sibling stands beside its version, which moved in lockstep."},
    KindInfo{"exec", "self-running", "What runs by itself; a parent that allows nothing by itself."},
    KindInfo{"exec.surface", "self-running code",
             "Something that runs by itself, without being called, was added, removed or changed."},
    KindInfo{"file", "member", "The member itself: its being there, name, type and metadata."},
    KindInfo{"file.added", "added file", "The old release has no such member."},
    KindInfo{"file.link", "link target", "A link points somewhere else."},
    KindInfo{"file.mode", "permissions", "Permission bits changed."},
    KindInfo{"file.owner", "owner", "User or group changed."},
    KindInfo{"file.removed", "removed file", "The new release has no such member."},
    KindInfo{"file.renamed", "renamed file", "The same or similar content under another name."},
    KindInfo{"file.time", "time", "The modification time changed."},
    KindInfo{"file.type", "member type", "A file became a link, a folder or the like."},
    KindInfo{"file.xattr", "extended attributes",
             "Extended attributes, access lists or file capabilities changed."},
    KindInfo{"hazard", "hazard",
             "Two readers could see different content; a parent that allows nothing by itself."},
    KindInfo{"identity", "identity", "Who the release is; a parent that allows nothing by itself."},
    KindInfo{"identity.conflict", "contradicting identity",
             "Names or versions that the release states contradict each other."},
    KindInfo{"key", "key", "Keys of structured files; a parent that allows nothing by itself."},
    KindInfo{"key.order", "key order", "The keys of a structured file stand in another order."},
    KindInfo{"listing", "listing", "Files that list the release's own members; a parent."},
    KindInfo{"listing.derived", "listing",
             "A listing of members follows them, recomputed from the new release."},
    KindInfo{"text", "text", "Any change of text that no other kind explains."},
    KindInfo{"text.deceptive", "deceptive text",
             "Invisible, bidirectional or look-alike characters in what changed or beside it."},
    KindInfo{"text.encoding", "encoding", "A byte order mark came or went."},
    KindInfo{"text.line-ending", "line ends", "Only line ends changed."},
    KindInfo{"text.whitespace", "blanks", "Only blanks changed, where they mean nothing."},
    KindInfo{"tool", "tool", "The tools that built it; a parent that allows nothing by itself."},
    KindInfo{"tool.version", "tool version",
             "The version of a build tool moved upward in a field that names one."},
    KindInfo{"unclear", "unclear change",
             "The report that was read shows too little of the file to tell what this change is."},
    KindInfo{"uncompared", "uncompared member",
             "The report that was read names the member and never compared it."},
    KindInfo{"version", "version", "version.own and version.sibling."},
    KindInfo{"version.downgrade", "downgrade", "The new version is below the old one."},
    KindInfo{"version.lag", "lagging version",
             "The version before the old one became the old one: a constant that is one release behind."},
    KindInfo{"version.mixed", "mixed versions",
             "In a file in which versions moved, the old one still stands."},
    KindInfo{"version.own", "own version", "The package's own version, old to new, in the same spelling."},
    KindInfo{"version.part", "part of the version",
             "A part of the own version, derived from the old and the new one, where a word says version."},
    KindInfo{"version.reused", "reused version", "Other content under the same version."},
    KindInfo{"version.sibling", "sibling version",
             "A sibling's version moved from our old one to our new one."},
    KindInfo{"version.stale", "stale version", "The old version still stands where the new one should."},
    KindInfo{"version.weak", "unproven version", "Old and new version stand here, but it may be chance."},
    KindInfo{"year", "copyright year", "A copyright year or a range of them goes on to a later year."},
};
static_assert(std::ranges::is_sorted(table, {}, &KindInfo::id));

bool is_child(std::string_view kind, std::string_view parent) {
    return kind.size() > parent.size() && kind.starts_with(parent) && kind[parent.size()] == '.';
}

/// Parents that are too broad, or too easily taken for "may follow the version", to allow all of their
/// children.
bool allows_nothing(std::string_view id) {
    constexpr std::array<std::string_view, 8> parents{"changelog", "dependency", "digest", "exec",
                                                      "hazard",    "identity",   "key",    "tool"};
    return std::find(parents.begin(), parents.end(), id) != parents.end();
}

bool is_hazard(std::string_view id) {
    return id == "hazard" || is_child(id, "hazard");
}

}  // namespace

std::span<const KindInfo> all_kinds() {
    return table;
}

const KindInfo* find_kind(std::string_view id) {
    const auto* row = std::ranges::find(table, id, &KindInfo::id);
    return row == table.end() ? nullptr : row;
}

bool is_finding(std::string_view kind) {
    return kind == kind::version_downgrade || kind == kind::version_reused || kind == kind::identity_conflict;
}

bool is_beyond_policy(std::string_view kind) {
    return is_finding(kind) || kind == kind::uncompared;
}

bool kind_covers(std::string_view allowed, std::string_view kind) {
    if (kind == kind::uncompared) return false;
    if (allowed == "any") return kind != kind::text_deceptive && !is_finding(kind) && !is_hazard(kind);
    if (allowed == "version") return kind == kind::version_own || kind == kind::version_sibling;
    if (allowed == "text") return kind == "text" || (is_child(kind, "text") && kind != kind::text_deceptive);
    if (allows_nothing(allowed)) return false;
    if (is_finding(kind)) return allowed == kind;
    return allowed == kind || is_child(kind, allowed);
}

}  // namespace bumpgate::change
