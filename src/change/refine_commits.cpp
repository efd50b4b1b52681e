#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "base/text.hpp"
#include "change/refine.hpp"
#include "change/refine_fields.hpp"
#include "change/token.hpp"
#include "change/words.hpp"

namespace bumpgate::change {

namespace {

/// A value that names a commit: the file's name and the path of the value in it. A "*" in front stands for
/// anything.
struct ValueField {
    std::string_view file, path;
};
constexpr std::array value_fields = std::to_array<ValueField>({
    {"package.json", "gitHead"},                          // lerna
    {".cargo_vcs_info.json", "git/sha1"},                 // cargo package
    {"*.nuspec", "package/metadata/repository/@commit"},  // NuGet, ".nuspec reference"
});

/// A line that names a commit: the file's name, and what stands before the id and behind it, blanks at the
/// line's ends aside.
struct LineField {
    std::string_view file, before, behind;
};
constexpr std::array line_fields = std::to_array<LineField>({
    {"*", "__commit_id__ = commit_id = 'g", "'"},  // setuptools-scm
    {"*", "\"full-revisionid\": \"", "\","},       // versioneer
    {".git_archival.txt", "node: ", ""},           // gitattributes(5), export-subst
    {"git.properties", "git.commit.id=", ""},      // git-commit-id-maven-plugin
    {"git.properties", "git.commit.id.full=", ""},
    {"git.properties", "git.commit.id.abbrev=", ""},
    {"MANIFEST.MF", "Build-Revision: ", ""},
    {"MANIFEST.MF", "Git-Commit: ", ""},
    {"MANIFEST.MF", "Git-Revision: ", ""},
    {"MANIFEST.MF", "SCM-Revision: ", ""},
    {"*.versions.properties", "*.shortCommitHash=", ""},  // netty
    {"*.versions.properties", "*.longCommitHash=", ""},
});

/// How many digits git prints: all of SHA-1 or SHA-256, or as few as tell one commit from others.
enum class Length { none, abbreviated, sha1, sha256 };

Length length_of(std::string_view id) {
    if (id.size() == 40) return Length::sha1;
    if (id.size() == 64) return Length::sha256;
    return id.size() >= 7 && id.size() <= 16 ? Length::abbreviated : Length::none;
}

bool is_hex(std::string_view text, char first_letter) {
    return std::all_of(text.begin(), text.end(),
                       [&](char c) { return is_digit(c) || (c >= first_letter && c <= first_letter + 5); });
}

bool is_any_hex(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool fits(std::string_view pattern, std::string_view text) {
    return pattern.starts_with('*') ? text.ends_with(pattern.substr(1)) : text == pattern;
}

bool names_a_commit(std::string_view path, const structure::Scalar& scalar) {
    const auto joined = join(scalar.path, "/");
    return std::any_of(value_fields.begin(), value_fields.end(), [&](const ValueField& field) {
        return fits(field.file, last_component(path)) && joined == field.path;
    });
}

bool is_commit_line(const Subject& subject, std::size_t begin, std::size_t end) {
    const auto line = line_at(subject, begin);
    if (!line.whole) return false;
    auto left = line.text.substr(0, begin - line.begin);
    left = left.substr(std::min(left.find_first_not_of(" \t"), left.size()));
    const auto right = trim(line.text.substr(std::min(end - line.begin, line.text.size())));
    return std::any_of(line_fields.begin(), line_fields.end(), [&](const LineField& field) {
        return fits(field.file, last_component(subject.path)) && fits(field.before, left) &&
               right == field.behind;
    });
}

/// The value that holds the edit, if its field names a commit.
std::optional<std::string_view> commit_value(const Subject& subject, std::size_t& begin, std::size_t& end) {
    if (subject.document && subject.document->format != structure::Format::headers) {
        const auto* scalar = subject.document->at(begin, end);
        if (scalar == nullptr || !names_a_commit(subject.path, *scalar)) return std::nullopt;
        begin = scalar->begin;
        end = scalar->end;
    } else {
        while (begin > 0 && is_any_hex(subject.content[begin - 1])) --begin;
        while (begin < end && !is_any_hex(subject.content[begin]))
            ++begin;  // the leading "g" of a git describe
        while (end < subject.content.size() && is_any_hex(subject.content[end])) ++end;
        if (!is_commit_line(subject, begin, end)) return std::nullopt;
    }
    return subject.content.substr(begin, end - begin);
}

// ---- version and commit in one word

/// Fields of .NET whose value is version and commit: Roslyn's SourceRevisionId, and what Windows shows of it.
constexpr std::array informational_fields = std::to_array<std::string_view>({
    "assemblyinformationalversion",
    "assemblyinformationalversionattribute",
    "informationalversion",
    "productversion",
});

bool is_informational(const Subject& subject, std::size_t begin) {
    const auto line = line_at(subject, begin);
    auto left = line.text.substr(0, begin - line.begin);
    while (!left.empty() && !is_alnum(left.back()) && static_cast<unsigned char>(left.back()) < 0x80)
        left.remove_suffix(1);
    auto name = left.size();
    while (name > 0 && is_alnum(left[name - 1])) --name;
    const auto field = to_lower(left.substr(name));
    return std::find(informational_fields.begin(), informational_fields.end(), field) !=
           informational_fields.end();
}

/// "1.4.3+0123abcd", the word around a place.
struct Informational {
    std::size_t begin = 0, plus = 0, end = 0;
};
std::optional<Informational> informational_at(const Subject& subject, std::size_t at, std::size_t to) {
    constexpr std::size_t longest = 256;
    const auto& content = subject.content;
    const auto in_word = [](char c) { return is_alnum(c) || c == '.' || c == '-' || c == '+' || c == '_'; };
    Informational word{at, at, at};
    while (word.begin > 0 && at - word.begin < longest && in_word(content[word.begin - 1])) --word.begin;
    while (word.end < content.size() && word.end - at < longest && in_word(content[word.end])) ++word.end;
    const auto plus = content.substr(word.begin, word.end - word.begin).find('+');
    if (plus == std::string_view::npos || to > word.end || !is_informational(subject, word.begin))
        return std::nullopt;
    word.plus = word.begin + plus;
    return word;
}

std::string_view text_of(const Subject& subject, std::size_t begin, std::size_t end) {
    return subject.content.substr(begin, end - begin);
}

bool spells_versions(const Context& context, std::string_view from, std::string_view to) {
    return std::any_of(context.spellings.begin(), context.spellings.end(),
                       [&](const release::Spelling& spelling) {
                           return spelling.shape == release::Shape::dotted && spelling.old_text == from &&
                                  spelling.new_text == to;
                       });
}

bool is_own(const Context& context, const Subject& subject, const Informational& word) {
    if (!subject.is_parsed() || words::is_changelog(subject.path)) return false;
    const auto owner = owner_of(context, subject, word.begin, word.plus);
    return owner.kinship == Kinship::own && !owner.format_field &&
           !touches_deceptive(subject.content, word.begin, word.end, LookAlikes::counted);
}

/// What an edit in such a word becomes: one for the version, one for the commit; none if it is not that.
std::vector<Edit> split_informational(const Context& context, const Subject& old_subject,
                                      const Subject& new_subject, const Edit& edit) {
    const auto from = informational_at(old_subject, edit.old_begin, edit.old_end);
    const auto to = informational_at(new_subject, edit.new_begin, edit.new_end);
    if (!from || !to || !is_own(context, old_subject, *from) || !is_own(context, new_subject, *to)) return {};
    if (edit.old_begin - from->begin != edit.new_begin - to->begin) return {};  // not the same place
    const auto versions = spells_versions(context, text_of(old_subject, from->begin, from->plus),
                                          text_of(new_subject, to->begin, to->plus));
    if (!versions || !are_commit_ids(text_of(old_subject, from->plus + 1, from->end),
                                     text_of(new_subject, to->plus + 1, to->end)))
        return {};
    Edit version, commit;
    version.old_begin = from->begin;
    version.old_end = from->plus;
    version.new_begin = to->begin;
    version.new_end = to->plus;
    version.kind = kind::version_own;
    version.reason = "The own version, old to new, in front of the commit that it was built from.";
    commit.old_begin = from->plus + 1;
    commit.old_end = from->end;
    commit.new_begin = to->plus + 1;
    commit.new_end = to->end;
    commit.kind = kind::commit;
    commit.reason = "A commit id became another one, behind the version in a field that names both.";
    return {version, commit};
}

bool lies_within(const Edit& edit, const Edit& first, const Edit& last) {
    return edit.old_begin >= first.old_begin && edit.old_end <= last.old_end &&
           edit.new_begin >= first.new_begin && edit.new_end <= last.new_end;
}

void split_words(const Context& context, const Subject& old_subject, const Subject& new_subject,
                 std::vector<Edit>& edits) {
    if (!context.release.has_versions()) return;
    std::vector<Edit> result;
    for (std::size_t i = 0; i < edits.size();) {
        const bool open = edits[i].kind == kind::text && !edits[i].whole_lines;
        auto parts =
            open ? split_informational(context, old_subject, new_subject, edits[i]) : std::vector<Edit>();
        if (parts.empty()) {
            result.push_back(edits[i++]);
            continue;
        }
        auto next = i;
        while (next < edits.size() && lies_within(edits[next], parts.front(), parts.back())) ++next;
        const bool overlaps = next < edits.size() && (edits[next].old_begin < parts.back().old_end ||
                                                      edits[next].new_begin < parts.back().new_end);
        if (overlaps) {  // more than the word changed
            result.push_back(edits[i++]);
            continue;
        }
        i = next;
        std::move(parts.begin(), parts.end(), std::back_inserter(result));
    }
    edits = std::move(result);
}

}  // namespace

bool are_commit_ids(std::string_view from, std::string_view to) {
    const bool same_case = (is_hex(from, 'a') && is_hex(to, 'a')) || (is_hex(from, 'A') && is_hex(to, 'A'));
    const auto is_zero = [](std::string_view id) {
        return id.find_first_not_of('0') == std::string_view::npos;
    };
    return length_of(from) != Length::none && length_of(from) == length_of(to) && same_case &&
           !is_zero(from) && !is_zero(to);
}

void refine_commits(const Context& context, const Subject& old_subject, const Subject& new_subject,
                    std::vector<Edit>& edits) {
    split_words(context, old_subject, new_subject, edits);
    for (auto& edit : edits) {
        if (edit.kind != kind::text || edit.whole_lines) continue;
        Edit wider = edit;
        const auto old_value = commit_value(old_subject, wider.old_begin, wider.old_end);
        const auto new_value = commit_value(new_subject, wider.new_begin, wider.new_end);
        if (!old_value || !new_value || !are_commit_ids(*old_value, *new_value)) continue;
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
