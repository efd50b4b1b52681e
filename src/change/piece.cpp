#include "change/piece.hpp"

#include "diff/lines.hpp"

namespace bumpgate::change {

namespace {

Subject subject_of(std::string_view path, std::string_view piece) {
    Subject subject;
    subject.content = piece;
    subject.path = path;
    return subject;
}

}  // namespace

PieceProof prove_piece(const Context& context, std::string_view path, std::string_view old_piece,
                       std::string_view new_piece) {
    PieceProof proof;
    const auto old_subject = subject_of(path, old_piece);
    const auto new_subject = subject_of(path, new_piece);
    auto edits = prove(context, old_subject, new_subject, diff::compare_lines(old_piece, new_piece));
    for (auto& edit : edits) {
        if (edit.kind != kind::version_own && edit.kind != kind::version_sibling) {
            proof.problem = std::move(edit.reason);
            return proof;
        }
    }
    proof.edits = std::move(edits);
    return proof;
}

}  // namespace bumpgate::change
