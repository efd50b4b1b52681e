#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "change/proof.hpp"
#include "change/subject.hpp"
#include "diff/diff.hpp"

namespace bumpgate::change {

/// Whether a member is a source map by its name: "*.map".
[[nodiscard]] bool is_source_map(std::string_view path);

/// The file that a source map belongs to ("a.js" of "a.js.map"), on both sides.
struct GeneratedFile {
    Subject old_subject, new_subject;
    std::vector<Edit> edits;  ///< what differs between them; none if nothing does
};

/// The edits between two source maps (ECMA-426) in which only `mappings` differs and strings in which
/// versions moved. Every string is proven by itself. The edit over `mappings` is derived.map if all of them,
/// and all edits of the generated file, are proven, and every column behind a version that grew has moved by
/// exactly that, in the generated file, and in the original one if the version stands in that line of
/// `sourcesContent`; else it is text and says why. Nothing if `mappings` is equal, or where that does not
/// hold of the rest: no strict JSON, another structure, an index map with `sections`. `find_generated` gives
/// the file beside the map, or nothing; it is called only if `mappings` differs.
[[nodiscard]] std::optional<std::vector<Edit>> prove_source_map(
    const Context& context, const Subject& old_map, const Subject& new_map,
    const std::function<std::optional<GeneratedFile>()>& find_generated);

}  // namespace bumpgate::change
