#include "change/structure/toml_depth.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace bumpgate::change::structure {
namespace {

constexpr std::size_t deepest = 400;

/// Follows strings and comments as TOML 1.0 has them, and counts dots and brackets outside of them. A content
/// on which this loses its way has a syntax error before that place, where toml++ stops too.
class DepthMeter {
  public:
    explicit DepthMeter(std::string_view content) : content_(content) {}

    [[nodiscard]] bool too_deep() {
        while (at_ < content_.size()) {
            step();
            if (total_ > deepest) return true;
        }
        return false;
    }

  private:
    void step() {
        const char c = content_[at_];
        if (c == '#') return skip_past(content_.find('\n', at_), 0);
        if (c == '"' || c == '\'') return string(c);
        ++at_;
        if (c == '.') count_dot();
        if (c == ',' || (c == '\n' && dots_.size() == 1)) forget_dots();
        if (c == '[' || c == '{') open();
        if ((c == ']' || c == '}') && dots_.size() > 1) close();
    }

    void count_dot() {
        ++dots_.back();
        ++total_;
    }

    void forget_dots() {
        total_ -= dots_.back();
        dots_.back() = 0;
    }

    void open() {
        dots_.push_back(0);
        ++total_;
    }

    void close() {
        forget_dots();
        dots_.pop_back();
        --total_;
    }

    void skip_past(std::size_t found, std::size_t length) {
        at_ = found == std::string_view::npos ? content_.size() : found + length;
    }

    void string(char quote) {
        const bool multi_line = content_.substr(at_, 3) == std::string(3, quote);
        at_ += multi_line ? 3 : 1;
        while (at_ < content_.size()) {
            const char c = content_[at_];
            if (c == '\\' && quote == '"') {
                at_ = std::min(at_ + 2, content_.size());
            } else if (c == quote) {
                if (close_string(quote, multi_line)) return;
            } else if (c == '\n' && !multi_line) {
                return;  // a syntax error
            } else {
                ++at_;
            }
        }
    }

    /// Up to two quotes may stand right before the closing three ("Multi-line basic strings").
    [[nodiscard]] bool close_string(char quote, bool multi_line) {
        std::size_t run = 0;
        while (at_ + run < content_.size() && content_[at_ + run] == quote && run < 5) ++run;
        if (!multi_line) {
            ++at_;
            return true;
        }
        at_ += run;
        return run >= 3;
    }

    std::string_view content_;
    std::size_t at_ = 0;
    std::size_t total_ = 0;
    std::vector<std::size_t> dots_{0};  ///< dots of the key at hand, for each open bracket
};

}  // namespace

bool toml_nests_too_deep(std::string_view content) {
    return DepthMeter(content).too_deep();
}

}  // namespace bumpgate::change::structure
