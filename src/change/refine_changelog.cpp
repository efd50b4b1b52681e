#include <algorithm>
#include <array>
#include <optional>

#include "base/text.hpp"
#include "change/refine.hpp"
#include "change/refine_fields.hpp"
#include "change/token.hpp"
#include "change/words.hpp"
#include "release/spelling.hpp"

// New entries of a changelog.
namespace bumpgate::change {

namespace {

/// The same insertion can be told at several places, where the lines before it are those that it ends with:
/// how far it is moved to find the one that begins with a heading, in bytes.
constexpr std::size_t longest_slide = std::size_t{16} << 10;

struct Block {
    std::size_t old_at = 0;
    std::size_t new_begin = 0, new_end = 0;
};

/// The first line that is not blank; empty if nothing but blanks comes first for a long time.
std::string_view first_line(std::string_view block) {
    constexpr std::size_t most_blanks = 256, longest = 1024;
    const auto at = block.substr(0, most_blanks).find_first_not_of(" \t\r\n");
    if (at == std::string_view::npos) return {};
    const auto before = block.substr(0, at).rfind('\n');
    const auto line = block.substr(before == std::string_view::npos ? 0 : before + 1, longest);
    return line.substr(0, std::min(line.find('\n'), line.size()));
}

bool names_new_version(const Context& context, std::string_view line) {
    return std::any_of(context.spellings.begin(), context.spellings.end(),
                       [&](const release::Spelling& spelling) {
                           if (spelling.shape != release::Shape::dotted || spelling.four_parts) return false;
                           for (auto at = line.find(spelling.new_text); at != std::string_view::npos;
                                at = line.find(spelling.new_text, at + 1)) {
                               if (release::stands_alone(line, at, spelling.new_text, spelling.shape))
                                   return true;
                           }
                           return false;
                       });
}

/// "v1.4.2", "1.4", "2:1.4-1": a number that another one follows behind a stop, or one behind "v".
bool looks_like_a_version(std::string_view word) {
    if (!word.empty() && (word[0] == 'v' || word[0] == 'V')) word.remove_prefix(1);
    std::size_t digits = 0;
    while (digits < word.size() && is_digit(word[digits])) ++digits;
    return digits > 0 && digits + 1 < word.size() && (word[digits] == '.' || word[digits] == ':') &&
           is_digit(word[digits + 1]);
}

/// A heading of an older entry: a line that does not start with a blank and has a version among its first
/// words.
bool heads_an_entry(std::string_view line) {
    constexpr int most_words = 4;
    if (line.empty() || is_blank(line[0])) return false;
    const auto is_part = [](char c) { return is_alnum(c) || c == '.' || c == ':' || c == '-' || c == '+'; };
    int words = 0;
    for (std::size_t at = 0; at < line.size() && words < most_words;) {
        if (!is_part(line[at])) {
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < line.size() && is_part(line[end])) ++end;
        auto word = line.substr(at, end - at);
        while (!word.empty() && !is_alnum(word[0])) word.remove_prefix(1);
        if (looks_like_a_version(word)) return true;
        if (!word.empty()) ++words;
        at = end;
    }
    return false;
}

bool comes_first(std::string_view before) {
    const auto lines = split_lines(before);
    return std::none_of(lines.begin(), lines.end(), heads_an_entry);
}

bool is_entry(const Context& context, std::string_view content, const Block& block) {
    const bool whole_lines =
        (block.new_begin == 0 || content[block.new_begin - 1] == '\n') && content[block.new_end - 1] == '\n';
    const auto heading = first_line(content.substr(block.new_begin, block.new_end - block.new_begin));
    return whole_lines && names_new_version(context, heading) && heads_an_entry(heading);
}

/// The insertion at the nearest place, upward first, where it is an entry.
std::optional<Block> find_entry(const Context& context, std::string_view old_content,
                                std::string_view new_content, const Block& block, std::size_t old_floor,
                                std::size_t old_ceiling) {
    if (is_entry(context, new_content, block)) return block;
    for (auto up = block; up.old_at > old_floor && block.old_at - up.old_at < longest_slide &&
                          new_content[up.new_begin - 1] == new_content[up.new_end - 1];) {
        --up.old_at;
        --up.new_begin;
        --up.new_end;
        const bool line_start = up.new_begin == 0 || new_content[up.new_begin - 1] == '\n';
        if (line_start && is_entry(context, new_content, up)) return up;
    }
    for (auto down = block; down.old_at < old_ceiling && down.old_at - block.old_at < longest_slide &&
                            new_content[down.new_begin] == new_content[down.new_end];) {
        ++down.old_at;
        ++down.new_begin;
        ++down.new_end;
        if (new_content[down.new_begin - 1] == '\n' && is_entry(context, new_content, down)) return down;
    }
    (void)old_content;
    return std::nullopt;
}

}  // namespace

void refine_changelog(const Context& context, const Subject& old_subject, const Subject& new_subject,
                      std::vector<Edit>& edits) {
    if (!context.release.has_versions() || !words::is_changelog(old_subject.path) ||
        !words::is_changelog(new_subject.path))
        return;
    // One block, and before anything else that the file lists.
    const auto inserted = std::find_if(edits.begin(), edits.end(), [](const Edit& edit) {
        return edit.kind == kind::text && edit.old_begin == edit.old_end;
    });
    if (inserted == edits.end()) return;
    const std::size_t old_floor = inserted == edits.begin() ? 0 : (inserted - 1)->old_end;
    const std::size_t old_ceiling =
        inserted + 1 == edits.end() ? old_subject.content.size() : (inserted + 1)->old_begin;
    const auto entry =
        find_entry(context, old_subject.content, new_subject.content,
                   {inserted->old_begin, inserted->new_begin, inserted->new_end}, old_floor, old_ceiling);
    if (!entry || !comes_first(old_subject.content.substr(0, entry->old_at))) return;
    if (touches_deceptive(new_subject.content, entry->new_begin, entry->new_end, LookAlikes::ignored)) return;
    inserted->old_begin = inserted->old_end = entry->old_at;
    inserted->new_begin = entry->new_begin;
    inserted->new_end = entry->new_end;
    inserted->kind = kind::changelog_entry;
    inserted->reason = "An entry for the new version before the older ones, and nothing else in it changed.";
}

}  // namespace bumpgate::change
