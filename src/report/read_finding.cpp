#include "report/read_finding.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/text.hpp"

namespace bumpgate::report {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view known_schema = "bumpgate.report/1";
constexpr std::size_t deepest = 32;  // brackets; ours nest less deep

Failure no_report(const std::string& what) {
    return fail(ErrorCode::corrupt, "this is not a JSON report of bumpgate: " + what,
                "make one with `bumpgate check OLD NEW -o json=FILE`");
}

/// The value of a key if it is a text, else an empty one: the report's schema says what must be there.
std::string text_at(const Json& object, const std::string& key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

const Json* object_at(const Json& object, const std::string& key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_object() ? &*found : nullptr;
}

std::size_t number_at(const Json& object, const std::string& key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_number_unsigned() ? found->get<std::size_t>() : 0;
}

void read_side(const Json& change, const std::string& key, std::string& text, std::size_t& line) {
    const auto* side = object_at(change, key);
    if (side == nullptr) {
        text = text_at(change, key + "_value");
        return;
    }
    text = text_at(*side, "text");
    line = number_at(*side, "line");
}

void read_decision(const Json& object, ReportedFinding& finding) {
    finding.decision = text_at(object, "decision");
    finding.rule = text_at(object, "rule");
    finding.fix = text_at(object, "fix");
    if (const auto* waiver = object_at(object, "waiver")) {
        finding.waived_because = text_at(*waiver, "reason");
        finding.waived_until = text_at(*waiver, "expires");
    }
}

ReportedFinding read_change(const Json& object) {
    ReportedFinding finding;
    finding.id = text_at(object, "id");
    finding.kind = text_at(object, "kind");
    finding.path = text_at(object, "path");
    read_side(object, "old", finding.old_text, finding.line);
    read_side(object, "new", finding.new_text, finding.line);
    finding.reason = text_at(object, "reason");
    finding.explanation = text_at(object, "explanation");
    finding.fix_means = text_at(object, "fix_means");
    read_decision(object, finding);
    return finding;
}

ReportedFinding read_hazard(const Json& object) {
    ReportedFinding finding;
    finding.is_hazard = true;
    finding.id = text_at(object, "fingerprint");
    finding.kind = text_at(object, "id");
    finding.path = text_at(object, "member");
    finding.detail = text_at(object, "detail");
    read_decision(object, finding);
    return finding;
}

/// All findings under one key.
Result<void> collect(const Json& report, const std::string& key, ReportedFinding (*read)(const Json&),
                     std::vector<ReportedFinding>& all) {
    const auto list = report.find(key);
    if (list == report.end() || !list->is_array()) return no_report("it has no list " + in_quotes(key));
    for (const auto& item : *list) {
        if (!item.is_object()) return no_report("an entry of " + in_quotes(key) + " is no object");
        all.push_back(read(item));
    }
    return {};
}

Result<Json> parse(std::string_view json) {
    const auto is_shallow = [](int depth, Json::parse_event_t /*event*/, const Json& /*value*/) {
        return depth <= static_cast<int>(deepest);
    };
    auto report = Json::parse(json, is_shallow, false);
    if (!report.is_object()) return no_report("it is no JSON object");
    if (text_at(report, "schema") != known_schema)
        return no_report("its schema is not " + std::string(known_schema));
    return report;
}

}  // namespace

Result<ReportedFinding> find_in_report(std::string_view json, std::string_view id) {
    const auto report = TRY(parse(json));
    std::vector<ReportedFinding> all;
    CHECK_OK(collect(report, "changes", read_change, all));
    CHECK_OK(collect(report, "hazards", read_hazard, all));
    const auto found = std::ranges::find(all, id, &ReportedFinding::id);
    if (found != all.end()) return *found;
    std::vector<std::string_view> ids;
    for (const auto& finding : all) ids.push_back(finding.id);
    const auto near = nearest(id, ids);
    return fail(ErrorCode::not_found, "the report has no finding " + in_quotes(id),
                near.empty() ? "its changes and hazards have " + std::to_string(all.size()) + " ids"
                             : "did you mean \"" + std::string(near) + "\"?");
}

}  // namespace bumpgate::report
