#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "change/proof.hpp"
#include "change/subject.hpp"
#include "diff/diff.hpp"

namespace bumpgate::change {

/// The proof over the bytes of a member that is neither text nor a class file: every range that differs lies
/// in a run of text in which only versions moved, each in a spelling of the same length, so that no offset in
/// the file is wrong. Then one edit a version, of the kind binary.version, in order; else nothing. `path`:
/// below the root. Linear in the size of what differs and the text around it.
[[nodiscard]] std::optional<std::vector<Edit>> prove_binary(const Context& context, std::string_view path,
                                                            std::string_view old_bytes,
                                                            std::string_view new_bytes,
                                                            const ContentDifference& difference);

}  // namespace bumpgate::change
