#include "change/owner_maven.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace bumpgate::change {

namespace {

bool has_group(std::string_view name) {
    return name.find(':') != std::string_view::npos;
}

/// What Maven calls the type of an artifact, as dependency:list prints it.
bool is_packaging(std::string_view word) {
    constexpr std::array<std::string_view, 10> types{"jar", "pom", "war",    "ear",      "aar",
                                                     "ejb", "zip", "bundle", "test-jar", "maven-plugin"};
    return std::find(types.begin(), types.end(), word) != types.end();
}

}  // namespace

Ownership owner_of_artifact(const Context& context, const structure::Scalar* group,
                            const structure::Scalar& artifact) {
    const auto& own = context.release.name;
    Ownership owner{context.names.kinship_in_manifest(artifact.value), Ownership::By::structure,
                    artifact.value, false, false};
    if (group != nullptr) {
        const auto kinship = context.names.kinship(group->value + ":" + artifact.value);
        if (kinship != Kinship::other || has_group(own)) owner.kinship = kinship;
    } else if (has_group(own) && own.substr(own.find(':') + 1) == artifact.value) {
        owner.kinship = Kinship::own;
    }
    return owner;
}

std::optional<Ownership> owner_by_coordinates(const Context& context, std::string_view run) {
    const auto before = run.find_last_of("/@#");
    if (before != std::string_view::npos) run.remove_prefix(before + 1);
    const auto parts = split(run, ':');
    if (parts.size() < 3 || parts.size() > 5 || !parts.back().empty() || parts[0].empty() || parts[1].empty())
        return std::nullopt;
    const bool typed = parts.size() > 3;
    if (typed ? !is_packaging(parts[2]) : parts[0].find('.') == std::string_view::npos) return std::nullopt;
    const auto both = run.substr(0, parts[0].size() + 1 + parts[1].size());
    const auto kinship = context.names.kinship(both);
    const bool group_counts = kinship != Kinship::other || has_group(context.release.name);
    return Ownership{group_counts ? kinship : context.names.kinship(parts[1]), Ownership::By::text,
                     group_counts ? both : parts[1], false, false};
}

}  // namespace bumpgate::change
