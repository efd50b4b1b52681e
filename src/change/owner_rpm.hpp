#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "change/proof.hpp"
#include "change/subject.hpp"

namespace bumpgate::change {

/// Whose version a value in an rpm's `header` is (rpm.org, "Package tags"), for the token at [begin, end);
/// nothing where the text has to tell.
/// - VERSION, SOURCERPM: the own.
/// - …VERSION beside …NAME (PROVIDEVERSION, REQUIREVERSION and their like): that of the name at the same
///   place of the parallel list. What the package provides is a name of its own, unless it is bundled(…).
/// - EPOCH and RELEASE, there and in EPOCH:VERSION-RELEASE, RPMVERSION and the change log: not the release's.
[[nodiscard]] std::optional<Ownership> rpm_owner(const Context& context, const Subject& subject,
                                                 std::size_t begin, std::size_t end);

/// EPOCH and RELEASE of an rpm's header as the own version has them on both sides: `version.part`. The
/// numbers alone are nothing that the proof could tell from others.
void refine_rpm(const Context& context, const Subject& old_subject, const Subject& new_subject,
                std::vector<Edit>& edits);

}  // namespace bumpgate::change
