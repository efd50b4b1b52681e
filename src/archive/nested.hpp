#pragma once

#include "archive/open.hpp"

// Archives inside of archives.
namespace bumpgate::archive {

/// Both sides' trees with everything nested in them opened, to any depth that the limits allow. What has the
/// same bytes on both sides stays closed, but for parts of a package format. What cannot be read stays closed
/// and says why (Nested::opaque). Errors as archive::read: `limit`, `io`.
///
/// `old_meter` and `new_meter` have counted what was read so far.
[[nodiscard]] Result<void> open_nested(Trees& trees, Meter& old_meter, Meter& new_meter);

/// The same for one side: everything is opened.
[[nodiscard]] Result<void> open_nested(Tree& tree, Meter& meter);

}  // namespace bumpgate::archive
