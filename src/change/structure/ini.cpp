#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"
#include "change/structure/builder.hpp"

// INI as Python's configparser reads it with its defaults (that is how setup.cfg is read), strictly: a
// section or key that occurs twice, a line without a delimiter, or a line before the first section refuses
// the file.
namespace bumpgate::change::structure {
namespace {

/// White space for Python and not for us: at the ends of a line it would be stripped there.
constexpr std::array<char32_t, 9> other_blanks{0x85,   0xA0,   0x1680, 0x2028, 0x2029,
                                               0x202F, 0x205F, 0x3000, 0xFEFF};

bool is_other_blank(char32_t c) {
    return (c >= 0x2000 && c <= 0x200A) ||
           std::find(other_blanks.begin(), other_blanks.end(), c) != other_blanks.end();
}

bool holds_other_blank(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto point = decode_utf8(text, at);
        if (!point || is_other_blank(point->value)) return true;
        at += point->length;
    }
    return false;
}

/// A piece of the content.
struct Piece {
    std::size_t begin = 0;
    std::string_view text;
};

/// The option at hand; its value may go on over more lines.
struct Option {
    std::string key;
    std::size_t key_begin = 0;
    std::vector<Piece> lines;  ///< of the value, trimmed; the first one stands behind the delimiter
};

class Scanner {
  public:
    Scanner(std::string_view content, Builder& builder) : content_(content), builder_(builder) {}

    [[nodiscard]] bool file() {
        for (const auto line : split_lines(content_))
            if (!take(line)) return false;
        return leave_section();
    }

  private:
    [[nodiscard]] Piece piece(std::string_view text) const {
        return {static_cast<std::size_t>(text.data() - content_.data()), text};
    }

    [[nodiscard]] bool take(std::string_view line) {
        const auto value = trim(line);
        if (value.empty()) {
            if (option_) option_->lines.push_back({});
            return true;
        }
        if (value.front() == '#' || value.front() == ';') return true;
        if (holds_other_blank(value)) return false;
        const auto indent = static_cast<std::size_t>(value.data() - line.data());
        if (option_ && indent > indent_) {
            option_->lines.push_back(piece(value));
            return true;
        }
        indent_ = indent;
        return value.front() == '[' ? section(value) : option(value);
    }

    [[nodiscard]] bool section(std::string_view value) {
        if (value.size() < 3 || value.find(']') != value.size() - 1 || !leave_section()) return false;
        std::string name(value.substr(1, value.size() - 2));
        if (!sections_.insert(name).second || !builder_.enter(std::move(name))) return false;
        in_section_ = true;
        keys_.clear();
        return true;
    }

    [[nodiscard]] bool leave_section() {
        if (!flush()) return false;
        if (in_section_) builder_.leave();
        in_section_ = false;
        return true;
    }

    [[nodiscard]] bool option(std::string_view value) {
        const auto delimiter = value.find_first_of("=:");
        if (!in_section_ || delimiter == std::string_view::npos || !flush()) return false;
        const auto key = trim(value.substr(0, delimiter));
        if (key.empty() || !keys_.insert(to_lower(key)).second) return false;
        Option next;
        next.key = std::string(key);
        next.key_begin = piece(key).begin;
        next.lines.push_back(piece(trim(value.substr(delimiter + 1))));
        option_ = std::move(next);
        return true;
    }

    /// Gives the option at hand its scalars.
    [[nodiscard]] bool flush() {
        if (!option_) return true;
        const auto done = *std::move(option_);
        option_.reset();
        const auto more = std::any_of(done.lines.begin() + 1, done.lines.end(),
                                      [](const Piece& line) { return !line.text.empty(); });
        if (!more) return builder_.add_child(done.key, found(done.lines.front(), done.key_begin));
        if (!builder_.enter(done.key)) return false;
        const bool good = add_lines(done);
        builder_.leave();
        return good;
    }

    [[nodiscard]] bool add_lines(const Option& option) {
        for (std::size_t i = 0; i < option.lines.size(); ++i) {
            const auto& line = option.lines[i];
            if (line.text.empty()) continue;
            const auto start = i == 0 ? option.key_begin : line.begin;
            if (!builder_.add_child(std::to_string(i), found(line, start))) return false;
        }
        return true;
    }

    [[nodiscard]] static Found found(const Piece& line, std::size_t key_begin) {
        return {line.begin, line.begin + line.text.size(), key_begin, std::string(line.text), true};
    }

    std::string_view content_;
    Builder& builder_;
    std::set<std::string> sections_;
    std::set<std::string> keys_;
    std::optional<Option> option_;
    std::size_t indent_ = 0;
    bool in_section_ = false;
};

}  // namespace

std::optional<Document> parse_ini(std::string_view content) {
    if (has_lone_cr(content) || has_control(content)) return std::nullopt;
    Builder builder(Format::ini);
    if (!Scanner(content, builder).file()) return std::nullopt;
    return std::move(builder).finish(content.size());
}

}  // namespace bumpgate::change::structure
