#include "change/structure/xml_text.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "change/structure/builder.hpp"

namespace bumpgate::change::structure {
namespace {

struct Entity {
    std::string_view name;
    char meaning;
};
constexpr std::array entities{Entity{"lt", '<'}, Entity{"gt", '>'}, Entity{"amp", '&'}, Entity{"apos", '\''},
                              Entity{"quot", '"'}};  // section 4.6

std::optional<char32_t> decimal(std::string_view digits) {
    if (digits.empty() || digits.size() > 7) return std::nullopt;
    char32_t value = 0;
    for (const char c : digits) {
        if (!is_digit(c)) return std::nullopt;
        value = value * 10 + static_cast<char32_t>(c - '0');
    }
    return value;
}

/// Section 2.2, production Char.
bool is_xml_char(char32_t c) {
    return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF);
}

bool append_reference(std::string& text, std::string_view name) {
    if (!name.empty() && name.front() == '#') {
        const auto value = name.substr(0, 2) == "#x" ? parse_hex(name.substr(2)) : decimal(name.substr(1));
        return value && is_xml_char(*value) && append_utf8(text, *value);
    }
    const auto* row =
        std::find_if(entities.begin(), entities.end(), [&](const Entity& e) { return e.name == name; });
    if (row == entities.end()) return false;
    text += row->meaning;
    return true;
}

/// The end of a reference that starts behind "&": its ";", which no reference needs more than a few bytes to
/// reach.
std::size_t reference_end(std::string_view raw, std::size_t at) {
    const auto length = raw.substr(at, 12).find(';');
    return length == std::string_view::npos ? length : at + length;
}

bool is_name_end(char c) {
    return is_space(c) || c == '=' || c == '/' || c == '>' || c == '<' || c == '"' || c == '\'' || c == '&';
}

class TagScanner {
  public:
    TagScanner(std::string_view content, std::size_t at) : content_(content), at_(at) {}

    [[nodiscard]] std::optional<XmlStartTag> tag() {
        XmlStartTag tag;
        tag.name = name();
        if (tag.name.empty()) return std::nullopt;
        while (true) {
            const bool blank = skip_blanks();
            if (accept('>') || (accept('/') && accept('>'))) return tag;
            const auto next = blank ? attribute() : std::nullopt;
            if (!next) return std::nullopt;
            tag.attributes.push_back(*next);
        }
    }

  private:
    [[nodiscard]] bool accept(char c) {
        if (at_ >= content_.size() || content_[at_] != c) return false;
        ++at_;
        return true;
    }

    bool skip_blanks() {
        const auto begin = at_;
        while (at_ < content_.size() && is_space(content_[at_])) ++at_;
        return at_ > begin;
    }

    [[nodiscard]] std::string_view name() {
        const auto begin = at_;
        while (at_ < content_.size() && !is_name_end(content_[at_])) ++at_;
        return content_.substr(begin, at_ - begin);
    }

    [[nodiscard]] std::optional<XmlAttribute> attribute() {
        XmlAttribute found;
        found.name_begin = at_;
        found.name = name();
        skip_blanks();
        if (found.name.empty() || !accept('=')) return std::nullopt;
        skip_blanks();
        const char quote = at_ < content_.size() ? content_[at_] : '\0';
        if (quote != '"' && quote != '\'') return std::nullopt;
        found.begin = ++at_;
        found.end = content_.find(quote, at_);
        if (found.end == std::string_view::npos) return std::nullopt;
        at_ = found.end + 1;
        return found;
    }

    std::string_view content_;
    std::size_t at_;
};

}  // namespace

std::optional<std::string> decode_xml(std::string_view raw, XmlText kind) {
    std::string text;
    for (std::size_t at = 0; at < raw.size(); ++at) {
        char c = raw[at];
        if (c == '&' && kind != XmlText::cdata) {
            const auto end = reference_end(raw, at + 1);
            if (end == std::string_view::npos || !append_reference(text, raw.substr(at + 1, end - at - 1)))
                return std::nullopt;
            at = end;
            continue;
        }
        if (c == '<' && kind != XmlText::cdata) return std::nullopt;
        if (c == '\r') {  // section 2.11: one line end, whatever it was
            if (at + 1 < raw.size() && raw[at + 1] == '\n') ++at;
            c = '\n';
        }
        text += kind == XmlText::attribute && is_space(c) ? ' ' : c;
    }
    return text;
}

std::optional<XmlStartTag> scan_start_tag(std::string_view content, std::size_t at) {
    return TagScanner(content, at).tag();
}

}  // namespace bumpgate::change::structure
