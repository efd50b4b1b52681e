#include "diff/diffoscope/hunks.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/text.hpp"

namespace bumpgate::diff::diffoscope {
namespace {

constexpr std::size_t most_filled = 7;         // lines that diffoscope shows behind a change
constexpr std::size_t most_lines = 5'000'000;  // diffoscope cuts texts off at 2^22 lines

std::optional<std::size_t> number_of(std::string_view digits) {
    std::size_t value = 0;
    const auto* const end = digits.data() + digits.size();
    const auto [stop, problem] = std::from_chars(digits.data(), end, value);
    return problem == std::errc{} && stop == end && value <= most_lines ? std::optional(value) : std::nullopt;
}

struct Range {
    std::size_t begin, end;
};

/// "FIRST,COUNT" or "FIRST"; a range of no lines names the line before it.
std::optional<Range> range_of(std::string_view text) {
    const auto comma = text.find(',');
    const auto first = number_of(text.substr(0, comma));
    const auto count =
        comma == std::string_view::npos ? std::optional<std::size_t>(1) : number_of(text.substr(comma + 1));
    if (!first || !count || (*first == 0 && *count > 0)) return std::nullopt;
    const auto begin = *count == 0 ? *first : *first - 1;
    return Range{begin, begin + *count};
}

class Parser {
  public:
    explicit Parser(const Node& node) : node_(node), rest_(*node.unified_diff) {}

    Result<KnownHunks> run() {
        KnownHunks known;
        while (!rest_.empty()) known.hunks.push_back(TRY(read_hunk()));
        if (known.hunks.empty()) return wrong("there is no hunk");
        CHECK_OK(check_order(known));
        for (const auto& hunk : known.hunks) {
            known.trailing = same_lines(hunk.lines.rbegin(), hunk.lines.rend());
            known.widest =
                std::max({known.widest, known.trailing, same_lines(hunk.lines.begin(), hunk.lines.end())});
        }
        return known;
    }

  private:
    Failure wrong(const std::string& what) const {
        return fail(
            ErrorCode::corrupt,
            place_of(node_) + ": line " + std::to_string(number_) + " of its diff: " + what,
            "the report was shortened or edited: write it again with `diffoscope --json FILE OLD NEW`");
    }

    std::string_view take() {
        ++number_;
        const auto end = rest_.find('\n');
        const auto line = rest_.substr(0, end);
        rest_ = end == std::string_view::npos ? std::string_view() : rest_.substr(end + 1);
        return line;
    }

    Result<KnownHunk> read_hunk() {
        constexpr std::string_view begin = "@@ -", between = " +", end = " @@";
        const auto line = take();
        const auto at = line.find(between);
        if (!line.starts_with(begin) || !line.ends_with(end) || at == std::string_view::npos ||
            line.size() < at + between.size() + end.size())
            return wrong("\"@@ -…\" is expected");
        const auto old_range = range_of(line.substr(begin.size(), at - begin.size()));
        const auto new_begin = at + between.size();
        const auto new_range = range_of(line.substr(new_begin, line.size() - end.size() - new_begin));
        if (!old_range || !new_range) return wrong("its line numbers cannot be read");
        KnownHunk hunk{old_range->begin, old_range->end, new_range->begin, new_range->end, {}};
        CHECK_OK(read_lines(hunk));
        return hunk;
    }

    Result<void> read_lines(KnownHunk& hunk) {
        auto old_left = hunk.old_end - hunk.old_begin, new_left = hunk.new_end - hunk.new_begin;
        bool changed = false;
        while (old_left > 0 || new_left > 0) {
            if (rest_.empty()) return fill(hunk, old_left, new_left);
            const auto line = take();
            const char mark = line.empty() ? '\0' : line[0];
            const bool in_old = mark == ' ' || mark == '-', in_new = mark == ' ' || mark == '+';
            if (!in_old && !in_new) return wrong("a line that starts with \" \", \"-\" or \"+\" is expected");
            if ((in_old && old_left == 0) || (in_new && new_left == 0))
                return wrong("the hunk has more lines than it says");
            old_left -= in_old ? 1 : 0;
            new_left -= in_new ? 1 : 0;
            changed = changed || mark != ' ';
            hunk.lines.push_back({mark, line.substr(1)});
        }
        if (!changed) return wrong("the hunk changes nothing");
        return {};
    }

    /// Blank lines at the end are not in Markdown.
    Result<void> fill(KnownHunk& hunk, std::size_t old_left, std::size_t new_left) const {
        if (node_.line == 0 || old_left != new_left || old_left > most_filled || hunk.lines.empty())
            return wrong("the hunk has fewer lines than it says");
        for (; old_left > 0; --old_left) hunk.lines.push_back({' ', {}});
        return {};
    }

    Result<void> check_order(KnownHunks& known) const {
        std::size_t old_at = 0, new_at = 0;
        known.from_start = true;
        for (const auto& hunk : known.hunks) {
            if (hunk.old_begin < old_at || hunk.new_begin < new_at) return wrong("its hunks overlap");
            if (hunk.old_begin - old_at != hunk.new_begin - new_at)
                return wrong("more lines lie between its hunks on one side than on the other");
            known.from_start = known.from_start && hunk.old_begin == old_at;
            old_at = hunk.old_end;
            new_at = hunk.new_end;
        }
        return {};
    }

    template <class Line>
    static std::size_t same_lines(Line line, Line end) {
        std::size_t count = 0;
        for (; line != end && line->mark == ' '; ++line) ++count;
        return count;
    }

    const Node& node_;
    std::string_view rest_;
    std::size_t number_ = 0;
};

}  // namespace

std::string place_of(const Node& node) {
    const auto place =
        node.line == 0 ? std::string() : ", line " + std::to_string(node.line) + " of the report";
    return "node " + in_quotes(node.source2) + place;
}

Result<KnownHunks> read_hunks(const Node& node) {
    return Parser(node).run();
}

}  // namespace bumpgate::diff::diffoscope
