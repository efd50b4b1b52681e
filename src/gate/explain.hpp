#pragma once

#include <string>

#include "change/change.hpp"
#include "gate/context.hpp"

// What a denied change is told with. Private to this folder.
namespace bumpgate::gate {

/// Why no rule fits, a sentence or two; printable UTF-8.
[[nodiscard]] std::string why_denied(const Context& context, const Change& change);

/// The smallest policy edit that would allow a change.
struct Fix {
    std::string edit;  ///< one line of YAML flow; empty if none may. `{…}` is a rule; `key: …` goes to the
                       ///< policy's top
    std::string means;  ///< what it would let through; printable UTF-8
};

/// Whether the change would be a sibling's and allowed, were its name listed under `siblings`: it moved from
/// exactly our old version to our new one.
[[nodiscard]] bool helps_as_sibling(const Context& context, const Change& change);

/// In this order: a name for `siblings`, if the change would then be a sibling's and allowed; a rule of the
/// user's own that allows such changes, with this file added; a new rule for this file, this kind and, for
/// dependencies, this name. Each is tried before it is offered: with it the change is allowed.
[[nodiscard]] Fix fix_of(const Context& context, const Change& change);

}  // namespace bumpgate::gate
