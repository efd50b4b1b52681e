#include "release/scheme.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "release/numbers.hpp"
#include "release/scheme_rows.hpp"
#include "release/words.hpp"

namespace bumpgate::release {
namespace {

struct StepName {
    Step step;
    std::string_view name;
};

constexpr auto step_names = std::to_array<StepName>({{Step::none, "none"},
                                                     {Step::build, "build"},
                                                     {Step::pre, "pre"},
                                                     {Step::post, "post"},
                                                     {Step::patch, "patch"},
                                                     {Step::minor, "minor"},
                                                     {Step::major, "major"},
                                                     {Step::epoch, "epoch"},
                                                     {Step::downgrade, "downgrade"}});

Step step_of_number(std::size_t index) {
    if (index == 0) return Step::major;
    return index == 1 ? Step::minor : Step::patch;
}

/// Whether a part is there in one version only, or with another number.
bool part_differs(const Version& from, const Version& to, std::string_view label) {
    const auto* a = find_part(from, label);
    const auto* b = find_part(to, label);
    if (!a || !b) return a != b;
    return compare_numbers(a->value, b->value) != 0;
}

/// The same version with only some of its parts.
template <class Keep>
Version with_parts(const Version& version, Keep keep) {
    Version result;
    result.epoch = version.epoch;
    result.release = version.release;
    result.text = join(version.release, ".");
    for (const auto& part : version.parts) {
        if (keep(part)) result.parts.push_back(part);
    }
    return result;
}

bool is_upstream(const Version::Part& part) {
    return part.label != "revision";
}

/// How a version stands to its plain numbers, whatever its revision.
std::strong_ordering stands_to_plain(const Scheme& scheme, const Version& version) {
    const auto plain = with_parts(version, [](const Version::Part&) { return false; });
    if (!find_part(version, "revision")) return scheme.compare(version, plain);
    return scheme.compare(with_parts(version, is_upstream), plain);
}

std::string_view suffix_of(const Version& version) {
    const auto* part = find_part(version, "suffix");
    return part == nullptr ? std::string_view() : std::string_view(part->value);
}

/// What the suffix says about itself. A letter or number of no known meaning counts as a patch, the largest
/// step that leaves all numbers as they are.
Step step_of_suffix(const Scheme& scheme, const Version& from, const Version& to) {
    const bool from_pre = stands_to_plain(scheme, from) < 0;
    if (stands_to_plain(scheme, to) <= 0) return Step::pre;  // what it came from is one, or it would be above
    const auto suffix = suffix_of(to);
    if (suffix.substr(0, 1) == "+") return from_pre ? Step::pre : Step::build;
    return find_version_word(suffix_word(suffix)) ? Step::post : Step::patch;
}

bool has_suffix(const Version& version) {
    return find_part(version, "suffix") != nullptr;
}

/// A Debian or RPM revision without the number of a rebuild: "1+b2" → "1" (Debian's binNMU).
std::string_view without_rebuild(std::string_view revision) {
    const auto plus = revision.rfind("+b");
    const bool rebuild = plus != std::string_view::npos && plus + 2 < revision.size() &&
                         plus + 2 + digits_at(revision, plus + 2).size() == revision.size();
    return rebuild ? revision.substr(0, plus) : revision;
}

/// Another revision of one upstream version: new packaging, or the same packaging built again.
Step step_of_revision(const Version& from, const Version& to) {
    const auto* a = find_part(from, "revision");
    const auto* b = find_part(to, "revision");
    return a && b && without_rebuild(a->value) == without_rebuild(b->value) ? Step::build : Step::post;
}

/// Nothing unless only the revisions differ.
std::optional<Step> revision_step(const Scheme& scheme, const Version& from, const Version& to) {
    if (!find_part(from, "revision") && !find_part(to, "revision")) return std::nullopt;
    const bool same = scheme.compare(with_parts(from, is_upstream), with_parts(to, is_upstream)) == 0;
    return same ? std::optional(step_of_revision(from, to)) : std::nullopt;
}

/// The step between versions with equal numbers, the new one above.
Step step_of_parts(const Scheme& scheme, const Version& from, const Version& to) {
    if (const auto step = revision_step(scheme, from, to)) return *step;
    if (has_suffix(from) || has_suffix(to)) return step_of_suffix(scheme, from, to);
    if (find_part(to, "post") && part_differs(from, to, "post")) return Step::post;
    for (const auto* label : {"a", "b", "rc", "dev"}) {
        if (part_differs(from, to, label)) return Step::pre;
    }
    const bool semver_pre = find_part(from, "pre") || find_part(to, "pre");
    return semver_pre ? Step::pre : Step::build;
}

/// Equal under the scheme: SemVer leaves the build out of the order, but another build is another release.
Step step_of_equals(const Version& from, const Version& to) {
    const auto* a = find_part(from, "build");
    const auto* b = find_part(to, "build");
    const bool same = a && b ? a->value == b->value : a == b;
    return same ? Step::none : Step::build;
}

}  // namespace

std::string_view to_string(Step step) {
    return std::ranges::find(step_names, step, &StepName::step)->name;
}

std::optional<Step> step_from_string(std::string_view text) {
    const auto* row = std::ranges::find(step_names, text, &StepName::name);
    if (row == step_names.end()) return std::nullopt;
    return row->step;
}

std::span<const Scheme> schemes() {
    static const std::array table = {calver_scheme(), debian_scheme(), gem_scheme(),   generic_scheme(),
                                     go_scheme(),     maven_scheme(),  nuget_scheme(), pep440_scheme(),
                                     rpm_scheme(),    semver_scheme()};
    return table;
}

const Scheme* find_scheme(std::string_view id) {
    for (const auto& scheme : schemes()) {
        if (scheme.id == id) return &scheme;
    }
    return nullptr;
}

const Version::Part* find_part(const Version& version, std::string_view label) {
    for (const auto& part : version.parts) {
        if (part.label == label) return &part;
    }
    return nullptr;
}

Step step_between(const Scheme& scheme, const Version& from, const Version& to) {
    const auto order = scheme.compare(from, to);
    if (order > 0) return Step::downgrade;
    if (order == 0) return step_of_equals(from, to);
    if (compare_numbers(from.epoch, to.epoch) != 0) return Step::epoch;
    const auto index = first_difference(from.release, to.release, scheme.trailing_zeros_are_equal);
    return index ? step_of_number(*index) : step_of_parts(scheme, from, to);
}

}  // namespace bumpgate::release
