#pragma once

#include <iosfwd>
#include <string_view>

#include "base/result.hpp"
#include "report/report.hpp"

namespace bumpgate::cli {

/// When reports are coloured.
enum class Colour { automatic, always, never };

/// Where reports without a path go.
struct Terminal {
    std::ostream& out;
    bool interactive = false;  ///< a person looks at `out`
    bool utf8 = true;          ///< the person's locale can show UTF-8; always true for files and pipes
    bool no_color = false;     ///< NO_COLOR is set, or the terminal is a dumb one
};

/// Looks at the stream and at LC_ALL, LC_CTYPE, LANG, NO_COLOR and TERM.
[[nodiscard]] Terminal look_at(std::ostream& out);

/// Whether a locale's name says UTF-8: "de_DE.UTF-8", "C.utf8".
[[nodiscard]] bool is_utf8_locale(std::string_view name);

/// How a report on the terminal looks. A file's is never coloured and is UTF-8 unless `ascii`, so that its
/// bytes do not depend on who asked.
[[nodiscard]] report::Style style_for_terminal(const Terminal& terminal, Colour colour, bool ascii,
                                               bool verbose);
[[nodiscard]] report::Style style_for_file(bool ascii, bool verbose);

/// Writes and flushes. Error `io` when not every byte was taken (closed pipe, full disk).
[[nodiscard]] Result<void> write_to(const Terminal& terminal, std::string_view bytes);

}  // namespace bumpgate::cli
