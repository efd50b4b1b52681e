#include <algorithm>

#include "base/text.hpp"
#include "release/fields.hpp"

// TOML 1.0.0, by hand: the library would have to be told to check its own promises, as
// change/structure/toml.cpp does, and two ways of telling it do not fit into one program.
namespace bumpgate::release {
namespace {

using Path = std::vector<std::string>;

bool is_bare_key_char(char c) {
    return is_alnum(c) || c == '_' || c == '-';
}

/// UTF-8 of one code point.
std::string encoded(char32_t point) {
    const auto tail = [&](unsigned shift) { return static_cast<char>(0x80U | ((point >> shift) & 0x3FU)); };
    if (point < 0x80) return {static_cast<char>(point)};
    if (point < 0x800) return {static_cast<char>(0xC0U | (point >> 6U)), tail(0)};
    if (point < 0x10000) return {static_cast<char>(0xE0U | (point >> 12U)), tail(6), tail(0)};
    return {static_cast<char>(0xF0U | (point >> 18U)), tail(12), tail(6), tail(0)};
}

struct Escape {
    char written, meant;
};
constexpr Escape escapes[] = {{'b', '\b'}, {'t', '\t'}, {'n', '\n'}, {'f', '\f'},
                              {'r', '\r'}, {'"', '"'},  {'\\', '\\'}};

/// Reads statement by statement. Every function that reads something gives false where the text is no TOML.
class Reader {
  public:
    explicit Reader(std::string_view text) : text_(text) {}

    std::optional<Fields> read() {
        while (true) {
            skip_blank_lines();
            if (at_end()) return std::move(fields_);
            if (!(peek() == '[' ? table() : member(table_)) || !end_of_line()) return std::nullopt;
        }
    }

  private:
    [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
    [[nodiscard]] char peek() const { return at_end() ? '\0' : text_[at_]; }
    [[nodiscard]] bool starts(std::string_view what) const { return text_.substr(at_, what.size()) == what; }
    bool take(std::string_view what) {
        if (!starts(what)) return false;
        at_ += what.size();
        return true;
    }

    void skip_blanks() {
        while (!at_end() && is_blank(peek())) ++at_;
    }
    void skip_comment() {
        if (peek() == '#') at_ = std::min(text_.find('\n', at_), text_.size());
    }
    void skip_blank_lines() {
        while (!at_end() && (is_space(peek()) || peek() == '#')) {
            skip_comment();
            if (!at_end()) ++at_;
        }
    }
    bool end_of_line() {
        skip_blanks();
        skip_comment();
        return at_end() || take("\n") || take("\r\n");
    }

    bool table() {
        const bool array = starts("[[");
        at_ += array ? 2 : 1;
        table_.clear();
        return key(table_) && take(array ? "]]" : "]");
    }

    /// key = value
    bool member(const Path& below) {
        Path path = below;
        if (!key(path) || !take("=")) return false;
        skip_blanks();
        return value(path);
    }

    /// Keys with dots between them, and blanks around each.
    bool key(Path& path) {
        do {
            skip_blanks();
            std::string part;
            if (peek() == '"' || peek() == '\'') {
                if (!string(part)) return false;
            } else {
                while (!at_end() && is_bare_key_char(peek())) part += text_[at_++];
                if (part.empty()) return false;
            }
            path.push_back(std::move(part));
            skip_blanks();
        } while (take("."));
        return path.size() <= deepest_field;
    }

    bool value(const Path& path) {
        if (path.size() > deepest_field) return false;
        if (take("[")) return array(path);
        if (take("{")) return inline_table(path);
        std::string text;
        if (peek() == '"' || peek() == '\'') {
            if (!string(text)) return false;
        } else {
            while (!at_end() && std::string_view(",]}#\r\n").find(peek()) == std::string_view::npos)
                text += text_[at_++];
            text = trim(text);
            if (text.empty()) return false;
        }
        fields_.push_back({path, std::move(text)});
        return fields_.size() <= most_fields;
    }

    bool array(const Path& path) {
        Path below = path;
        below.emplace_back();
        while (true) {
            skip_blank_lines();
            if (take("]")) return true;
            if (!value(below)) return false;
            skip_blank_lines();
            if (!take(",") && peek() != ']') return false;
        }
    }

    bool inline_table(const Path& path) {
        skip_blanks();
        if (take("}")) return true;
        do {
            if (!member(path)) return false;
            skip_blanks();
        } while (take(","));
        return take("}");
    }

    bool string(std::string& text) {
        for (const std::string_view quotes : {"\"\"\"", "'''", "\"", "'"}) {
            if (!take(quotes)) continue;
            if (quotes.size() == 3 && !take("\n")) take("\r\n");  // right behind the quotes it does not count
            return quotes.front() == '"' ? basic(quotes, text) : literal(quotes, text);
        }
        return false;
    }

    bool literal(std::string_view quotes, std::string& text) {
        const auto end = text_.find(quotes, at_);
        if (end == std::string_view::npos) return false;
        text = text_.substr(at_, end - at_);
        at_ = end + quotes.size();
        take_more_quotes(quotes, text);
        return quotes.size() == 3 || text.find('\n') == std::string::npos;
    }

    bool basic(std::string_view quotes, std::string& text) {
        while (!at_end()) {
            if (take(quotes)) {
                take_more_quotes(quotes, text);
                return true;
            }
            if (quotes.size() == 1 && peek() == '\n') return false;
            if (take("\\")) {
                if (!escape(quotes, text)) return false;
            } else {
                text += text_[at_++];
            }
        }
        return false;
    }

    /// Up to two quotes may stand right before the three that end a string.
    void take_more_quotes(std::string_view quotes, std::string& text) {
        for (int i = 0; quotes.size() == 3 && i < 2 && take(quotes.substr(0, 1)); ++i) text += quotes.front();
    }

    bool escape(std::string_view quotes, std::string& text) {
        const char c = peek();
        if (c == 'u' || c == 'U') {
            ++at_;
            return code_point(c == 'u' ? 4 : 8, text);
        }
        if (quotes.size() == 3 && is_space(c)) {  // a line end and all blanks behind it
            while (!at_end() && is_space(peek())) ++at_;
            return true;
        }
        const auto* row = std::find_if(std::begin(escapes), std::end(escapes),
                                       [&](const Escape& escape) { return escape.written == c; });
        if (row == std::end(escapes)) return false;
        text += row->meant;
        ++at_;
        return true;
    }

    bool code_point(std::size_t digits, std::string& text) {
        char32_t point = 0;
        for (std::size_t i = 0; i < digits; ++i, ++at_) {
            const char c = to_lower(peek());
            if (!is_digit(c) && !(c >= 'a' && c <= 'f')) return false;
            point = point * 16 + static_cast<char32_t>(is_digit(c) ? c - '0' : c - 'a' + 10);
        }
        if (point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) return false;
        text += encoded(point);
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    Path table_;
    Fields fields_;
};

}  // namespace

std::optional<Fields> read_toml_fields(std::string_view text) {
    if (!is_utf8(text)) return std::nullopt;
    return Reader(text).read();
}

}  // namespace bumpgate::release
