#include "release/suffixes.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "release/numbers.hpp"
#include "release/scheme_rows.hpp"
#include "release/words.hpp"

namespace bumpgate::release {
namespace {

/// The labels by which one kind of pre-release goes.
struct Label {
    std::string_view normal, word;
};
constexpr std::array<Label, 6> labels{{
    {"a", "alpha"},
    {"b", "beta"},
    {"rc", "rc"},
    {"post", "post"},
    {"dev", "dev"},
    {"c", "rc"},
}};

std::string_view long_label(std::string_view label) {
    for (const auto& row : labels) {
        if (row.normal == label) return row.word;
    }
    return label;
}

const Label* find_label(std::string_view word) {
    const auto small = to_lower(word);
    const auto* row = std::find_if(labels.begin(), labels.end(), [&](const Label& label) {
        return label.word == small || label.normal == small;
    });
    return row == labels.end() ? nullptr : row;
}

bool is_separator(char c) {
    return c == '.' || c == '-' || c == '_' || c == '~';
}

using Part = Version::Part;

/// A word and a number: "-rc.1", ".RC1", "~rc1" → rc, 1. Nothing for any other shape.
std::optional<Part> word_and_number(std::string_view suffix) {
    if (!suffix.empty() && is_separator(suffix.front())) suffix.remove_prefix(1);
    std::size_t end = 0;
    while (end < suffix.size() && is_letter(suffix[end])) ++end;
    const auto word = suffix.substr(0, end);
    auto number = suffix.substr(end);
    if (!number.empty() && is_separator(number.front())) number.remove_prefix(1);
    const auto* known = find_version_word(word);
    if (known == nullptr || !std::all_of(number.begin(), number.end(), is_digit)) return std::nullopt;
    const auto* label = find_label(word);
    return Part{label == nullptr ? to_lower(word) : std::string(label->normal), std::string(number)};
}

/// SemVer's pre-release "rc.1" as label and number.
std::optional<Part> semver_part(const Part& part) {
    const auto dot = part.value.find('.');
    const auto number = dot == std::string::npos ? std::string() : part.value.substr(dot + 1);
    const auto* label = find_label(part.value.substr(0, dot));
    if (label == nullptr || !std::all_of(number.begin(), number.end(), is_digit)) return std::nullopt;
    return Part{std::string(label->normal), number};
}

/// Parts as label and number; empty if a pre-release has no such shape.
std::vector<Part> labelled_parts(const Version& version) {
    std::vector<Part> result;
    for (const auto& part : version.parts) {
        const auto taken_apart = part.label == "pre" ? semver_part(part) : part;
        if (!taken_apart) return {};
        result.push_back(*taken_apart);
    }
    return result;
}

/// How a label and its number are written.
using Writer = std::string (*)(const Part& part);
constexpr std::array<Writer, 6> writers{{
    [](const Part& part) {  // 1.4.3rc1, 1.4.3.post1
        const bool dot = part.label == "post" || part.label == "dev";
        return (dot ? "." : "") + part.label + part.value;
    },
    [](const Part& part) {  // 1.4.3-rc.1
        return "-" + std::string(long_label(part.label)) + (part.value.empty() ? "" : ".") + part.value;
    },
    [](const Part& part) { return "-" + std::string(long_label(part.label)) + part.value; },  // 1.4.3-rc1
    [](const Part& part) { return "." + part.label + part.value; },                           // 1.4.3.rc1
    [](const Part& part) { return "-" + part.label + part.value; },                           // 1.4.3-a2
    [](const Part& part) { return std::string(long_label(part.label)) + part.value; },        // 1.4.3alpha2
}};

std::string write_parts(const std::vector<Part>& parts, Writer write) {
    std::string text;
    for (const auto& part : parts) {
        if (part.label == "local" || part.label == "build") {
            text += "+" + part.value;
        } else if (part.label == "suffix") {
            text += part.value;
        } else {
            text += write(part);
        }
    }
    return text;
}

/// A form that drops what the version has, and not merely its build tag, is another version.
SuffixForm unless_dropped(const Version& version, std::string form) {
    const bool drops = form.empty() && !version.parts.empty() && version.parts.front().label != "build";
    return drops ? std::nullopt : SuffixForm(std::move(form));
}

std::string_view suffix_part(const Version& version) {
    const auto* part = find_part(version, "suffix");
    return part == nullptr ? std::string_view() : std::string_view(part->value);
}

/// The forms of a pre-release; of no suffix at all they are all empty, of another suffix there are none.
void add_written_forms(std::string_view suffix, std::vector<SuffixForm>& forms) {
    const auto part = word_and_number(suffix);
    for (const auto write : writers) {
        if (suffix.empty()) {
            forms.emplace_back("");
        } else {
            forms.push_back(part ? SuffixForm(write(*part)) : std::nullopt);
        }
    }
}

/// ".Final" as "-Final", and the other way round: OSGi and Maven differ in it.
SuffixForm with_separator(std::string_view suffix, char separator) {
    if (suffix.empty()) return std::string();
    if (suffix.front() != '.' && suffix.front() != '-') return std::nullopt;
    return separator + std::string(suffix.substr(1));
}

/// "+dfsg", "+dfsg1", "+ds", "~dfsg": Debian's marks of a source that was repacked.
std::string_view without_repacking(std::string_view suffix) {
    for (const std::string_view mark : {"+dfsg", "+ds", "~dfsg", ".dfsg", "~ds"}) {
        const auto at = suffix.rfind(mark);
        if (at == std::string_view::npos) continue;
        const auto rest = suffix.substr(at + mark.size());
        if (std::all_of(rest.begin(), rest.end(), [](char c) { return is_digit(c) || c == '.'; }))
            return suffix.substr(0, at);
    }
    return suffix;
}

}  // namespace

std::string_view written_suffix(const Version& version) {
    std::string_view text = version.text;
    if (!text.empty() && to_lower(text.front()) == 'v') text.remove_prefix(1);
    if (!version.epoch.empty()) text.remove_prefix(std::min(text.size(), version.epoch.size() + 1));
    return text.substr(std::min(text.size(), dotted_length(version.release)));
}

std::vector<SuffixForm> common_suffixes(const Version& version) {
    const auto written = std::string(written_suffix(version));
    const auto parts = labelled_parts(version);
    std::vector<SuffixForm> forms{unless_dropped(version, written)};
    for (const auto write : writers) forms.push_back(unless_dropped(version, write_parts(parts, write)));
    // The build tag dropped: 1.4.3-rc.1 for 1.4.3-rc.1+sha.5.
    forms.push_back(unless_dropped(version, written.substr(0, written.find('+'))));
    return forms;
}

std::vector<SuffixForm> word_suffixes(const Version& version) {
    const auto suffix = suffix_part(version);
    std::vector<SuffixForm> forms{std::string(suffix), with_separator(suffix, '.'),
                                  with_separator(suffix, '-')};
    add_written_forms(suffix, forms);
    return forms;
}

std::vector<SuffixForm> maven_suffixes(const Version& version) {
    auto forms = word_suffixes(version);
    const auto suffix = suffix_part(version);
    const auto* word = find_version_word(suffix_word(suffix));
    const bool qualifier = !suffix_word(suffix).empty() && (word == nullptr || !word->before);
    forms.push_back(suffix.empty() || qualifier ? SuffixForm("") : std::nullopt);
    return forms;
}

std::vector<SuffixForm> packaged_suffixes(const Version& version) {
    const auto upstream = suffix_part(version);
    const auto plain = without_repacking(upstream);
    std::vector<SuffixForm> forms{std::string(written_suffix(version)), std::string(upstream),
                                  std::string(plain)};
    add_written_forms(plain, forms);
    return forms;
}

}  // namespace bumpgate::release
