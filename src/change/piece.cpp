#include "change/piece.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "diff/lines.hpp"

namespace bumpgate::change {

namespace {

Subject subject_of(std::string_view path, std::string_view piece) {
    Subject subject;
    subject.content = piece;
    subject.path = path;
    return subject;
}

bool is_ascii(char c) {
    return static_cast<unsigned char>(c) < 0x80;
}

/// Whether the characters on both sides of [begin, end) can be read. Java's modified UTF-8 has some that
/// nobody else reads: NUL in two bytes, surrogates.
bool has_clear_borders(std::string_view piece, std::size_t begin, std::size_t end) {
    if (end < piece.size() && !decode_utf8(piece, end)) return false;
    if (begin == 0 || is_ascii(piece[begin - 1])) return true;
    for (std::size_t length = 2; length <= 4 && length <= begin; ++length) {
        const auto point = decode_utf8(piece, begin - length);
        if (point && point->length == length) return true;
    }
    return false;
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
        if (!has_clear_borders(old_piece, edit.old_begin, edit.old_end) ||
            !has_clear_borders(new_piece, edit.new_begin, edit.new_end)) {
            proof.problem = "What stands beside the version is no text.";
            return proof;
        }
    }
    proof.edits = std::move(edits);
    return proof;
}

}  // namespace bumpgate::change
