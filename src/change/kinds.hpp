#pragma once

#include <span>
#include <string_view>

namespace bumpgate::change {

/// What a change can be, as policies and reports name it. Kinds form a tree by their dots.
struct KindInfo {
    std::string_view id;       ///< "version.own"
    std::string_view title;    ///< "own version", for a summary line
    std::string_view meaning;  ///< a sentence
};

/// Every kind that a Change can have or a policy can name, sorted by id. Parents ("version", "text") are rows
/// too.
[[nodiscard]] std::span<const KindInfo> all_kinds();
[[nodiscard]] const KindInfo* find_kind(std::string_view id);

/// Whether a policy entry that names `allowed` covers a change of kind `kind`: the kind itself, or a child of
/// it, but `version` covers `version.own` and `version.sibling` only, `text` not `text.deceptive`,
/// `changelog`, `dependency`, `digest`, `exec`, `hazard`, `identity`, `key` and `tool` nothing by themselves,
/// and `any` everything but
/// `text.deceptive`, the findings (`version.downgrade`, `version.reused`, `identity.conflict`) and hazards.
/// Nothing covers `uncompared`.
[[nodiscard]] bool kind_covers(std::string_view allowed, std::string_view kind);

/// `version.downgrade`, `version.reused`, `identity.conflict`: about the release as a whole.
[[nodiscard]] bool is_finding(std::string_view kind);
/// A finding, or `uncompared`: no rule, no setting and no waiver makes it legal.
[[nodiscard]] bool is_beyond_policy(std::string_view kind);

namespace kind {
inline constexpr std::string_view version_own = "version.own";
inline constexpr std::string_view version_sibling = "version.sibling";
inline constexpr std::string_view version_weak = "version.weak";
inline constexpr std::string_view version_stale = "version.stale";
inline constexpr std::string_view version_mixed = "version.mixed";
inline constexpr std::string_view version_reused = "version.reused";
inline constexpr std::string_view version_downgrade = "version.downgrade";
inline constexpr std::string_view version_lag = "version.lag";
inline constexpr std::string_view version_part = "version.part";
inline constexpr std::string_view dependency_sibling = "dependency.sibling";
inline constexpr std::string_view dependency_version = "dependency.version";
inline constexpr std::string_view dependency_added = "dependency.added";
inline constexpr std::string_view dependency_removed = "dependency.removed";
inline constexpr std::string_view listing_derived = "listing.derived";
inline constexpr std::string_view digest_derived = "digest.derived";
inline constexpr std::string_view digest_mismatch = "digest.mismatch";
inline constexpr std::string_view digest_sibling = "digest.sibling";
inline constexpr std::string_view exec_surface = "exec.surface";
inline constexpr std::string_view changelog_entry = "changelog.entry";
inline constexpr std::string_view key_order = "key.order";
inline constexpr std::string_view tool_version = "tool.version";
inline constexpr std::string_view date = "date";
inline constexpr std::string_view year = "year";
inline constexpr std::string_view commit = "commit";
inline constexpr std::string_view text = "text";
inline constexpr std::string_view text_whitespace = "text.whitespace";
inline constexpr std::string_view text_line_ending = "text.line-ending";
inline constexpr std::string_view text_encoding = "text.encoding";
inline constexpr std::string_view text_deceptive = "text.deceptive";
inline constexpr std::string_view binary = "binary";
inline constexpr std::string_view binary_version = "binary.version";
inline constexpr std::string_view derived_map = "derived.map";
inline constexpr std::string_view file_added = "file.added";
inline constexpr std::string_view file_removed = "file.removed";
inline constexpr std::string_view file_renamed = "file.renamed";
inline constexpr std::string_view file_type = "file.type";
inline constexpr std::string_view file_mode = "file.mode";
inline constexpr std::string_view file_link = "file.link";
inline constexpr std::string_view file_owner = "file.owner";
inline constexpr std::string_view file_time = "file.time";
inline constexpr std::string_view container_order = "container.order";
inline constexpr std::string_view container_compression = "container.compression";
inline constexpr std::string_view container_format = "container.format";
inline constexpr std::string_view container_header = "container.header";
inline constexpr std::string_view container_header_version = "container.header.version";
inline constexpr std::string_view unclear = "unclear";
inline constexpr std::string_view uncompared = "uncompared";
inline constexpr std::string_view identity_conflict = "identity.conflict";
}  // namespace kind

}  // namespace bumpgate::change
