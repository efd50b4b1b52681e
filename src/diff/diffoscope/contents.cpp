#include "diff/diffoscope/contents.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "base/limits.hpp"
#include "base/text.hpp"

namespace bumpgate::diff::diffoscope {
namespace {

constexpr auto all = std::string_view::npos;

void add_line(std::string& content, std::string_view line) {
    content += line;
    content += '\n';
}

void add_hunk(const KnownHunk& hunk, ShownContents& contents) {
    for (const auto& line : hunk.lines) {
        if (line.mark != '+') add_line(contents.old_content, line.text);
        if (line.mark != '-') add_line(contents.new_content, line.text);
    }
}

/// Whether the content is as long as stated; without its last line end, if that is what is missing.
bool fits(std::string& content, const std::optional<std::uint64_t>& size) {
    if (!size) return false;
    if (content.size() == *size) return true;
    if (content.size() != *size + 1) return false;
    content.pop_back();
    return true;
}

/// "00000010: 6869 210a                                hi!."
bool read_row(std::string_view line, std::uint64_t most_bytes, std::string& content) {
    constexpr std::size_t hex_width = 39;
    const auto colon = line.find(": ");
    if (colon == all || colon < 8 || colon > 15) return false;
    std::uint64_t offset = 0;
    const auto [stop, problem] = std::from_chars(line.data(), line.data() + colon, offset, 16);
    if (problem != std::errc{} || stop != line.data() + colon || offset + 16 > most_bytes ||
        offset < content.size())
        return false;
    content.resize(static_cast<std::size_t>(offset), '\0');
    const auto digits = replace_all(line.substr(colon + 2, hex_width), " ", "");
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
        unsigned value = 0;
        const auto* const end = digits.data() + i + 2;
        const auto [at, trouble] = std::from_chars(digits.data() + i, end, value, 16);
        if (trouble != std::errc{} || at != end) return false;
        content += static_cast<char>(value);
    }
    return digits.size() % 2 == 0 && !digits.empty();
}

}  // namespace

Result<ShownContents> contents_of_lines(const KnownHunks& known, std::size_t context,
                                        const StatedSizes& sizes, std::uint64_t most_bytes) {
    ShownContents contents;
    std::size_t old_line = 0;
    std::optional<std::size_t> first_gap_old, first_gap_new;
    for (const auto& hunk : known.hunks) {
        const auto gap = hunk.old_begin - old_line;
        if (gap > most_bytes - std::min<std::uint64_t>(most_bytes, contents.old_content.size()))
            return limit_exceeded("memory-bytes", most_bytes, "the lines that the report does not show");
        if (gap > 0 && !first_gap_old) {
            first_gap_old = contents.old_content.size();
            first_gap_new = contents.new_content.size();
        }
        contents.old_content.append(gap, '\n');
        contents.new_content.append(gap, '\n');
        add_hunk(hunk, contents);
        old_line = hunk.old_end;
    }
    contents.old_known = first_gap_old.value_or(contents.old_content.size());
    contents.new_known = first_gap_new.value_or(contents.new_content.size());
    if (!known.is_whole(context)) return contents;
    auto whole = contents;
    if (fits(whole.old_content, sizes.old_size) && fits(whole.new_content, sizes.new_size)) {
        whole.old_known = whole.new_known = all;
        return whole;
    }
    return contents;
}

std::optional<ShownContents> contents_of_dumps(const KnownHunks& known, std::uint64_t most_bytes) {
    ShownContents contents;
    for (const auto& hunk : known.hunks) {
        for (const auto& line : hunk.lines) {
            const bool read = (line.mark == '+' || read_row(line.text, most_bytes, contents.old_content)) &&
                              (line.mark == '-' || read_row(line.text, most_bytes, contents.new_content));
            if (!read) return std::nullopt;
        }
    }
    return contents;
}

}  // namespace bumpgate::diff::diffoscope
