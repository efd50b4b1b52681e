#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "report/blocks.hpp"
#include "report/groups.hpp"
#include "report/pen.hpp"
#include "report/place.hpp"
#include "report/report.hpp"

namespace bumpgate::report {

namespace {

constexpr std::size_t name_width = 48;
constexpr std::size_t version_width = 32;
constexpr std::size_t headline_width = 110;
constexpr std::size_t message_width = 140;
constexpr std::size_t most_warnings = 20;
constexpr std::string_view gap = "   ";

struct Banner {
    std::string_view word;
    Tone tone;
};

Banner banner_of(Outcome outcome) {
    switch (outcome) {
        case Outcome::pass:
            return {"PASS", Tone::good};
        case Outcome::fail:
            return {"FAIL", Tone::bad};
        case Outcome::incomplete:
            break;
    }
    return {"NO VERDICT", Tone::bad};
}

std::string banner(Outcome outcome, const Pen& pen) {
    const auto row = banner_of(outcome);
    return pen.paint(row.tone, std::string(row.word)) + "  ";
}

/// "acme 1.4.2 → 1.4.3"; without a package's name the file's stands for it.
std::string release_title(const Verdict& verdict, const Pen& pen) {
    const auto& name = verdict.package.empty() ? verdict.new_input.name : verdict.package;
    auto title = pen.cut_middle(name, Voice::archive, name_width);
    if (verdict.from.empty() && verdict.to.empty()) return title;
    const auto version = [&pen](const std::string& text) {
        return text.empty() ? std::string("?") : pen.cut_middle(text, Voice::archive, version_width);
    };
    return title + " " + version(verdict.from) + " " + std::string(pen.arrow()) + " " + version(verdict.to);
}

std::string is_or_are(std::size_t count) {
    return count == 1 ? " is" : " are";
}

std::size_t denied_hazards(const Verdict& verdict) {
    return static_cast<std::size_t>(
        std::ranges::count(verdict.hazards, Decision::denied, &JudgedHazard::decision));
}

std::size_t unmet_requirements(const Verdict& verdict) {
    return static_cast<std::size_t>(std::ranges::count(verdict.requirements, false, &JudgedRequirement::met));
}

/// "2 of 9 changes are not allowed".
std::string denied_changes(const Verdict& verdict) {
    const auto denied = verdict.count(Decision::denied);
    const auto total = verdict.listed();
    if (total == 1) return "the only change is not allowed";
    if (denied == total) return "none of the " + std::to_string(total) + " changes is allowed";
    return std::to_string(denied) + " of " + counted(total, "change") + is_or_are(denied) + " not allowed";
}

/// "2 of 9 changes and 1 hazard are not allowed, 1 requirement is not met".
std::string trouble(const Verdict& verdict) {
    const auto denied = verdict.count(Decision::denied);
    const auto hazards = denied_hazards(verdict);
    std::string text;
    if (denied > 0 && hazards > 0) {
        text = std::to_string(denied) + " of " + counted(verdict.listed(), "change") + " and " +
               counted(hazards, "hazard") + " are not allowed";
    } else if (denied > 0) {
        text = denied_changes(verdict);
    } else if (hazards > 0) {
        text = counted(hazards, "hazard") + is_or_are(hazards) + " not allowed";
    }
    const auto unmet = unmet_requirements(verdict);
    if (unmet > 0)
        text += (text.empty() ? "" : ", ") + counted(unmet, "requirement") + is_or_are(unmet) + " not met";
    return text;
}

/// The trouble stands in the first line unless that would become too long.
std::string with_trouble(std::string line, const Verdict& verdict, const Pen& pen) {
    const auto what = trouble(verdict);
    if (verdict.outcome != Outcome::fail || what.empty()) return line;
    const auto width = columns(pen.cells(line, Voice::program)) + gap.size() + what.size();
    return line + (width <= headline_width ? std::string(gap) : "\n      ") + what;
}

std::string headline(const Verdict& verdict, const Pen& pen) {
    auto line = release_title(verdict, pen);
    if (!verdict.step.empty() && verdict.step != "none") {
        line += std::string(gap) + pen.cut(verdict.step, Voice::program, 16);
    }
    if (!verdict.policy.name.empty()) {
        line +=
            std::string(gap) + "policy " + pen.cut_middle(verdict.policy.name, Voice::archive, name_width);
    }
    return banner(verdict.outcome, pen) + with_trouble(std::move(line), verdict, pen) + "\n";
}

std::string none_or(std::size_t count) {
    return count == 0 ? "none" : std::to_string(count);
}

/// "  51 files: 46 identical, 5 changed, none added or removed".
std::string files_line(const MemberCounts& counts) {
    auto line = "  " + counted(counts.new_files, "file") + ": " + std::to_string(counts.identical) +
                " identical, " + std::to_string(counts.changed) + " changed, ";
    if (counts.added == 0 && counts.removed == 0) {
        line += "none added or removed";
    } else {
        line += none_or(counts.added) + " added, " + none_or(counts.removed) + " removed";
    }
    if (counts.renamed > 0) line += ", " + std::to_string(counts.renamed) + " renamed";
    return line + "\n";
}

std::string explained_line(const Verdict& verdict) {
    const auto allowed = verdict.count(Decision::allowed);
    const auto waived = verdict.count(Decision::waived);
    if (allowed + waived == 0) return "  no changes\n";
    const auto all = "  " + counted(allowed + waived, "change");
    if (waived > 0)
        return all + ": " + std::to_string(allowed) + " explained, " + std::to_string(waived) + " waived\n";
    return all + (allowed == 1 ? ", explained\n" : ", every one explained\n");
}

/// One remark a line, the first twenty of them.
std::string remark_lines(const std::vector<std::string>& remarks, const Pen& pen) {
    std::string text;
    for (std::size_t at = 0; at < std::min(remarks.size(), most_warnings); ++at) {
        text += "  " + pen.paint(Tone::caution, "warning:") + " " + remarks[at] + "\n";
    }
    if (remarks.size() > most_warnings) {
        text += "  " + std::string(pen.ellipsis()) + " and " +
                counted(remarks.size() - most_warnings, "more warning") + " (all are in -o json)\n";
    }
    return text;
}

/// Allowed things that a person shall see all the same, and what the run warns of.
std::string warnings(const Verdict& verdict, const Pen& pen) {
    auto remarks = warned_lines(verdict, pen);
    for (const auto& warning : verdict.warnings) {
        remarks.push_back(pen.cut_middle(warning, Voice::program, message_width));
    }
    return remark_lines(remarks, pen);
}

std::string unused(const Verdict& verdict, const Pen& pen) {
    std::string text;
    for (const auto& rule : verdict.unused_rules) {
        text += "  rule " + pen.cut_middle(rule, Voice::program, name_width) + " allowed nothing\n";
    }
    for (const auto& waiver : verdict.unused_waivers) {
        text += "  waiver " + pen.cut_middle(waiver, Voice::program, name_width) + " lifted nothing\n";
    }
    return text;
}

/// What only `verbose` shows.
std::string details(const Verdict& verdict, const Pen& pen) {
    if (!pen.verbose()) return {};
    std::string text;
    if (const auto lines = allowed_lines(verdict, pen); !lines.empty()) text += "  allowed:\n" + lines;
    return text + unused(verdict, pen);
}

/// Sections with an empty line between them.
std::string sections(const std::vector<std::string>& parts) {
    std::string text;
    for (const auto& part : parts) {
        if (!part.empty()) text += (text.empty() ? "" : "\n") + part;
    }
    return text;
}

std::string pass_text(const Verdict& verdict, const Pen& pen) {
    const auto summary = files_line(verdict.counts) + explained_line(verdict) + kind_lines(verdict, pen) +
                         spelling_line(verdict, pen);
    return sections({headline(verdict, pen), summary, warnings(verdict, pen), details(verdict, pen)});
}

bool is_proven_bump(const JudgedChange& judged) {
    using namespace change::kind;
    return judged.change.kind == version_own || judged.change.kind == version_sibling;
}

/// "  7 other changes are proven version bumps (-v lists them)."
std::string others_line(const Verdict& verdict, const Pen& pen) {
    const auto allowed = verdict.count(Decision::allowed);
    if (allowed == 0) return {};
    const bool proven = std::ranges::all_of(verdict.changes, [](const JudgedChange& judged) {
        return judged.decision != Decision::allowed || is_proven_bump(judged);
    });
    const auto other = verdict.count(Decision::denied) > 0 ? "other change" : "change";
    auto line = "  " + counted(allowed, other) + is_or_are(allowed);
    if (proven) {
        line += allowed == 1 ? " a proven version bump" : " proven version bumps";
    } else {
        line += " allowed";
    }
    if (!pen.verbose()) line += allowed == 1 ? " (-v lists it)" : " (-v lists them)";
    return line + ".\n";
}

std::string fail_text(const Verdict& verdict, const Pen& pen) {
    return sections({headline(verdict, pen), residue(verdict, pen), warnings(verdict, pen),
                     others_line(verdict, pen), details(verdict, pen)});
}

/// What was being done, outermost first, then what is wrong.
std::string chain(const Error& error) {
    std::string text;
    for (auto step = error.context.rbegin(); step != error.context.rend(); ++step) text += *step + ": ";
    return text + error.message;
}

/// A message may show a policy's source below its first line: those lines keep their form.
std::string message_lines(std::string_view message, const Pen& pen) {
    std::string text;
    for (auto end = message.find('\n');; end = message.find('\n')) {
        text += pen.cut_middle(message.substr(0, end), Voice::program, message_width) + "\n";
        if (end == std::string_view::npos || end + 1 == message.size()) return text;
        message.remove_prefix(end + 1);
    }
}

std::string incomplete_text(const Verdict& verdict, const Pen& pen) {
    auto text = banner(Outcome::incomplete, pen);
    if (!verdict.error) return text + "the run did not come to an end\n";
    text += message_lines(chain(*verdict.error), pen);
    if (verdict.error->hint.empty()) return text;
    const std::string indent(12, ' ');
    for (const auto& line : pen.wrap(verdict.error->hint, message_width, 4)) text += indent + line + "\n";
    return text;
}

}  // namespace

std::string text(const Verdict& verdict, const Style& style) {
    const Pen pen(style);
    switch (verdict.outcome) {
        case Outcome::pass:
            return pass_text(verdict, pen);
        case Outcome::fail:
            return fail_text(verdict, pen);
        case Outcome::incomplete:
            break;
    }
    return incomplete_text(verdict, pen);
}

}  // namespace bumpgate::report
