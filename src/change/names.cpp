#include "change/names.hpp"

#include <algorithm>
#include <iterator>

#include "base/glob.hpp"
#include "base/text.hpp"
#include "change/families.hpp"

namespace bumpgate::change {

namespace {

std::string_view without_scope(std::string_view name) {
    if (name.empty() || name[0] != '@') return name;
    const auto slash = name.find('/');
    return slash == std::string_view::npos ? name : name.substr(slash + 1);
}

/// "group:artifact" → "artifact"
std::string_view without_group(std::string_view name) {
    const auto colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string_view scope_of(std::string_view name) {
    if (name.empty() || name[0] != '@') return {};
    return name.substr(0, name.find('/'));
}

/// The head and tail words by which distributions rename what they package.
std::vector<std::string> without_affixes(std::string_view name) {
    std::vector<std::string> result{std::string(name)};
    for (const std::string_view head : {"lib", "python-", "py-"}) {
        if (name.size() > head.size() && name.substr(0, head.size()) == head)
            result.emplace_back(name.substr(head.size()));
        result.push_back(std::string(head) + std::string(name));
    }
    return result;
}

std::string joined(std::string_view name) {
    std::string result;
    for (const char c : name) {
        if (c != '-' && c != '_' && c != '.' && !is_space(c)) result += to_lower(c);
    }
    return result;
}

std::set<std::string> in_both(const std::set<std::string>& left, const std::set<std::string>& right) {
    std::set<std::string> both;
    std::set_intersection(left.begin(), left.end(), right.begin(), right.end(),
                          std::inserter(both, both.end()));
    return both;
}

std::set<std::string> as_set(const std::vector<std::string>& texts) {
    return {texts.begin(), texts.end()};
}

}  // namespace

Names::Names(const release::Release& release, const Vocabulary& vocabulary)
    : ecosystem_(release::find_ecosystem(release.ecosystem)), vocabulary_(vocabulary) {
    add_stated(release);
    if (release.name.empty()) return;
    add_own(release);
    Family family{release.ecosystem, normal(release.name), {}, stated_by_both_};
    // What only one release says of itself makes nobody a sibling.
    if (release.old_identity.family == release.new_identity.family)
        family.common = normal(release.new_identity.family);
    automatic_ = sibling_patterns(family);
}

void Names::add_stated(const release::Release& release) {
    for (const auto* identity : {&release.old_identity, &release.new_identity}) {
        for (const auto& dependency : identity->dependencies) stated_.insert(normal(dependency));
        if (!identity->repository.empty()) repositories_.insert(to_lower(identity->repository));
    }
    std::set<std::string> old_stated;
    for (const auto& dependency : release.old_identity.dependencies) old_stated.insert(normal(dependency));
    for (const auto& dependency : release.new_identity.dependencies) {
        if (old_stated.count(normal(dependency)) != 0) stated_by_both_.insert(normal(dependency));
    }
    for (const auto& name : stated_) {
        if (name.find(':') != std::string::npos) coordinates_.emplace(without_group(name), name);
    }
    exports_ = in_both(as_set(release.old_identity.exports), as_set(release.new_identity.exports));
}

void Names::add_own(const release::Release& release) {
    const std::string own = normal(release.name);
    const std::string bare(without_group(without_scope(own)));
    own_.insert(own);
    for (auto& form : without_affixes(bare)) own_.insert(std::move(form));
    if (const auto scope = scope_of(own); !scope.empty())
        own_.insert(std::string(scope.substr(1)) + "-" + bare);
    for (const auto& form : own_) own_joined_.insert(joined(form));
    // version-proof.md, clause 3: a bundle's symbolic name is own if it ends in the artifact's name.
    for (const auto& alias :
         in_both(as_set(release.old_identity.aliases), as_set(release.new_identity.aliases))) {
        // "acme.widgets" of the publisher acme goes by "widgets" within its own files.
        const bool without_publisher = own == normal(release.new_identity.family) + "." + normal(alias);
        if (joined(alias).ends_with(joined(bare)) || without_publisher) own_.insert(normal(alias));
    }
}

std::string Names::normal(std::string_view name) const {
    return ecosystem_ != nullptr ? ecosystem_->normal_name(name) : to_lower(name);
}

bool Names::is_sibling(const std::string& normal_name, std::string_view name) const {
    switch (vocabulary_.siblings) {
        case Vocabulary::Siblings::none:
            return false;
        case Vocabulary::Siblings::listed:
            return std::any_of(vocabulary_.sibling_patterns.begin(), vocabulary_.sibling_patterns.end(),
                               [&](const auto& pattern) {
                                   return name_matches(pattern, name) ||
                                          name_matches(normal(pattern), normal_name);
                               });
        case Vocabulary::Siblings::automatic:
            break;
    }
    return is_automatic_sibling(normal_name);
}

bool Names::matches_automatic(const std::string& normal_name) const {
    return stated_by_both_.count(normal_name) != 0 &&
           std::any_of(automatic_.begin(), automatic_.end(),
                       [&](const std::string& pattern) { return name_matches(pattern, normal_name); });
}

bool Names::is_automatic_sibling(const std::string& normal_name) const {
    if (matches_automatic(normal_name)) return true;
    // An artifact that is named without its group, if all that are called so are siblings.
    const auto [first, last] = coordinates_.equal_range(normal_name);
    return first != last &&
           std::all_of(first, last, [&](const auto& row) { return matches_automatic(row.second); });
}

bool Names::is_exported(std::string_view package) const {
    return exports_.count(std::string(package)) != 0;
}

Kinship Names::kinship(std::string_view name) const {
    const auto normal_name = normal(name);
    if (own_.count(normal_name) != 0) return Kinship::own;
    return is_exported(name) || is_sibling(normal_name, name) ? Kinship::sibling : Kinship::other;
}

Kinship Names::kinship_in_manifest(std::string_view name) const {
    const auto plain = kinship(name);
    return plain == Kinship::other && own_joined_.count(joined(name)) != 0 ? Kinship::own : plain;
}

bool Names::is_stated_dependency(std::string_view name) const {
    return stated_.count(normal(name)) != 0;
}

bool Names::is_repository(std::string_view component) const {
    return repositories_.count(to_lower(component)) != 0;
}

}  // namespace bumpgate::change
