#include "gate/entry_for.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "change/kinds.hpp"
#include "gate/matching.hpp"
#include "gate/pattern.hpp"

namespace bumpgate::gate {

namespace {

namespace kind = change::kind;
using policy::Allow;

struct KindWords {
    std::string_view kind;
    std::string_view means;
};
constexpr std::array kind_words = std::to_array<KindWords>({
    {kind::binary, "any change of bytes in this file"},
    {kind::binary_version, "a version of the same length in this file's bytes"},
    {kind::changelog_entry, "an entry for the new version in this changelog, with any text"},
    {kind::commit, "commit ids in this file"},
    {kind::date, "dates in this file that move forward"},
    {kind::dependency_added, "this dependency may be added in this file"},
    {kind::dependency_removed, "this dependency may be removed from this file"},
    {kind::derived_map, "the columns of this source map may follow the version"},
    {kind::digest_derived, "digests and sizes in this file may follow the release's files"},
    {kind::digest_mismatch, "this listing may state what is wrong"},
    {kind::digest_sibling, "digests of siblings in this file, which nobody can check here"},
    {kind::exec_surface, "any change, by which other code may run by itself"},
    {kind::file_added, "this file may be added, with any content"},
    {kind::file_link, "this link may point anywhere"},
    {kind::file_mode, "any permissions of this file"},
    {kind::file_removed, "this file may be removed"},
    {kind::file_renamed, "this file may have had another name"},
    {kind::file_type, "this member may become another type"},
    {kind::key_order, "another order of keys in this file"},
    {kind::listing_derived, "this listing may follow the release's files"},
    {kind::text, "any text change in this file"},
    {kind::text_deceptive, "invisible and look-alike characters in this file"},
    {kind::text_encoding, "a byte order mark may come or go in this file"},
    {kind::text_line_ending, "other line ends in this file"},
    {kind::text_whitespace, "other blanks in this file"},
    {kind::tool_version, "build tools that this file names may be newer"},
    {kind::version_lag, "the version before the old one may become the old one in this file"},
    {kind::version_mixed, "the old version may stay beside the new one in this file"},
    {kind::version_own, "the own version, old to new, in this file"},
    {kind::version_part, "parts of the version, where a word says version, in this file"},
    {kind::version_sibling, "a sibling's version, old to new, in this file"},
    {kind::version_stale, "the old version may stay in this file"},
    {kind::version_weak, "any number in this file that moves as the version does"},
    {kind::year, "copyright years in this file that move forward"},
});

bool is_requirement(std::string_view id) {
    return id == kind::dependency_sibling || id == kind::dependency_version;
}

std::string words_for_kind(const Allow& allow, const Change& change) {
    if (is_requirement(change.kind)) {
        const std::string limit =
            allow.within_any ? ""
                             : " by a step up to " +
                                   std::string(release::to_string(allow.within.value_or(default_within)));
        return "the version that this file asks of " + printable(change.name) + " may move" + limit +
               (allow.down ? ", and down" : "");
    }
    const auto* row = std::ranges::find(kind_words, change.kind, &KindWords::kind);
    if (row != kind_words.end()) return std::string(row->means);
    return "any change " + std::string(change.kind) + " in this file";
}

/// What the value of a key is on both sides, as narrow as it can be said.
policy::ValueAs value_as(const ChangedValue& value, std::string_view id) {
    using policy::ValueAs;
    if (value.is_version || id == kind::version_weak) return ValueAs::version;
    if (value.is_commit) return ValueAs::commit;
    if (value.is_date) return ValueAs::date;
    return value.is_tool ? ValueAs::tool : ValueAs::any;
}

std::string words_for_key(const policy::KeyEntry& key) {
    switch (key.as) {
        case policy::ValueAs::any:
            return "this value may become any other";
        case policy::ValueAs::commit:
            return "this value may become another commit id";
        case policy::ValueAs::date:
            return "this value may become a later date";
        case policy::ValueAs::tool:
            return "the version in this value may rise";
        case policy::ValueAs::version:
            break;
    }
    return "this value may follow the own version";
}

}  // namespace

Allow entry_for(const Change& change) {
    Allow allow;
    allow.kind = change.kind;
    if (!change.kind.starts_with("dependency.")) return allow;
    if (!change.name.empty()) allow.names = {literal_pattern(change.name)};
    if (!is_requirement(change.kind)) return allow;
    const auto step = release::step_from_string(change.step);
    allow.within_any = !step;
    allow.down = (!step || *step == release::Step::downgrade) && change.kind == kind::dependency_version;
    if (step && *step != release::Step::downgrade && *step > default_within) allow.within = step;
    return allow;
}

std::optional<Allow> key_entry_for(const Change& change) {
    if (!change.value || (change.kind != kind::text && change.kind != kind::version_weak))
        return std::nullopt;
    const auto& path = change.value->path;
    const auto pointer = change::pointer_to(*change.value);
    if (std::ranges::find(path, "*") != path.end() || !is_utf8(pointer)) return std::nullopt;
    Allow allow;
    allow.kind = "key";
    allow.key = policy::KeyEntry{pointer, path, value_as(*change.value, change.kind)};
    return allow;
}

std::string words_for(const Allow& allow, const Change& change) {
    if (allow.key) return words_for_key(*allow.key);
    if (allow.line) return "lines of this file that match may come and go";
    return words_for_kind(allow, change);
}

}  // namespace bumpgate::gate
