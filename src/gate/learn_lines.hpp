#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "change/change.hpp"
#include "policy/policy.hpp"

// Lines that changed in known-good steps, as expressions. Private to this folder.
namespace bumpgate::gate {

/// The whole lines of both sides of a change, without their ends.
struct ChangedLines {
    std::vector<std::string> removed, added;
};
/// Nothing where an expression could not cover them: they are not known to their ends, hold what a person
/// would not see, or are no UTF-8 (a policy is).
[[nodiscard]] std::optional<ChangedLines> lines_of(const Change& change);

/// The lines of one file over all lessons.
class LearnedLines {
  public:
    void add(ChangedLines lines, std::size_t lesson);

    /// The entry that takes them all: literal lines, and one expression for lines of several lessons that
    /// differ in their digits only. Nothing if that would be too long to read.
    [[nodiscard]] std::optional<policy::Allow> entry() const;

  private:
    using Lines = std::map<std::string, std::set<std::size_t>>;  ///< in which lessons each was met
    Lines removed_, added_;
};

}  // namespace bumpgate::gate
