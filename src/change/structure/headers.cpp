#include <algorithm>
#include <array>
#include <map>

#include "base/text.hpp"
#include "change/structure/builder.hpp"

// Header fields as RFC 822 section 3 has them, in the way of Python's core metadata and Debian's control
// files.
namespace bumpgate::change::structure {
namespace {

/// Fields that a reader takes only one of; which one differs from reader to reader.
constexpr std::array<std::string_view, 5> only_once{"metadata-version", "name", "package", "source",
                                                    "version"};

/// RFC 822 section 3.2: a field name is any printable ASCII but the colon.
bool is_field_name(std::string_view name) {
    if (name.empty() || name.front() == '#') return false;  // a comment for Debian's tools, a name for others
    return std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < 0x7F && c != ':'; });
}

std::string_view without_line_end(std::string_view line) {
    if (!line.empty() && line.back() == '\n') line.remove_suffix(1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    return line;
}

/// A line that opens a field. One that starts with "#" is a comment for Debian's tools and a field for
/// others: it belongs to the head, where it is refused.
bool opens_field(std::string_view line) {
    if (line.front() == '#') return line.find(':') != std::string_view::npos;
    const auto colon = line.find(':');
    return colon != std::string_view::npos && is_field_name(line.substr(0, colon));
}

/// The part before the first empty line, or before the first line that neither opens a field nor continues
/// one: there Python's reader, which is the one that installers use, ends the headers too. What stands behind
/// is a README or another paragraph.
std::string_view head_of(std::string_view content) {
    std::size_t at = 0;
    while (at < content.size()) {
        const auto end = content.find('\n', at);
        const auto line = content.substr(at, end == std::string_view::npos ? end : end + 1 - at);
        const auto text = without_line_end(line);
        const bool continues = at > 0 && !text.empty() && is_blank(text.front());
        if (text.empty() || (!continues && !opens_field(text))) return content.substr(0, at);
        at += line.size();
    }
    return content;
}

/// Where a field ends: continuation lines start with a blank (section 3.1.1).
std::size_t field_end(std::string_view head, std::size_t at) {
    do {
        const auto end = head.find('\n', at);
        if (end == std::string_view::npos) return head.size();
        at = end + 1;
    } while (at < head.size() && is_blank(head[at]));
    return at;
}

class Fields {
  public:
    Fields(std::string_view head, Builder& builder) : head_(head), builder_(builder) {}

    [[nodiscard]] bool all() {
        std::size_t at = 0;
        while (at < head_.size()) {
            const auto end = field_end(head_, at);
            if (!field(at, end)) return false;
            at = end;
        }
        return true;
    }

  private:
    [[nodiscard]] bool field(std::size_t begin, std::size_t end) {
        const auto text = head_.substr(begin, end - begin);
        const auto colon = text.find(':');
        if (colon == std::string_view::npos || !is_field_name(text.substr(0, colon))) return false;
        const auto name = to_lower(text.substr(0, colon));
        const auto index = seen_[name]++;
        if (index > 0 && std::find(only_once.begin(), only_once.end(), name) != only_once.end()) return false;
        const auto value = trim(text.substr(colon + 1));
        const auto value_begin =
            value.empty() ? begin + colon + 1 : static_cast<std::size_t>(value.data() - head_.data());
        return builder_.add_child(numbered(name, index),
                                  {value_begin, value_begin + value.size(), begin, std::string(value), true});
    }

    std::string_view head_;
    Builder& builder_;
    std::map<std::string, std::size_t> seen_;
};

}  // namespace

std::optional<Document> parse_headers(std::string_view content) {
    const auto head = head_of(content);
    if (head.empty() || has_lone_cr(head) || has_control(head)) return std::nullopt;
    Builder builder(Format::headers);
    if (!Fields(head, builder).all()) return std::nullopt;
    return std::move(builder).finish(content.size());
}

}  // namespace bumpgate::change::structure
