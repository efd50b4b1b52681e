#include "change/structure/yaml_text.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.hpp"
#include "change/structure/builder.hpp"

namespace bumpgate::change::structure {
namespace {

/// Section 5.7, but for the line ends and the forms with hex digits.
struct Escape {
    char letter;
    char32_t meaning;
};
constexpr std::array escapes{Escape{'0', 0x00},   Escape{'a', 0x07},  Escape{'b', 0x08}, Escape{'t', 0x09},
                             Escape{'\t', 0x09},  Escape{'n', 0x0A},  Escape{'v', 0x0B}, Escape{'f', 0x0C},
                             Escape{'r', 0x0D},   Escape{'e', 0x1B},  Escape{' ', 0x20}, Escape{'"', 0x22},
                             Escape{'/', 0x2F},   Escape{'\\', 0x5C}, Escape{'N', 0x85}, Escape{'_', 0xA0},
                             Escape{'L', 0x2028}, Escape{'P', 0x2029}};

struct HexEscape {
    char letter;
    std::size_t digits;
};
constexpr std::array hex_escapes{HexEscape{'x', 2}, HexEscape{'u', 4}, HexEscape{'U', 8}};

/// Plain scalars that are no strings under the core schema (section 10.3.2) or YAML 1.1, in any case.
constexpr std::array<std::string_view, 12> words{"true",  "false", "null", "~",  ".inf", "-.inf",
                                                 "+.inf", ".nan",  "yes",  "no", "on",   "off"};

/// Numbers, dates and the like: what starts as one and holds nothing else. Versions such as 1.4.2 and 1.0a1
/// are strings.
bool is_number_or_date(std::string_view text) {
    const auto digits = text.substr(std::min(text.find_first_not_of("+-."), text.size()));
    if (digits.empty() || !is_digit(digits[0]) || text.size() - digits.size() > 2) return false;
    const bool based = digits.starts_with("0x") || digits.starts_with("0o");
    if (based) return digits.find_first_not_of("0123456789abcdefABCDEF_", 2) == std::string_view::npos;
    return std::count(text.begin(), text.end(), '.') <= 1 &&
           digits.find_first_not_of("0123456789.+-:eETtZz_ ") == std::string_view::npos;
}

bool is_plain_string(std::string_view text) {
    const auto small = to_lower(text);
    return std::find(words.begin(), words.end(), small) == words.end() && !is_number_or_date(text);
}

/// Reads the white space at `at` as line folding does (section 6.5): one line end is a blank, more are line
/// ends.
struct Fold {
    std::size_t end = 0;
    std::size_t line_ends = 0;
};
Fold fold_at(std::string_view content, std::size_t at) {
    Fold fold{at, 0};
    for (; fold.end < content.size() && is_space(content[fold.end]); ++fold.end)
        if (content[fold.end] == '\n') ++fold.line_ends;
    return fold;
}

void append_fold(std::string& text, std::string_view content, std::size_t at, const Fold& fold) {
    if (fold.line_ends == 0) {
        text += content.substr(at, fold.end - at);
    } else if (fold.line_ends == 1) {
        text += ' ';
    } else {
        text.append(fold.line_ends - 1, '\n');
    }
}

class Finder {
  public:
    Finder(std::string_view content, std::size_t at, std::string_view value)
        : content_(content), at_(at), value_(value) {}

    [[nodiscard]] std::optional<YamlText> text() {
        if (!skip_properties() || at_ >= content_.size()) return std::nullopt;
        switch (content_[at_]) {
            case '"':
                return double_quoted();
            case '\'':
                return single_quoted();
            case '|':
            case '>':
                return block();
            default:
                return plain();
        }
    }

  private:
    /// Tags and anchors stand before the text (section 6.9).
    [[nodiscard]] bool skip_properties() {
        while (at_ < content_.size() && (content_[at_] == '!' || content_[at_] == '&')) {
            while (at_ < content_.size() && !is_space(content_[at_])) ++at_;
            at_ = fold_at(content_, at_).end;
        }
        return at_ >= content_.size() || content_[at_] != '#';
    }

    [[nodiscard]] std::optional<YamlText> single_quoted() {
        const auto begin = at_ + 1;
        std::string decoded;
        for (auto at = begin; at < content_.size();) {
            if (content_[at] == '\'') {
                if (content_.substr(at, 2) != "''") return quoted(begin, at, decoded);
                decoded += '\'';
                at += 2;
            } else {
                at = take_plainly(at, decoded);
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<YamlText> double_quoted() {
        const auto begin = at_ + 1;
        std::string decoded;
        for (auto at = begin; at < content_.size();) {
            if (content_[at] == '"') return quoted(begin, at, decoded);
            if (content_[at] == '\\') {
                const auto behind = escape(at + 1, decoded);
                if (!behind) return std::nullopt;
                at = *behind;
            } else {
                at = take_plainly(at, decoded);
            }
        }
        return std::nullopt;
    }

    /// One character, or one run of white space; returns where the next one starts.
    [[nodiscard]] std::size_t take_plainly(std::size_t at, std::string& decoded) const {
        if (!is_space(content_[at])) {
            decoded += content_[at];
            return at + 1;
        }
        const auto fold = fold_at(content_, at);
        append_fold(decoded, content_, at, fold);
        return fold.end;
    }

    [[nodiscard]] std::optional<std::size_t> escape(std::size_t at, std::string& decoded) const {
        if (at >= content_.size()) return std::nullopt;
        const char letter = content_[at];
        if (letter == '\n' || letter == '\r') return escaped_line_end(at, decoded);
        const auto* hex = std::find_if(hex_escapes.begin(), hex_escapes.end(),
                                       [&](const HexEscape& e) { return e.letter == letter; });
        if (hex != hex_escapes.end()) return hex_escape(at + 1, hex->digits, decoded);
        const auto* row =
            std::find_if(escapes.begin(), escapes.end(), [&](const Escape& e) { return e.letter == letter; });
        if (row == escapes.end() || !append_utf8(decoded, row->meaning)) return std::nullopt;
        return at + 1;
    }

    [[nodiscard]] std::optional<std::size_t> hex_escape(std::size_t at, std::size_t digits,
                                                        std::string& decoded) const {
        const auto text = content_.substr(at, digits);
        const auto value = text.size() == digits ? parse_hex(text) : std::nullopt;
        if (!value || !append_utf8(decoded, *value)) return std::nullopt;
        return at + digits;
    }

    /// Section 7.3.1: the line end and the blanks behind it are left out; empty lines count.
    [[nodiscard]] std::size_t escaped_line_end(std::size_t at, std::string& decoded) const {
        const auto fold = fold_at(content_, at);
        decoded.append(fold.line_ends - 1, '\n');
        return fold.end;
    }

    [[nodiscard]] std::optional<YamlText> quoted(std::size_t begin, std::size_t end,
                                                 std::string_view decoded) const {
        if (decoded != value_) return std::nullopt;
        return YamlText{begin - 1, begin, end, true};
    }

    /// A plain scalar has no closing mark: as much is read as the value has, and a border must follow.
    [[nodiscard]] std::optional<YamlText> plain() const {
        if (value_.empty()) return std::nullopt;
        auto at = at_;
        std::size_t read = 0;
        while (read < value_.size()) {
            if (at >= content_.size()) return std::nullopt;
            std::string piece;
            at = take_plainly(at, piece);
            if (value_.substr(read, piece.size()) != piece) return std::nullopt;
            read += piece.size();
        }
        if (at < content_.size() && !is_space(content_[at]) &&
            std::string_view(",]}:").find(content_[at]) == std::string_view::npos)
            return std::nullopt;
        return YamlText{at_, at_, at, is_plain_string(value_)};
    }

    [[nodiscard]] std::optional<YamlText> block() const {
        const auto header_end = content_.find('\n', at_);
        if (header_end == std::string_view::npos) return std::nullopt;
        auto at = fold_at(content_, header_end).end;
        const auto begin = at;
        auto end = at;
        for (const char c : value_) {
            if (is_space(c)) continue;
            at = fold_at(content_, at).end;
            if (at >= content_.size() || content_[at] != c) return std::nullopt;
            end = ++at;
        }
        if (end == begin) return std::nullopt;
        return YamlText{at_, begin, end, true};
    }

    std::string_view content_;
    std::size_t at_;
    std::string_view value_;
};

}  // namespace

std::optional<YamlText> find_yaml_text(std::string_view content, std::size_t at, std::string_view value) {
    return Finder(content, at, value).text();
}

}  // namespace bumpgate::change::structure
