#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "change/refine.hpp"

namespace bumpgate::change {

namespace {

/// A field that names a commit: the file's name, and the path of the value in it.
struct CommitField {
    std::string_view file;
    std::array<std::string_view, 2> path;
};
constexpr std::array<CommitField, 2> commit_fields{{
    {"package.json", {"gitHead", ""}},
    {".cargo_vcs_info.json", {"git", "sha1"}},
}};

bool is_commit_id(std::string_view text) {
    const bool length = (text.size() >= 7 && text.size() <= 16) || text.size() == 40 || text.size() == 64;
    const bool hex =
        std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
    return length && hex && text.find_first_not_of('0') != std::string_view::npos;
}

std::string_view file_name(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

bool names_a_commit(std::string_view path, const structure::Scalar& scalar) {
    return std::any_of(commit_fields.begin(), commit_fields.end(), [&](const CommitField& field) {
        const std::size_t length = field.path[1].empty() ? 1 : 2;
        return file_name(path) == field.file && scalar.path.size() == length &&
               std::equal(scalar.path.begin(), scalar.path.end(), field.path.begin());
    });
}

/// setuptools-scm writes `__commit_id__ = commit_id = 'g0123abc'` into the version file.
bool is_scm_line(const Subject& subject, std::size_t begin, std::size_t end) {
    const auto line_begin = subject.line_begin(begin);
    const auto left = subject.content.substr(line_begin, begin - line_begin);
    const auto right = subject.content.substr(end, subject.line_end(end) - end);
    return left == "__commit_id__ = commit_id = 'g" && trim(right) == "'";
}

/// The value that holds the edit, if its field names a commit.
std::optional<std::string_view> commit_value(const Subject& subject, std::size_t& begin, std::size_t& end) {
    if (subject.document) {
        const auto* scalar = subject.document->at(begin, end);
        if (scalar == nullptr || !names_a_commit(subject.path, *scalar)) return std::nullopt;
        begin = scalar->begin;
        end = scalar->end;
    } else {
        const auto is_hex = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); };
        while (begin > 0 && is_hex(subject.content[begin - 1])) --begin;
        while (begin < end && !is_hex(subject.content[begin])) ++begin;  // the leading "g" of a git describe
        while (end < subject.content.size() && is_hex(subject.content[end])) ++end;
        if (!is_scm_line(subject, begin, end)) return std::nullopt;
    }
    return subject.content.substr(begin, end - begin);
}

}  // namespace

void refine_commits(const Subject& old_subject, const Subject& new_subject, std::vector<Edit>& edits) {
    for (auto& edit : edits) {
        if (edit.kind != kind::text || edit.whole_lines) continue;
        Edit wider = edit;
        const auto old_value = commit_value(old_subject, wider.old_begin, wider.old_end);
        const auto new_value = commit_value(new_subject, wider.new_begin, wider.new_end);
        if (!old_value || !new_value || !is_commit_id(*old_value) || !is_commit_id(*new_value)) continue;
        if (old_value->size() != new_value->size()) continue;
        // A hex word is one edit already; anything else in the field means that the edit is not all that
        // changed.
        const bool whole = wider.old_begin == edit.old_begin && wider.old_end == edit.old_end;
        const bool behind_g = edit.old_begin + 1 == wider.old_begin && edit.old_end == wider.old_end;
        if (!whole && !behind_g) continue;
        wider.kind = kind::commit;
        wider.reason = "A commit id became another one in a field that names one.";
        edit = wider;
    }
}

}  // namespace bumpgate::change
