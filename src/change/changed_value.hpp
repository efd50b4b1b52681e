#pragma once

#include <vector>

#include "change/proof.hpp"
#include "change/subject.hpp"

// Which value of a structured file a change lies in: what a policy's `{key: …}` asks.
namespace bumpgate::change {

/// Gives each edit its value, where both sides parse strictly, the edit lies within one scalar on each side
/// and both scalars have the same path. Edits outside of one value (added keys, a value that became a list)
/// get none.
void tell_values(const Context& context, const Subject& old_subject, const Subject& new_subject,
                 std::vector<Edit>& edits);

/// Whether two edits lie in the same value, or both in none.
[[nodiscard]] bool are_in_one_value(const Edit& left, const Edit& right);

}  // namespace bumpgate::change
