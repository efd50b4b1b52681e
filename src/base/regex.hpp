#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace re2 {
class RE2;
}

namespace bumpgate {

/// A regular expression in RE2's syntax, over bytes: `.` matches any byte. Always anchored: it matches a
/// whole text or does not match. Linear in the text, whatever the pattern.
class Regex {
  public:
    /// Error `policy` without a position when the pattern is malformed, too large (8 MiB when compiled) or
    /// not understood: no look-around, no back references.
    [[nodiscard]] static Result<Regex> compile(std::string_view pattern);

    Regex(const Regex& other);
    Regex(Regex&& other) noexcept;
    Regex& operator=(const Regex& other);
    Regex& operator=(Regex&& other) noexcept;
    ~Regex();

    [[nodiscard]] bool matches(std::string_view text) const;
    [[nodiscard]] const std::string& pattern() const;

  private:
    explicit Regex(std::unique_ptr<re2::RE2> compiled);

    std::unique_ptr<re2::RE2> compiled_;
};

}  // namespace bumpgate
