#include "policy/yaml_refusal.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.hpp"
#include "policy/yaml_flow.hpp"

namespace bumpgate::policy {

namespace {

/// What yaml-cpp says, and what we say. Its own words stand in yaml-cpp/exceptions.h.
struct Rewording {
    std::string_view theirs;
    std::string_view message;
    std::string_view note;
    bool structural = false;  ///< a bracket or quote that is not closed may be behind it
};
constexpr std::array rewordings = std::to_array<Rewording>({
    {"alias", "an alias: a policy says everything where it stands",
     "write the value out, or quote a pattern that starts with \"*\""},
    {"referenced anchor", "an alias: a policy says everything where it stands",
     "write the value out, or quote a pattern that starts with \"*\""},
    {"anchor", "an anchor: a policy says everything where it stands",
     "take it out, or quote a value that starts with \"&\""},
    {"tag", "a tag: values have the type that they look like",
     "take it out, or quote a value that starts with \"!\""},
    {"tab", "a tab as indentation", "use spaces"},
    {"unknown token", "no value can start with this character", "quote it"},
    {"escape", "an escape that YAML does not know", "double the backslash, or use single quotes"},
    {"hex number", "an escape with too few digits",
     "\\x takes two, \\u four and \\U eight hexadecimal digits"},
    {"invalid unicode", "an escape that names no character", "take it out"},
    {"end of map flow", "something where a \",\" or \"}\" belongs", "add it before this", true},
    {"end of sequence flow", "something where a \",\" or \"]\" belongs", "add it before this", true},
    {"flow end", "a bracket that closes nothing", "take it out, or quote the value", true},
    {"end of map not found", "a line that does not fit the map it stands in", "mend its indentation", true},
    {"end of sequence not found", "a line that does not fit the list it stands in",
     "mend its indentation, or start it with \"- \"", true},
    {"EOF in scalar", "a quote that is not closed", "add the closing quote", true},
    {"document indicator", "a \"---\" or \"...\" within a quoted value", "close the quote before it", true},
    {"block scalar", "a line that does not fit the text it stands in", "mend its indentation"},
    {"illegal map key", "a \"? \" where no key can stand", "mend its indentation, or quote the value", true},
    {"illegal map value", "a \": \" where no key can stand", "mend the indentation, or quote the value",
     true},
    {"block entry", "a \"- \" where no list can start", "mend its indentation", true},
});

/// yaml-cpp points behind the "*" of an alias and behind the letter of an escape.
Spot spot_of(std::string_view text, std::size_t offset, std::string_view theirs) {
    Spot spot{std::min(offset, text.size()), 1};
    while (spot.offset > 0 && spot.offset < text.size() && text[spot.offset - 1] == '*') --spot.offset;
    const bool is_escape = theirs.find("escape") != std::string_view::npos ||
                           theirs.find("hex number") != std::string_view::npos ||
                           theirs.find("invalid unicode") != std::string_view::npos;
    if (!is_escape) return spot;
    const auto line_start = text.substr(0, spot.offset).rfind('\n') + 1;
    const auto backslash = text.rfind('\\', spot.offset);
    if (backslash == std::string_view::npos || backslash < line_start) return spot;
    return {backslash, std::max<std::size_t>(spot.offset - backslash, 1)};
}

/// Where the line of a spot has a tab among its blanks and dashes; npos if nowhere.
std::size_t tab_in_indentation(std::string_view text, std::size_t offset) {
    const auto line_start = text.substr(0, offset).rfind('\n') + 1;
    const auto tab = text.find_first_not_of(" -", line_start);
    return tab != std::string_view::npos && text[tab] == '\t' ? tab : std::string_view::npos;
}

bool is_behind_quote(std::string_view text, std::size_t offset) {
    return offset > 0 && offset < text.size() && (text[offset - 1] == '"' || text[offset - 1] == '\'');
}

}  // namespace

Failure refuse_unreadable(const SourceText& source, std::size_t offset, std::string_view theirs,
                          std::size_t depth) {
    const auto spot = spot_of(source.text, offset, theirs);
    const auto tab = tab_in_indentation(source.text, spot.offset);
    if (tab != std::string_view::npos) return refuse(source, {tab, 1}, "a tab as indentation", "use spaces");
    const auto* const row = std::ranges::find_if(
        rewordings, [&](const Rewording& one) { return theirs.find(one.theirs) != std::string_view::npos; });
    if (row == rewordings.end())
        return refuse(source, spot, "not YAML: " + printable(theirs),
                      "mend the indentation, or quote the value");
    if (!row->structural) return refuse(source, spot, row->message, row->note);
    const auto fault = first_flow_fault(source.text, depth);
    if (fault && fault->spot.offset <= spot.offset && !fault->is_depth)
        return refuse(source, fault->spot, fault->message, fault->note);
    if (is_behind_quote(source.text, spot.offset)) {
        return refuse(source, spot, "something behind a closing quote",
                      "double a quote within single quotes, or put \"\\\" before one within double quotes");
    }
    return refuse(source, spot, row->message, row->note);
}

}  // namespace bumpgate::policy
