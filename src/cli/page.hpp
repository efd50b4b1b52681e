#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bumpgate::cli {

/// What `explain` tells of one thing, before it has a form.
struct Page {
    /// Words are broken into lines; the others stand as they are.
    enum class Form { words, code, yaml };
    struct Part {
        std::string heading;  ///< empty: goes on with the part before
        std::string text;     ///< UTF-8, printable
        Form form = Form::words;
    };
    std::string id;     ///< "version.stale"
    std::string what;   ///< "kind of change"
    std::string title;  ///< "stale version"
    std::vector<Part> parts;
};

/// For a terminal: lines of at most 100 columns, but for code.
[[nodiscard]] std::string to_text(const Page& page);

/// A section of a Markdown page, with a heading of this level.
[[nodiscard]] std::string to_markdown(const Page& page, int level);

}  // namespace bumpgate::cli
