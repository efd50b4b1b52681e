#include "policy/yaml_bytes.hpp"

#include <array>
#include <string>

#include "base/text.hpp"

namespace bumpgate::policy {

namespace {

/// Characters that YAML 1.2.2, 5.1 (c-printable) leaves out, and those that a reader does not see: what is
/// reviewed must be what is loaded. A carriage return is fine in front of a line feed only; U+0004 would even
/// end yaml-cpp's input.
bool is_refused(char32_t c, std::string_view behind) {
    if (c == U'\n' || c == U'\t') return false;
    if (c == U'\r') return !behind.starts_with('\n');
    return is_deceptive(c);
}

Failure refuse_character(const SourceText& source, Spot spot) {
    const auto bytes = source.text.substr(spot.offset, spot.length);
    if (bytes[0] == '\0') {
        return refuse(source, spot, "a policy is text, and this is a NUL byte",
                      "is the file UTF-16? save it as UTF-8");
    }
    if (bytes[0] == '\r') {
        return refuse(source, spot, "a carriage return that ends no line", "end lines with LF or CR LF");
    }
    return refuse(source, spot, "a character that cannot be seen: " + printable(bytes),
                  "take it out, or write it as an escape in double quotes");
}

/// Byte order marks (Unicode 15.0, 23.8), the longer ones first: UTF-32's begins with UTF-16's.
struct Encoding {
    std::string_view mark;
    std::string_view name;
};
constexpr std::array encodings = std::to_array<Encoding>({{{"\xFF\xFE\0\0", 4}, "UTF-32"},
                                                          {{"\0\0\xFE\xFF", 4}, "UTF-32"},
                                                          {"\xFF\xFE", "UTF-16"},
                                                          {"\xFE\xFF", "UTF-16"}});

Result<void> check_encoding(const SourceText& source) {
    for (const auto& row : encodings) {
        if (!source.text.starts_with(row.mark)) continue;
        return refuse(source, {0, row.mark.size()},
                      "the file is " + std::string(row.name) + ", by its byte order mark",
                      "save it as UTF-8");
    }
    return {};
}

Result<void> check_characters(const SourceText& source) {
    const auto text = source.text;
    for (std::size_t at = 0; at < text.size();) {
        const auto point = decode_utf8(text, at);
        if (!point) return refuse(source, {at, 1}, "not valid UTF-8", "save the file as UTF-8");
        if (is_refused(point->value, text.substr(at + point->length)))
            return refuse_character(source, {at, point->length});
        at += point->length;
    }
    return {};
}

/// YAML 1.2.2, 6.1: "tab characters must not be used in indentation". Behind blanks yaml-cpp sees for itself
/// where a tab does harm; at the start of a line it can be nothing else.
Result<void> check_tabs(const SourceText& source) {
    std::size_t offset = 0;
    for (const auto line : split_lines(source.text)) {
        if (line.starts_with('\t') && !trim(line).empty())
            return refuse(source, {offset, 1}, "a tab as indentation", "use spaces");
        offset += line.size();
    }
    return {};
}

/// %YAML and %TAG lines stand before the document, so behind comments and blank lines only.
Result<void> check_directives(const SourceText& source) {
    std::size_t offset = 0;
    for (const auto line : split_lines(source.text)) {
        const auto content = trim(line);
        if (line.starts_with('%'))
            return refuse(source, {offset, content.size()}, "a YAML directive", "take this line out");
        if (!content.empty() && content.front() != '#') break;
        offset += line.size();
    }
    return {};
}

}  // namespace

Result<void> check_bytes(const SourceText& source, std::size_t maximum) {
    if (source.text.size() > maximum) {
        const auto mebibytes = std::to_string(maximum >> 20U);
        return refuse(source, {}, "the file is too large", "a policy has at most " + mebibytes + " MiB");
    }
    CHECK_OK(check_encoding(source));
    CHECK_OK(check_characters(source));
    CHECK_OK(check_tabs(source));
    return check_directives(source);
}

}  // namespace bumpgate::policy
