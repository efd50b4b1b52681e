#include "change/proof.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "change/token.hpp"
#include "diff/lines.hpp"

namespace bumpgate::change {

namespace {

/// Beyond this many edits a member of which some are unproven is not a bump, and the rest is told as one
/// edit.
constexpr std::size_t most_edits = 10'000;

/// Bytes of both sides that are compared with each other.
struct Block {
    std::size_t old_begin = 0, old_end = 0;
    std::size_t new_begin = 0, new_end = 0;
    bool one_line_each = false;
};

bool is_word_char(char c) {
    return is_alnum(c) || c == '.' || c == '_' || c == '+' || c == '~' || c == '!' || c == '-' ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool is_from_source(const Context& context) {
    return context.release.baseline == release::Baseline::source;
}

/// Whether a word is one of the version's spellings on that side, perhaps behind a "v".
bool is_spelling(const Context& context, Side side, std::string_view word) {
    if (!word.empty() && (word[0] == 'v' || word[0] == 'V')) word.remove_prefix(1);
    return std::any_of(context.spellings.begin(), context.spellings.end(),
                       [&](const release::Spelling& spelling) { return spelling.text(side) == word; });
}

std::string unproven_reason(const Context& context) {
    if (is_from_source(context)) return "The source has something else here.";
    if (!context.release.has_versions())
        return "No version is known for both releases, so nothing can be proven.";
    return "Not a version: the old side does not spell " + printable(context.release.old_version->text) +
           " where the new side spells " + printable(context.release.new_version->text) + ".";
}

Judgement judge_recomputed(const derived::Place& place) {
    if (!place.problem.empty()) return {kind::digest_mismatch, place.problem, {}};
    return {place.kind, "Recomputed from the new release: it is right.", {}};
}

/// Of two words in the place of each other: which half of the first clause failed.
std::string unproven_words(const Context& context, std::string_view from, std::string_view to) {
    if (is_from_source(context) || !context.release.has_versions()) return unproven_reason(context);
    const bool left = is_spelling(context, Side::old_side, from);
    const bool right = is_spelling(context, Side::new_side, to);
    const auto old_version = printable(context.release.old_version->text);
    const auto new_version = printable(context.release.new_version->text);
    if (left && right)
        return "Both versions stand here, but not in the same spelling: " + in_quotes(from) + " and " +
               in_quotes(to) + ".";
    if (left)
        return "The old side spells " + old_version + ", but the new side does not spell " + new_version +
               ".";
    if (right)
        return "The new side spells " + new_version + ", but the old side does not spell " + old_version +
               ".";
    return unproven_reason(context);
}

/// Walks two lines side by side and collects where they differ.
class LineWalk {
  public:
    LineWalk(const Context& context, const Subject& old_subject, const Subject& new_subject,
             const Block& block, std::vector<Edit>& edits)
        : context_(context),
          old_(old_subject),
          new_(new_subject),
          block_(block),
          edits_(edits),
          old_at_(block.old_begin),
          new_at_(block.new_begin),
          old_floor_(block.old_begin) {}

    void run() {
        take_byte_order_mark();
        while (true) {
            skip_equal();
            if (old_at_ == block_.old_end && new_at_ == block_.new_end) return;
            if (edits_.size() >= most_edits && !all_proven(edits_)) return take_rest();
            if (!take_recomputed() && !take_token() && !take_word()) return take_rest();
        }
    }

  private:
    void skip_equal() {
        while (old_at_ < block_.old_end && new_at_ < block_.new_end &&
               old_.content[old_at_] == new_.content[new_at_]) {
            ++old_at_;
            ++new_at_;
        }
    }

    void add(std::size_t old_begin, std::size_t old_end, std::size_t new_begin, std::size_t new_end,
             Judgement judgement) {
        Edit edit;
        edit.old_begin = old_begin;
        edit.old_end = old_end;
        edit.new_begin = new_begin;
        edit.new_end = new_end;
        edit.kind = judgement.kind;
        edit.reason = std::move(judgement.reason);
        edit.name = std::move(judgement.name);
        edit.lockstep = judgement.lockstep;
        edits_.push_back(std::move(edit));
        old_at_ = old_floor_ = old_end;
        new_at_ = new_end;
    }

    /// A value that follows from other members, as a whole.
    bool take_recomputed() {
        const auto* from = old_.recomputed_at(old_at_);
        const auto* to = new_.recomputed_at(new_at_);
        if (from == nullptr || to == nullptr || (old_at_ == from->end && new_at_ == to->end)) return false;
        const auto back = new_at_ - to->begin;
        if (old_at_ - from->begin != back || back > old_at_ - old_floor_) return false;
        if (from->end > block_.old_end || to->end > block_.new_end) return false;
        add(from->begin, from->end, to->begin, to->end, judge_recomputed(*to));
        return true;
    }

    bool take_token() {
        if (!context_.release.has_versions()) return false;
        const auto token = token_at(context_, old_, new_, old_floor_, old_at_, new_at_);
        if (!token || token->old_end > block_.old_end || token->new_end > block_.new_end) return false;
        add(token->old_begin, token->old_end, token->new_begin, token->new_end,
            judge(context_, old_, new_, *token));
        return true;
    }

    /// A mark that only one side has is a difference of its own, not of the first word.
    void take_byte_order_mark() {
        if (old_at_ != 0 || new_at_ != 0 || old_.is_name) return;
        constexpr std::string_view mark = "\xEF\xBB\xBF";
        const std::size_t old_length = old_.content.starts_with(mark) ? mark.size() : 0;
        const std::size_t new_length = new_.content.starts_with(mark) ? mark.size() : 0;
        if (old_length != new_length) add(0, old_length, 0, new_length, unproven());
    }

    /// One word that became another one, if both sides go on alike behind it.
    bool take_word() {
        std::size_t back = 0;
        while (old_at_ - back > old_floor_ && is_word_char(old_.content[old_at_ - back - 1])) ++back;
        std::size_t old_end = old_at_, new_end = new_at_;
        while (old_end < block_.old_end && is_word_char(old_.content[old_end])) ++old_end;
        while (new_end < block_.new_end && is_word_char(new_.content[new_end])) ++new_end;
        if (old_end == old_at_ && new_end == new_at_) return false;
        const bool both_end = old_end == block_.old_end && new_end == block_.new_end;
        const bool go_on = old_end < block_.old_end && new_end < block_.new_end &&
                           old_.content[old_end] == new_.content[new_end];
        if (!both_end && !go_on) return false;
        const auto from = old_.content.substr(old_at_ - back, old_end - old_at_ + back);
        const auto to = new_.content.substr(new_at_ - back, new_end - new_at_ + back);
        add(old_at_ - back, old_end, new_at_ - back, new_end,
            {kind::text, unproven_words(context_, from, to), {}});
        return true;
    }

    /// Everything up to the common end.
    void take_rest() {
        std::size_t old_end = block_.old_end, new_end = block_.new_end;
        while (old_end > old_at_ && new_end > new_at_ &&
               old_.content[old_end - 1] == new_.content[new_end - 1]) {
            --old_end;
            --new_end;
        }
        add(old_at_, old_end, new_at_, new_end, unproven());
    }

    [[nodiscard]] Judgement unproven() const { return {kind::text, unproven_reason(context_), {}}; }

    const Context& context_;
    const Subject& old_;
    const Subject& new_;
    const Block& block_;
    std::vector<Edit>& edits_;
    std::size_t old_at_, new_at_, old_floor_;
};

/// The lines of a hunk with every version token of that side as one placeholder, and without the comma that a
/// line gets when another one follows it in JSON. Only pairs lines; judges nothing.
std::string normalized(const Context& context, std::string_view lines, Side side) {
    return replace_all(release::version_normal(lines, context.spellings, side), ",\n", "\n");
}

std::vector<std::size_t> line_offsets(std::string_view text, std::size_t base) {
    std::vector<std::size_t> offsets;
    for (const auto line : split_lines(text))
        offsets.push_back(base + static_cast<std::size_t>(line.data() - text.data()));
    offsets.push_back(base + text.size());
    return offsets;
}

/// A hunk as blocks: lines that only differ in versions are paired even when others are inserted around them.
std::vector<Block> align(const Context& context, std::string_view old_content, std::string_view new_content,
                         const Hunk& hunk) {
    const auto old_lines = old_content.substr(hunk.old_offset, hunk.old_length);
    const auto new_lines = new_content.substr(hunk.new_offset, hunk.new_length);
    const auto old_at = line_offsets(old_lines, hunk.old_offset);
    const auto new_at = line_offsets(new_lines, hunk.new_offset);
    std::vector<Block> blocks;
    std::size_t old_line = 0, new_line = 0;
    const auto pair_up_to = [&](std::size_t old_stop, std::size_t new_stop) {
        for (; old_line < old_stop && new_line < new_stop; ++old_line, ++new_line) {
            blocks.push_back(
                {old_at[old_line], old_at[old_line + 1], new_at[new_line], new_at[new_line + 1], true});
        }
    };
    const auto difference = diff::compare_lines(normalized(context, old_lines, Side::old_side),
                                                normalized(context, new_lines, Side::new_side));
    for (const auto& part : difference.hunks) {
        pair_up_to(part.old_line - 1, part.new_line - 1);
        if (part.old_lines == part.new_lines) {
            pair_up_to(old_line + part.old_lines, new_line + part.new_lines);
        } else {
            blocks.push_back({old_at[old_line], old_at[old_line + part.old_lines], new_at[new_line],
                              new_at[new_line + part.new_lines], false});
            old_line += part.old_lines;
            new_line += part.new_lines;
        }
    }
    pair_up_to(old_at.size() - 1, new_at.size() - 1);
    return blocks;
}

std::string reason_of_lines(const Context& context, const Block& block) {
    const bool added = block.old_begin == block.old_end;
    if (!added && block.new_begin != block.new_end) return unproven_reason(context);
    if (is_from_source(context))
        return added ? "Added; the source has no such lines." : "Removed; the source has these lines.";
    return added ? "Added; a version bump adds no lines." : "Removed; a version bump removes no lines.";
}

/// Lines that have no counterpart: one edit, without the bytes that both sides begin or end with.
void take_lines(const Context& context, const Subject& old_subject, const Subject& new_subject, Block block,
                std::vector<Edit>& edits) {
    const auto& old_content = old_subject.content;
    const auto& new_content = new_subject.content;
    const bool replaced = block.old_begin != block.old_end && block.new_begin != block.new_end;
    while (replaced && block.old_begin < block.old_end && block.new_begin < block.new_end &&
           old_content[block.old_begin] == new_content[block.new_begin]) {
        ++block.old_begin;
        ++block.new_begin;
    }
    while (replaced && block.old_end > block.old_begin && block.new_end > block.new_begin &&
           old_content[block.old_end - 1] == new_content[block.new_end - 1]) {
        --block.old_end;
        --block.new_end;
    }
    if (block.old_begin == block.old_end && block.new_begin == block.new_end) return;
    Edit edit;
    edit.old_begin = block.old_begin;
    edit.old_end = block.old_end;
    edit.new_begin = block.new_begin;
    edit.new_end = block.new_end;
    edit.kind = kind::text;
    edit.whole_lines = true;
    edit.reason = reason_of_lines(context, block);
    edits.push_back(std::move(edit));
}

}  // namespace

std::vector<Edit> prove(const Context& context, const Subject& old_subject, const Subject& new_subject,
                        const ContentDifference& difference) {
    std::vector<Edit> edits;
    for (const auto& hunk : difference.hunks) {
        if (edits.size() >= most_edits && !all_proven(edits)) {
            const auto& last = difference.hunks.back();
            take_lines(context, old_subject, new_subject,
                       {hunk.old_offset, last.old_offset + last.old_length, hunk.new_offset,
                        last.new_offset + last.new_length, false},
                       edits);
            break;
        }
        for (const auto& block : align(context, old_subject.content, new_subject.content, hunk)) {
            if (block.one_line_each) {
                LineWalk(context, old_subject, new_subject, block, edits).run();
            } else {
                take_lines(context, old_subject, new_subject, block, edits);
            }
        }
    }
    return edits;
}

std::vector<Edit> prove_name(const Context& context, std::string_view old_name, std::string_view new_name) {
    std::vector<Edit> edits;
    const auto old_subject = Subject::name(old_name);
    const auto new_subject = Subject::name(new_name);
    const Block block{0, old_name.size(), 0, new_name.size(), true};
    LineWalk(context, old_subject, new_subject, block, edits).run();
    return edits;
}

bool all_proven(const std::vector<Edit>& edits) {
    return std::all_of(edits.begin(), edits.end(), [](const Edit& edit) {
        return edit.kind == kind::version_own || edit.kind == kind::version_sibling;
    });
}

}  // namespace bumpgate::change
