#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "change/refine_fields.hpp"

namespace bumpgate::change {

namespace {

/// A field that names the tool which built the release, at the start of a line (blanks before it aside).
struct ToolField {
    std::string_view file;  ///< the last component of the path
    std::string_view field;
};
constexpr std::array tool_fields = std::to_array<ToolField>({
    {"WHEEL", "Generator:"},  // Binary distribution format
    {"MANIFEST.MF", "Created-By:"},
    {"MANIFEST.MF", "Originally-Created-By:"},
    {"MANIFEST.MF", "Build-Jdk:"},
    {"MANIFEST.MF", "Build-Jdk-Spec:"},
    {"MANIFEST.MF", "Build-Java-Version:"},
    {"MANIFEST.MF", "Ant-Version:"},
    {"MANIFEST.MF", "Archiver-Version:"},
    {"MANIFEST.MF", "Gradle-Version:"},
    {"MANIFEST.MF", "Maven-Version:"},
    {"MANIFEST.MF", "Tool:"},  // bnd
    {"pom.properties", "#Created by"},
    {"metadata", "rubygems_version:"},  // Gem::Specification
    {"about.json", "\"conda_build_version\":"},
    {"about.json", "\"conda_version\":"},
    {".jsii", "\"jsiiVersion\":"},
    {"header", "RPMVERSION:"},
});

bool names_a_tool(std::string_view path, std::string_view line) {
    const auto file = last_component(path);
    const auto text = line.substr(std::min(line.find_first_not_of(" \t"), line.size()));
    return std::any_of(tool_fields.begin(), tool_fields.end(), [&](const ToolField& row) {
        return file == row.file && text.substr(0, row.field.size()) == row.field;
    });
}

bool is_version_char(char c) {
    return is_alnum(c) || c == '.' || c == '_' || c == '+' || c == '-';
}

/// The word with a digit at its start that holds or touches `at`: where in the line it stands.
struct Word {
    std::size_t begin = 0, end = 0;
};
std::optional<Word> version_word(std::string_view line, std::size_t at) {
    Word word{at, at};
    while (word.begin > 0 && is_version_char(line[word.begin - 1])) --word.begin;
    while (word.end < line.size() && is_version_char(line[word.end])) ++word.end;
    // "Bnd-6.4.0": the tool's name stands before the version.
    while (word.begin < word.end &&
           (!is_digit(line[word.begin]) || (word.begin > 0 && is_alnum(line[word.begin - 1]))))
        ++word.begin;
    return word.begin < word.end && word.begin <= at ? std::optional(word) : std::nullopt;
}

bool is_upward(std::string_view from, std::string_view to) {
    const auto* scheme = release::find_scheme("generic");
    const auto old_version = scheme->parse(from);
    const auto new_version = scheme->parse(to);
    if (!old_version || !new_version) return false;
    return scheme->compare(*new_version, *old_version) == std::strong_ordering::greater;
}

}  // namespace

std::optional<Proposal> propose_tool_version(const Place& place) {
    const auto edit = narrowed(place.old_subject, place.new_subject, place.edit);
    const auto old_line = line_at(place.old_subject, edit.old_begin);
    const auto new_line = line_at(place.new_subject, edit.new_begin);
    if (!old_line.whole || !new_line.whole) return std::nullopt;
    if (!names_a_tool(place.old_subject.path, old_line.text) ||
        !names_a_tool(place.new_subject.path, new_line.text))
        return std::nullopt;
    const auto from = version_word(old_line.text, edit.old_begin - old_line.begin);
    const auto to = version_word(new_line.text, edit.new_begin - new_line.begin);
    if (!from || !to) return std::nullopt;
    const auto same = [&](std::size_t old_at, std::size_t old_end, std::size_t new_at, std::size_t new_end) {
        return old_line.text.substr(old_at, old_end - old_at) ==
               new_line.text.substr(new_at, new_end - new_at);
    };
    if (!same(0, from->begin, 0, to->begin) ||
        !same(from->end, old_line.text.size(), to->end, new_line.text.size()))
        return std::nullopt;
    if (!is_upward(old_line.text.substr(from->begin, from->end - from->begin),
                   new_line.text.substr(to->begin, to->end - to->begin)))
        return std::nullopt;
    Proposal proposal;
    proposal.old_begin = old_line.begin + from->begin;
    proposal.old_end = old_line.begin + from->end;
    proposal.new_begin = new_line.begin + to->begin;
    proposal.new_end = new_line.begin + to->end;
    proposal.kind = kind::tool_version;
    proposal.reason = "The field names a build tool, and its version moved upward.";
    return proposal;
}

}  // namespace bumpgate::change
