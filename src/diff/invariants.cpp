#include "diff/invariants.hpp"

#include <functional>
#include <set>
#include <string>

#include "base/text.hpp"
#include "diff/mismatch.hpp"

namespace bumpgate::diff {
namespace {

Failure broken(const std::string& what) {
    return fail(ErrorCode::internal, "the diff is inconsistent: " + what,
                "this is a defect of bumpgate; please report it");
}

/// Marks the member as seen once.
Result<void> visit(const std::optional<std::size_t>& member, std::vector<bool>& seen, const char* side) {
    if (!member) return {};
    const std::string which = std::string(side) + " member " + std::to_string(*member);
    if (*member >= seen.size()) return broken(which + " does not exist");
    if (seen[*member]) return broken(which + " is in two pairs");
    seen[*member] = true;
    return {};
}

Result<void> check_all_seen(const std::vector<bool>& seen, const std::vector<Member>& members,
                            const char* side) {
    for (std::size_t i = 0; i < seen.size(); ++i) {
        if (!seen[i])
            return broken(std::string(side) + " member " + printable(members[i].path) + " is in no pair");
    }
    return {};
}

Result<void> check_one_sided(const Pair& pair) {
    const PairStatus expected = pair.new_member ? PairStatus::added : PairStatus::removed;
    if (pair.status != expected || pair.paired_by != PairedBy::none)
        return broken("a member without counterpart is not added or removed");
    if (pair.content || !pair.metadata.empty()) return broken("a member without counterpart was compared");
    return {};
}

struct Stretch {
    std::uint64_t old_offset, old_length, new_offset, new_length;
};

std::string_view piece(std::string_view bytes, std::uint64_t begin, std::uint64_t end) {
    return bytes.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
}

/// Walks over stretches that differ: in bounds, in order, not touching, equal bytes between them.
class Walk {
  public:
    Walk(std::string_view old_bytes, std::string_view new_bytes) : old_(old_bytes), new_(new_bytes) {}

    Result<void> step(const Stretch& stretch) {
        if (stretch.old_length == 0 && stretch.new_length == 0) return broken("a difference of nothing");
        if (stretch.old_offset < old_at_ || stretch.new_offset < new_at_)
            return broken("differences overlap");
        if (stretch.old_offset > old_.size() || stretch.old_length > old_.size() - stretch.old_offset ||
            stretch.new_offset > new_.size() || stretch.new_length > new_.size() - stretch.new_offset)
            return broken("a difference reaches beyond the content");
        if (!first_ && (stretch.old_offset == old_at_ || stretch.new_offset == new_at_))
            return broken("two differences touch");
        if (piece(old_, old_at_, stretch.old_offset) != piece(new_, new_at_, stretch.new_offset))
            return broken("bytes outside the differences differ");
        first_ = false;
        old_at_ = stretch.old_offset + stretch.old_length;
        new_at_ = stretch.new_offset + stretch.new_length;
        return {};
    }

    Result<void> finish() const {
        if (piece(old_, old_at_, old_.size()) != piece(new_, new_at_, new_.size()))
            return broken("bytes outside the differences differ");
        return {};
    }

  private:
    std::string_view old_, new_;
    std::uint64_t old_at_ = 0, new_at_ = 0;
    bool first_ = true;
};

std::size_t lines_in(std::string_view text) {
    return count_newlines(text) + (!text.empty() && text.back() != '\n' ? 1 : 0);
}

bool at_line_border(std::string_view text, std::size_t at) {
    return at == 0 || at == text.size() || text[at - 1] == '\n';
}

/// Counts lines up to a place, forwards only.
class LineCounter {
  public:
    explicit LineCounter(std::string_view text) : text_(text) {}

    /// Whether `lines` lines from `line` on are the `length` bytes at `offset`, which is in bounds.
    bool fits(std::size_t line, std::size_t lines, std::size_t offset, std::size_t length) {
        line_ += count_newlines(piece(text_, at_, offset));
        at_ = offset;
        return line == line_ && lines == lines_in(text_.substr(offset, length)) &&
               at_line_border(text_, offset) && at_line_border(text_, offset + length);
    }

  private:
    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
};

Result<void> check_hunks(const std::vector<Hunk>& hunks, std::string_view old_text,
                         std::string_view new_text) {
    Walk walk(old_text, new_text);
    LineCounter old_lines(old_text);
    LineCounter new_lines(new_text);
    for (const Hunk& hunk : hunks) {
        CHECK_OK(walk.step({hunk.old_offset, hunk.old_length, hunk.new_offset, hunk.new_length}));
        if (!old_lines.fits(hunk.old_line, hunk.old_lines, hunk.old_offset, hunk.old_length) ||
            !new_lines.fits(hunk.new_line, hunk.new_lines, hunk.new_offset, hunk.new_length))
            return broken("a hunk's lines are not its bytes");
    }
    return walk.finish();
}

Result<void> check_ranges(const std::vector<ByteRange>& ranges, std::string_view old_bytes,
                          std::string_view new_bytes) {
    Walk walk(old_bytes, new_bytes);
    for (const ByteRange& range : ranges)
        CHECK_OK(walk.step({range.old_offset, range.old_length, range.new_offset, range.new_length}));
    return walk.finish();
}

Result<void> check_content(const Pair& pair, std::string_view old_bytes, std::string_view new_bytes) {
    if (!pair.content) {
        if (old_bytes != new_bytes) return broken("contents differ and no difference is listed");
        return {};
    }
    const ContentDifference& content = *pair.content;
    if (content.nested) return {};  // see check_nested
    if (content.hunks.empty() == content.ranges.empty() || content.text == content.hunks.empty())
        return broken("a content difference is not hunks or ranges");
    return content.text ? check_hunks(content.hunks, old_bytes, new_bytes)
                        : check_ranges(content.ranges, old_bytes, new_bytes);
}

std::string_view last_component(std::string_view path) {
    return path.substr(path.rfind('/') + 1);
}

/// What an identical pair must agree in. Root folders are not known here: of paths below one the last
/// component is compared, of hard links and of folders, which may be the root itself, nothing.
bool same_metadata(const Member& old_member, const Member& new_member) {
    const bool below_a_folder = old_member.type != MemberType::directory &&
                                old_member.path.find('/') != std::string::npos &&
                                new_member.path.find('/') != std::string::npos;
    return old_member.type == new_member.type && old_member.mode == new_member.mode &&
           old_member.uid == new_member.uid && old_member.gid == new_member.gid &&
           old_member.user == new_member.user && old_member.group == new_member.group &&
           old_member.mtime == new_member.mtime && old_member.atime == new_member.atime &&
           old_member.ctime == new_member.ctime && old_member.birth_time == new_member.birth_time &&
           old_member.attributes == new_member.attributes && old_member.sparse_map == new_member.sparse_map &&
           (old_member.type == MemberType::hardlink || old_member.link_target == new_member.link_target) &&
           (!below_a_folder || last_component(old_member.path) == last_component(new_member.path));
}

Result<void> check_two_sided(const Pair& pair, const Trees& trees) {
    const Member& old_member = trees.old_tree.members[*pair.old_member];
    const Member& new_member = trees.new_tree.members[*pair.new_member];
    const bool identical = pair.metadata.empty() && !pair.content;
    if (pair.status != (identical ? PairStatus::identical : PairStatus::changed))
        return broken("a pair's status contradicts its differences");
    if (pair.paired_by == PairedBy::none) return broken("a pair nobody made");
    if (identical && pair.paired_by != PairedBy::path) return broken("a renamed member is called identical");
    if (pair.metadata.empty() && !same_metadata(old_member, new_member))
        return broken("metadata differs and no difference is listed");
    return check_content(pair, old_member.content, new_member.content);
}

/// A pair may say "see what is nested" only of archives that were opened, and if something is told of them.
class NestedCheck {
  public:
    NestedCheck(const Diff& diff, const Trees& trees)
        : old_(trees.old_tree, diff, &Pair::old_member), new_(trees.new_tree, diff, &Pair::new_member) {
        for (const ContainerDifference& difference : diff.container) told_.insert(difference.path);
    }

    Result<void> check(const Pair& pair) const {
        if (!pair.content || !pair.content->nested) return {};
        const Nested* const old_nested = old_.find(*pair.old_member);
        const Nested* const new_nested = new_.find(*pair.new_member);
        if (old_nested == nullptr || new_nested == nullptr)
            return broken("the differences of an archive are said to be nested, and it was not opened");
        if (old_.differs(*old_nested) || new_.differs(*new_nested) || is_told(new_nested->path)) return {};
        return broken("two archives differ, and nothing is told of what is in them");
    }

  private:
    struct Half {
        Half(const Tree& tree, const Diff& diff, std::optional<std::size_t> Pair::*side)
            : counts(tree.members.size() + 1, 0), opened(tree.members.size(), nullptr) {
            for (const Nested& nested : tree.nested) {
                if (nested.member && !nested.layers.empty()) opened[*nested.member] = &nested;
            }
            for (const Pair& pair : diff.pairs) {
                if (pair.*side && pair.status != PairStatus::identical) counts[*(pair.*side) + 1] = 1;
            }
            for (std::size_t i = 1; i < counts.size(); ++i) counts[i] += counts[i - 1];
        }
        [[nodiscard]] const Nested* find(std::size_t member) const { return opened[member]; }
        [[nodiscard]] bool differs(const Nested& nested) const {
            return counts[nested.first + nested.count] != counts[nested.first];
        }

        std::vector<std::size_t> counts;  // of members in pairs that differ, up to each one
        std::vector<const Nested*> opened;
    };

    /// Difference paths are below a root that is not known here.
    [[nodiscard]] bool is_told(std::string_view path) const {
        for (std::string_view rest = path;;) {
            if (told_.contains(rest)) return true;
            const auto slash = rest.find('/');
            if (slash == std::string_view::npos) return false;
            rest.remove_prefix(slash + 1);
        }
    }

    Half old_, new_;
    std::set<std::string, std::less<>> told_;
};

Result<void> check_pair(const Pair& pair, const Trees& trees) {
    if (!pair.old_member && !pair.new_member) return broken("a pair without members");
    if (!pair.old_member || !pair.new_member) return check_one_sided(pair);
    auto result = check_two_sided(pair, trees);
    if (result) return result;
    return Failure(std::move(result).error().during(
        "member " + printable(trees.new_tree.members[*pair.new_member].path)));
}

}  // namespace

Result<void> check(const Diff& diff, const Trees& trees) {
    std::vector<bool> old_seen(trees.old_tree.members.size(), false);
    std::vector<bool> new_seen(trees.new_tree.members.size(), false);
    const NestedCheck nested(diff, trees);
    for (const Pair& pair : diff.pairs) {
        CHECK_OK(visit(pair.old_member, old_seen, "old"));
        CHECK_OK(visit(pair.new_member, new_seen, "new"));
        CHECK_OK(check_pair(pair, trees));
        CHECK_OK(nested.check(pair));
    }
    CHECK_OK(check_all_seen(old_seen, trees.old_tree.members, "old"));
    return check_all_seen(new_seen, trees.new_tree.members, "new");
}

}  // namespace bumpgate::diff
