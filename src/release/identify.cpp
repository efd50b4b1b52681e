#include <algorithm>

#include "base/text.hpp"
#include "release/ecosystem_rows.hpp"
#include "release/identity.hpp"

namespace bumpgate::release {
namespace {

constexpr std::size_t told_width = 80;

std::string told(std::string_view text) {
    return excerpt(text, told_width);
}

const EcosystemInfo& recognise(const Contents& contents) {
    const auto all = ecosystems();
    return *std::ranges::find_if(all, [&](const EcosystemInfo& row) { return row.recognises(contents); });
}

void sort_dependencies(std::vector<std::string>& names) {
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
}

/// What the user says stands first: it decides, and what contradicts it is told.
void add_overrides(const Overrides& overrides, Side side, Identity& identity) {
    const bool is_old = side == Side::old_side;
    const auto& version = is_old ? overrides.old_version : overrides.new_version;
    if (!overrides.name.empty()) identity.evidence.push_back({"--name", overrides.name, std::nullopt});
    if (!version.empty())
        identity.evidence.push_back({is_old ? "--old-version" : "--new-version", std::nullopt, version});
}

Identity gather(const Tree& tree, Side side, const Overrides& overrides) {
    const Contents contents{tree, root_of(tree)};
    const bool is_plain = side == Side::old_side && overrides.baseline == Baseline::source;
    const auto& ecosystem = is_plain                      ? *find_ecosystem("source")
                            : overrides.ecosystem.empty() ? recognise(contents)
                                                          : *find_ecosystem(overrides.ecosystem);
    const auto& scheme = *find_scheme(overrides.scheme.empty() ? ecosystem.scheme : overrides.scheme);
    Identity identity;
    identity.ecosystem = ecosystem.id;
    identity.root = contents.root;
    add_overrides(overrides, side, identity);
    ecosystem.gather(contents, scheme, identity);
    take_from_evidence(identity);
    sort_dependencies(identity.dependencies);
    return identity;
}

void add_disagreement(Identity& identity, const Evidence& other, const std::string& value,
                      const Evidence& first, const std::string& first_value) {
    add_conflict(identity, told(other.source) + " says " + told(value) + ", " + told(first.source) +
                               " says " + told(first_value));
}

/// All evidence must agree with what was stated first; `field` is name or version.
template <class Same>
void compare_evidence(Identity& identity, std::optional<std::string> Evidence::*field, Same same) {
    const auto& all = identity.evidence;
    const auto first =
        std::ranges::find_if(all, [&](const Evidence& row) { return (row.*field).has_value(); });
    if (first == all.end()) return;
    const auto& stated = *((*first).*field);
    for (const auto& other : all) {
        if (other.*field && !same(stated, *(other.*field)))
            add_disagreement(identity, other, *(other.*field), *first, stated);
    }
}

void find_conflicts(Identity& identity, const Scheme& scheme) {
    const auto normal_name = find_ecosystem(identity.ecosystem)->normal_name;
    compare_evidence(identity, &Evidence::name, [&](std::string_view left, std::string_view right) {
        return normal_name(left) == normal_name(right);
    });
    compare_evidence(identity, &Evidence::version, [&](std::string_view left, std::string_view right) {
        return same_version(scheme, left, right);
    });
}

/// A version that a manifest states; what the user says has to fit the scheme instead.
bool breaks_scheme(const Scheme& scheme, const std::string& version, const std::string& override_version) {
    return override_version.empty() && !version.empty() && !scheme.parse(version);
}

/// The scheme of both sides. Old packages have versions from before their ecosystem had a scheme.
const Scheme& scheme_of(const Release& release, const Overrides& overrides) {
    if (!overrides.scheme.empty()) return *find_scheme(overrides.scheme);
    const auto& scheme = *find_scheme(find_ecosystem(release.ecosystem)->scheme);
    const bool broken = breaks_scheme(scheme, release.old_identity.version, overrides.old_version) ||
                        breaks_scheme(scheme, release.new_identity.version, overrides.new_version);
    return broken ? *find_scheme("generic") : scheme;
}

void collect_conflicts(Release& release) {
    for (const auto& conflict : release.old_identity.conflicts)
        release.conflicts.push_back("old: " + conflict);
    for (const auto& conflict : release.new_identity.conflicts)
        release.conflicts.push_back("new: " + conflict);
}

void compare_sides(Release& release) {
    const auto& a = release.old_identity;
    const auto& b = release.new_identity;
    const auto normal_name = find_ecosystem(release.ecosystem)->normal_name;
    if (a.ecosystem != b.ecosystem)
        release.conflicts.push_back("the ecosystem changes from " + a.ecosystem + " to " + b.ecosystem);
    if (!a.name.empty() && !b.name.empty() && normal_name(a.name) != normal_name(b.name))
        release.conflicts.push_back("the name changes from " + told(a.name) + " to " + told(b.name));
}

/// The tree of a tag is called after the repository, and need not say which version it is.
void take_version_of(const Identity& made, Identity& source) {
    if (!source.version.empty() || made.version.empty()) return;
    source.version = made.version;
    source.evidence.push_back({"NEW", std::nullopt, made.version});
}

void compare_with_source(Release& release) {
    if (!release.has_versions() || release.step == Step::none) return;
    release.conflicts.push_back("OLD is the source of " + told(release.old_version->text) + ", and NEW is " +
                                told(release.new_version->text));
}

Result<void> check_override(const Scheme& scheme, std::string_view flag, std::string_view version) {
    if (version.empty() || scheme.parse(version)) return {};
    return fail(
        ErrorCode::usage,
        std::string(flag) + " " + told(version) + " is no version of the scheme " + std::string(scheme.id),
        "pass --scheme to name the scheme that it belongs to");
}

/// "npm, pypi-sdist, …" of a table whose rows have an id.
template <class Rows>
std::string ids_of(const Rows& rows) {
    std::vector<std::string_view> ids;
    for (const auto& row : rows) ids.push_back(row.id);
    std::ranges::sort(ids);
    return join(ids, ", ");
}

Result<void> check_ids(const Overrides& overrides) {
    if (!overrides.scheme.empty() && !find_scheme(overrides.scheme))
        return fail(ErrorCode::usage, "unknown version scheme " + told(overrides.scheme),
                    "known schemes: " + ids_of(schemes()));
    if (!overrides.ecosystem.empty() && !find_ecosystem(overrides.ecosystem))
        return fail(ErrorCode::usage, "unknown ecosystem " + told(overrides.ecosystem),
                    "known ecosystems: " + ids_of(ecosystems()));
    return {};
}

/// Fills in what follows from both identities.
void settle(Release& release, const Scheme& scheme) {
    release.scheme = &scheme;
    release.name = release.new_identity.name.empty() ? release.old_identity.name : release.new_identity.name;
    release.old_version = scheme.parse(release.old_identity.version);
    release.new_version = scheme.parse(release.new_identity.version);
    if (release.has_versions())
        release.step = step_between(scheme, *release.old_version, *release.new_version);
    find_conflicts(release.old_identity, scheme);
    find_conflicts(release.new_identity, scheme);
    collect_conflicts(release);
    if (release.baseline == Baseline::source) {
        compare_with_source(release);
    } else {
        compare_sides(release);
    }
}

Result<void> require_version(const Identity& identity, const std::optional<Version>& version,
                             std::string_view side) {
    if (version) return {};
    const auto text = identity.version.empty()
                          ? "no version found for the " + std::string(side) + " release"
                          : "the " + std::string(side) +
                                " release's version is none of a known scheme: " + told(identity.version);
    return fail(ErrorCode::identity, text, "pass --old-version and --new-version");
}

}  // namespace

Result<Release> identify(const Trees& trees, const Overrides& overrides) {
    CHECK_OK(check_ids(overrides));
    Release release;
    release.old_identity = gather(trees.old_tree, Side::old_side, overrides);
    release.new_identity = gather(trees.new_tree, Side::new_side, overrides);
    release.baseline = overrides.baseline;
    if (release.baseline == Baseline::source) take_version_of(release.new_identity, release.old_identity);
    release.ecosystem = release.new_identity.ecosystem;
    const auto& scheme = scheme_of(release, overrides);
    CHECK_OK(check_override(scheme, "--old-version", overrides.old_version));
    CHECK_OK(check_override(scheme, "--new-version", overrides.new_version));
    settle(release, scheme);
    return release;
}

Result<void> require_versions(const Release& release) {
    CHECK_OK(require_version(release.old_identity, release.old_version, "old"));
    return require_version(release.new_identity, release.new_version, "new");
}

}  // namespace bumpgate::release
