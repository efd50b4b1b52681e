#include "diff/lines.hpp"

#include <algorithm>

#include "diff/edit_script.hpp"
#include "diff/mismatch.hpp"

namespace bumpgate::diff {
namespace {

// From this size on, reading lines lazily pays; below, numbering them all costs nothing.
constexpr std::size_t large = 256 * 1024;

bool at_line_start(std::string_view text, std::size_t at) {
    return at == 0 || text[at - 1] == '\n';
}

/// What is left between the common start and the common end, both cut back to whole lines.
Span middle_of(std::string_view old_text, std::string_view new_text) {
    const std::size_t equal = common_prefix(old_text, new_text);
    const std::size_t newline = old_text.substr(0, equal).rfind('\n');
    const std::size_t start = newline == std::string_view::npos ? 0 : newline + 1;
    const std::size_t suffix = common_suffix(old_text.substr(start), new_text.substr(start));
    std::size_t old_end = old_text.size() - suffix;
    std::size_t new_end = new_text.size() - suffix;
    if (!at_line_start(old_text, old_end) || !at_line_start(new_text, new_end)) {
        const std::size_t rest_of_line = line_end(old_text, old_end) - old_end;
        old_end += rest_of_line;
        new_end += rest_of_line;
    }
    return {start, old_end, start, new_end};
}

std::optional<std::vector<Span>> script(std::string_view old_text, std::string_view new_text) {
    if (old_text.empty() || new_text.empty())
        return std::vector<Span>{{0, old_text.size(), 0, new_text.size()}};
    if (old_text.size() + new_text.size() >= large) {
        if (auto spans = short_script(old_text, new_text)) return spans;
    }
    return full_script(old_text, new_text);
}

std::size_t count_lines(std::string_view text) {
    return count_newlines(text) + (!text.empty() && text.back() != '\n' ? 1 : 0);
}

/// Gives spans their line numbers, reading what lies between them once.
std::vector<Hunk> with_lines(std::string_view old_text, std::string_view new_text,
                             const std::vector<Span>& spans) {
    std::vector<Hunk> hunks;
    std::size_t old_line = 1;
    std::size_t new_line = 1;
    std::size_t counted = 0;  // in old_text; what lies between the hunks is equal on both sides
    for (const Span& span : spans) {
        const std::size_t equal_lines = count_newlines(old_text.substr(counted, span.old_begin - counted));
        Hunk hunk;
        hunk.old_line = old_line + equal_lines;
        hunk.new_line = new_line + equal_lines;
        hunk.old_offset = span.old_begin;
        hunk.new_offset = span.new_begin;
        hunk.old_length = span.old_end - span.old_begin;
        hunk.new_length = span.new_end - span.new_begin;
        hunk.old_lines = count_lines(old_text.substr(hunk.old_offset, hunk.old_length));
        hunk.new_lines = count_lines(new_text.substr(hunk.new_offset, hunk.new_length));
        old_line = hunk.old_line + hunk.old_lines;
        new_line = hunk.new_line + hunk.new_lines;
        counted = span.old_end;
        hunks.push_back(hunk);
    }
    return hunks;
}

}  // namespace

ContentDifference compare_lines(std::string_view old_text, std::string_view new_text) {
    ContentDifference difference;
    difference.text = true;
    if (old_text == new_text) return difference;
    const Span middle = middle_of(old_text, new_text);
    auto spans = script(old_text.substr(middle.old_begin, middle.old_end - middle.old_begin),
                        new_text.substr(middle.new_begin, middle.new_end - middle.new_begin));
    if (spans) {
        for (Span& span : *spans)
            span = {span.old_begin + middle.old_begin, span.old_end + middle.old_begin,
                    span.new_begin + middle.new_begin, span.new_end + middle.new_begin};
        spans = slide(old_text, new_text, *spans);
    } else {
        difference.bounded = true;
        spans = std::vector<Span>{middle};
    }
    difference.hunks = with_lines(old_text, new_text, *spans);
    return difference;
}

}  // namespace bumpgate::diff
