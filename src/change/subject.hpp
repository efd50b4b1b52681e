#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/tree.hpp"
#include "change/derived/derived.hpp"
#include "change/folders.hpp"
#include "change/names.hpp"
#include "change/rpm_lines.hpp"
#include "change/structure/document.hpp"
#include "release/identity.hpp"
#include "release/spelling.hpp"

namespace bumpgate::change {

/// What every step of the proof looks at.
struct Context {
    const Trees& trees;
    const release::Release& release;
    const Names& names;
    const Folders& folders;
    const std::vector<release::Spelling>& spellings;

    [[nodiscard]] const Tree& tree(Side side) const {
        return side == Side::old_side ? trees.old_tree : trees.new_tree;
    }
    [[nodiscard]] const release::Version& version(Side side) const {
        return side == Side::old_side ? *release.old_version : *release.new_version;
    }
};

/// One text that may hold versions: a file's content, or a name.
struct Subject {
    std::string_view content;                     ///< bytes
    std::string_view path;                        ///< below the root; of a name: the name itself
    bool is_name = false;                         ///< a member's name or link target, not content
    bool structured = false;                      ///< the path promises a format that is parsed
    std::optional<structure::Document> document;  ///< if structured and it parses strictly
    std::optional<RpmLines> rpm;                  ///< of a file that is called as an rpm's header
    std::vector<derived::Place> recomputed;       ///< what follows from other members; sorted, apart

    /// How many bytes from the start are certain, as Member::known_bytes.
    std::size_t known_bytes = std::string_view::npos;

    /// A file's content, parsed if its name promises a format. Of a content that a report shows in part only
    /// headers are, as far as they are known without a gap and name the package.
    [[nodiscard]] static Subject file(std::string_view path, std::string_view content,
                                      std::size_t known_bytes = std::string_view::npos);
    /// A name.
    [[nodiscard]] static Subject name(std::string_view name);

    /// False for a file of a structured format that does not parse: nothing in it is strong.
    [[nodiscard]] bool is_parsed() const { return !structured || document.has_value(); }

    /// The same for what ends at `end`: behind a gap in a structured file nothing is strong.
    [[nodiscard]] bool is_parsed_up_to(std::size_t end) const {
        return !structured || (document.has_value() && end <= known_bytes);
    }
    [[nodiscard]] bool is_wholly_known() const { return known_bytes == std::string_view::npos; }

    /// What was recomputed and holds `at` or ends there, or null.
    [[nodiscard]] const derived::Place* recomputed_at(std::size_t at) const;

    /// Start of the line that holds `at`, and the end of it without its line end. Of a line longer than 64
    /// KiB to either side (minified code) only that much is looked at, so that thousands of versions on one
    /// line stay affordable.
    [[nodiscard]] std::size_t line_begin(std::size_t at) const;
    [[nodiscard]] std::size_t line_end(std::size_t at) const;
};

/// Whose version a token is, and by what.
struct Ownership {
    enum class By {
        structure,    ///< a name stated beside it or above it in a structured file
        requirement,  ///< `name OP version`
        text,         ///< the text to its left
        folder,       ///< the manifest of a folder around the file
        nobody        ///< no name at all: own
    };
    Kinship kinship = Kinship::own;
    By by = By::nobody;
    std::string_view name;      ///< as written, a view into the subject's content (or the document's value)
    bool format_field = false;  ///< the field's number describes a format: never ours
    bool assigned = false;      ///< by nothing but `name = `, which may be the name of any number
    bool may_stay = false;      ///< follows the release or not, as its maker likes: never stale
};

/// The owner of the token at [begin, end) (docs/version-proof.md, clause 3).
[[nodiscard]] Ownership owner_of(const Context& context, const Subject& subject, std::size_t begin,
                                 std::size_t end);

/// Whether a version context stands around the token (docs/version-proof.md, clause 4): what a version of one
/// or two numbers, a row, or one with dashes or underscores needs.
[[nodiscard]] bool in_version_context(const Context& context, const Subject& subject, std::size_t begin,
                                      std::size_t end, const Ownership& owner);

/// For people: why the words left of a token do not make such a context, a clause without a stop.
[[nodiscard]] std::string why_no_version_context(const Context& context, const Subject& subject,
                                                 std::size_t begin);

/// Whether the own name or a sibling's stands left of the token, with nothing between but blanks, quotes and
/// punctuation: `acme = "1.4.2"`. That says whose a long version is; a short number could be anything's.
[[nodiscard]] bool stands_behind_known_name(const Context& context, const Subject& subject,
                                            std::size_t begin);

}  // namespace bumpgate::change
