#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace bumpgate::report {

/// One change or hazard of a report, as `explain` tells it. All texts are UTF-8 and may hold anything.
struct ReportedFinding {
    bool is_hazard = false;
    std::string id;                  ///< the fingerprint
    std::string kind;                ///< of a change; of a hazard its id, without "hazard."
    std::string path;                ///< of the member; empty: the container itself
    std::size_t line = 0;            ///< of the side that has one; 0: none
    std::string old_text, new_text;  ///< the bytes or values that differ
    std::string detail;              ///< of a hazard: what is there
    std::string decision;            ///< "allowed", "denied", "waived", "ignored"
    std::string rule;                ///< what decided; may be empty
    std::string reason;              ///< what proved the kind, or failed to
    std::string explanation;         ///< why no rule allows it
    std::string fix, fix_means;      ///< the smallest edit, and what it lets through
    std::string waived_because, waived_until;
};

/// The finding of this fingerprint in a report that `check -o json` wrote. Errors: `corrupt` for what is no
/// such report; `not_found`, with the nearest id, if it has no such finding.
[[nodiscard]] Result<ReportedFinding> find_in_report(std::string_view json, std::string_view id);

}  // namespace bumpgate::report
