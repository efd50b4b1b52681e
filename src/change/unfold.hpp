#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "change/proof.hpp"

// A jar's manifest and signature files (JAR File Specification, "Name-Value pairs and Sections"): a line end
// and one blank in the middle of a line are a fold, which means nothing and can cut a version in two.
namespace bumpgate::change {

/// Whether a file is read unfolded: META-INF/MANIFEST.MF and META-INF/*.SF, of nested jars too.
[[nodiscard]] bool is_folded(std::string_view path);

/// A text without its folds, and the way back. Offsets are bytes.
class Unfolded {
  public:
    /// Where a fold was.
    struct Fold {
        std::size_t at = 0;     ///< in the unfolded text: before this byte
        std::size_t begin = 0;  ///< in the original, with `length` bytes
        std::size_t length = 0;
    };

    explicit Unfolded(std::string_view content);

    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] const std::vector<Fold>& folds() const { return folds_; }

    /// Where a byte of the unfolded text stands in the original; behind a fold that is before it.
    [[nodiscard]] std::size_t original(std::size_t at) const;
    /// Where a range ends in the original whose last byte is the one before `at`: before a fold that stands
    /// there.
    [[nodiscard]] std::size_t original_end(std::size_t at) const;
    /// Where a byte of the original stands in the unfolded text; of a fold's bytes: the one behind it.
    [[nodiscard]] std::size_t unfolded(std::size_t original) const;

  private:
    std::string text_;
    std::vector<Fold> folds_;
};

/// Edits between two unfolded texts, stated in the originals, with those of the folds that moved: such an
/// edit is part of the one before it on its line if both texts are folded at the same width throughout,
/// `text.whitespace` otherwise, and text.line-ending where a fold has another line end.
[[nodiscard]] std::vector<Edit> refold(const Unfolded& old_text, const Unfolded& new_text,
                                       std::vector<Edit> edits);

}  // namespace bumpgate::change
