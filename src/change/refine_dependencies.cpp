#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/text.hpp"
#include "change/refine.hpp"
#include "change/requirement.hpp"

namespace bumpgate::change {

namespace {

/// A requirement and where it stands.
struct Statement {
    Requirement requirement;
    std::size_t begin = 0, end = 0;              ///< the value: what may move
    std::size_t entry_begin = 0, entry_end = 0;  ///< the whole entry: key, value and quotes, or the line
};

std::string_view file_name(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

bool starts_with(std::string_view text, std::string_view head) {
    return text.substr(0, head.size()) == head;
}

bool ends_with(std::string_view text, std::string_view tail) {
    return text.size() >= tail.size() && text.substr(text.size() - tail.size()) == tail;
}

bool is_npm_table(std::string_view key) {
    constexpr std::array<std::string_view, 4> tables{"dependencies", "devDependencies", "peerDependencies",
                                                     "optionalDependencies"};
    return std::find(tables.begin(), tables.end(), key) != tables.end();
}

/// pyproject.toml: [project] dependencies, optional-dependencies.*, [build-system] requires,
/// [dependency-groups] *.
bool is_pyproject_list(const std::vector<std::string>& path) {
    if (path.size() == 3 && path[0] == "project" && path[1] == "dependencies") return true;
    if (path.size() == 4 && path[0] == "project" && path[1] == "optional-dependencies") return true;
    if (path.size() == 3 && path[0] == "build-system" && path[1] == "requires") return true;
    return path.size() == 3 && path[0] == "dependency-groups";
}

bool is_requirements_file(std::string_view path) {
    const auto name = file_name(path);
    return name == "requires.txt" || (starts_with(name, "requirements") && ends_with(name, ".txt"));
}

/// A manifest format: which values of it are requirements.
std::optional<Requirement> requirement_in(std::string_view path, const structure::Scalar& scalar) {
    const auto name = file_name(path);
    if (name == "package.json") {
        if (scalar.path.size() != 2 || !is_npm_table(scalar.path[0])) return std::nullopt;
        return parse_npm(scalar.path[1], scalar.value);
    }
    if (name == "pyproject.toml")
        return is_pyproject_list(scalar.path) ? parse_pep508(scalar.value) : std::nullopt;
    const bool header = !scalar.path.empty() && starts_with(scalar.path[0], "requires-dist");
    return header ? parse_pep508(scalar.value) : std::nullopt;
}

std::vector<Statement> statements_in_document(const Subject& subject) {
    std::vector<Statement> result;
    for (const auto& scalar : subject.document->scalars) {
        auto requirement = requirement_in(subject.path, scalar);
        if (!requirement) continue;
        const bool headers = subject.document->format == structure::Format::headers;
        const auto entry_end =
            headers ? std::min(subject.line_end(scalar.end) + 1, subject.content.size()) : scalar.end + 1;
        result.push_back({std::move(*requirement), scalar.begin, scalar.end, scalar.key_begin, entry_end});
    }
    return result;
}

std::vector<Statement> statements_in_lines(const Subject& subject) {
    std::vector<Statement> result;
    for (const auto line : split_lines(subject.content)) {
        auto requirement = parse_pep508(line);
        if (!requirement) continue;
        const auto begin = static_cast<std::size_t>(line.data() - subject.content.data());
        const auto text = line.substr(0, line.find_last_not_of("\r\n") + 1);
        result.push_back({std::move(*requirement), begin, begin + text.size(), begin, begin + line.size()});
    }
    return result;
}

std::vector<Statement> statements_of(const Subject& subject) {
    if (subject.document) return statements_in_document(subject);
    return is_requirements_file(subject.path) ? statements_in_lines(subject) : std::vector<Statement>{};
}

const Statement* around(const std::vector<Statement>& statements, std::size_t begin, std::size_t end) {
    const auto found = std::find_if(statements.begin(), statements.end(), [&](const Statement& statement) {
        return statement.begin <= begin && end <= statement.end;
    });
    return found == statements.end() ? nullptr : &*found;
}

std::vector<const Statement*> within(const std::vector<Statement>& statements, std::size_t begin,
                                     std::size_t end) {
    std::vector<const Statement*> result;
    for (const auto& statement : statements) {
        if (begin <= statement.entry_begin && statement.entry_end <= end) result.push_back(&statement);
    }
    return result;
}

std::string normal(const Context& context, std::string_view name) {
    const auto* ecosystem = release::find_ecosystem(context.release.ecosystem);
    return ecosystem != nullptr ? ecosystem->normal_name(name) : std::string(name);
}

bool states(const Context& context, const std::vector<Statement>& statements, std::string_view name) {
    return std::any_of(statements.begin(), statements.end(), [&](const Statement& statement) {
        return normal(context, statement.requirement.name) == normal(context, name);
    });
}

const release::Scheme& scheme_of(const Subject& subject) {
    return *release::find_scheme(file_name(subject.path) == "package.json" ? "semver" : "pep440");
}

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
void judge_requirement(const Context& context, const Subject& subject, const Requirement& from,
                       const Requirement& to, bool stated_before, Edit& edit) {
    edit.name = to.name;
    if (normal(context, from.name) != normal(context, to.name)) {
        edit.kind = stated_before ? kind::text : kind::dependency_added;
        edit.reason =
            "A requirement of " + in_quotes(to.name) + " takes the place of " + in_quotes(from.name) + ".";
        return;
    }
    const auto& scheme = scheme_of(subject);
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
void merge_in_place(const Context& context, const Subject& old_subject, const Subject& new_subject,
                    const std::vector<Statement>& old_statements,
                    const std::vector<Statement>& new_statements, std::vector<Edit>& edits) {
    std::vector<Edit> result;
    for (std::size_t i = 0; i < edits.size();) {
        const auto& edit = edits[i];
        const auto* from = around(old_statements, edit.old_begin, edit.old_end);
        const auto* to = around(new_statements, edit.new_begin, edit.new_end);
        if (from == nullptr || to == nullptr || edit.whole_lines) {
            result.push_back(edits[i++]);
            continue;
        }
        std::size_t stop = i;
        bool unproven = false;
        while (stop < edits.size() &&
               around(old_statements, edits[stop].old_begin, edits[stop].old_end) == from &&
               around(new_statements, edits[stop].new_begin, edits[stop].new_end) == to) {
            unproven = unproven || edits[stop].kind == kind::text;
            ++stop;
        }
        if (unproven) {
            Edit whole;
            whole.old_begin = from->begin;
            whole.old_end = from->end;
            whole.new_begin = to->begin;
            whole.new_end = to->end;
            judge_requirement(context, new_subject, from->requirement, to->requirement,
                              states(context, old_statements, to->requirement.name), whole);
            result.push_back(std::move(whole));
        } else {
            result.insert(result.end(), edits.begin() + static_cast<std::ptrdiff_t>(i),
                          edits.begin() + static_cast<std::ptrdiff_t>(stop));
        }
        i = stop;
    }
    (void)old_subject;
    edits = std::move(result);
}

/// Between entries only blanks, line ends and JSON's or TOML's punctuation may stand.
bool only_glue(std::string_view content, std::size_t begin, std::size_t end,
               const std::vector<const Statement*>& entries) {
    std::size_t at = begin;
    const auto is_glue = [&](std::size_t stop) {
        for (; at < stop; ++at) {
            if (!is_space(content[at]) && content[at] != ',') return false;
        }
        return true;
    };
    for (const auto* entry : entries) {
        if (!is_glue(entry->entry_begin)) return false;
        at = entry->entry_end;
    }
    return is_glue(end);
}

/// Lines or entries that came or went: one edit for each requirement.
std::vector<Edit> split_entries(const Context& context, const Edit& edit, bool added,
                                const std::vector<const Statement*>& entries,
                                const std::vector<Statement>& other_side) {
    std::vector<Edit> result;
    std::size_t at = added ? edit.new_begin : edit.old_begin;
    const std::size_t end = added ? edit.new_end : edit.old_end;
    for (const auto* entry : entries) {
        Edit piece = edit;
        const std::size_t stop = entry == entries.back() ? end : entry->entry_end;
        (added ? piece.new_begin : piece.old_begin) = at;
        (added ? piece.new_end : piece.old_end) = stop;
        at = stop;
        piece.name = entry->requirement.name;
        const auto& source = entry->requirement.source;
        const std::string from = source.empty() ? "" : " It comes from " + in_quotes(source) + ".";
        if (states(context, other_side, piece.name)) {
            piece.reason = "A requirement of " + in_quotes(piece.name) + " moved to another place.";
        } else {
            piece.kind = added ? kind::dependency_added : kind::dependency_removed;
            piece.reason = (added ? "A dependency that the old release did not have: "
                                  : "A dependency that the new release no longer has: ") +
                           in_quotes(piece.name) + "." + from;
        }
        result.push_back(std::move(piece));
    }
    return result;
}

void split_added_and_removed(const Context& context, const Subject& old_subject, const Subject& new_subject,
                             const std::vector<Statement>& old_statements,
                             const std::vector<Statement>& new_statements, std::vector<Edit>& edits) {
    std::vector<Edit> result;
    for (const auto& edit : edits) {
        const bool added = edit.old_begin == edit.old_end;
        const bool removed = edit.new_begin == edit.new_end;
        const auto& subject = added ? new_subject : old_subject;
        const std::size_t begin = added ? edit.new_begin : edit.old_begin;
        const std::size_t end = added ? edit.new_end : edit.old_end;
        const auto entries = within(added ? new_statements : old_statements, begin, end);
        if (edit.kind != kind::text || (!added && !removed) || entries.empty() ||
            !only_glue(subject.content, begin, end, entries)) {
            result.push_back(edit);
            continue;
        }
        for (auto& piece :
             split_entries(context, edit, added, entries, added ? old_statements : new_statements))
            result.push_back(std::move(piece));
    }
    edits = std::move(result);
}

}  // namespace

void refine_dependencies(const Context& context, const Subject& old_subject, const Subject& new_subject,
                         std::vector<Edit>& edits) {
    const bool something_left =
        std::any_of(edits.begin(), edits.end(), [](const Edit& edit) { return edit.kind == kind::text; });
    if (!something_left) return;
    const auto old_statements = statements_of(old_subject);
    const auto new_statements = statements_of(new_subject);
    if (old_statements.empty() && new_statements.empty()) return;
    merge_in_place(context, old_subject, new_subject, old_statements, new_statements, edits);
    split_added_and_removed(context, old_subject, new_subject, old_statements, new_statements, edits);
}

}  // namespace bumpgate::change
