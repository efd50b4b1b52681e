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

/// The words that hold these places of two lines, if they are versions, the second above the first, and
/// nothing else of the lines differs.
struct RisenVersion {
    Word from, to;
};
std::optional<RisenVersion> risen_version(std::string_view old_line, std::string_view new_line,
                                          std::size_t old_at, std::size_t new_at) {
    const auto from = version_word(old_line, old_at);
    const auto to = version_word(new_line, new_at);
    if (!from || !to) return std::nullopt;
    const bool only = old_line.substr(0, from->begin) == new_line.substr(0, to->begin) &&
                      old_line.substr(from->end) == new_line.substr(to->end);
    if (!only || !is_upward(old_line.substr(from->begin, from->end - from->begin),
                            new_line.substr(to->begin, to->end - to->begin)))
        return std::nullopt;
    return RisenVersion{*from, *to};
}

}  // namespace

bool only_a_version_rises(std::string_view from, std::string_view to) {
    std::size_t at = 0;
    while (at < from.size() && at < to.size() && from[at] == to[at]) ++at;
    return risen_version(from, to, at, at).has_value();
}

std::optional<Proposal> propose_tool_version(const Place& place) {
    const auto edit = narrowed(place.old_subject, place.new_subject, place.edit);
    const auto old_line = line_at(place.old_subject, edit.old_begin);
    const auto new_line = line_at(place.new_subject, edit.new_begin);
    if (!old_line.whole || !new_line.whole) return std::nullopt;
    if (!names_a_tool(place.old_subject.path, old_line.text) ||
        !names_a_tool(place.new_subject.path, new_line.text))
        return std::nullopt;
    const auto moved = risen_version(old_line.text, new_line.text, edit.old_begin - old_line.begin,
                                     edit.new_begin - new_line.begin);
    if (!moved) return std::nullopt;
    const auto& [from, to] = *moved;
    Proposal proposal;
    proposal.old_begin = old_line.begin + from.begin;
    proposal.old_end = old_line.begin + from.end;
    proposal.new_begin = new_line.begin + to.begin;
    proposal.new_end = new_line.begin + to.end;
    proposal.kind = kind::tool_version;
    proposal.reason = "The field names a build tool, and its version moved upward.";
    return proposal;
}

}  // namespace bumpgate::change
