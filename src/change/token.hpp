#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "change/subject.hpp"

namespace bumpgate::change {

/// The same way of writing a version, at matching places of both sides: old version here, new version there.
struct Token {
    std::size_t old_begin = 0, old_end = 0;
    std::size_t new_begin = 0, new_end = 0;
    release::Shape shape = release::Shape::dotted;
    std::size_t numbers = 0;      ///< how many numbers it has: "1.4.2rc1" has three
    bool row = false;             ///< (1, 4, 2)
    bool four_parts = false;      ///< 1.4.2.0
    bool split_constant = false;  ///< one number of MAJOR, MINOR, PATCH whose neighbours state the others
};

/// The token that covers or ends at the first difference: `old_at` and `new_at` are where the sides differ
/// first, behind equal bytes that reach back to `old_floor` at least. Clauses 1 and 2 of the proof: same
/// spelling, real borders.
[[nodiscard]] std::optional<Token> token_at(const Context& context, const Subject& old_subject,
                                            const Subject& new_subject, std::size_t old_floor,
                                            std::size_t old_at, std::size_t new_at);

/// What the whole proof says of a token.
struct Judgement {
    std::string_view kind;  ///< version.own, version.sibling, version.weak, text.deceptive or text
    std::string reason;     ///< printable UTF-8
    std::string name;       ///< the owner as written, if one is named
    bool lockstep =
        false;  ///< nothing is wrong with it but that its owner, named by structure, is no sibling
};

/// Clauses 3 and 4: the owner is this package or a sibling, and the token is strong enough where it stands.
[[nodiscard]] Judgement judge(const Context& context, const Subject& old_subject, const Subject& new_subject,
                              const Token& token);

/// Whether the bytes at [begin, end), or a character touching them, could make a reader see something else
/// than stands there: invisible and bidirectional characters, and, if asked for, characters that look like
/// part of a version.
enum class LookAlikes { ignored, counted };
[[nodiscard]] bool touches_deceptive(std::string_view content, std::size_t begin, std::size_t end,
                                     LookAlikes look_alikes);

/// A number of a split constant (`#define ACME_MAJOR 1`).
struct SplitConstant {
    std::size_t begin = 0, end = 0;
};
/// The constant on the line around `at`, if it has one.
[[nodiscard]] std::optional<SplitConstant> split_constant_at(const Subject& subject, std::size_t at);

/// Whether the constants on the line around `at` and up to three lines from it state this version, major,
/// minor and patch at least, and none of them another one.
[[nodiscard]] bool constants_state(const Subject& subject, std::size_t at, const release::Version& version);

/// How many numbers a spelling has before its suffix.
[[nodiscard]] std::size_t count_numbers(std::string_view spelling);

}  // namespace bumpgate::change
