#include "archive/agreement.hpp"

#include "base/text.hpp"

namespace bumpgate::archive {

namespace {

bool has_content(MemberType type) {
    return type == MemberType::file;
}

bool is_link(MemberType type) {
    return type == MemberType::symlink || type == MemberType::hardlink;
}

}  // namespace

void compare_views(const std::optional<LibraryEntry>& theirs, const Expected& ours, std::uint64_t offset,
                   Findings& findings) {
    const auto disagree = [&](std::string detail) {
        findings.add("parser-disagreement", ours.path, offset, std::move(detail));
    };
    if (!theirs) return disagree("libarchive does not list it");
    if (theirs->path && *theirs->path != ours.path) {
        disagree("libarchive names it " + in_quotes(*theirs->path));
    }
    // Without a name libarchive cannot tell folders, so its type says nothing.
    if (theirs->path && theirs->type != ours.type) {
        disagree("libarchive takes it for " +
                 std::string(theirs->type ? to_string(*theirs->type) : "nothing known"));
    }
    if (has_content(ours.type) && theirs->size != ours.size) {
        disagree("libarchive gives it " + std::to_string(theirs->size) + " bytes, not " +
                 std::to_string(ours.size));
    }
    if (is_link(ours.type) && theirs->link_target != ours.link_target) {
        disagree("libarchive lets it point to " + in_quotes(theirs->link_target));
    }
}

}  // namespace bumpgate::archive
