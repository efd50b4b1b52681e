#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "policy/policy.hpp"

// A policy's text and how its mistakes are shown. Private to this folder.
namespace bumpgate::policy {

/// A policy's bytes under the name that messages give it. A view: the caller keeps the bytes.
struct SourceText {
    std::string file;
    std::string_view text;  ///< without a byte order mark
};

/// Some bytes of a source.
struct Spot {
    std::size_t offset = 0;
    std::size_t length = 1;
};

/// Line and column, both 1-based; the column is in bytes.
[[nodiscard]] Place place_at(const SourceText& source, std::size_t offset);

/// "FILE:7:5: message", the line and a caret below the spot, with the note behind it:
///
///     mine.yaml:7:5: unknown key "file"
///         7 |     file: [PKG-INFO]
///           |     ^~~~ did you mean "files"?
[[nodiscard]] Failure refuse(const SourceText& source, Spot spot, std::string_view message,
                             std::string_view note = {}, ErrorCode code = ErrorCode::policy);

/// `did you mean "files"?`, or nothing.
[[nodiscard]] std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates);

/// `"word"`, printable and not longer than a line.
[[nodiscard]] std::string quoted_word(std::string_view word);

}  // namespace bumpgate::policy
