#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "base/version.hpp"
#include "report/json_safe.hpp"
#include "report/place.hpp"
#include "report/report.hpp"

// The contract "bumpgate.report/1". Whatever is added here is added to schema.cpp too.
namespace bumpgate::report {

namespace {

using Json = nlohmann::ordered_json;

/// A text under a key; beside it the bytes, if the text alone would not tell them.
void put(Json& object, const std::string& key, std::string_view bytes) {
    object[key] = to_valid_utf8(bytes);
    if (!is_utf8(bytes)) object[key + "_bytes"] = hex(bytes);
}

void put_if_any(Json& object, const std::string& key, std::string_view bytes) {
    if (!bytes.empty()) put(object, key, bytes);
}

void put_if_known(Json& object, const std::string& key, const std::optional<std::string>& bytes) {
    if (bytes) put(object, key, *bytes);
}

Json texts(const std::vector<std::string>& all) {
    auto list = Json::array();
    for (const auto& text : all) list.push_back(to_valid_utf8(text));
    return list;
}

template <class T>
Json list_of(const std::vector<T>& all, Json (*one)(const T&)) {
    auto list = Json::array();
    for (const auto& item : all) list.push_back(one(item));
    return list;
}

Json tool() {
    auto object = Json::object();
    object["name"] = "bumpgate";
    object["version"] = std::string(program_version);
    return object;
}

Json error_object(const Error& error) {
    auto object = Json::object();
    object["code"] = std::string(to_string(error.code));
    put(object, "message", error.message);
    put(object, "hint", error.hint);
    object["context"] = texts(error.context);
    return object;
}

/// An incomplete verdict always says why.
Error reason_of(const Verdict& verdict) {
    if (verdict.error) return *verdict.error;
    return {ErrorCode::internal, "the run did not come to an end", "", {}};
}

void add_evidence(Json& list, const std::vector<release::Evidence>& all, std::string_view side) {
    for (const auto& evidence : all) {
        auto object = Json::object();
        object["side"] = std::string(side);
        put(object, "source", evidence.source);
        put_if_known(object, "name", evidence.name);
        put_if_known(object, "version", evidence.version);
        list.push_back(std::move(object));
    }
}

Json release_object(const Verdict& verdict) {
    auto object = Json::object();
    put(object, "name", verdict.package);
    put(object, "ecosystem", verdict.ecosystem);
    put(object, "scheme", verdict.scheme);
    put(object, "from", verdict.from);
    put(object, "to", verdict.to);
    put(object, "step", verdict.step);
    auto evidence = Json::array();
    add_evidence(evidence, verdict.old_evidence, "old");
    add_evidence(evidence, verdict.new_evidence, "new");
    object["evidence"] = std::move(evidence);
    return object;
}

Json input_object(const InputSummary& input) {
    auto object = Json::object();
    put(object, "name", input.name);
    object["sha256"] = to_valid_utf8(input.sha256);
    object["size"] = input.size;
    object["container"] = texts(input.container);
    object["members"] = input.members;
    return object;
}

Json source_object(const PolicySummary::Source& source) {
    auto object = Json::object();
    put(object, "name", source.name);
    object["sha256"] = to_valid_utf8(source.sha256);
    object["built_in"] = source.built_in;
    return object;
}

Json policy_object(const PolicySummary& policy) {
    auto object = Json::object();
    put(object, "name", policy.name);
    object["sources"] = list_of(policy.sources, source_object);
    auto settings = Json::object();
    for (const auto& setting : policy.settings) {
        settings[to_valid_utf8(setting.first)] = to_valid_utf8(setting.second);
    }
    object["settings"] = std::move(settings);
    if (policy.today.empty()) return object;
    auto today = Json::object();
    put(today, "date", policy.today);
    today["from"] = policy.today_given ? "flag" : "clock";
    object["today"] = std::move(today);
    return object;
}

/// The states count members other than folders.
Json members_object(const MemberCounts& counts) {
    auto object = Json::object();
    object["old"] = counts.old_members;
    object["new"] = counts.new_members;
    object["identical"] = counts.identical;
    object["changed"] = counts.changed;
    object["added"] = counts.added;
    object["removed"] = counts.removed;
    object["renamed"] = counts.renamed;
    return object;
}

Json files_object(const MemberCounts& counts) {
    auto object = Json::object();
    object["old"] = counts.old_files;
    object["new"] = counts.new_files;
    return object;
}

std::size_t count_warned(const Verdict& verdict) {
    std::size_t count = 0;
    for (const auto& judged : verdict.changes) {
        if (judged.warn && judged.decision != Decision::ignored) ++count;
    }
    return count;
}

Json change_counts(const Verdict& verdict) {
    const auto allowed = verdict.count(Decision::allowed);
    const auto denied = verdict.count(Decision::denied);
    auto object = Json::object();
    object["total"] = verdict.listed();
    object["allowed"] = allowed;
    object["waived"] = verdict.count(Decision::waived);
    object["denied"] = denied;
    object["warned"] = count_warned(verdict);
    object["ignored"] = verdict.count(Decision::ignored);
    return object;
}

Json summary_object(const Verdict& verdict) {
    auto bytes = Json::object();
    bytes["changed"] = verdict.changed_bytes;
    bytes["explained"] = verdict.explained_bytes;
    auto object = Json::object();
    object["members"] = members_object(verdict.counts);
    object["files"] = files_object(verdict.counts);
    object["changes"] = change_counts(verdict);
    object["bytes"] = std::move(bytes);
    return object;
}

Json side_object(const ChangeSide& side) {
    auto object = Json::object();
    object["line"] = side.span.line;
    object["column"] = side.span.column;
    object["offset"] = side.span.offset;
    object["length"] = side.span.length;
    put(object, "text", side.text);
    return object;
}

std::string level_name(bool warn) {
    return warn ? "warn" : "silent";
}

void put_sides(Json& object, const Change& change) {
    if (change.old_side) object["old"] = side_object(*change.old_side);
    if (change.new_side) object["new"] = side_object(*change.new_side);
    const bool has_sides = change.old_side || change.new_side;
    if (!has_sides || !change.old_value.empty()) put(object, "old_value", change.old_value);
    if (!has_sides || !change.new_value.empty()) put(object, "new_value", change.new_value);
}

/// The value that the change lies in, as a policy's `{key: …}` names it.
std::string key_of(const Change& change) {
    return change.value ? change::pointer_to(*change.value) : std::string();
}

void put_waiver(Json& object, const std::optional<WaivedBy>& waiver) {
    if (!waiver) return;
    auto told = Json::object();
    put(told, "reason", waiver->reason);
    put_if_any(told, "by", waiver->by);
    put(told, "expires", waiver->expires);
    object["waiver"] = std::move(told);
}

Json change_object(const JudgedChange& judged) {
    const auto& change = judged.change;
    auto object = Json::object();
    object["id"] = to_valid_utf8(change.id);
    object["kind"] = std::string(change.kind);
    put(object, "path", change.path);
    put_if_any(object, "old_path", change.old_path);
    object["decision"] = std::string(to_string(judged.decision));
    object["level"] = level_name(judged.warn);
    put_if_any(object, "rule", judged.rule);
    put_waiver(object, judged.waiver);
    put(object, "reason", change.reason);
    put_if_any(object, "explanation", judged.explanation);
    put_sides(object, change);
    put_if_any(object, "key", key_of(change));
    put_if_any(object, "name", change.name);
    put_if_any(object, "step", change.step);
    put_if_any(object, "fix", judged.fix);
    put_if_any(object, "fix_means", judged.fix_means);
    return object;
}

Json change_list(const Verdict& verdict) {
    auto list = Json::array();
    for (const auto& judged : verdict.changes) {
        if (judged.decision != Decision::ignored) list.push_back(change_object(judged));
    }
    return list;
}

Json hazard_object(const JudgedHazard& judged) {
    const auto& hazard = judged.finding.hazard;
    auto object = Json::object();
    object["id"] = to_valid_utf8(hazard.id);
    object["fingerprint"] = to_valid_utf8(judged.finding.id);
    object["container"] = to_valid_utf8(hazard.container);
    put_if_any(object, "member", hazard.member);
    object["state"] = std::string(to_string(judged.finding.state));
    object["offset"] = hazard.offset;
    put(object, "detail", hazard.detail);
    object["decision"] = std::string(to_string(judged.decision));
    object["level"] = level_name(judged.warn);
    put_if_any(object, "rule", judged.rule);
    put_waiver(object, judged.waiver);
    put_if_any(object, "fix", judged.fix);
    return object;
}

Json requirement_object(const JudgedRequirement& requirement) {
    auto object = Json::object();
    put(object, "text", requirement.text);
    put(object, "source", requirement.source);
    object["met"] = requirement.met;
    return object;
}

Json unused_object(const Verdict& verdict) {
    auto object = Json::object();
    object["rules"] = texts(verdict.unused_rules);
    object["waivers"] = texts(verdict.unused_waivers);
    return object;
}

Json report_object(const Verdict& verdict) {
    auto object = Json::object();
    object["schema"] = "bumpgate.report/1";
    object["tool"] = tool();
    object["outcome"] = std::string(to_string(verdict.outcome));
    object["exit_code"] = verdict.exit_code();
    if (verdict.outcome == Outcome::incomplete) object["error"] = error_object(reason_of(verdict));
    object["release"] = release_object(verdict);
    object["old"] = input_object(verdict.old_input);
    object["new"] = input_object(verdict.new_input);
    object["policy"] = policy_object(verdict.policy);
    object["summary"] = summary_object(verdict);
    object["changes"] = change_list(verdict);
    object["hazards"] = list_of(verdict.hazards, hazard_object);
    object["requirements"] = list_of(verdict.requirements, requirement_object);
    object["unused"] = unused_object(verdict);
    object["warnings"] = texts(verdict.warnings);
    return object;
}

}  // namespace

std::string json(const Verdict& verdict, const Style& /*style*/) {
    // Every string is valid UTF-8 by now; the handler is the second lock, for `dump` would throw.
    const auto plain = report_object(verdict).dump(2, ' ', false, Json::error_handler_t::replace);
    return with_safe_strings(plain) + "\n";
}

}  // namespace bumpgate::report
