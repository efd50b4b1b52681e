#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "change/proof.hpp"
#include "change/subject.hpp"

namespace bumpgate::change {

/// What the proof says of two class files.
struct ClassProof {
    std::vector<Edit> edits;  ///< each over the version within its constant; empty unless all are proven
    std::string problem;      ///< if not: why, printable
};

/// The proof over a class file (docs/version-proof.md, "In a Java class file"): the constant pools have the
/// same entries, but for texts in which the version moved, and everything before and behind them is equal.
/// The length in front of a text that grew lies outside of the edits; check_invariants recomputes it.
///
/// A text that is the version of the module, or of a `requires`, may be a short one, as the place says that
/// it is a version; it must be the whole text then. A text that is used as a name of anything is none. The
/// paths are those below the roots.
[[nodiscard]] ClassProof prove_class(const Context& context, std::string_view path,
                                     std::string_view old_bytes, std::string_view new_bytes);

/// Where a jar keeps its own module descriptor: at its root, or for one release of Java (JAR File
/// Specification, "Modular multi-release JAR files"). Elsewhere it describes what was packed into this one.
[[nodiscard]] bool is_own_descriptor(std::string_view path);

/// Whose version the `requires` of a module states: own and sibling by the module's own name, or where the
/// module's name is the Maven group of this package, or begins with it, and the release depends on a sibling
/// of that group.
[[nodiscard]] Kinship kinship_of_module(const Context& context, std::string_view module);

}  // namespace bumpgate::change
