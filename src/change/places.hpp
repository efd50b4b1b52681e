#pragma once

#include <cstddef>
#include <string_view>

#include "change/change.hpp"

namespace bumpgate::change {

/// Lines and columns of a content's places; cheap when asked for in ascending order.
class Places {
  public:
    explicit Places(std::string_view content) : content_(content) {}

    /// The side of a change that holds [begin, end).
    [[nodiscard]] ChangeSide side(std::size_t begin, std::size_t end);

  private:
    void move_to(std::size_t offset);

    std::string_view content_;
    std::size_t at_ = 0;    ///< everything before has been counted
    std::size_t line_ = 1;  ///< that `at_` lies in
    std::size_t line_begin_ = 0;
};

}  // namespace bumpgate::change
