#include "change/source_map.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

namespace bumpgate::change {

namespace {

constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::int64_t largest = (std::int64_t{1} << 31) - 1;
constexpr unsigned bits = 5;  // of a digit; the sixth says that more follow
constexpr unsigned continues = 1U << bits;

/// A digit's value, or 64.
std::size_t value_of(char c) {
    return std::min(digits.find(c), digits.size());
}

/// ECMA-426, "Base64 VLQ": groups of five bits, the lowest first; the lowest bit of all is the sign. Nothing
/// for a text that ends too early or a number of more than 32 bits.
std::optional<std::int64_t> read_vlq(std::string_view text, std::size_t& at) {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift <= 6 * bits; shift += bits) {
        const auto digit = at < text.size() ? value_of(text[at]) : digits.size();
        if (digit == digits.size()) return std::nullopt;
        ++at;
        value |= static_cast<std::uint64_t>(digit & (continues - 1)) << shift;
        if ((digit & continues) != 0) continue;
        const auto magnitude = static_cast<std::int64_t>(value >> 1);
        return (value & 1) != 0 ? -magnitude : magnitude;
    }
    return std::nullopt;
}

void write_vlq(std::int64_t number, std::string& text) {
    auto value = static_cast<std::uint64_t>(number < 0 ? -number : number) << 1 | (number < 0 ? 1U : 0U);
    do {
        auto digit = static_cast<std::size_t>(value & (continues - 1));
        value >>= bits;
        if (value != 0) digit |= continues;
        text += digits[digit];
    } while (value != 0);
}

/// What a segment's fields are relative to: the column to the one before on its line, the others to the ones
/// before in the file.
struct State {
    std::int64_t column = 0, source = 0, source_line = 0, source_column = 0, name = 0;
};

/// Adds the next field to `base`, which it is relative to.
bool read_field(std::string_view text, std::size_t& at, std::int64_t& base) {
    const auto difference = read_vlq(text, at);
    if (!difference) return false;
    base += *difference;
    return base >= 0 && base <= largest;
}

bool at_segment_end(std::string_view text, std::size_t at) {
    return at >= text.size() || text[at] == ',' || text[at] == ';';
}

struct Segment {
    std::int64_t column = 0;
    std::size_t fields = 1;  ///< how many of the five there are: 1, 4 or 5
    std::int64_t source = 0, source_line = 0, source_column = 0, name = 0;
};

std::optional<Segment> read_segment(std::string_view text, std::size_t& at, State& state) {
    Segment segment;
    if (!read_field(text, at, state.column)) return std::nullopt;
    if (!at_segment_end(text, at)) {
        if (!read_field(text, at, state.source) || !read_field(text, at, state.source_line) ||
            !read_field(text, at, state.source_column))
            return std::nullopt;
        segment.fields = 4;
        if (!at_segment_end(text, at)) {
            if (!read_field(text, at, state.name)) return std::nullopt;
            segment.fields = 5;
        }
    }
    if (!at_segment_end(text, at)) return std::nullopt;
    segment.column = state.column;
    segment.source = state.source;
    segment.source_line = state.source_line;
    segment.source_column = state.source_column;
    segment.name = state.name;
    return segment;
}

void write_field(std::int64_t value, std::int64_t& base, std::string& text) {
    write_vlq(value - base, text);
    base = value;
}

void write_segment(const Segment& segment, State& state, std::string& text) {
    write_field(segment.column, state.column, text);
    if (segment.fields < 4) return;
    write_field(segment.source, state.source, text);
    write_field(segment.source_line, state.source_line, text);
    write_field(segment.source_column, state.source_column, text);
    if (segment.fields == 5) write_field(segment.name, state.name, text);
}

bool shift_segment(Segment& segment, std::int64_t line, const Shifts& generated,
                   const std::vector<Shifts>& originals) {
    const auto column = generated.moved(line, segment.column);
    if (!column) return false;
    segment.column = *column;
    if (segment.fields == 1) return true;
    const auto source = static_cast<std::size_t>(segment.source);
    if (source >= originals.size()) return false;
    const auto source_column = originals[source].moved(segment.source_line, segment.source_column);
    if (!source_column) return false;
    segment.source_column = *source_column;
    return true;
}

}  // namespace

void Shifts::add(const TokenShift& shift) {
    const bool same_line = !entries_.empty() && entries_.back().shift.line == shift.line;
    entries_.push_back({shift, (same_line ? entries_.back().total : 0) + shift.growth});
}

std::optional<std::int64_t> Shifts::moved(std::int64_t line, std::int64_t column) const {
    const auto ends_behind = [&](std::pair<std::int64_t, std::int64_t> place, const Entry& entry) {
        return place < std::make_pair(entry.shift.line, entry.shift.end);
    };
    const auto next =
        std::upper_bound(entries_.begin(), entries_.end(), std::make_pair(line, column), ends_behind);
    const bool inside = next != entries_.end() && next->shift.line == line && next->shift.begin < column;
    if (inside && next->shift.growth != 0) return std::nullopt;
    if (next == entries_.begin() || std::prev(next)->shift.line != line) return column;
    return column + std::prev(next)->total;
}

std::optional<std::string> shift_mappings(std::string_view mappings, const Shifts& generated,
                                          const std::vector<Shifts>& originals) {
    std::string moved, same;
    State read, write, write_same;
    std::int64_t line = 0;
    for (std::size_t at = 0; at < mappings.size();) {
        if (mappings[at] == ';') {
            read.column = write.column = write_same.column = 0;
            ++line;
            ++at;
            moved += ';';
            same += ';';
            continue;
        }
        auto segment = read_segment(mappings, at, read);
        if (!segment) return std::nullopt;
        write_segment(*segment, write_same, same);
        if (!shift_segment(*segment, line, generated, originals)) return std::nullopt;
        write_segment(*segment, write, moved);
        if (at >= mappings.size() || mappings[at] == ';') continue;
        ++at;  // a comma, behind which a segment stands
        if (at_segment_end(mappings, at)) return std::nullopt;
        moved += ',';
        same += ',';
    }
    if (same != mappings) return std::nullopt;
    return moved;
}

}  // namespace bumpgate::change
