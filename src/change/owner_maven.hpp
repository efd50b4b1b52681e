#pragma once

#include <optional>
#include <string_view>

#include "change/subject.hpp"

// Owners in the notations of Maven. Private to owner.cpp.
namespace bumpgate::change {

/// The owner of a `version` beside an `artifactId`. In a pom an artifact belongs to its group: the same
/// artifact of another group is another package. Where the release's own group is not known, and for a
/// project that takes its parent's (`group` is null), the artifact alone tells.
[[nodiscard]] Ownership owner_of_artifact(const Context& context, const structure::Scalar* group,
                                          const structure::Scalar& artifact);

/// The owner by what ends at a token: `group:artifact:`, `group:artifact:type:` or
/// `group:artifact:type:classifier:` (Maven, "POM Reference", "Maven Coordinates"). Nothing if it is none of
/// these; the first only with a group that has a stop in it.
[[nodiscard]] std::optional<Ownership> owner_by_coordinates(const Context& context, std::string_view run);

}  // namespace bumpgate::change
