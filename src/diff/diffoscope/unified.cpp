#include "diff/diffoscope/unified.hpp"

#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "diff/diffoscope/gnu_script.hpp"
#include "diff/diffoscope/unicode.hpp"
#include "diff/intern.hpp"

// GNU diffutils manual, 2.2.2 "Unified Format".
namespace bumpgate::diff::diffoscope {
namespace {

constexpr std::size_t context = 7;

/// Lines [begin, end) of both sides.
struct Stretch {
    std::size_t old_begin, old_end, new_begin, new_end;
};

std::vector<Stretch> changes_of(const LineScript& script) {
    std::vector<Stretch> changes;
    std::size_t i = 0, j = 0;
    while (i < script.removed.size() || j < script.added.size()) {
        Stretch change{i, i, j, j};
        while (change.old_end < script.removed.size() && script.removed[change.old_end]) ++change.old_end;
        while (change.new_end < script.added.size() && script.added[change.new_end]) ++change.new_end;
        if (change.old_end > i || change.new_end > j) changes.push_back(change);
        i = change.old_end + 1;
        j = change.new_end + 1;
    }
    return changes;
}

/// "FIRST,COUNT"; one line has no count, none has the line before it.
std::string range(std::size_t begin, std::size_t end) {
    const auto count = end - begin;
    if (count == 1) return std::to_string(end);
    return std::to_string(count == 0 ? begin : begin + 1) + "," + std::to_string(count);
}

class Writer {
  public:
    Writer(std::string_view old_text, std::string_view new_text)
        : old_lines_(split_lines(old_text)), new_lines_(split_lines(new_text)) {}

    [[nodiscard]] Stretch all() const { return {0, old_lines_.size(), 0, new_lines_.size()}; }

    /// `changes` that share their context become one hunk.
    std::string write(const std::vector<Stretch>& changes) {
        for (std::size_t first = 0; first < changes.size();) {
            auto last = first;
            while (last + 1 < changes.size() &&
                   changes[last + 1].old_begin - changes[last].old_end <= 2 * context)
                ++last;
            write_hunk(changes, first, last);
            first = last + 1;
        }
        return std::move(text_);
    }

  private:
    void write_hunk(const std::vector<Stretch>& changes, std::size_t first, std::size_t last) {
        const auto before = std::min(context, changes[first].old_begin);
        const auto behind = std::min(context, old_lines_.size() - changes[last].old_end);
        const auto old_begin = changes[first].old_begin - before, old_end = changes[last].old_end + behind;
        text_ += "@@ -" + range(old_begin, old_end) + " +" +
                 range(changes[first].new_begin - before, changes[last].new_end + behind) + " @@\n";
        auto at = old_begin;
        for (auto i = first; i <= last; ++i) {
            const auto& change = changes[i];
            put(' ', old_lines_, at, change.old_begin);
            put('-', old_lines_, change.old_begin, change.old_end);
            put('+', new_lines_, change.new_begin, change.new_end);
            at = change.old_end;
        }
        put(' ', old_lines_, at, old_end);
    }

    void put(char mark, const std::vector<std::string_view>& lines, std::size_t begin, std::size_t end) {
        for (auto i = begin; i < end; ++i) {
            text_ += mark;
            text_ += lines[i];
            if (!lines[i].ends_with('\n')) text_ += '\n';
        }
    }

    std::vector<std::string_view> old_lines_, new_lines_;
    std::string text_;
};

bool is_complete(std::string_view text) {
    return text.empty() || text.back() == '\n';
}

std::vector<Stretch> find_changes(std::string_view old_text, std::string_view new_text, const Stretch& all) {
    const auto lines = intern_lines(old_text, new_text);
    const auto script = lines ? gnu_script(lines->old_ids, lines->new_ids, lines->kinds,
                                           is_complete(old_text) == is_complete(new_text), context)
                              : std::nullopt;
    return script ? changes_of(*script) : std::vector<Stretch>{all};
}

}  // namespace

std::optional<std::string> unified_diff(std::string_view old_text, std::string_view new_text) {
    if (old_text == new_text) return std::nullopt;
    Writer writer(old_text, new_text);
    return writer.write(find_changes(old_text, new_text, writer.all()));
}

bool only_order_differs(std::string_view unified_diff) {
    std::vector<std::string_view> removed, added;
    for (const auto line : lines_of(unified_diff)) {
        if (line.starts_with('-')) removed.push_back(line.substr(1));
        if (line.starts_with('+')) added.push_back(line.substr(1));
    }
    std::sort(removed.begin(), removed.end());
    std::sort(added.begin(), added.end());
    return removed == added;
}

}  // namespace bumpgate::diff::diffoscope
