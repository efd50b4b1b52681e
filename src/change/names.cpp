#include "change/names.hpp"

#include <algorithm>
#include <array>

#include "base/glob.hpp"
#include "base/text.hpp"

namespace bumpgate::change {

namespace {

constexpr std::array<std::string_view, 45> common_heads{
    "ansible", "apache", "aws",    "babel",   "browserify", "cargo",   "core",   "css",    "d3",
    "django",  "es",     "eslint", "express", "flask",      "go",      "google", "grunt",  "gulp",
    "html",    "http",   "is",     "jest",    "jquery",     "js",      "json",   "lib",    "lodash",
    "ms",      "my",     "next",   "node",    "npm",        "postcss", "py",     "pytest", "python",
    "react",   "rollup", "rust",   "test",    "ts",         "types",   "vite",   "vue",    "webpack",
};

std::string_view without_scope(std::string_view name) {
    if (name.empty() || name[0] != '@') return name;
    const auto slash = name.find('/');
    return slash == std::string_view::npos ? name : name.substr(slash + 1);
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

bool is_separator(char c) {
    return c == '-' || c == '_' || c == '.';
}

}  // namespace

bool is_common_head(std::string_view head) {
    return std::find(common_heads.begin(), common_heads.end(), to_lower(head)) != common_heads.end();
}

Names::Names(const release::Release& release, const Vocabulary& vocabulary)
    : ecosystem_(release::find_ecosystem(release.ecosystem)), vocabulary_(vocabulary) {
    for (const auto* identity : {&release.old_identity, &release.new_identity}) {
        for (const auto& dependency : identity->dependencies) stated_.insert(normal(dependency));
        if (!identity->repository.empty()) repositories_.insert(to_lower(identity->repository));
    }
    std::set<std::string> old_stated;
    for (const auto& dependency : release.old_identity.dependencies) old_stated.insert(normal(dependency));
    for (const auto& dependency : release.new_identity.dependencies) {
        if (old_stated.count(normal(dependency)) != 0) stated_by_both_.insert(normal(dependency));
    }
    if (release.name.empty()) return;

    const std::string own = normal(release.name);
    const std::string bare(without_scope(own));
    own_.insert(own);
    for (auto& form : without_affixes(bare)) own_.insert(std::move(form));
    if (const auto scope = scope_of(own); !scope.empty())
        own_.insert(std::string(scope.substr(1)) + "-" + bare);
    for (const auto& form : own_) own_joined_.insert(joined(form));

    if (const auto scope = scope_of(own); !scope.empty()) {
        // A scope belongs to one project, whatever its word; only @types is everybody's.
        if (scope != "@types") automatic_.push_back(std::string(scope) + "/*");
        return;
    }
    const auto last = std::find_if(own.rbegin(), own.rend(), is_separator);
    const std::string head(own.begin(), last == own.rend() ? own.end() : last.base() - 1);
    if (is_common_head(head)) return;
    for (const char separator : {'-', '_', '.'}) automatic_.push_back(head + separator + "*");
    if (head != own) automatic_.push_back(head);
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
    return stated_by_both_.count(normal_name) != 0 &&
           std::any_of(automatic_.begin(), automatic_.end(),
                       [&](const std::string& pattern) { return name_matches(pattern, normal_name); });
}

Kinship Names::kinship(std::string_view name) const {
    const auto normal_name = normal(name);
    if (own_.count(normal_name) != 0) return Kinship::own;
    return is_sibling(normal_name, name) ? Kinship::sibling : Kinship::other;
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
