#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"
#include "change/structure/builder.hpp"

// RFC 8259, strictly: no comments, no trailing commas, no lone surrogates, no key twice in an object.
namespace bumpgate::change::structure {
namespace {

constexpr std::string_view blanks = " \t\n\r";  // section 2, "ws"

struct Escape {
    char letter;
    char meaning;
};
constexpr std::array escapes{Escape{'"', '"'},  Escape{'\\', '\\'}, Escape{'/', '/'},  Escape{'b', '\b'},
                             Escape{'f', '\f'}, Escape{'n', '\n'},  Escape{'r', '\r'}, Escape{'t', '\t'}};

/// A string with the place of its text, quotes not included.
struct Text {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string value;
};

class Scanner {
  public:
    Scanner(std::string_view content, Builder& builder) : content_(content), builder_(builder) {}

    /// The whole text is one value.
    [[nodiscard]] bool document() {
        skip_blanks();
        if (!value(at_)) return false;
        skip_blanks();
        return at_ == content_.size();
    }

  private:
    [[nodiscard]] char peek() const { return at_ < content_.size() ? content_[at_] : '\0'; }

    [[nodiscard]] bool accept(char c) {
        if (at_ >= content_.size() || content_[at_] != c) return false;
        ++at_;
        return true;
    }

    void skip_blanks() { at_ = std::min(content_.find_first_not_of(blanks, at_), content_.size()); }

    [[nodiscard]] bool value(std::size_t key_begin) {
        switch (peek()) {
            case '{':
                return object();
            case '[':
                return array();
            case '"':
                return string_value(key_begin);
            default:
                return literal(key_begin);
        }
    }

    [[nodiscard]] bool object() {
        ++at_;
        skip_blanks();
        if (accept('}')) return true;
        std::set<std::string> keys;
        do {
            skip_blanks();
            if (!member(keys)) return false;
            skip_blanks();
        } while (accept(','));
        return accept('}');
    }

    [[nodiscard]] bool member(std::set<std::string>& keys) {
        const auto key_begin = at_;
        auto key = string();
        if (!key || !keys.insert(key->value).second) return false;
        skip_blanks();
        if (!accept(':')) return false;
        skip_blanks();
        return child(std::move(key->value), key_begin);
    }

    [[nodiscard]] bool array() {
        ++at_;
        skip_blanks();
        if (accept(']')) return true;
        std::size_t index = 0;
        do {
            skip_blanks();
            if (!child(std::to_string(index++), at_)) return false;
            skip_blanks();
        } while (accept(','));
        return accept(']');
    }

    [[nodiscard]] bool child(std::string component, std::size_t key_begin) {
        if (!builder_.enter(std::move(component))) return false;
        const bool good = value(key_begin);
        builder_.leave();
        return good;
    }

    [[nodiscard]] bool string_value(std::size_t key_begin) {
        auto text = string();
        if (!text) return false;
        return builder_.add({text->begin, text->end, key_begin, std::move(text->value), true});
    }

    /// Section 7. The scanner stands at the opening quote.
    [[nodiscard]] std::optional<Text> string() {
        if (!accept('"')) return std::nullopt;
        Text text;
        text.begin = at_;
        while (at_ < content_.size()) {
            const char c = content_[at_];
            if (c == '"') {
                text.end = at_++;
                return text;
            }
            if (static_cast<unsigned char>(c) < 0x20) return std::nullopt;
            if (c != '\\') {
                plain(text.value);
            } else if (!escape(text.value)) {
                return std::nullopt;
            }
        }
        return std::nullopt;
    }

    /// Everything up to a quote, an escape or a control character.
    void plain(std::string& value) {
        const auto begin = at_;
        const auto is_plain = [](char c) {
            return c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20;
        };
        while (at_ < content_.size() && is_plain(content_[at_])) ++at_;
        value += content_.substr(begin, at_ - begin);
    }

    [[nodiscard]] bool escape(std::string& value) {
        ++at_;
        if (accept('u')) return unicode_escape(value);
        const auto* row =
            std::find_if(escapes.begin(), escapes.end(), [&](const Escape& e) { return e.letter == peek(); });
        if (row == escapes.end()) return false;
        value += row->meaning;
        ++at_;
        return true;
    }

    [[nodiscard]] std::optional<char32_t> four_digits() {
        const auto digits = content_.substr(at_, 4);
        if (digits.size() != 4) return std::nullopt;
        at_ += 4;
        return parse_hex(digits);
    }

    [[nodiscard]] bool unicode_escape(std::string& value) {
        const auto first = four_digits();
        if (!first) return false;
        if (*first < 0xD800 || *first > 0xDBFF) return append_utf8(value, *first);
        if (!accept('\\') || !accept('u')) return false;
        const auto second = four_digits();
        if (!second || *second < 0xDC00 || *second > 0xDFFF) return false;
        return append_utf8(value, 0x10000 + ((*first - 0xD800) << 10) + (*second - 0xDC00));
    }

    [[nodiscard]] bool literal(std::size_t key_begin) {
        const auto begin = at_;
        if (!word("true") && !word("false") && !word("null") && !number()) return false;
        return builder_.add({begin, at_, key_begin, std::string(content_.substr(begin, at_ - begin)), false});
    }

    [[nodiscard]] bool word(std::string_view wanted) {
        if (content_.substr(at_, wanted.size()) != wanted) return false;
        at_ += wanted.size();
        return true;
    }

    [[nodiscard]] bool digits() {
        const auto begin = at_;
        while (is_digit(peek())) ++at_;
        return at_ > begin;
    }

    /// Section 6: no plus sign, no leading zeros, digits on both sides of the point.
    [[nodiscard]] bool number() {
        if (peek() == '-') ++at_;
        if (!accept('0') && !digits()) return false;
        if (accept('.') && !digits()) return false;
        if (peek() != 'e' && peek() != 'E') return true;
        ++at_;
        if (peek() == '+' || peek() == '-') ++at_;
        return digits();
    }

    std::string_view content_;
    Builder& builder_;
    std::size_t at_ = 0;
};

}  // namespace

std::optional<Document> parse_json(std::string_view content) {
    Builder builder(Format::json);
    if (!Scanner(content, builder).document()) return std::nullopt;
    return std::move(builder).finish(content.size());
}

}  // namespace bumpgate::change::structure
