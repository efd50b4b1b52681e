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
    if (at > line.size()) return std::nullopt;  // in the line's end
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

// ---- a value of a structured file, which may be one line

struct ToolValue {
    std::string_view file, key;  ///< at the top
};
constexpr std::array tool_values = std::to_array<ToolValue>({
    {".jsii", "jsiiVersion"},  // @jsii/spec, Assembly: "1.114.1 (build 02bbaf7)"
});

const structure::Scalar* tool_value(const Subject& subject, std::size_t begin, std::size_t end) {
    const auto* scalar = subject.document ? subject.document->at(begin, end) : nullptr;
    if (scalar == nullptr || scalar->path.size() != 1) return nullptr;
    const bool known = std::any_of(tool_values.begin(), tool_values.end(), [&](const ToolValue& row) {
        return last_component(subject.path) == row.file && scalar->path[0] == row.key;
    });
    return known ? scalar : nullptr;
}

/// The version of "1.114.1" or "1.114.1 (build 02bbaf7)"; empty if anything else stands there.
std::string_view version_and_build(std::string_view value) {
    constexpr std::string_view build = " (build ";
    const auto version = value.substr(0, value.find(build));
    auto rest = value.substr(version.size());
    const bool plain = !version.empty() && is_digit(version[0]) &&
                       std::all_of(version.begin(), version.end(), is_version_char);
    if (!plain || rest.empty()) return plain ? version : std::string_view();
    rest.remove_prefix(build.size());
    const bool hex = rest.size() >= 8 && rest.size() <= 41 && rest.back() == ')' &&
                     rest.find_first_not_of("0123456789abcdef") == rest.size() - 1;
    return hex ? version : std::string_view();
}

std::optional<Proposal> propose_tool_value(const Place& place) {
    const auto* from = tool_value(place.old_subject, place.edit.old_begin, place.edit.old_end);
    const auto* to = tool_value(place.new_subject, place.edit.new_begin, place.edit.new_end);
    if (from == nullptr || to == nullptr) return std::nullopt;
    const auto old_version = version_and_build(from->value);
    const auto new_version = version_and_build(to->value);
    if (old_version.empty() || new_version.empty() || !is_upward(old_version, new_version))
        return std::nullopt;
    Proposal proposal;
    proposal.old_begin = from->begin;
    proposal.old_end = from->end;
    proposal.new_begin = to->begin;
    proposal.new_end = to->end;
    proposal.kind = kind::tool_version;
    proposal.reason = "The field names a build tool, and its version moved upward.";
    return proposal;
}

}  // namespace

bool only_a_version_rises(std::string_view from, std::string_view to) {
    std::size_t at = 0;
    while (at < from.size() && at < to.size() && from[at] == to[at]) ++at;
    return risen_version(from, to, at, at).has_value();
}

std::optional<Proposal> propose_tool_version(const Place& place) {
    if (auto proposal = propose_tool_value(place)) return proposal;
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
