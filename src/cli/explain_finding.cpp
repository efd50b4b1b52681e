// What `explain` says of one change or hazard of a report.
#include "archive/hazard_words.hpp"
#include "base/text.hpp"
#include "change/kind_words.hpp"
#include "cli/explain_pages.hpp"

namespace bumpgate::cli {

namespace {

using Form = Page::Form;
using report::ReportedFinding;

constexpr std::size_t line_width = 80;

/// What is told of its kind or hazard; empty for one that this program does not know.
struct Words {
    std::string meaning, why, fix, never;
    bool can_be_waived = true;
};

Words words_for(const ReportedFinding& finding) {
    if (finding.is_hazard) {
        const auto* words = archive::find_hazard_words(finding.kind);
        if (words == nullptr) return {};
        return {"", std::string(words->why), std::string(words->fix), "", true};
    }
    const auto* kind = change::find_kind(finding.kind);
    if (kind == nullptr) return {};
    const auto& words = *change::find_kind_words(kind->id);
    return {std::string(kind->meaning), std::string(words.why), std::string(words.fix),
            words.allow.empty() ? std::string(words.lets) : "", change::can_be_waived(kind->id)};
}

void add_if_any(Page& page, std::string_view heading, const std::string& text) {
    if (!text.empty()) page.parts.push_back({std::string(heading), text, Form::words});
}

std::string what_differs(const ReportedFinding& finding) {
    std::string text = finding.path.empty() ? "the release as a whole" : printable(finding.path);
    if (finding.line > 0) text += ":" + std::to_string(finding.line);
    text += "\n";
    if (!finding.detail.empty()) text += "  " + printable(finding.detail) + "\n";
    if (!finding.old_text.empty()) text += "  - " + excerpt(finding.old_text, line_width) + "\n";
    if (!finding.new_text.empty()) text += "  + " + excerpt(finding.new_text, line_width) + "\n";
    return text;
}

/// What the report has in printable form already; whoever wrote it may have had other plans.
std::string on_one_line(std::string_view text) {
    return terminal_safe(replace_all(text, "\n", " "));
}

std::string sentence(std::string_view text) {
    const auto words = on_one_line(text);
    return words.empty() || words.ends_with('.') ? words : words + ".";
}

void add_decision(Page& page, const ReportedFinding& finding) {
    auto text = "It is " + on_one_line(finding.decision);
    if (!finding.rule.empty()) text += ", by `" + on_one_line(finding.rule) + "`";
    text += ".";
    if (!finding.explanation.empty()) text += " " + sentence(finding.explanation);
    add_if_any(page, "Decision", text);
    add_if_any(page, "", finding.reason.empty() ? "" : "The proof of its kind: " + sentence(finding.reason));
    if (finding.waived_until.empty()) return;
    add_if_any(page, "",
               "The waiver counts until " + on_one_line(finding.waived_until) +
                   ". Its reason: " + sentence(finding.waived_because));
}

/// As the report proposes it: a rule in braces, or a setting under its key.
std::string as_policy(const std::string& fix) {
    const auto line = on_one_line(fix);
    return line.starts_with('{') ? "rules:\n  - " + line + "\n" : line + "\n";
}

void add_allowance(Page& page, const ReportedFinding& finding, const Words& words) {
    if (finding.fix.empty()) {
        add_if_any(page, "To allow it",
                   words.never.empty() ? "The report proposes no edit of the policy." : words.never);
        return;
    }
    page.parts.push_back({"To allow it", as_policy(finding.fix), Form::yaml});
    add_if_any(page, "This lets through", sentence(finding.fix_means));
}

void add_waiver(Page& page, const ReportedFinding& finding, const Words& words, const Date& expires) {
    if (!words.can_be_waived) return;
    page.parts.push_back(
        {"To waive it, for this pair of releases only",
         "waivers:\n  - finding: " + finding.id +
             "\n    reason: say why it may stay\n    expires: " + bumpgate::to_string(expires) + "\n",
         Form::yaml});
}

}  // namespace

Page finding_page(const ReportedFinding& finding, const Date& expires) {
    const auto words = words_for(finding);
    const auto kind = (finding.is_hazard ? "hazard." : "") + finding.kind;
    Page page{
        finding.id, finding.is_hazard ? "hazard of a report" : "change of a report", printable(kind), {}};
    page.parts.push_back({"What it is", what_differs(finding), Form::code});
    add_if_any(page, "", words.meaning);
    add_decision(page, finding);
    add_if_any(page, "Why it matters", words.why);
    if (finding.decision == "denied") {
        add_if_any(page, "To fix it", words.fix);
        add_allowance(page, finding, words);
        add_waiver(page, finding, words, expires);
    }
    add_if_any(page, "", "`bumpgate explain " + printable(kind) + "` tells more.");
    return page;
}

}  // namespace bumpgate::cli
