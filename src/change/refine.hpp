#pragma once

#include <vector>

#include "change/proof.hpp"
#include "change/subject.hpp"

// What the rest of a pair's edits may be, once the version spans are proven. Each function looks at edits
// that are `text` so far.
namespace bumpgate::change {

/// Requirements of other packages: dependency.sibling, .version, .added, .removed. Edits within one
/// requirement become one edit over the whole of it; inserted or removed ones are split, one edit each.
void refine_dependencies(const Context& context, const Subject& old_subject, const Subject& new_subject,
                         std::vector<Edit>& edits);

/// A structured file (JSON, TOML) whose parsed value is the same: `key.order`, one edit over all.
void refine_order(const Subject& old_subject, const Subject& new_subject, std::vector<Edit>& edits);

/// Lines about the new version before the older entries of a changelog: `changelog.entry`.
void refine_changelog(const Context& context, const Subject& old_subject, const Subject& new_subject,
                      std::vector<Edit>& edits);

/// `date`, `year`, `tool.version`, `digest.sibling`, `version.part` and `version.lag`: a value and what
/// stands around it tell.
void refine_fields(const Context& context, const Subject& old_subject, const Subject& new_subject,
                   std::vector<Edit>& edits);

/// A git commit id in a field that names one: `commit`. Where .NET writes both as one word (`1.4.3+0123abcd`,
/// AssemblyInformationalVersion), the version in front of it is `version.own`.
void refine_commits(const Context& context, const Subject& old_subject, const Subject& new_subject,
                    std::vector<Edit>& edits);

/// text.line-ending, text.encoding, text.whitespace and text.deceptive.
void refine_text(const Subject& old_subject, const Subject& new_subject, std::vector<Edit>& edits);

}  // namespace bumpgate::change
