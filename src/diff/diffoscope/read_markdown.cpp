#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "diff/diffoscope/read.hpp"

// diffoscope writes of each node: a heading, a blank line; each comment and a blank line; the diff in a fence
// and a blank line. Every line of a diff starts with a mark, so that nothing in it can end the fence. A name
// with a line end in it can look like anything: JSON has no such gap.
namespace bumpgate::diff::diffoscope {
namespace {

constexpr std::size_t deepest_heading = 6;
constexpr std::string_view fence = "```", diff_fence = "```diff";

struct Heading {
    std::size_t level = 0;
    std::string_view title;
};

Heading heading_of(std::string_view line) {
    Heading heading;
    while (heading.level < line.size() && line[heading.level] == '#') ++heading.level;
    if (heading.level > deepest_heading || heading.level == line.size() || line[heading.level] != ' ')
        return {};
    heading.title = line.substr(heading.level + 1);
    return heading;
}

class Reader {
  public:
    explicit Reader(std::string_view text) : text_(text) {}

    Result<Node> run() {
        if (!is_utf8(text_)) return wrong("is not UTF-8 or stands before what is not");
        take();
        while (!at_end_) CHECK_OK(read_node());
        if (open_.empty()) return wrong("is no heading");
        while (open_.size() > 1) close();
        return std::move(open_.front());
    }

  private:
    Failure wrong(const std::string& what) const {
        return fail(
            ErrorCode::corrupt,
            "this is not a Markdown report of diffoscope: line " + std::to_string(number_) + " " + what,
            "write it again with `diffoscope --markdown FILE OLD NEW`, or better with --json");
    }

    /// Moves to the next line. The last one has to end, too, but for blank lines that an editor took off.
    void take() {
        at_end_ = next_ >= text_.size();
        if (at_end_) return;
        const auto end = text_.find('\n', next_);
        ends_ = end != std::string_view::npos;
        line_ = text_.substr(next_, ends_ ? end - next_ : std::string_view::npos);
        next_ = ends_ ? end + 1 : text_.size();
        ++number_;
    }

    Result<void> take_blank() {
        if (at_end_) return {};
        if (!line_.empty()) return wrong("is not blank");
        take();
        return {};
    }

    Result<void> read_node() {
        const auto heading = heading_of(line_);
        if (heading.level == 0) return wrong("is no heading");
        CHECK_OK(place(heading.level));
        Node node;
        node.line = number_;
        CHECK_OK(set_sources(heading.title, node));
        take();
        CHECK_OK(take_blank());
        CHECK_OK(read_comments(node));
        CHECK_OK(read_diff(node));
        open_.push_back(std::move(node));
        return {};
    }

    /// Closes what the new node does not lie in. Below the sixth level the depth cannot be told; nothing
    /// there is looked at.
    Result<void> place(std::size_t level) {
        if (level > open_.size() + 1) return wrong("is a heading that skips a level");
        if (level == 1 && !open_.empty()) return wrong("is a second heading of the first level");
        while (open_.size() + 1 > level) close();
        return {};
    }

    void close() {
        Node node = std::move(open_.back());
        open_.pop_back();
        open_.back().details.push_back(std::move(node));
    }

    Result<void> set_sources(std::string_view title, Node& node) const {
        constexpr std::string_view begin = "Comparing `", between = "` & `", end = "`";
        if (!title.starts_with(begin) || !title.ends_with(end)) {
            node.source1 = node.source2 = std::string(title);
            return {};
        }
        const auto both = title.substr(begin.size(), title.size() - begin.size() - end.size());
        const auto at = both.find(between);
        if (at == std::string_view::npos || both.find(between, at + 1) != std::string_view::npos)
            return wrong("names two files in a way that can be read in another one, too");
        node.source1 = both.substr(0, at);
        node.source2 = both.substr(at + between.size());
        if (node.source1 == node.source2)
            return wrong("compares two files of one name, which diffoscope never says");
        return {};
    }

    Result<void> read_comments(Node& node) {
        constexpr std::string_view begin = " * *", end = "*";
        while (!at_end_ && line_.starts_with(begin)) {
            if (line_.size() < begin.size() + end.size() || !line_.ends_with(end))
                return wrong("is no whole comment");
            node.comments.emplace_back(line_.substr(begin.size(), line_.size() - begin.size() - end.size()));
            take();
            CHECK_OK(take_blank());
        }
        return {};
    }

    Result<void> read_diff(Node& node) {
        if (at_end_ || line_ != diff_fence) return {};
        const auto begin = next_;
        for (take(); !at_end_ && line_ != fence; take()) {
            if (line_.empty() || std::string_view("@ +-").find(line_[0]) == std::string_view::npos)
                return wrong("is no line of a diff");
        }
        if (at_end_) return wrong("is the last one, and a diff is not finished: the report is cut off");
        const auto end = next_ - line_.size() - (ends_ ? 1 : 0);
        node.unified_diff = std::string(text_.substr(begin, end - begin));
        take();
        return take_blank();
    }

    std::string_view text_, line_;
    std::size_t next_ = 0, number_ = 0;
    bool ends_ = true, at_end_ = false;
    std::vector<Node> open_;  ///< the last node and those it lies in
};

}  // namespace

bool is_markdown_report(std::string_view text) {
    return text.starts_with("# ");
}

Result<Node> read_markdown(std::string_view text, const Limits& limits) {
    if (text.size() > limits.report_bytes)
        return limit_exceeded("report-bytes", limits.report_bytes,
                              "the report has " + std::to_string(text.size()));
    return Reader(text).run();
}

}  // namespace bumpgate::diff::diffoscope
