#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "change/refine.hpp"
#include "change/token.hpp"

namespace bumpgate::change {

namespace {

std::string without(std::string_view text, std::string_view set) {
    std::string result;
    for (const char c : text) {
        if (set.find(c) == std::string_view::npos) result += c;
    }
    return result;
}

/// Python, YAML, make and the like, where leading blanks are part of the program.
bool blanks_mean_something(std::string_view path) {
    const auto slash = path.rfind('/');
    const auto name = slash == std::string_view::npos ? path : path.substr(slash + 1);
    constexpr std::array<std::string_view, 9> endings{".py", ".pyi",     ".pyx",     ".yaml", ".yml",
                                                      ".mk", "Makefile", "makefile", ".cfg"};
    return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) {
        return name.size() >= ending.size() && name.substr(name.size() - ending.size()) == ending;
    });
}

bool is_leading(const Subject& subject, std::size_t at) {
    const auto begin = subject.line_begin(at);
    return std::all_of(subject.content.begin() + static_cast<std::ptrdiff_t>(begin),
                       subject.content.begin() + static_cast<std::ptrdiff_t>(at), is_blank);
}

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

struct Sides {
    std::string_view old_bytes, new_bytes;
};

bool is_encoding(const Edit& edit, const Sides& sides) {
    const bool added = sides.old_bytes.empty() && sides.new_bytes == byte_order_mark && edit.new_begin == 0;
    const bool removed = sides.new_bytes.empty() && sides.old_bytes == byte_order_mark && edit.old_begin == 0;
    return added || removed;
}

/// "\r" in front of "\n" came or went, or the last line end did.
bool is_line_ending(const Subject& old_subject, const Subject& new_subject, const Edit& edit,
                    const Sides& sides) {
    const auto normal = [](std::string_view text) { return replace_all(text, "\r\n", "\n"); };
    const auto with_next = [](const Subject& subject, std::size_t begin, std::size_t end) {
        const bool newline = end < subject.content.size() && subject.content[end] == '\n';
        return subject.content.substr(begin, end - begin + (newline ? 1 : 0));
    };
    if (normal(with_next(old_subject, edit.old_begin, edit.old_end)) ==
        normal(with_next(new_subject, edit.new_begin, edit.new_end))) {
        return true;
    }
    const bool at_end =
        edit.old_end == old_subject.content.size() && edit.new_end == new_subject.content.size();
    const auto is_one_line_end = [](std::string_view text) { return text == "\n" || text == "\r\n"; };
    return at_end && ((sides.old_bytes.empty() && is_one_line_end(sides.new_bytes)) ||
                      (sides.new_bytes.empty() && is_one_line_end(sides.old_bytes)));
}

bool is_whitespace(const Subject& old_subject, const Subject& new_subject, const Edit& edit,
                   const Sides& sides) {
    if (without(sides.old_bytes, " \t") != without(sides.new_bytes, " \t")) return false;
    if (!blanks_mean_something(new_subject.path)) return true;
    const bool one_line = sides.old_bytes.find('\n') == std::string_view::npos &&
                          sides.new_bytes.find('\n') == std::string_view::npos;
    return one_line && !is_leading(old_subject, edit.old_begin) && !is_leading(new_subject, edit.new_begin);
}

}  // namespace

void refine_text(const Subject& old_subject, const Subject& new_subject, std::vector<Edit>& edits) {
    for (auto& edit : edits) {
        if (edit.kind != kind::text) continue;
        const Sides sides{old_subject.content.substr(edit.old_begin, edit.old_end - edit.old_begin),
                          new_subject.content.substr(edit.new_begin, edit.new_end - edit.new_begin)};
        if (is_encoding(edit, sides)) {
            edit.kind = kind::text_encoding;
            edit.reason = "A byte order mark came or went.";
        } else if (touches_deceptive(old_subject.content, edit.old_begin, edit.old_end,
                                     LookAlikes::ignored) ||
                   touches_deceptive(new_subject.content, edit.new_begin, edit.new_end,
                                     LookAlikes::ignored)) {
            edit.kind = kind::text_deceptive;
            edit.reason =
                "An invisible, bidirectional or control character stands in what changed or touches it.";
        } else if (is_line_ending(old_subject, new_subject, edit, sides)) {
            edit.kind = kind::text_line_ending;
            edit.reason = "Only line ends changed.";
        } else if (is_whitespace(old_subject, new_subject, edit, sides)) {
            edit.kind = kind::text_whitespace;
            edit.reason = "Only blanks changed.";
        }
    }
}

}  // namespace bumpgate::change
