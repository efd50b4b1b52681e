#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "diff/diff.hpp"

namespace bumpgate::diff {

/// Differences in words, for the formats that people read. Everything that comes from the releases is escaped
/// (`printable`), so that no line holds a control character. At most 200 lines of hunks and 20 byte ranges a
/// member, and of a long line a window around the place where it differs; what is left out is said.
class PairText {
  public:
    /// `ascii` avoids everything outside ASCII.
    PairText(const Trees& trees, const release::Release& release, bool ascii);
    ~PairText();
    PairText(const PairText&) = delete;
    PairText& operator=(const PairText&) = delete;

    /// "acme 1.4.2 → 1.4.3: 3 changed, …", without a line end.
    [[nodiscard]] std::string headline(const Diff& diff, const release::Release& release) const;

    /// "changed setup.py", without a line end.
    [[nodiscard]] std::string title(const Pair& pair) const;

    /// What differs in the pair: lines that begin with two blanks, each with its line end.
    [[nodiscard]] std::string body(const Pair& pair) const;

    /// What differs about one container, in such lines.
    [[nodiscard]] std::string container(std::span<const ContainerDifference> differences) const;

  private:
    class Writer;
    std::unique_ptr<Writer> writer_;
};

/// The differences of the container at each path, in the order in which they stand.
[[nodiscard]] std::vector<std::span<const ContainerDifference>> by_container(const Diff& diff);

}  // namespace bumpgate::diff
