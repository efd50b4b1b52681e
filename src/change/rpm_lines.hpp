#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

namespace bumpgate::change {

/// The lines of an rpm's `header` or `signature`, "NAME: value", one an element of a tag, as
/// archive/rpm_header.hpp writes them. Tags that belong together (rpm.org, "Package tags": BASENAMES and
/// FILESIZES, PROVIDENAME and PROVIDEVERSION) are parallel lists. Views into the content.
class RpmLines {
  public:
    /// Offsets into the content; the line end is not part of it.
    struct Line {
        std::string_view value;
        std::size_t begin = 0, end = 0;
    };
    /// An element of a tag.
    struct Element {
        std::string_view tag;
        std::size_t index = 0;
    };

    explicit RpmLines(std::string_view content);

    /// How many elements a tag has. None if it stands twice: readers differ in which one they take.
    [[nodiscard]] std::size_t count(std::string_view tag) const;
    /// The element at an index; nothing if the tag has no such element or stands twice.
    [[nodiscard]] std::optional<Line> line(std::string_view tag, std::size_t index) const;
    /// The value of a tag that has one element, else nothing.
    [[nodiscard]] std::optional<std::string_view> only(std::string_view tag) const;
    /// The element whose line holds an offset; nothing outside of lines with a tag.
    [[nodiscard]] std::optional<Element> at(std::size_t offset) const;

  private:
    /// Lines of one tag in a row.
    struct Run {
        std::string_view tag;
        std::size_t first = 0, count = 0;  ///< lines
        bool doubled = false;
    };
    [[nodiscard]] const Run* run(std::string_view tag) const;

    std::string_view content_;
    std::vector<std::size_t> begins_;  ///< of the lines
    std::vector<Run> runs_;
    std::map<std::string_view, std::size_t> by_tag_;  ///< into `runs_`
};

}  // namespace bumpgate::change
