// `explain`: what a name that bumpgate uses means.
#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <vector>

#include "archive/hazard_table.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/explain_pages.hpp"
#include "cli/output.hpp"
#include "cli/pipeline.hpp"

namespace bumpgate::cli {

namespace {

constexpr std::array<std::string_view, 2> formats{"markdown", "text"};
constexpr std::string_view hazard_prefix = "hazard.";
constexpr std::string_view setting_prefix = "hazards.";
constexpr std::size_t fingerprint_digits = 16;
constexpr int waiver_days = 30;

/// A rule and the text of the policy that it stands in.
struct NamedRule {
    policy::Rule rule;
    std::string text;
};

std::string text_of(const policy::Rule& rule) {
    for (const auto& built_in : policy::built_ins()) {
        if (built_in.name == rule.source) return std::string(built_in.text);
    }
    auto text = read_file(rule.place.file, std::uint64_t{1} << 20U);
    return text ? *std::move(text) : std::string();
}

/// The rules of the policies named, or of all built-ins.
Result<std::vector<NamedRule>> all_rules(const std::vector<std::string>& policies) {
    auto references = policies;
    if (references.empty()) {
        for (const auto& built_in : policy::built_ins()) references.emplace_back(built_in.name);
    }
    std::vector<NamedRule> rules;
    for (const auto& reference : references) {
        const auto policy = TRY(policy::load(reference));
        for (const auto& rule : policy.rules) {
            const bool is_new = std::ranges::none_of(
                rules, [&](const NamedRule& other) { return full_name(other.rule) == full_name(rule); });
            if (is_new) rules.push_back({rule, text_of(rule)});
        }
    }
    return rules;
}

bool is_fingerprint(std::string_view id) {
    return id.size() == fingerprint_digits &&
           std::all_of(id.begin(), id.end(), [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
}

/// "hazard.setuid", "hazards.setuid" as reports name its setting, or "setuid".
const archive::HazardInfo* find_hazard(std::string_view id) {
    for (const auto prefix : {hazard_prefix, setting_prefix}) {
        if (id.starts_with(prefix)) id.remove_prefix(prefix.size());
    }
    const auto* const row = std::ranges::find(archive::hazard_rows, id, &archive::HazardInfo::id);
    return row == archive::hazard_rows.end() ? nullptr : row;
}

/// Keys that share their name with a kind are told as the kind.
bool is_told(const policy::KeyInfo& key) {
    return change::find_kind(key.id) == nullptr;
}

Failure unknown(std::string_view id, const std::vector<NamedRule>& rules) {
    std::vector<std::string> names;
    for (const auto& row : change::all_kinds()) names.emplace_back(row.id);
    for (const auto& row : archive::hazard_rows) {
        names.emplace_back(row.id);
        names.push_back(std::string(hazard_prefix) + std::string(row.id));
    }
    for (const auto& row : policy::all_keys()) names.emplace_back(row.id);
    for (const auto& named : rules) names.push_back(full_name(named.rule));
    const std::vector<std::string_view> candidates(names.begin(), names.end());
    const auto near = nearest(id, candidates);
    return fail(ErrorCode::usage, "nothing is called " + in_quotes(id),
                near.empty() ? "`bumpgate explain` lists all names; a rule of your own needs --policy FILE"
                             : "did you mean \"" + std::string(near) + "\"?");
}

Date in_days(const Date& date, int days) {
    return Date(std::chrono::sys_days(date) + std::chrono::days(days));
}

Result<Page> finding(const Options& options) {
    const auto& [id, report] = options.explain;
    if (report.empty()) {
        return fail(ErrorCode::usage, "a finding is explained from its report",
                    "add --report FILE, which `bumpgate check OLD NEW -o json=FILE` writes");
    }
    const auto json = TRY(read_file(report, options.limits.report_bytes));
    auto found = report::find_in_report(json, id);
    if (!found) return Failure(std::move(found).error().during(printable(report)));
    return finding_page(*found, in_days(today_of(options.request).date, waiver_days));
}

Result<Page> page_for(const Options& options) {
    const auto& id = options.explain.id;
    if (is_fingerprint(id) || !options.explain.report.empty()) return finding(options);
    if (const auto* kind = change::find_kind(id)) return kind_page(*kind);
    if (const auto* hazard = find_hazard(id)) return hazard_page(*hazard);
    if (const auto* key = policy::find_key(id)) return key_page(*key);
    const auto rules = TRY(all_rules(options.request.policies));
    for (const auto& named : rules) {
        const bool is_own = !options.request.policies.empty() && named.rule.id == id;
        if (full_name(named.rule) == id || is_own) return rule_page(named.rule, named.text);
    }
    return unknown(id, rules);
}

// --- without an ID
// ----------------------------------------------------------------------------------------------

struct Line {
    std::string id, title;
};

std::string group(std::string_view heading, const std::vector<Line>& lines) {
    std::size_t width = 0;
    for (const auto& line : lines) width = std::max(width, line.id.size());
    std::string text = std::string(heading) + "\n";
    for (const auto& line : lines) {
        auto id = line.id;
        id.resize(width + 2, ' ');
        text += "  " + id + excerpt(line.title, 94 - width) + "\n";
    }
    return text;
}

/// The first sentence, or what stands before its first colon or semicolon.
std::string first_words(std::string_view text) {
    const auto end = std::min({text.find(". "), text.find(": "), text.find("; ")});
    auto words = text.substr(0, end);
    if (words.ends_with('.')) words.remove_suffix(1);
    return std::string(words);
}

Result<std::string> list(const Options& options) {
    std::vector<Line> kinds, hazards, keys, rules;
    for (const auto& row : change::all_kinds())
        kinds.push_back({std::string(row.id), std::string(row.title)});
    for (const auto& row : archive::hazard_rows)
        hazards.push_back({std::string(hazard_prefix) + std::string(row.id), std::string(row.title)});
    for (const auto& row : policy::all_keys()) {
        if (is_told(row)) keys.push_back({std::string(row.id), first_words(row.meaning)});
    }
    for (const auto& named : TRY(all_rules(options.request.policies)))
        rules.push_back({printable(full_name(named.rule)), summary_of(named.rule)});
    return group("Kinds of changes", kinds) + "\n" + group("Hazards", hazards) + "\n" +
           group("Keys of a policy", keys) + "\n" +
           group(options.request.policies.empty() ? "Rules of the built-in policies" : "Rules", rules) +
           "\n`bumpgate explain ID` tells more. The id of a change or hazard of a report needs --report "
           "FILE.\n";
}

/// Kinds, hazards and keys, for docs/reference.md. Rules stand, with their comments, in the policies.
std::string reference_page() {
    std::string text =
        "# Reference\n\n"
        "<!-- printed by: bumpgate explain -o markdown -->\n\n"
        "Every [kind of change](#kinds-of-changes), every [hazard](#hazards) and every [key of a "
        "policy](#keys-of-a-policy). "
        "`bumpgate explain ID` prints any of them, as well as rules of policies and findings of a report.\n\n"
        "## Kinds of changes\n\n";
    for (const auto& row : change::all_kinds()) text += to_markdown(kind_page(row), 3);
    text += "## Hazards\n\nSomething about an archive that lets two readers see different content.\n\n";
    for (const auto& row : archive::hazard_rows) text += to_markdown(hazard_page(row), 3);
    text += "## Keys of a policy\n\n";
    for (const auto& row : policy::all_keys()) {
        if (is_told(row)) text += to_markdown(key_page(row), 3);
    }
    while (text.ends_with("\n\n")) text.pop_back();
    return text;
}

/// `\u{E9}` for what is not ASCII.
std::string in_ascii(std::string_view utf8) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    const auto text = replace_all(replace_all(utf8, "\u2026", "..."), "\u2192", "->");
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const auto point = decode_utf8(text, at);
        if (!point || point->length == 1) {
            result += text[at++];
            continue;
        }
        std::string number;
        for (auto value = point->value; value > 0; value /= 16)
            number.insert(number.begin(), digits[value % 16]);
        result += "\\u{" + number + "}";
        at += point->length;
    }
    return result;
}

Result<std::string> render(const Options& options, std::string_view format) {
    const bool is_markdown = format == "markdown";
    if (options.explain.id.empty()) return is_markdown ? reference_page() : TRY(list(options));
    const auto page = TRY(page_for(options));
    return is_markdown ? to_markdown(page, 2) : to_text(page);
}

}  // namespace

void declare_explain(Parser& parser, Options& options) {
    add_text(parser, "ID", options.explain.id, "",
             "A kind (version.stale), a hazard (hazard.setuid), a rule (npm/versions), a key of a policy "
             "(metadata.mode), or the id of a change or hazard of a report");
    add_list(
        parser, "-p,--policy", options.request.policies, "FILE|NAME",
        "Where the rule stands: a policy file or a built-in's name; repeatable (default: the built-ins)");
    add_text(parser, "--report", options.explain.report, "FILE",
             "The JSON report that has the change or hazard");
    add_today(parser, options, "The day from which the proposed waiver counts a month");
    add_outputs(parser, options,
                "markdown: for a page; without an ID all kinds, hazards and keys\ntext: for people");
    add_flag(parser, "--ascii", options.ascii, "Write text in ASCII");
}

Result<ExitCode> run_explain(const Options& options, const Terminal& terminal) {
    const std::array<std::filesystem::path, 1> inputs{options.explain.report};
    const auto outputs = TRY(parse_outputs(options.outputs, formats, inputs));
    for (const auto& output : outputs) {
        auto text = TRY(render(options, output.format));
        const bool is_text = output.format == "text";
        if (is_text && (options.ascii || (output.to_stdout() && !terminal.utf8))) text = in_ascii(text);
        CHECK_OK(write_report(output, text, options.limits, terminal));
    }
    return ExitCode::pass;
}

}  // namespace bumpgate::cli
