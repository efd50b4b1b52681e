#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "archive/hazard_table.hpp"
#include "archive/tree.hpp"

namespace bumpgate::archive {

/// Collects the hazards of one layer.
class Findings {
  public:
    /// `container` as in Hazard.
    explicit Findings(std::string_view container) : container_(container) {}

    /// `member` is its raw path, or empty; `offset` counts bytes within the layer; `detail` must be
    /// printable.
    void add(HazardId id, std::string_view member, std::uint64_t offset, std::string detail);

    [[nodiscard]] const std::vector<Hazard>& hazards() const { return hazards_; }

    /// Moves everything to the end of `hazards`.
    void move_to(std::vector<Hazard>& hazards) &&;

  private:
    std::string container_;
    std::vector<Hazard> hazards_;
};

/// Bytes for a Hazard's detail: how many there are and what they say, or their digest when they are long.
/// Equal texts mean equal bytes, so that old and new can be told apart by it.
[[nodiscard]] std::string describe_bytes(std::string_view bytes);

/// "member PATH", as a step of an Error's context.
[[nodiscard]] std::string member_step(std::string_view path);

/// True if every byte is zero.
[[nodiscard]] bool all_zero(std::string_view bytes);

/// Where the first byte other than zero stands; npos if there is none.
[[nodiscard]] std::size_t first_nonzero(std::string_view bytes);

/// True for the full id of a git commit (40 or 64 small hex digits), which `git archive` leaves as a comment.
[[nodiscard]] bool is_commit_id(std::string_view text);

/// Sorted as Tree promises.
void sort_hazards(std::vector<Hazard>& hazards);

}  // namespace bumpgate::archive
