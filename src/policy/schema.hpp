#pragma once

#include <string>

namespace bumpgate::policy {

/// The policy language as JSON Schema (2020-12), for editors and for programs that write policies. What it
/// accepts the loader may still refuse, for what no schema sees: the YAML itself, patterns, expressions,
/// days, ids that stand there twice. What the loader accepts it accepts.
[[nodiscard]] std::string json_schema();

}  // namespace bumpgate::policy
