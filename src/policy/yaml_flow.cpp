#include "policy/yaml_flow.hpp"

#include <algorithm>
#include <vector>

#include "base/text.hpp"

namespace bumpgate::policy {

namespace {

bool is_quote(char c) {
    return c == '"' || c == '\'';
}

bool opens(char c) {
    return c == '[' || c == '{';
}

bool closes(char c) {
    return c == ']' || c == '}';
}

char closing(char opening) {
    return opening == '[' ? ']' : '}';
}

std::string quoted(char c) {
    return std::string("\"") + c + "\"";
}

FlowFault bracket_not_closed(std::string_view text, std::size_t at) {
    return {{at, 1},
            "a " + quoted(text[at]) + " that is not closed",
            "add the missing " + quoted(closing(text[at])),
            false};
}

FlowFault quote_not_closed(std::size_t at) {
    return {{at, 1}, "a quote that is not closed", "add the closing quote", false};
}

FlowFault wrong_bracket(const std::string_view text, std::size_t opened, std::size_t at) {
    const auto before = text.substr(0, opened);
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const auto column = opened - (before.rfind('\n') + 1) + 1;
    return {{at, 1},
            "a " + quoted(text[at]) + " where " + quoted(closing(text[opened])) + " belongs",
            "the " + quoted(text[opened]) + " on line " + std::to_string(line) + ", column " +
                std::to_string(column) + " is open",
            false};
}

std::size_t end_of_line(std::string_view text, std::size_t at) {
    return std::min(text.find('\n', at), text.size());
}

/// Goes through one collection. In flow context no plain scalar holds a bracket, a comma, or "#" behind a
/// blank (YAML 1.2.2, 7.3.3), so that each of them means itself.
class FlowScan {
  public:
    FlowScan(std::string_view text, std::size_t offset, std::size_t depth)
        : text_(text), at_(offset), depth_(depth) {}

    FlowLook run() && {
        while (at_ < text_.size()) {
            if (auto fault = step()) return {fault, at_};
            if (open_.empty()) return {std::nullopt, at_};
        }
        return {bracket_not_closed(text_, open_.back()), at_};
    }

  private:
    std::optional<FlowFault> step() {
        const char c = text_[at_];
        if (is_quote(c) && starts_) return take_quoted();
        if (c == '#' && is_space(text_[at_ - 1])) {
            at_ = end_of_line(text_, at_);
            return std::nullopt;
        }
        if (opens(c)) {
            open_.push_back(at_);
            if (open_.size() > depth_) return FlowFault{{at_, 1}, "nested too deeply", "", true};
        }
        if (closes(c)) {
            if (c != closing(text_[open_.back()])) return wrong_bracket(text_, open_.back(), at_);
            open_.pop_back();
        }
        if (!is_space(c)) starts_ = opens(c) || c == ',' || is_indicator_question() || is_indicator_colon();
        ++at_;
        return std::nullopt;
    }

    [[nodiscard]] bool blank_follows() const { return at_ + 1 == text_.size() || is_space(text_[at_ + 1]); }

    /// ":" between key and value: behind it stands a blank, or before it a scalar in quotes.
    [[nodiscard]] bool is_indicator_colon() const {
        return text_[at_] == ':' && (blank_follows() || at_ == quoted_end_);
    }

    /// "?" before a key, not at the end of a word.
    [[nodiscard]] bool is_indicator_question() const {
        return text_[at_] == '?' && starts_ && blank_follows();
    }

    std::optional<FlowFault> take_quoted() {
        const auto end = end_of_quoted(text_, at_);
        if (end == std::string_view::npos) return quote_not_closed(at_);
        at_ = end;
        quoted_end_ = end;
        starts_ = false;
        return std::nullopt;
    }

    std::string_view text_;
    std::size_t at_;
    std::size_t depth_;
    std::vector<std::size_t> open_;
    std::size_t quoted_end_ = 0;  ///< behind the last scalar in quotes
    bool starts_ = false;         ///< a scalar may begin here: "it's" has an apostrophe, not a quote
};

/// Whether "-", "?" or ":" is an indicator here: a blank or line end follows.
bool is_indicator(std::string_view text, std::size_t at) {
    const char c = text[at];
    return (c == '-' || c == '?' || c == ':') && (at + 1 == text.size() || is_space(text[at + 1]));
}

/// Behind a plain scalar: at its ": ", its " #", or the end of its line.
std::size_t end_of_plain(std::string_view text, std::size_t at) {
    const auto line_end = end_of_line(text, at);
    for (; at < line_end; ++at) {
        if (text[at] == ':' && is_indicator(text, at)) return at;
        if (text[at] == '#' && is_space(text[at - 1])) return at;
    }
    return line_end;
}

std::size_t indentation(std::string_view text, std::size_t line_start) {
    return std::min(text.find_first_not_of(' ', line_start), text.size()) - line_start;
}

/// Behind the lines of a block scalar whose "|" or ">" stands at `at`: those that are indented more than its
/// own line, and blank ones.
std::size_t end_of_block(std::string_view text, std::size_t at) {
    const auto own = indentation(text, text.substr(0, at).rfind('\n') + 1);
    auto line = end_of_line(text, at);
    while (line < text.size()) {
        const auto start = line + 1;
        const auto end = end_of_line(text, start);
        if (!trim(text.substr(start, end - start)).empty() && indentation(text, start) <= own) return line;
        line = end;
    }
    return text.size();
}

}  // namespace

std::size_t end_of_quoted(std::string_view text, std::size_t offset) {
    const char quote = text[offset];
    for (auto at = offset + 1; at < text.size(); ++at) {
        const bool is_doubled = quote == '\'' && text.substr(at).starts_with("''");
        if (text[at] == quote && !is_doubled) return at + 1;
        if (is_doubled || (text[at] == '\\' && quote == '"')) ++at;
    }
    return std::string_view::npos;
}

FlowLook look_over_flow(std::string_view text, std::size_t offset, std::size_t depth) {
    return FlowScan(text, offset, depth).run();
}

std::optional<FlowFault> first_flow_fault(std::string_view text, std::size_t depth) {
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        if (is_space(c) || is_indicator(text, at)) {
            ++at;
        } else if (c == '#') {
            at = end_of_line(text, at);
        } else if (is_quote(c)) {
            const auto end = end_of_quoted(text, at);
            if (end == std::string_view::npos) return quote_not_closed(at);
            at = end;
        } else if (opens(c)) {
            const auto look = look_over_flow(text, at, depth);
            if (look.fault) return look.fault;
            at = look.end;
        } else if (c == '|' || c == '>') {
            at = end_of_block(text, at);
        } else {
            at = end_of_plain(text, at + 1);
        }
    }
    return std::nullopt;
}

}  // namespace bumpgate::policy
