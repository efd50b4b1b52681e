#pragma once

#include <string>
#include <string_view>

#include "archive/read.hpp"
#include "base/date.hpp"
#include "change/kinds.hpp"
#include "cli/page.hpp"
#include "policy/keys.hpp"
#include "policy/policy.hpp"
#include "report/read_finding.hpp"

// What `explain` says of each thing that has a name.
namespace bumpgate::cli {

[[nodiscard]] Page kind_page(const change::KindInfo& kind);
[[nodiscard]] Page hazard_page(const archive::HazardInfo& hazard);
[[nodiscard]] Page key_page(const policy::KeyInfo& key);
/// `text`: the policy that the rule stands in, for its comment; may be empty.
[[nodiscard]] Page rule_page(const policy::Rule& rule, std::string_view text);
/// `expires`: until when the proposed waiver counts. In explain_finding.cpp.
[[nodiscard]] Page finding_page(const report::ReportedFinding& finding, const Date& expires);

/// "versions", or with its policy "npm/versions".
[[nodiscard]] std::string full_name(const policy::Rule& rule);
/// "allows version.own, version.part".
[[nodiscard]] std::string summary_of(const policy::Rule& rule);

}  // namespace bumpgate::cli
