#include "archive/agreement.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace bumpgate::archive {

namespace {

bool has_content(MemberType type) {
    return type == MemberType::file;
}

bool is_link(MemberType type) {
    return type == MemberType::symlink || type == MemberType::hardlink;
}

/// Whether libarchive's pieces are these bytes.
Result<bool> reads_same(Library& library, std::string_view content) {
    std::uint64_t seen = 0;
    bool same = true;
    for (;;) {
        const auto block = TRY(library.block());
        if (!block) return same && seen == content.size();
        const auto ours =
            content.substr(std::min<std::uint64_t>(block->offset, content.size()), block->bytes.size());
        same = same && block->offset == seen && ours == block->bytes;
        seen += block->bytes.size();
    }
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

Result<void> compare_with_library(LibraryFormat format, std::string_view bytes,
                                  std::span<const ScannedMember> members, Meter& meter, Findings& findings) {
    auto library = TRY(Library::open(format, bytes));
    bool ended = false;
    for (const auto& ours : members) {
        std::optional<LibraryEntry> theirs;
        if (!ended) theirs = TRY(library.next());
        ended = !theirs;
        if (theirs && !theirs->type && ours.typeless) theirs->type = ours.view.type;
        compare_views(theirs, ours.view, ours.offset, findings);
        if (theirs && !TRY(reads_same(library, ours.content))) {
            findings.add("parser-disagreement", ours.view.path, ours.offset,
                         "libarchive reads other content");
        }
        CHECK_OK(meter.limits().check_time("comparing two readings of the archive"));
    }
    while (!ended) {
        const auto theirs = TRY(library.next());
        if (!theirs) return {};
        const auto path = theirs->path.value_or("");
        findings.add("parser-disagreement", path, bytes.size(), "only libarchive lists it");
        CHECK_OK(meter.member(path, theirs->link_target, 0));
    }
    return {};
}

}  // namespace bumpgate::archive
