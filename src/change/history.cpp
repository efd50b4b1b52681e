#include "change/history.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "change/words.hpp"

namespace bumpgate::change {

namespace {

std::string_view file_name(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

/// Where a comment starts on the line; npos if it has none. Also the directives of documentation inside of
/// code.
std::size_t comment_begin(std::string_view line) {
    const auto first = line.find_first_not_of(" \t");
    if (first == std::string_view::npos) return first;
    constexpr std::array<std::string_view, 9> line_starts{"*",  ";",      "%",   "..",  "<!--",
                                                          "--", "\"\"\"", "'''", "rem "};
    for (const auto start : line_starts) {
        if (line.substr(first).starts_with(start)) return first;
    }
    return std::min({line.find('#'), line.find("//"), line.find("/*")});
}

bool has_past_word(std::string_view text) {
    const auto parts = words::split_identifier(text);
    return std::any_of(parts.begin(), parts.end(),
                       [](const std::string& word) { return words::is_of_the_past(word); });
}

bool is_past_line(const Subject& subject, std::size_t at) {
    const auto begin = subject.line_begin(at);
    auto left = subject.content.substr(begin, at - begin);
    if (!words::is_prose(subject.path)) {
        const auto comment = comment_begin(left);
        if (comment == std::string_view::npos) return false;
        left.remove_prefix(comment);
    }
    return has_past_word(left);
}

struct Heading {
    std::string title;      ///< small letters, words joined by "-"
    std::size_t level = 0;  ///< 1 is the highest
};

std::string heading_title(std::string_view text) {
    return join(words::split_identifier(text), "-");
}

/// "## Title ##" (CommonMark 4.2); the level is the number of "#".
std::optional<Heading> hash_heading(std::string_view line) {
    const auto hashes = std::min(line.find_first_not_of('#'), line.size());
    if (hashes == 0 || hashes > 6 || hashes == line.size() || !is_blank(line[hashes])) return std::nullopt;
    return Heading{heading_title(line.substr(hashes)), hashes};
}

/// A line of one punctuation character, as reStructuredText and Markdown underline titles with.
bool is_underline(std::string_view line) {
    line = trim(line);
    constexpr std::string_view characters = "=-~^\"'`*+#:.<>_";
    return line.size() >= 3 && characters.find(line[0]) != std::string_view::npos &&
           line.find_first_not_of(line[0]) == std::string_view::npos;
}

bool is_changelog_title(const std::string& title) {
    constexpr std::array<std::string_view, 13> titles{
        "changelog",      "change-log",      "changes",         "history",        "news",
        "release-notes",  "release-history", "version-history", "change-history", "revision-history",
        "recent-changes", "what-s-new",      "whats-new"};
    return std::find(titles.begin(), titles.end(), title) != titles.end();
}

/// Walks the headings of prose down to a place.
class Sections {
  public:
    [[nodiscard]] bool in_changelog() const { return in_changelog_; }

    void read(std::string_view text) {
        std::string_view previous;
        for (const auto line : split_lines(text)) {
            if (const auto heading = hash_heading(line)) {
                enter(*heading);
            } else if (is_underline(line) && !trim(previous).empty() && !is_underline(previous)) {
                enter({heading_title(previous), level_of(trim(line)[0])});
            }
            previous = line;
        }
    }

  private:
    void enter(const Heading& heading) {
        if (in_changelog_ && heading.level > changelog_level_) return;
        in_changelog_ = is_changelog_title(heading.title);
        changelog_level_ = heading.level;
    }

    /// In the order in which the characters are first seen (reStructuredText, "Sections").
    std::size_t level_of(char character) {
        auto at = seen_.find(character);
        if (at == std::string::npos) {
            at = seen_.size();
            seen_ += character;
        }
        return at + 1;
    }

    std::string seen_;
    bool in_changelog_ = false;
    std::size_t changelog_level_ = 0;
};

bool in_changelog_section(const Subject& subject, std::size_t at) {
    if (!words::is_prose(subject.path)) return false;
    Sections sections;
    sections.read(subject.content.substr(0, subject.line_begin(at)));
    return sections.in_changelog();
}

}  // namespace

bool speaks_of_the_past(const Subject& subject, std::size_t at) {
    if (subject.is_name) return false;
    if (words::is_changelog(subject.path) || file_name(subject.path) == "go.sum") return true;
    return is_past_line(subject, at) || in_changelog_section(subject, at);
}

}  // namespace bumpgate::change
