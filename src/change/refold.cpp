#include <algorithm>
#include <iterator>
#include <optional>
#include <span>

#include "base/text.hpp"
#include "change/kinds.hpp"
#include "change/unfold.hpp"

namespace bumpgate::change {

namespace {

/// How a text is folded, if it is everywhere the same way.
struct Width {
    bool even = true;             ///< all lines agree
    std::size_t first = 0;        ///< bytes before a line's first fold; 0: nothing is folded
    std::size_t further = 0;      ///< bytes between two folds, the blank included; 0: no line has two
    std::size_t longest = 0;      ///< of lines that are not folded
    std::size_t longest_end = 0;  ///< bytes behind a line's last fold, the blank included
};

void agree(bool& even, std::size_t& known, std::size_t length) {
    if (known == 0) known = length;
    if (known != length) even = false;
}

/// Of the line at [begin, end) of the unfolded text, with `folds` in it.
void measure(Width& width, std::size_t begin, std::size_t end, std::span<const Unfolded::Fold> folds) {
    if (folds.empty()) {
        width.longest = std::max(width.longest, end - begin);
        return;
    }
    agree(width.even, width.first, folds.front().at - begin);
    for (std::size_t i = 1; i < folds.size(); ++i)
        agree(width.even, width.further, folds[i].at - folds[i - 1].at + 1);
    if (folds.back().at == end) width.even = false;  // a fold that nothing stands behind
    width.longest_end = std::max(width.longest_end, end - folds.back().at + 1);
}

Width width_of(const Unfolded& unfolded) {
    Width width;
    const std::span<const Unfolded::Fold> folds(unfolded.folds());
    std::size_t at = 0, next = 0;
    for (auto line : split_lines(unfolded.text())) {
        const auto begin = at;
        at += line.size();
        while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
        const auto first = next;
        while (next < folds.size() && folds[next].at < at) {
            width.even = width.even && folds[next].length == folds.front().length;
            ++next;
        }
        measure(width, begin, begin + line.size(), folds.subspan(first, next - first));
    }
    return width;
}

/// Known widths agree, and nothing is longer than they allow.
bool is_one_width(const Width& left, const Width& right) {
    const auto first = std::max(left.first, right.first);
    const auto further = std::max(left.further, right.further);
    const auto agrees = [](std::size_t known, std::size_t common) { return known == 0 || known == common; };
    const auto within = [&](const Width& width) {
        return agrees(width.first, first) && agrees(width.further, further) &&
               (first == 0 || width.longest <= first) && width.longest_end <= std::max(first, further);
    };
    return left.even && right.even && within(left) && within(right);
}

/// Walks both texts and puts the folds that moved between the edits.
class Refold {
  public:
    Refold(const Unfolded& old_text, const Unfolded& new_text)
        : old_(old_text),
          new_(new_text),
          follows_(same_line_ends() && is_one_width(width_of(old_), width_of(new_))) {}

    std::vector<Edit> all(std::vector<Edit> edits) && {
        for (auto& edit : edits) {
            gap(edit.old_begin, edit.new_begin);
            last_ = edit;
            line_end_ = new_.text().find('\n', edit.new_end);
            skip(old_, old_fold_, edit.old_end);
            skip(new_, new_fold_, edit.new_end);
            old_at_ = edit.old_end;
            new_at_ = edit.new_end;
            place(edit);
            result_.push_back(std::move(edit));
        }
        gap(old_.text().size(), new_.text().size());
        return std::move(result_);
    }

  private:
    [[nodiscard]] bool same_line_ends() const {
        return old_.folds().empty() || new_.folds().empty() ||
               old_.folds().front().length == new_.folds().front().length;
    }

    static void skip(const Unfolded& text, std::size_t& fold, std::size_t end) {
        while (fold < text.folds().size() && text.folds()[fold].at < end) ++fold;
    }

    void place(Edit& edit) const {
        const auto range = [](const Unfolded& text, std::size_t& begin, std::size_t& end) {
            const bool is_empty = begin == end;
            const auto from = text.original(begin);
            end = is_empty ? from : text.original_end(end);
            begin = from;
        };
        range(old_, edit.old_begin, edit.old_end);
        range(new_, edit.new_begin, edit.new_end);
    }

    static const Unfolded::Fold* next_fold(const Unfolded& text, std::size_t fold, std::size_t end) {
        const bool inside = fold < text.folds().size() && text.folds()[fold].at <= end;
        return inside ? &text.folds()[fold] : nullptr;
    }

    /// Both texts are equal up to these ends; where only one has a fold, or another one, is an edit.
    void gap(std::size_t old_end, std::size_t new_end) {
        while (true) {
            const auto* old_fold = next_fold(old_, old_fold_, old_end);
            const auto* new_fold = next_fold(new_, new_fold_, new_end);
            if (old_fold == nullptr && new_fold == nullptr) return;
            const auto old_distance = old_fold == nullptr ? old_end + 1 : old_fold->at - old_at_;
            const auto new_distance = new_fold == nullptr ? new_end + 1 : new_fold->at - new_at_;
            const bool takes_old = old_fold != nullptr && old_distance <= new_distance;
            const bool takes_new = new_fold != nullptr && new_distance <= old_distance;
            if (takes_old) ++old_fold_;
            if (takes_new) ++new_fold_;
            if (takes_old && takes_new && old_fold->length == new_fold->length) continue;
            const auto distance = takes_old ? old_distance : new_distance;
            Edit edit;
            edit.old_begin = takes_old ? old_fold->begin : old_.original(old_at_ + distance);
            edit.old_end = edit.old_begin + (takes_old ? old_fold->length : 0);
            edit.new_begin = takes_new ? new_fold->begin : new_.original(new_at_ + distance);
            edit.new_end = edit.new_begin + (takes_new ? new_fold->length : 0);
            add(std::move(edit), takes_old && takes_new, new_at_ + distance);
        }
    }

    void add(Edit edit, bool both, std::size_t at) {
        if (both) {
            edit.kind = kind::text_line_ending;
            edit.reason = "Only the line end of a fold changed.";
        } else if (follows_ && last_ && at <= line_end_) {
            edit.kind = last_->kind;
            edit.name = last_->name;
            edit.step = last_->step;
            edit.lockstep = last_->lockstep;
            edit.reason = "The line is folded anew, since its length moved: " + last_->reason;
        } else {
            edit.kind = kind::text_whitespace;
            edit.reason = "The line is folded in another place, which does not follow from its length.";
        }
        join(std::move(edit));
    }

    /// One run of folds behind an edit is one change to a reader, as long as it can be shown whole.
    void join(Edit edit) {
        constexpr std::size_t longest = 1024;
        if (!result_.empty() && result_.back().reason == edit.reason &&
            edit.old_end - result_.back().old_begin < longest &&
            edit.new_end - result_.back().new_begin < longest && folds_since_ == result_.size()) {
            result_.back().old_end = edit.old_end;
            result_.back().new_end = edit.new_end;
            return;
        }
        result_.push_back(std::move(edit));
        folds_since_ = result_.size();
    }

    const Unfolded& old_;
    const Unfolded& new_;
    bool follows_;
    std::size_t folds_since_ = 0;  ///< size of `result_` when its last row is an edit of folds
    std::optional<Edit> last_;
    std::size_t line_end_ = 0;  ///< of the line that `last_` ends on, in the new text
    std::size_t old_at_ = 0, new_at_ = 0;
    std::size_t old_fold_ = 0, new_fold_ = 0;
    std::vector<Edit> result_;
};

}  // namespace

std::vector<Edit> refold(const Unfolded& old_text, const Unfolded& new_text, std::vector<Edit> edits) {
    return Refold(old_text, new_text).all(std::move(edits));
}

}  // namespace bumpgate::change
