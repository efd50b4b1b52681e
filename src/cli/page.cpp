#include "cli/page.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "cli/help.hpp"

namespace bumpgate::cli {

namespace {

constexpr std::size_t text_width = 96;
constexpr std::string_view fence = "```";

std::string indented(std::string_view text, std::string_view indent) {
    std::string result;
    for (const auto line : split_lines(text))
        result += std::string(trim(line).empty() ? "" : indent) + std::string(line);
    if (!result.ends_with('\n')) result += '\n';
    return result;
}

std::string text_of(const Page::Part& part) {
    if (part.form == Page::Form::words) return indented(wrapped(part.text, text_width), "  ");
    return indented(part.text, "      ");
}

/// For words between Markdown's marks: what stands in backticks is code already.
std::string escaped(std::string_view text) {
    std::string result;
    bool code = false;
    for (const char c : text) {
        if (c == '`') code = !code;
        const bool is_mark =
            c == '*' || c == '_' || c == '<' || c == '[' || c == ']' || c == '\\' || c == '|';
        result += is_mark && !code ? std::string("\\") + c : std::string(1, c);
    }
    return result;
}

std::string markdown_of(const Page::Part& part) {
    if (part.form == Page::Form::words) return escaped(part.text) + "\n\n";
    const std::string language = part.form == Page::Form::yaml ? "yaml" : "text";
    return std::string(fence) + language + "\n" + indented(part.text, "") + std::string(fence) + "\n\n";
}

}  // namespace

std::string to_text(const Page& page) {
    std::string text = page.id + "   " + page.what + (page.title.empty() ? "" : ": " + page.title) + "\n";
    for (const auto& part : page.parts) {
        text += "\n";
        if (!part.heading.empty()) text += part.heading + "\n";
        text += text_of(part);
    }
    return text;
}

std::string to_markdown(const Page& page, int level) {
    std::string text = std::string(static_cast<std::size_t>(level), '#') + " `" + page.id + "`\n\n";
    if (!page.title.empty()) text += "*" + escaped(page.title) + "*\n\n";
    for (const auto& part : page.parts) {
        if (!part.heading.empty())
            text += "**" + part.heading + (part.form == Page::Form::words ? ".** " : "**\n\n");
        text += markdown_of(part);
    }
    return text;
}

}  // namespace bumpgate::cli
