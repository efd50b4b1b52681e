#include "cli/explain_pages.hpp"

#include <algorithm>
#include <vector>

#include "archive/hazard_words.hpp"
#include "base/text.hpp"
#include "change/kind_words.hpp"
#include "policy/write.hpp"

namespace bumpgate::cli {

namespace {

using Form = Page::Form;

constexpr std::string_view waivable =
    "A waiver can lift it, for one pair of releases and for a year at most.";

std::string in_code(std::string_view id) {
    return "`" + std::string(id) + "`";
}

/// "`a`, `b` and `c`", or nothing.
std::string listed(const std::vector<std::string_view>& ids) {
    std::string text;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (i > 0) text += i + 1 == ids.size() ? " and " : ", ";
        text += in_code(ids[i]);
    }
    return text;
}

/// Some rows are only parents of others: no change has them.
bool is_kind_of_changes(std::string_view kind) {
    return kind != "any" && change::kind_covers(kind, kind);
}

/// Which entries of `allow:` let the kind through, and what an entry of this kind lets through besides.
std::string entries_for(std::string_view kind) {
    std::vector<std::string_view> wider, narrower;
    for (const auto& row : change::all_kinds()) {
        if (row.id == kind) continue;
        if (is_kind_of_changes(kind) && change::kind_covers(row.id, kind)) wider.push_back(row.id);
        if (change::kind_covers(kind, row.id)) narrower.push_back(row.id);
    }
    std::string text;
    if (!wider.empty()) text = "Entries of `allow` that cover it too: " + listed(wider) + ".";
    if (narrower.empty()) return text;
    if (!text.empty()) text += " ";
    const bool is_all = kind == "any";
    return text + "It covers " +
           (is_all ? "every kind but the findings, hazards and `text.deceptive`" : listed(narrower)) + ".";
}

/// A metadata setting that speaks of the kind where no rule does.
std::string setting_for(std::string_view kind) {
    for (const auto& row : policy::metadata_keys()) {
        if (row.kind != kind) continue;
        return "Where no rule names it, `metadata: {" + std::string(row.key) +
               ": ...}` says what holds: " + std::string(policy::to_string(row.fallback)) +
               " unless the policy says otherwise.";
    }
    return {};
}

void add_if_any(Page& page, std::string heading, std::string text, Form form = Form::words) {
    if (!text.empty()) page.parts.push_back({std::move(heading), std::move(text), form});
}

/// What stands in a policy's file about a rule: the comment above it and its own lines.
std::string lines_of(const policy::Rule& rule, std::string_view text) {
    const auto lines = split_lines(text);
    if (rule.place.line == 0 || rule.place.line > lines.size()) return {};
    auto first = rule.place.line - 1;
    const auto indent = lines[first].find_first_not_of(' ');
    auto last = first + 1;
    while (first > 0 && trim(lines[first - 1]).starts_with('#')) --first;
    while (last < lines.size() && !trim(lines[last]).empty() && lines[last].find_first_not_of(' ') > indent)
        ++last;
    std::string block;
    for (auto at = first; at < last; ++at) block += terminal_safe(lines[at]);
    return block;
}

/// "Allows `text`: any change of text that no other kind explains."
std::string words_of(const policy::Allow& allow) {
    const auto entry = "Allows " + in_code(printable(policy::flow(allow)));
    if (allow.key)
        return entry + ": this one value of a structured file, as " +
               std::string(policy::to_string(allow.key->as)) + ".";
    if (allow.line) return entry + ": lines that match as a whole.";
    const auto* kind = change::find_kind(allow.kind);
    return kind == nullptr ? entry + "." : entry + ": " + std::string(kind->meaning);
}

/// Where and when a rule holds.
std::string bounds_of(const policy::Rule& rule) {
    std::vector<std::string> files;
    for (const auto& pattern : rule.files.patterns()) files.push_back(printable(pattern));
    const std::vector<std::string_view> printed(files.begin(), files.end());
    std::string text = files.empty() ? "In every file that is not in an archive inside."
                                     : "In files that match " + listed(printed) + ".";
    if (rule.when_bump) text += " For the steps " + policy::flow(rule.when_bump) + " only.";
    if (rule.level == policy::Level::warn) text += " Reports show what it allows.";
    if (rule.overrides_protect) text += " It lifts what `protect` protects.";
    return text;
}

}  // namespace

std::string full_name(const policy::Rule& rule) {
    return rule.source + "/" + rule.id;
}

std::string summary_of(const policy::Rule& rule) {
    std::vector<std::string> entries;
    for (const auto& allow : rule.allow) entries.push_back(policy::flow(allow));
    return "allows " + join(entries, ", ");
}

Page kind_page(const change::KindInfo& kind) {
    const auto& words = *change::find_kind_words(kind.id);
    Page page{std::string(kind.id), "kind of change", std::string(kind.title), {}};
    page.parts.push_back({"", std::string(kind.meaning), Form::words});
    page.parts.push_back({"Why it matters", std::string(words.why), Form::words});
    page.parts.push_back({"Example", std::string(words.example), Form::code});
    page.parts.push_back({"To fix it", std::string(words.fix), Form::words});
    if (words.allow.empty()) {
        page.parts.push_back({"To allow it", std::string(words.lets), Form::words});
    } else {
        page.parts.push_back({"To allow it", std::string(words.allow), Form::yaml});
        page.parts.push_back({"This lets through", std::string(words.lets), Form::words});
    }
    add_if_any(page, "", entries_for(kind.id));
    add_if_any(page, "", setting_for(kind.id));
    if (!is_kind_of_changes(kind.id)) return page;
    const bool can_be_waived = change::can_be_waived(kind.id);
    page.parts.push_back({"", std::string(can_be_waived ? waivable : "No waiver lifts it."), Form::words});
    return page;
}

Page hazard_page(const archive::HazardInfo& hazard) {
    const auto& words = *archive::find_hazard_words(hazard.id);
    const std::string id(hazard.id);
    Page page{"hazard." + id, "hazard", std::string(hazard.title), {}};
    page.parts.push_back({"", std::string(hazard.explanation), Form::words});
    page.parts.push_back({"Why it matters", std::string(words.why), Form::words});
    page.parts.push_back({"Example", std::string(words.example), Form::code});
    page.parts.push_back({"To fix it", std::string(words.fix), Form::words});
    page.parts.push_back({"To allow it", "hazards: {" + id + ": warn}\n", Form::yaml});
    page.parts.push_back(
        {"This lets through",
         "Releases that have it, wherever and however often; reports show it. One "
         "that the old release has in the same form is shown only, unless `hazards: {existing: deny}` "
         "says otherwise.",
         Form::words});
    page.parts.push_back({"", std::string(waivable), Form::words});
    return page;
}

Page key_page(const policy::KeyInfo& key) {
    Page page{std::string(key.id), "key of a policy", "", {}};
    page.parts.push_back({"", std::string(key.meaning), Form::words});
    add_if_any(page, "Example", std::string(key.example), Form::yaml);
    return page;
}

Page rule_page(const policy::Rule& rule, std::string_view text) {
    Page page{printable(full_name(rule)), "rule of policy " + in_quotes(rule.source), "", {}};
    for (const auto& allow : rule.allow) page.parts.push_back({"", words_of(allow), Form::words});
    page.parts.push_back({"", bounds_of(rule), Form::words});
    const auto block = lines_of(rule, text);
    page.parts.push_back(
        {"As it stands in " + printable(rule.place.file) + ", line " + std::to_string(rule.place.line),
         block.empty() ? printable(policy::flow(rule)) : block, Form::code});
    page.parts.push_back({"", "`bumpgate explain KIND` tells more of each kind.", Form::words});
    return page;
}

}  // namespace bumpgate::cli
