#include "change/owner_rpm.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.hpp"
#include "change/kinds.hpp"

namespace bumpgate::change {

namespace {

using By = Ownership::By;

enum class Whose { own, source, field, past };

struct TagRow {
    std::string_view tag;
    Whose whose;
};
constexpr std::array tags = std::to_array<TagRow>({
    {"VERSION", Whose::own},
    {"SOURCERPM", Whose::source},
    {"EPOCH", Whose::field},
    {"RELEASE", Whose::field},
    {"RPMVERSION", Whose::field},
    {"CHANGELOGNAME", Whose::past},
    {"CHANGELOGTEXT", Whose::past},
});

/// Namespaces in which a package's name stands between parentheses: "config(acme)", "pkgconfig(acme)".
constexpr std::array namespaces =
    std::to_array<std::string_view>({"cmake", "config", "crate", "golang", "mvn", "npm", "osgi", "perl",
                                     "php-composer", "pkgconfig", "python2dist", "python3dist", "rubygem"});

bool is_namespace(std::string_view word) {
    // python3.11dist
    const bool python = word.starts_with("python") && word.ends_with("dist");
    return python || std::find(namespaces.begin(), namespaces.end(), word) != namespaces.end();
}

/// Whom a capability names: "acme" of "acme(x86-64)" and of "config(acme)".
std::string_view package_in(std::string_view capability) {
    const auto open = capability.find('(');
    if (open == std::string_view::npos) return capability;
    const auto front = capability.substr(0, open);
    if (!is_namespace(front)) return front;
    const auto close = capability.find(')', open);
    return close == std::string_view::npos ? capability : capability.substr(open + 1, close - open - 1);
}

Ownership of_capability(const Context& context, std::string_view capability, bool provided) {
    if (capability.starts_with("bundled(")) return {Kinship::other, By::structure, capability, false, false};
    const auto name = package_in(capability);
    const auto kinship = context.names.kinship_in_manifest(name);
    if (kinship != Kinship::other) return {kinship, By::structure, name, false, false};
    // A name that this package goes by. That says whose the version is, not that a short number is one.
    if (provided) return {Kinship::own, By::nobody, capability, false, false};
    return {Kinship::other, By::structure, capability, false, false};
}

/// A number that counts something else than versions.
Ownership of_field(std::string_view name) {
    return {Kinship::other, By::structure, name, true, false};
}

/// EPOCH:VERSION-RELEASE, in which no dash stands but that one: whether a token is one of the outer numbers.
bool is_epoch_or_release(std::string_view value, std::size_t begin, std::size_t end) {
    return value.substr(0, begin).find('-') != std::string_view::npos ||
           (end < value.size() && value[end] == ':');
}

/// A token within an element of the header.
struct Place {
    RpmLines::Element element;
    std::string_view value;
    std::size_t begin = 0, end = 0;  ///< within the value
};

/// The tag is "REQUIREVERSION": the name is the REQUIRENAME at the same place.
std::optional<Ownership> by_relation(const Context& context, const RpmLines& lines, const Place& place) {
    constexpr std::string_view ending = "VERSION";
    const auto tag = place.element.tag;
    if (!tag.ends_with(ending)) return std::nullopt;
    if (is_epoch_or_release(place.value, place.begin, place.end)) return of_field(tag);
    const auto relation = tag.substr(0, tag.size() - ending.size());
    const auto names = std::string(relation) + "NAME";
    const auto name = lines.line(names, place.element.index);
    if (!name || lines.count(names) != lines.count(tag))
        return Ownership{Kinship::other, By::structure, tag, false, false};
    return of_capability(context, name->value, relation == "PROVIDE");
}

/// NAME-VERSION-RELEASE.src.rpm. Packages of one source have its name, which the text need not know.
std::optional<Ownership> of_source(std::string_view value, std::size_t begin) {
    const auto release = value.rfind('-');
    if (release == std::string_view::npos || release == 0) return std::nullopt;
    const auto version = value.rfind('-', release - 1);
    if (version == std::string_view::npos || begin <= version) return std::nullopt;
    if (begin == version + 1) return Ownership{Kinship::own, By::structure, {}, false, false};
    return of_field("SOURCERPM");
}

/// The release itself, or an rpm inside of it.
bool is_header(const Context& context, const Subject& subject) {
    if (subject.is_name || !subject.rpm) return false;
    return subject.path == "header" ? context.release.ecosystem == "rpm"
                                    : subject.path.ends_with(".rpm!/header");
}

/// What a version has in a tag of its own; nothing for other tags.
std::optional<std::string_view> number_of(const release::Version& version, std::string_view tag) {
    if (tag == "EPOCH" && !version.epoch.empty()) return version.epoch;
    if (tag != "RELEASE") return std::nullopt;
    const auto part =
        std::find_if(version.parts.begin(), version.parts.end(),
                     [](const release::Version::Part& known) { return known.label == "revision"; });
    return part == version.parts.end() ? std::nullopt : std::optional<std::string_view>(part->value);
}

/// The tag whose value holds a range, if all of the value is what the side's version has there.
std::optional<std::string_view> stated_tag(const Context& context, const Subject& subject, Side side,
                                           std::size_t begin, std::size_t end) {
    const auto element = subject.rpm->at(begin);
    const auto value = element ? subject.rpm->only(element->tag) : std::nullopt;
    if (!value) return std::nullopt;
    const auto line = subject.rpm->line(element->tag, 0);
    const bool within = begin >= line->end - value->size() && end <= line->end;
    if (!within || value != number_of(context.version(side), element->tag)) return std::nullopt;
    return element->tag;
}

}  // namespace

std::optional<Ownership> rpm_owner(const Context& context, const Subject& subject, std::size_t begin,
                                   std::size_t end) {
    if (!is_header(context, subject)) return std::nullopt;
    const auto element = subject.rpm->at(begin);
    if (!element) return std::nullopt;
    const auto line = subject.rpm->line(element->tag, element->index);
    const auto value_begin = line ? line->end - line->value.size() : 0;
    if (!line || begin < value_begin) return of_field(element->tag);
    const auto* row = std::find_if(tags.begin(), tags.end(),
                                   [&](const TagRow& known) { return known.tag == element->tag; });
    const Place place{*element, line->value, begin - value_begin, end - value_begin};
    if (row == tags.end()) return by_relation(context, *subject.rpm, place);
    if (row->whose == Whose::own) return Ownership{Kinship::own, By::structure, {}, false, false};
    if (row->whose == Whose::source) return of_source(place.value, place.begin);
    return Ownership{Kinship::other, By::structure, element->tag, row->whose == Whose::field, false};
}

void refine_rpm(const Context& context, const Subject& old_subject, const Subject& new_subject,
                std::vector<Edit>& edits) {
    const bool header = old_subject.path == "header" && new_subject.path == "header" &&
                        is_header(context, old_subject) && is_header(context, new_subject);
    if (!header || !context.release.has_versions()) return;
    for (auto& edit : edits) {
        if (edit.kind != kind::text && edit.kind != kind::version_weak) continue;
        const auto from = stated_tag(context, old_subject, Side::old_side, edit.old_begin, edit.old_end);
        if (!from || from != stated_tag(context, new_subject, Side::new_side, edit.new_begin, edit.new_end))
            continue;
        edit.kind = kind::version_part;
        edit.reason = "The own version's " + to_lower(*from) + ", old to new.";
    }
}

}  // namespace bumpgate::change
