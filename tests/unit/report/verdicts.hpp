#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "change/kinds.hpp"
#include "gate/verdict.hpp"

// Verdicts built by hand: what the gate hands to a report, in the words that the engine uses.
namespace bumpgate::report_test {

namespace kind = change::kind;

/// Sixteen hex digits that stand for a fingerprint.
[[nodiscard]] std::string fingerprint(std::size_t number);

/// One side of a change: `text`, perhaps with the line's end, stands in `line` (without its end) at the first
/// place where it is found.
[[nodiscard]] ChangeSide in_line(std::size_t line_number, std::string_view line, std::string_view text);
/// Whole lines; `text` ends with a line end.
[[nodiscard]] ChangeSide whole_lines(std::size_t line_number, std::string_view text);
/// Nothing on this side, before the line that stands there.
[[nodiscard]] ChangeSide nothing_before(std::size_t line_number, std::string_view line);
/// Bytes of a binary file.
[[nodiscard]] ChangeSide at_byte(std::size_t offset, std::string_view bytes);

/// A change of content.
[[nodiscard]] Change edit(std::string_view kind, std::string path, ChangeSide old_side, ChangeSide new_side,
                          std::string reason);
/// A change of a name, of metadata or of the container.
[[nodiscard]] Change swap(std::string_view kind, std::string path, std::string old_value,
                          std::string new_value, std::string reason);

[[nodiscard]] JudgedChange allowed(Change change, std::string rule);
[[nodiscard]] JudgedChange denied(Change change, std::string explanation, std::string fix = {},
                                  std::string fix_means = {});
[[nodiscard]] JudgedChange ignored(Change change, std::string setting);

/// Gives every change and hazard its fingerprint.
[[nodiscard]] Verdict numbered(Verdict verdict);

/// acme 1.4.2 to 1.4.3 under pypi-sdist; no changes, outcome pass.
[[nodiscard]] Verdict acme();

/// A real bump that passes: own versions in two spellings, a sibling, ignored times.
[[nodiscard]] Verdict passing();
/// Passes, but a person shall see something: an allowed change with level warn, a hazard that is not denied,
/// a warning.
[[nodiscard]] Verdict passing_with_remarks();
/// Passes because waivers lift a change and a hazard.
[[nodiscard]] Verdict passing_by_waivers();
/// Nothing differs but the version in one file.
[[nodiscard]] Verdict passing_barely();
/// Fails in every way there is: changes in lines, of lines, of bytes, of names and modes, findings, hazards,
/// requirements.
[[nodiscard]] Verdict failing();
/// Fails by one change only.
[[nodiscard]] Verdict failing_once();
/// Fails by hundreds of changes, many of them the same edit.
[[nodiscard]] Verdict crowded();
/// Fails by changes in lines longer than a screen, also where `lines` do not reach the span.
[[nodiscard]] Verdict long_lines();
/// Every string that an archive may choose is an attack on a terminal, a log viewer or a parser.
[[nodiscard]] Verdict hostile();
/// No verdict: the new archive ends too early.
[[nodiscard]] Verdict truncated();
/// No verdict: the policy has a mistake; the message shows its source.
[[nodiscard]] Verdict wrong_policy();
/// No verdict, and nothing says why.
[[nodiscard]] Verdict unfinished();

struct Named {
    std::string_view name;
    Verdict (*make)();
};
/// All of the above, for tests that hold for every report.
[[nodiscard]] const std::vector<Named>& all_verdicts();

}  // namespace bumpgate::report_test
