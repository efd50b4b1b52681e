#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "change/proof.hpp"
#include "change/subject.hpp"

// The kinds that are told by a value and the words around it: what the refine_*.cpp files share.
namespace bumpgate::change {

/// An edit that is `text` so far, and all that stands around it.
struct Place {
    const Context& context;
    const Subject& old_subject;
    const Subject& new_subject;
    const std::vector<Edit>& edits;  ///< of the pair, as the proof left them, in order
    const Edit& edit;                ///< one of them: within a line, unproven
};

/// A stretch of both contents that is to become one edit of a kind.
struct Proposal {
    std::size_t old_begin = 0, old_end = 0;
    std::size_t new_begin = 0, new_end = 0;
    std::string_view kind;
    std::string reason;
    std::string name;  ///< as in Change
};

// One function a kind. Each says what the edit, perhaps with others behind it, would be; nothing if it is
// none of that kind. That all edits in the stretch are unproven, that nothing lies across its borders and
// that no character deceives is looked at by the caller.

/// `date`: a date or timestamp became a later one in the same format, padding and precision.
[[nodiscard]] std::optional<Proposal> propose_date(const Place& place);
/// `year`: the years of a copyright line go on.
[[nodiscard]] std::optional<Proposal> propose_year(const Place& place);
/// `tool.version`: a build tool in a field that names one, upward.
[[nodiscard]] std::optional<Proposal> propose_tool_version(const Place& place);
/// `digest.sibling`: a digest beside a sibling's version that moved in lockstep.
[[nodiscard]] std::optional<Proposal> propose_sibling_digest(const Place& place);
/// `version.part`: a part of the own version, where a word says version.
[[nodiscard]] std::optional<Proposal> propose_version_part(const Place& place);
/// `version.lag`: the version before the old one became the old one.
[[nodiscard]] std::optional<Proposal> propose_version_lag(const Place& place);

/// Two git commit ids of the same length class and case, neither all zero.
[[nodiscard]] bool are_commit_ids(std::string_view from, std::string_view to);

/// Whether two texts differ in one word that is a version (of the scheme "generic"), and it rises.
[[nodiscard]] bool only_a_version_rises(std::string_view from, std::string_view to);

/// The last component of a path.
[[nodiscard]] std::string_view last_component(std::string_view path);

/// A line of one side without its line end: where it begins, and its bytes. Of a line longer than 1 KiB to
/// either side only that much, and `whole` is false: no field is that long, and minified code would be read
/// again for every difference.
struct Line {
    std::size_t begin = 0;
    std::string_view text;
    bool whole = true;
};
[[nodiscard]] Line line_at(const Subject& subject, std::size_t at);

/// The edit without the bytes that both sides begin and end with: a word that changed is one edit, though
/// only a part of it may differ.
[[nodiscard]] Edit narrowed(const Subject& old_subject, const Subject& new_subject, const Edit& edit);

/// The edit of this place on that side.
[[nodiscard]] std::string_view old_bytes(const Place& place);
[[nodiscard]] std::string_view new_bytes(const Place& place);

}  // namespace bumpgate::change
