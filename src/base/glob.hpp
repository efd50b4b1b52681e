#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace bumpgate {

/// One gitignore-style pattern (gitignore(5), "PATTERN FORMAT"), matched byte-wise and case-sensitively
/// against a path with "/" between folders and no leading "/". A pattern without a slash matches the last
/// component at any depth; one with a slash at its start or in its middle is anchored at the root; `**/`,
/// `/**` and `/**/` cross folders; `*`, `?` and `[…]` do not match "/". A trailing slash is refused: members
/// are matched, not folders. A member of a nested archive has the path `outer.whl!/inner`; only a pattern
/// that says `!/` or starts with `**!/` reaches inside one (`**!/**` reaches every nested member). Every
/// other `!/` of a pattern stands for one layer: `a.whl!/**` does not go on into `a.whl!/b.zip!/c`. A folder
/// whose own name ends in "!" cannot be told from an archive and is treated as one.
class Glob {
  public:
    /// Error `policy` with the reason and no position when the pattern is empty or malformed: "[" without "]"
    /// in the same component, a range that runs backwards, a backslash with nothing to escape, an empty
    /// component, a trailing "/", a leading "!" (only a GlobList can take something back; `\!` is the name).
    [[nodiscard]] static Result<Glob> compile(std::string_view pattern);

    [[nodiscard]] bool matches(std::string_view path) const;
    [[nodiscard]] const std::string& pattern() const { return pattern_; }

  private:
    std::string pattern_;
    std::string body_;  ///< without the leading "/"
    bool anchored_ = false;
};

/// A list of patterns where a later one starting with "!" takes back what earlier ones matched.
class GlobList {
  public:
    [[nodiscard]] static Result<GlobList> compile(const std::vector<std::string>& patterns);

    [[nodiscard]] bool matches(std::string_view path) const;
    [[nodiscard]] bool empty() const { return entries_.empty(); }
    [[nodiscard]] std::vector<std::string> patterns() const;

  private:
    struct Entry {
        Glob glob;
        bool negated;
    };
    std::vector<Entry> entries_;
};

/// A shell-style pattern for names without folders (`backend.ai-*`); `*` matches any bytes, "/" too, so that
/// `@scope/*` is written as people expect. Used for package names. A malformed pattern matches nothing.
[[nodiscard]] bool name_matches(std::string_view pattern, std::string_view name);

}  // namespace bumpgate
