#include "base/text.hpp"
#include "diff/edit_script.hpp"
#include "diff/mismatch.hpp"

namespace bumpgate::diff {
namespace {

/// The text a pure insertion or removal stands in, and its borders there. Both sides move together.
struct Block {
    bool in_old;
    std::string_view text;
    std::size_t begin, end;
};

bool is_pure(const Span& span) {
    return (span.old_begin == span.old_end) != (span.new_begin == span.new_end);
}

Block block_of(std::string_view old_text, std::string_view new_text, const Span& span) {
    if (span.old_begin == span.old_end) return {false, new_text, span.new_begin, span.new_end};
    return {true, old_text, span.old_begin, span.old_end};
}

std::size_t begin_in(const Block& block, const Span& span) {
    return block.in_old ? span.old_begin : span.new_begin;
}

std::size_t end_in(const Block& block, const Span& span) {
    return block.in_old ? span.old_end : span.new_end;
}

/// The length of the block's first line if the same line follows the block before `limit`; else 0.
std::size_t step_down(const Block& block, std::size_t limit) {
    if (block.end >= limit) return 0;
    const std::size_t length = line_end(block.text, block.begin) - block.begin;
    const std::size_t next = line_end(block.text, block.end) - block.end;
    return length == next && block.text.substr(block.begin, length) == block.text.substr(block.end, length)
               ? length
               : 0;
}

/// The length of the block's last line if the same line stands above the block behind `limit`; else 0.
std::size_t step_up(const Block& block, std::size_t limit) {
    if (block.begin <= limit) return 0;
    const std::size_t length = block.end - line_start(block.text, block.end);
    const std::size_t above = block.begin - line_start(block.text, block.begin);
    return length == above && block.text.substr(block.end - length, length) ==
                                  block.text.substr(block.begin - length, length)
               ? length
               : 0;
}

bool ends_blank(const Block& block) {
    return trim(block.text.substr(line_start(block.text, block.end),
                                  block.end - line_start(block.text, block.end)))
        .empty();
}

/// How far up the nearest place is whose last line is blank; 0 if there is none. `floor` may not be touched:
/// a line has to stay between this span and the one before.
std::size_t distance_to_blank(Block block, std::size_t floor, bool has_previous) {
    std::size_t distance = 0;
    while (!ends_blank(block)) {
        const std::size_t step = step_up(block, floor);
        if (step == 0 || (has_previous && block.begin - step == floor)) return 0;
        block.begin -= step;
        block.end -= step;
        distance += step;
    }
    return distance;
}

void move_by(Span& span, std::size_t bytes) {  // "up" is a wrapped number: unsigned arithmetic is exact
    span.old_begin += bytes;
    span.old_end += bytes;
    span.new_begin += bytes;
    span.new_end += bytes;
}

}  // namespace

std::vector<Span> slide(std::string_view old_text, std::string_view new_text,
                        const std::vector<Span>& spans) {
    std::vector<Span> result;
    for (std::size_t i = 0; i < spans.size();) {
        Span span = spans[i++];
        while (is_pure(span)) {
            Block block = block_of(old_text, new_text, span);
            const std::size_t limit = i < spans.size() ? begin_in(block, spans[i]) : block.text.size();
            while (const std::size_t step = step_down(block, limit)) {
                block.begin += step;
                block.end += step;
                move_by(span, step);
            }
            if (i == spans.size() || block.end < limit) break;
            span.old_end = spans[i].old_end;
            span.new_end = spans[i].new_end;
            ++i;
        }
        if (is_pure(span)) {
            const Block block = block_of(old_text, new_text, span);
            const std::size_t floor = result.empty() ? 0 : end_in(block, result.back());
            move_by(span, std::size_t{0} - distance_to_blank(block, floor, !result.empty()));
        }
        result.push_back(span);
    }
    return result;
}

}  // namespace bumpgate::diff
