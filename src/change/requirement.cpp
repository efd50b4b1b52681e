#include "change/requirement.hpp"

#include <algorithm>

namespace bumpgate::change {

namespace {

/// The plain prefix of a version, and how many wildcards follow it.
struct Prefix {
    std::string text;
    std::size_t wildcards = 0;
};

Prefix prefix_of(std::string_view version) {
    Prefix prefix;
    while (true) {
        const auto dot = version.rfind('.');
        const auto last = dot == std::string_view::npos ? version : version.substr(dot + 1);
        if (last != "*" && last != "x" && last != "X") break;
        ++prefix.wildcards;
        version = version.substr(0, dot == std::string_view::npos ? 0 : dot);
    }
    prefix.text = version;
    return prefix;
}

/// A part of a version means its lowest full one: SemVer has no "1.4".
std::optional<release::Version> parse_part(const release::Scheme& scheme, std::string text) {
    if (auto version = scheme.parse(text)) return version;
    for (int zeros = 0; zeros < 2; ++zeros) {
        text += ".0";
        if (auto version = scheme.parse(text)) return version;
    }
    return std::nullopt;
}

/// How many numbers a version has, before it is filled up.
std::size_t width_of(const release::Scheme& scheme, const std::string& text) {
    if (const auto version = scheme.parse(text)) return version->release.size();
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '.')) + 1;
}

/// Where the number of components says how wide a range is ("~=1.4" takes 1.5, "~=1.4.2" does not; so do
/// npm's parts of a version, and wildcards), another number of them is more than a movement.
bool are_as_wide(const release::Scheme& scheme, std::string_view op, const Prefix& from, const Prefix& to) {
    if (from.wildcards != to.wildcards) return false;
    const bool whole = from.wildcards == 0 && scheme.parse(from.text) && scheme.parse(to.text);
    return (whole && op != "~=") || width_of(scheme, from.text) == width_of(scheme, to.text);
}

std::optional<release::Step> step_of(const Comparator& from, const Comparator& to,
                                     const release::Scheme& scheme) {
    if (from.op != to.op) return std::nullopt;
    if (from.version == to.version) return release::Step::none;
    if (from.op == "!=") return std::nullopt;  // lets in what was shut out
    const auto old_prefix = prefix_of(from.version);
    const auto new_prefix = prefix_of(to.version);
    const auto old_version = parse_part(scheme, old_prefix.text);
    const auto new_version = parse_part(scheme, new_prefix.text);
    if (!old_version || !new_version || !are_as_wide(scheme, from.op, old_prefix, new_prefix))
        return std::nullopt;
    return release::step_between(scheme, *old_version, *new_version);
}

}  // namespace

std::optional<Movement> movement(const Requirement& from, const Requirement& to,
                                 const release::Scheme& scheme) {
    const bool same = from.name == to.name && from.extras == to.extras && from.marker == to.marker;
    if (!same || !from.source.empty() || !to.source.empty() ||
        from.comparators.size() != to.comparators.size())
        return std::nullopt;
    Movement moved;
    for (std::size_t i = 0; i < from.comparators.size(); ++i) {
        const auto step = step_of(from.comparators[i], to.comparators[i], scheme);
        if (!step) return std::nullopt;
        moved.step = std::max(moved.step, *step);  // downgrade is the highest
    }
    return moved;
}

Requirement requirement_of(std::string_view name, std::string_view range,
                           std::optional<std::vector<Comparator>> comparators) {
    Requirement requirement;
    requirement.name = name;
    if (comparators) {
        requirement.comparators = *std::move(comparators);
    } else {
        requirement.source = range;
    }
    return requirement;
}

}  // namespace bumpgate::change
