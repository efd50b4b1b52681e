#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "change/refine.hpp"
#include "change/requirement.hpp"
#include "change/statements.hpp"

namespace bumpgate::change {

namespace {

std::string normal(const Context& context, std::string_view name) {
    const auto* ecosystem = release::find_ecosystem(context.release.ecosystem);
    return ecosystem != nullptr ? ecosystem->normal_name(name) : std::string(name);
}

/// All that one side states.
class Stated {
  public:
    Stated(const Context& context, const Subject& subject)
        : context_(context), statements_(statements_of(subject)) {
        for (const auto& statement : statements_) names_.insert(normal(context, statement.requirement.name));
    }

    [[nodiscard]] bool empty() const { return statements_.empty(); }

    [[nodiscard]] bool names(std::string_view name) const { return names_.contains(normal(context_, name)); }

    /// The statement whose value holds [begin, end), or null.
    [[nodiscard]] const Statement* around(std::size_t begin, std::size_t end) const {
        const auto behind = first_behind(begin + 1);
        if (behind == statements_.begin()) return nullptr;
        const auto& statement = *std::prev(behind);
        return end <= statement.end ? &statement : nullptr;
    }

    /// Those whose entries lie in [begin, end).
    [[nodiscard]] std::vector<const Statement*> within(std::size_t begin, std::size_t end) const {
        std::vector<const Statement*> result;
        for (auto at = first_behind(begin); at != statements_.end() && at->begin < end; ++at) {
            if (begin <= at->entry_begin && at->entry_end <= end) result.push_back(&*at);
        }
        return result;
    }

  private:
    [[nodiscard]] std::vector<Statement>::const_iterator first_behind(std::size_t begin) const {
        return std::lower_bound(
            statements_.begin(), statements_.end(), begin,
            [](const Statement& statement, std::size_t at) { return statement.begin < at; });
    }

    const Context& context_;
    std::vector<Statement> statements_;  // sorted by `begin`
    std::set<std::string> names_;        // normal forms
};

bool equals_version(const release::Scheme& scheme, std::string_view text, const release::Version& version) {
    const auto parsed = scheme.parse(text);
    const auto own = scheme.parse(version.text);
    return parsed && own && scheme.compare(*parsed, *own) == std::strong_ordering::equal;
}

/// Every version that moved went from exactly our old one to exactly our new one.
bool moved_in_lockstep(const Context& context, const release::Scheme& scheme, const Requirement& from,
                       const Requirement& to) {
    if (!context.release.has_versions() || from.comparators.size() != to.comparators.size()) return false;
    bool moved = false;
    for (std::size_t i = 0; i < from.comparators.size(); ++i) {
        if (from.comparators[i] == to.comparators[i]) continue;
        moved = true;
        if (!equals_version(scheme, from.comparators[i].version, *context.release.old_version)) return false;
        if (!equals_version(scheme, to.comparators[i].version, *context.release.new_version)) return false;
    }
    return moved;
}

/// What one requirement that changed in place is.
void judge_requirement(const Context& context, const Requirement& from, const Requirement& to,
                       const release::Scheme& scheme, bool stated_before, Edit& edit) {
    edit.name = to.name;
    if (normal(context, from.name) != normal(context, to.name)) {
        edit.kind = stated_before ? kind::text : kind::dependency_added;
        edit.reason =
            "A requirement of " + in_quotes(to.name) + " takes the place of " + in_quotes(from.name) + ".";
        return;
    }
    const auto moved = movement(from, to, scheme);
    if (!moved) {
        edit.kind = kind::text;
        edit.reason = "The requirement of " + in_quotes(to.name) + " changed in more than its version.";
        return;
    }
    edit.step = to_string(moved->step);
    edit.lockstep = moved_in_lockstep(context, scheme, from, to);
    if (context.names.kinship(to.name) == Kinship::sibling) {
        edit.kind = kind::dependency_sibling;
        edit.reason = "The sibling " + in_quotes(to.name) + " moved on a version line of its own.";
        return;
    }
    edit.kind = kind::dependency_version;
    edit.reason = edit.lockstep
                      ? in_quotes(to.name) +
                            " moved from our old version to our new one, but is not known as a sibling."
                      : "The range of " + in_quotes(to.name) + ", another package, moved.";
}

/// Edits inside one requirement become one edit over its value.
void merge_in_place(const Context& context, const Stated& old_statements, const Stated& new_statements,
                    std::vector<Edit>& edits) {
    std::vector<Edit> result;
    for (std::size_t i = 0; i < edits.size();) {
        const auto& edit = edits[i];
        const auto* from = old_statements.around(edit.old_begin, edit.old_end);
        const auto* to = new_statements.around(edit.new_begin, edit.new_end);
        if (from == nullptr || to == nullptr || edit.whole_lines) {
            result.push_back(edits[i++]);
            continue;
        }
        std::size_t stop = i;
        bool unproven = false;
        while (stop < edits.size() &&
               old_statements.around(edits[stop].old_begin, edits[stop].old_end) == from &&
               new_statements.around(edits[stop].new_begin, edits[stop].new_end) == to) {
            unproven = unproven || edits[stop].kind == kind::text;
            ++stop;
        }
        if (unproven) {
            Edit whole;
            whole.old_begin = from->begin;
            whole.old_end = from->end;
            whole.new_begin = to->begin;
            whole.new_end = to->end;
            judge_requirement(context, from->requirement, to->requirement, *to->scheme,
                              old_statements.names(to->requirement.name), whole);
            result.push_back(std::move(whole));
        } else {
            result.insert(result.end(), edits.begin() + static_cast<std::ptrdiff_t>(i),
                          edits.begin() + static_cast<std::ptrdiff_t>(stop));
        }
        i = stop;
    }
    edits = std::move(result);
}

/// Between entries blanks, line ends and JSON's or TOML's punctuation may stand, and the name of one of npm's
/// tables that comes or goes with all that is in it.
bool is_glue(std::string_view gap) {
    const auto is_mark = [](char c) { return is_space(c) || c == ',' || c == '{' || c == '}' || c == ':'; };
    for (std::size_t at = 0; at < gap.size();) {
        if (is_mark(gap[at])) {
            ++at;
            continue;
        }
        const auto quote = gap[at] == '"' ? gap.find('"', at + 1) : std::string_view::npos;
        if (quote == std::string_view::npos || !statements::is_npm_table(gap.substr(at + 1, quote - at - 1)))
            return false;
        at = quote + 1;
    }
    return true;
}

/// A stretch of the side on which lines or entries came or went.
struct Piece {
    std::size_t begin = 0, end = 0;
    const Statement* entry = nullptr;  ///< null: something else
};

/// One piece for each requirement, with the glue around it, and what stands between them.
std::vector<Piece> pieces_of(std::string_view content, std::size_t begin, std::size_t end,
                             const std::vector<const Statement*>& entries) {
    std::vector<Piece> pieces;
    std::size_t at = begin;
    for (const auto* entry : entries) {
        if (entry->entry_begin < at) continue;  // one table holds both
        const bool glue = is_glue(content.substr(at, entry->entry_begin - at));
        if (!glue) pieces.push_back({at, entry->entry_begin, nullptr});
        pieces.push_back({glue ? at : entry->entry_begin, entry->entry_end, entry});
        at = entry->entry_end;
    }
    if (is_glue(content.substr(at, end - at))) {
        pieces.back().end = end;
    } else {
        pieces.push_back({at, end, nullptr});
    }
    return pieces;
}

void tell_requirement(const Statement& entry, bool added, const Stated& other_side, Edit& edit) {
    edit.name = entry.requirement.name;
    if (other_side.names(edit.name)) {
        edit.reason = "A requirement of " + in_quotes(edit.name) + " moved to another place.";
        return;
    }
    const auto& source = entry.requirement.source;
    const std::string from = source.empty() ? "" : " It comes from " + in_quotes(source) + ".";
    edit.kind = added ? kind::dependency_added : kind::dependency_removed;
    edit.reason = (added ? "A dependency that the old release did not have: "
                         : "A dependency that the new release no longer has: ") +
                  in_quotes(edit.name) + "." + from;
}

/// Lines or entries that came or went: one edit for each requirement, and for each stretch that is none.
std::vector<Edit> split_entries(const Edit& edit, bool added, const std::vector<Piece>& pieces,
                                const Stated& other_side) {
    std::vector<Edit> result;
    for (const auto& piece : pieces) {
        Edit part = edit;
        (added ? part.new_begin : part.old_begin) = piece.begin;
        (added ? part.new_end : part.old_end) = piece.end;
        if (piece.entry != nullptr) tell_requirement(*piece.entry, added, other_side, part);
        result.push_back(std::move(part));
    }
    return result;
}

/// A comma at the end of a line and the lines behind it that make it necessary, as one edit: the line ends
/// may be taken before or behind what came, and before is where the comma is.
bool join_comma(const Subject& subject, bool added, Edit& comma, const Edit& lines) {
    const auto span = [added](const Edit& edit) {
        return added ? std::pair(edit.new_begin, edit.new_end) : std::pair(edit.old_begin, edit.old_end);
    };
    const auto other = [added](const Edit& edit) {
        return added ? std::pair(edit.old_begin, edit.old_end) : std::pair(edit.new_begin, edit.new_end);
    };
    const auto [at, behind] = span(comma);
    const auto [begin, end] = span(lines);
    const bool only_here = other(comma).first == other(comma).second &&
                           other(lines).first == other(lines).second &&
                           other(comma).second + 1 == other(lines).first;
    const bool fits = comma.kind == kind::text && lines.kind == kind::text && only_here &&
                      begin == behind + 1 && end > begin && subject.content.substr(at, behind - at) == "," &&
                      subject.content[behind] == '\n' && subject.content[end - 1] == '\n';
    if (!fits) return false;
    (added ? comma.new_end : comma.old_end) = end - 1;
    comma.reason = lines.reason;
    return true;
}

void join_commas(const Subject& old_subject, const Subject& new_subject, std::vector<Edit>& edits) {
    std::vector<Edit> result;
    for (const auto& edit : edits) {
        const bool joined = !result.empty() && (join_comma(new_subject, true, result.back(), edit) ||
                                                join_comma(old_subject, false, result.back(), edit));
        if (!joined) result.push_back(edit);
    }
    edits = std::move(result);
}

void split_added_and_removed(const Subject& old_subject, const Subject& new_subject,
                             const Stated& old_statements, const Stated& new_statements,
                             std::vector<Edit>& edits) {
    std::vector<Edit> result;
    for (const auto& edit : edits) {
        const bool added = edit.old_begin == edit.old_end;
        const bool removed = edit.new_begin == edit.new_end;
        const auto& subject = added ? new_subject : old_subject;
        const std::size_t begin = added ? edit.new_begin : edit.old_begin;
        const std::size_t end = added ? edit.new_end : edit.old_end;
        const auto entries = (added ? new_statements : old_statements).within(begin, end);
        if (edit.kind != kind::text || (!added && !removed) || entries.empty()) {
            result.push_back(edit);
            continue;
        }
        const auto pieces = pieces_of(subject.content, begin, end, entries);
        for (auto& part : split_entries(edit, added, pieces, added ? old_statements : new_statements))
            result.push_back(std::move(part));
    }
    edits = std::move(result);
}

}  // namespace

void refine_dependencies(const Context& context, const Subject& old_subject, const Subject& new_subject,
                         std::vector<Edit>& edits) {
    const bool something_left =
        std::any_of(edits.begin(), edits.end(), [](const Edit& edit) { return edit.kind == kind::text; });
    if (!something_left) return;
    const Stated old_statements(context, old_subject);
    const Stated new_statements(context, new_subject);
    if (old_statements.empty() && new_statements.empty()) return;
    merge_in_place(context, old_statements, new_statements, edits);
    join_commas(old_subject, new_subject, edits);
    split_added_and_removed(old_subject, new_subject, old_statements, new_statements, edits);
}

}  // namespace bumpgate::change
