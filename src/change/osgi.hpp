#pragma once

#include <cstddef>
#include <optional>

#include "change/subject.hpp"

namespace bumpgate::change {

/// Whose version an attribute of an OSGi header in META-INF/MANIFEST.MF is (OSGi Core Release 8,
/// sections 3.2.4 and 3.2.5), for the token that begins at `begin`; nothing if it stands in no such
/// attribute.
/// - Export-Package: the Java package's, which is released with the bundle: a sibling's, and may stay as it
/// is.
/// - Import-Package, DynamicImport-Package: likewise where the same bundle exports all packages of the
/// clause,
///   else the package's by its name.
/// - Require-Bundle, Fragment-Host: the other bundle's by its symbolic name.
/// Of a header no more than 128 KiB are looked at; what stands further away is somebody else's.
[[nodiscard]] std::optional<Ownership> osgi_owner(const Context& context, const Subject& subject,
                                                  std::size_t begin);

}  // namespace bumpgate::change
