#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "change/change.hpp"
#include "change/subject.hpp"
#include "diff/diff.hpp"

namespace bumpgate::change {

/// One difference within a pair of texts: these bytes became those bytes. Everything outside the edits of a
/// pair is equal.
struct Edit {
    std::size_t old_begin = 0, old_end = 0;
    std::size_t new_begin = 0, new_end = 0;
    std::string_view kind;  ///< as far as it is known
    std::string reason;
    std::string name;          ///< as in Change
    std::string step;          ///< as in Change
    bool lockstep = false;     ///< as in Change
    bool whole_lines = false;  ///< lines inserted, removed or replaced, rather than a place within a line
    std::optional<ChangedValue> value;  ///< as in Change
};

/// The two-sided proof over a pair of contents: version spans get their kind, everything else is `text`, in
/// order.
[[nodiscard]] std::vector<Edit> prove(const Context& context, const Subject& old_subject,
                                      const Subject& new_subject, const ContentDifference& difference);

/// The same over two names (member paths, link targets): the edits between them.
[[nodiscard]] std::vector<Edit> prove_name(const Context& context, std::string_view old_name,
                                           std::string_view new_name);

/// Whether every edit is a proven version.
[[nodiscard]] bool all_proven(const std::vector<Edit>& edits);

}  // namespace bumpgate::change
