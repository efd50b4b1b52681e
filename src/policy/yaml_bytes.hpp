#pragma once

#include "base/result.hpp"
#include "policy/source.hpp"

namespace bumpgate::policy {

/// What can be said of a policy's bytes before any YAML is read: size, UTF-8, control and invisible
/// characters, tabs at the start of a line, directives.
[[nodiscard]] Result<void> check_bytes(const SourceText& source, std::size_t maximum);

}  // namespace bumpgate::policy
