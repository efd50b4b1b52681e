#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "gate/verdict.hpp"

namespace bumpgate::report {

/// How a report may look.
struct Style {
    bool colour = false;   ///< ANSI colours
    bool unicode = true;   ///< arrows, check marks; else ASCII
    bool verbose = false;  ///< list the allowed changes too
};

/// A format that `-o` takes.
struct FormatInfo {
    std::string_view id;       ///< "text", "json"
    std::string_view meaning;  ///< one line for --help
    std::string (*render)(const Verdict& verdict, const Style& style);
};

/// All formats, sorted by id.
[[nodiscard]] std::span<const FormatInfo> formats();
[[nodiscard]] const FormatInfo* find_format(std::string_view id);

/// One screen for a person (docs/report.md, "How text reads"): verdict first, what is denied next with the
/// smallest fix, the rest in one line each. Everything that came from an archive is `printable`. UTF-8, or
/// ASCII if the style says so.
[[nodiscard]] std::string text(const Verdict& verdict, const Style& style);

/// The contract "bumpgate.report/1": one JSON object, UTF-8, keys in fixed order, indented by two, final
/// newline; also for an incomplete verdict. A string from an archive that is not valid UTF-8 is written with
/// every invalid byte as U+FFFD, beside a key of the same name + "_bytes" with all its bytes in hex.
[[nodiscard]] std::string json(const Verdict& verdict, const Style& style);

/// The JSON Schema (2020-12) of `json`.
[[nodiscard]] std::string_view json_schema();

}  // namespace bumpgate::report
