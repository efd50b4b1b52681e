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

/// generic: what the suffix says about itself. A letter or number of no known meaning counts as a patch, the
/// largest step that leaves all numbers as they are.
Step step_of_suffix(const Version& from, const Version& to) {
    const auto* a = find_part(from, "suffix");
    const auto* b = find_part(to, "suffix");
    const bool from_pre = a && suffix_rank(a->value) == SuffixRank::before;
    if (!b || suffix_rank(b->value) != SuffixRank::after)
        return Step::pre;  // what it came from is one, or it would not be above
    if (b->value.front() == '+') return from_pre ? Step::pre : Step::build;
    return find_version_word(suffix_word(b->value)) ? Step::post : Step::patch;
}

bool has_suffix(const Version& version) {
    return find_part(version, "suffix") != nullptr;
}

/// The step between versions with equal numbers, the new one above.
Step step_of_parts(const Version& from, const Version& to) {
    if (has_suffix(from) || has_suffix(to)) return step_of_suffix(from, to);
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
    static const std::array<Scheme, 3> table = {generic_scheme(), pep440_scheme(), semver_scheme()};
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
    return index ? step_of_number(*index) : step_of_parts(from, to);
}

}  // namespace bumpgate::release
