#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "change/proof.hpp"
#include "change/subject.hpp"

namespace bumpgate::change {

/// What the proof says of a text that stands inside a binary member.
struct PieceProof {
    std::vector<Edit> edits;  ///< offsets within the pieces; empty unless every one of them is proven
    std::string problem;      ///< if not: why, printable
};

/// The two-sided proof over two pieces of text of one binary member (`path`: below the root), as if each were
/// the whole file. A byte that is no UTF-8 is no border of a version, as nowhere.
[[nodiscard]] PieceProof prove_piece(const Context& context, std::string_view path,
                                     std::string_view old_piece, std::string_view new_piece);

}  // namespace bumpgate::change
