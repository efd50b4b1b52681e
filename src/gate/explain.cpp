#include "gate/explain.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"
#include "change/kinds.hpp"
#include "gate/matching.hpp"
#include "release/spelling.hpp"

namespace bumpgate::gate {

namespace {

namespace kind = change::kind;

bool is_finding(std::string_view id) {
    return id == kind::version_downgrade || id == kind::version_reused || id == kind::identity_conflict;
}

// ---- why

/// What the rules that speak of the file allow in it, without doubles.
std::string allowed_here(const policy::Policy& policy, const Change& change) {
    std::set<std::string> kinds;
    for (const auto& rule : policy.rules) {
        if (!speaks_of(rule.files, change)) continue;
        for (const auto& allow : rule.allow) kinds.insert(allow.kind);
    }
    return join(std::vector<std::string>(kinds.begin(), kinds.end()), ", ");
}

/// A rule that would fit but for names, step or direction.
bool is_too_narrow(const policy::Policy& policy, const Change& change) {
    return std::ranges::any_of(policy.rules, [&](const policy::Rule& rule) {
        return speaks_of(rule.files, change) &&
               std::ranges::any_of(rule.allow, [&](const policy::Allow& allow) { return change::kind_covers(allow.kind, change.kind); });
    });
}

// ---- the edit

bool is_metadata_noise(const Change& change) {
    return change.path.empty() && metadata_key(change.kind) != nullptr;
}

/// A string in double quotes, as YAML reads it.
std::string yaml_quoted(std::string_view text) {
    return "\"" + replace_all(replace_all(text, "\\", "\\\\"), "\"", "\\\"") + "\"";
}

bool is_writable(std::string_view text) {
    return !text.empty() && is_utf8(text) && printable(text) == replace_all(text, "\\", "\\\\");
}

/// The pattern that matches this path and as little else as can be: versions in it may move on.
std::string pattern_of(std::string_view path, const std::vector<release::Spelling>& spellings, Side side) {
    std::string pattern;
    if (path.find('/') == std::string_view::npos) pattern = "/";  // without a slash it would match at any depth
    for (const char c : release::version_normal(path, spellings, side)) {
        if (c == '\x01') {
            pattern += '*';
        } else {
            if (std::string_view("*?[]\\").find(c) != std::string_view::npos) pattern += '\\';
            pattern += c;
        }
    }
    if (pattern.starts_with('!')) pattern.insert(0, "\\");
    return pattern;
}

std::string patterns_of(const release::Release& release, const Change& change) {
    const auto spellings = release::spellings(release);
    const bool moved = !change.old_path.empty();
    const auto pattern = pattern_of(change.path, moved ? spellings : std::vector<release::Spelling>{}, Side::new_side);
    const auto old_pattern = moved ? pattern_of(change.old_path, spellings, Side::old_side) : pattern;
    return yaml_quoted(pattern) + (old_pattern == pattern ? "" : ", " + yaml_quoted(old_pattern));
}

/// How the entry of `allow` is written, and what it lets through.
struct Entry {
    std::string yaml, means;
};

Entry moved_requirement(const Change& change) {
    const auto step = release::step_from_string(change.step);
    const bool down = step == release::Step::downgrade;
    std::string limits = "names: [" + yaml_quoted(change.name) + "]";
    std::string reach = "a minor step";
    if (down) {
        limits += ", down: true";
    } else if (step && *step > default_within) {
        limits += ", within: " + change.step;
        reach = "a step of " + change.step;
    }
    const std::string direction = down ? ", and downward," : "";
    return {"{" + std::string(change.kind) + ": {" + limits + "}}",
            "the version asked of " + printable(change.name) + " may move up by " + reach + " at most" + direction + " in this file"};
}

Entry entry_of(const Change& change) {
    if (change.kind == kind::dependency_sibling || change.kind == kind::dependency_version) return moved_requirement(change);
    const std::string id(change.kind);
    if (change.kind == kind::dependency_added || change.kind == kind::dependency_removed) {
        return {"{" + id + ": {names: [" + yaml_quoted(change.name) + "]}}",
                "the requirement of " + printable(change.name) + " may " + (change.kind == kind::dependency_added ? "be added to" : "vanish from") + " this file"};
    }
    struct Row {
        std::string_view kind, means;
    };
    constexpr std::array<Row, 15> rows{{
        {kind::text, "any change of text in this file"},
        {kind::binary, "any change of bytes in this file"},
        {kind::text_deceptive, "invisible and look-alike characters in this file"},
        {kind::text_whitespace, "changed blanks in this file"},
        {kind::text_line_ending, "changed line ends in this file"},
        {kind::version_own, "the own version, old to new, in this file"},
        {kind::version_sibling, "the version of a sibling, old to new, in this file"},
        {kind::version_weak, "any number in this file that happens to move like the version"},
        {kind::version_stale, "the old version may stay in this file"},
        {kind::version_mixed, "the old version may stay in this file beside the new one"},
        {kind::file_added, "this file may be added, with any content"},
        {kind::file_removed, "this file may be removed"},
        {kind::file_renamed, "this file may come from another name"},
        {kind::file_mode, "any change of this file's permissions"},
        {kind::digest_mismatch, "this listing may state digests that are wrong"},
    }};
    const auto* row = std::find_if(rows.begin(), rows.end(), [&](const Row& known) { return known.kind == change.kind; });
    return {id, row == rows.end() ? "any change of the kind " + id + " in this file" : std::string(row->means)};
}

}  // namespace

std::string why_denied(const policy::Policy& policy, const Change& change) {
    if (is_finding(change.kind)) return "No rule can allow this.";
    if (const auto* protect = protection(policy, change)) return "Protected by the policy " + protect->source + ".";
    if (is_metadata_noise(change)) return "metadata." + std::string(metadata_key(change.kind)->key) + " is set to deny.";
    const auto kinds = allowed_here(policy, change);
    if (kinds.empty()) return "No rule speaks of this file.";
    if (!is_too_narrow(policy, change)) return "Allowed in this file: " + kinds + ".";
    if (change.step == "downgrade") return "The rule for this file does not let it go down.";
    return "The rule for this file does not reach as far" + (change.step.empty() ? "" : " as a " + change.step + " step") + ", or does not name it.";
}

Fix fix_of(const policy::Policy& policy, const release::Release& release, const Change& change) {
    if (is_finding(change.kind)) return {};
    if (is_metadata_noise(change)) {
        const std::string key(metadata_key(change.kind)->key);
        return {"metadata: {" + key + ": ignore}", "any difference of this sort in every release"};
    }
    if (!is_writable(change.path) || (!change.old_path.empty() && !is_writable(change.old_path))) return {};
    if (!change.name.empty() && !is_writable(change.name)) return {};
    if (change.lockstep) {
        return {"release: {siblings: [" + yaml_quoted(change.name) + "]}",
                printable(change.name) + " counts as released together with this package, everywhere"};
    }
    auto entry = entry_of(change);
    const bool guarded = protection(policy, change) != nullptr;
    return {"rules: [{files: [" + patterns_of(release, change) + "], allow: [" + entry.yaml + "]" + (guarded ? ", override: true" : "") + "}]",
            std::move(entry.means)};
}

std::string fix_of_hazard(const HazardFinding& finding) {
    if (finding.state == HazardFinding::State::existing) return "hazards: {existing: warn}";
    return "hazards: {" + finding.hazard.id + ": warn}";
}

}  // namespace bumpgate::gate
