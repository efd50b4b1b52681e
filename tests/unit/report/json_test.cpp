#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include <sys/wait.h>
#include <unistd.h>

#include "base/text.hpp"
#include "catch.hpp"
#include "report/report.hpp"
#include "verdicts.hpp"

namespace bumpgate::report_test {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

Json report_of(const Verdict& verdict) {
    return Json::parse(report::json(verdict, {}));
}

std::string text_at(const Json& object, const std::string& key) {
    return object.at(key).get<std::string>();
}

std::vector<std::string> keys_of(const Json& object) {
    std::vector<std::string> keys;
    for (const auto& item : object.items()) keys.push_back(item.key());
    return keys;
}

std::string from_hex(const std::string& hex) {
    std::string bytes;
    for (std::size_t at = 0; at + 1 < hex.size(); at += 2)
        bytes += static_cast<char>(std::stoi(hex.substr(at, 2), nullptr, 16));
    return bytes;
}

/// The bytes that were put under a key, from the text or from what stands beside it.
std::string bytes_at(const Json& object, const std::string& key) {
    return object.contains(key + "_bytes") ? from_hex(text_at(object, key + "_bytes")) : text_at(object, key);
}

constexpr std::array error_codes = std::to_array<ErrorCode>(
    {ErrorCode::usage, ErrorCode::not_found, ErrorCode::io, ErrorCode::unsupported, ErrorCode::empty,
     ErrorCode::truncated, ErrorCode::corrupt, ErrorCode::encrypted, ErrorCode::limit, ErrorCode::policy,
     ErrorCode::identity, ErrorCode::same_input, ErrorCode::internal});

/// A change of every kind that a Change can have.
Verdict of_every_kind() {
    auto verdict = acme();
    verdict.outcome = Outcome::fail;
    const auto schema = Json::parse(report::json_schema());
    for (const auto& id : schema.at("$defs").at("kind").at("enum")) {
        const auto* const row = change::find_kind(id.get<std::string>());
        REQUIRE(row != nullptr);
        verdict.changes.push_back(denied(swap(row->id, "a", "old", "new", "It changed."), ""));
    }
    return numbered(std::move(verdict));
}

std::vector<std::string> all_reports() {
    std::vector<std::string> reports;
    for (const auto& named : all_verdicts()) reports.push_back(report::json(named.make(), {}));
    for (const auto code : error_codes) {
        Verdict verdict;
        verdict.error = Error{code, "trouble", "", {}};
        reports.push_back(report::json(verdict, {}));
    }
    reports.push_back(report::json(of_every_kind(), {}));
    return reports;
}

bool has_deceptive_character(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto c = decode_utf8(text, at);
        if (!c || (c->value != '\n' && is_deceptive(c->value))) return true;
        at += c->length;
    }
    return false;
}

/// A folder that goes when the test does.
class Folder {
  public:
    Folder() {
        auto name = (fs::temp_directory_path() / "report-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    [[nodiscard]] std::string write(const std::string& name, std::string_view text) const {
        std::ofstream(path_ / name, std::ios::binary) << text;
        return (path_ / name).string();
    }

  private:
    fs::path path_;
};

int exit_code_of(const std::string& command) {
    const int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : 127;
}

}  // namespace

TEST_CASE("the JSON report keeps its order and ends with a line end") {
    const auto text = report::json(failing(), {});
    CHECK(text.ends_with("\n}\n"));
    CHECK(keys_of(report_of(failing())) == std::vector<std::string>{"schema", "tool", "outcome", "exit_code",
                                                                    "release", "old", "new", "policy",
                                                                    "summary", "changes", "hazards",
                                                                    "requirements", "unused", "warnings"});
    CHECK(text == report::json(failing(), {.colour = true, .unicode = false, .verbose = true}));
}

TEST_CASE("outcome and exit code agree, and an incomplete report says why") {
    CHECK(report_of(passing()).at("exit_code") == 0);
    CHECK(report_of(failing()).at("exit_code") == 1);
    CHECK(report_of(truncated()).at("exit_code") == 2);
    CHECK(text_at(report_of(unfinished()), "outcome") == "incomplete");
    CHECK(text_at(report_of(unfinished()).at("error"), "code") == "internal");
    const auto error = report_of(truncated()).at("error");
    CHECK(text_at(error, "code") == "truncated");
    CHECK(error.at("context") == Json({"member acme/data.bin", "acme-1.4.3.tar.gz"}));
}

TEST_CASE("changes are listed in the Verdict's order, ignored ones only counted") {
    const auto verdict = passing();
    const auto report = report_of(verdict);
    std::vector<std::string> expected;
    for (const auto& judged : verdict.changes) {
        if (judged.decision != Decision::ignored) expected.push_back(judged.change.id);
    }
    std::vector<std::string> found;
    for (const auto& change : report.at("changes")) found.push_back(text_at(change, "id"));
    CHECK(found == expected);
    const auto& counts = report.at("summary").at("changes");
    CHECK(counts.at("total") == 6);
    CHECK(counts.at("allowed") == 6);
    CHECK(counts.at("denied") == 0);
    CHECK(counts.at("ignored") == 3);
}

TEST_CASE("a change has both sides, its rule or its edit") {
    const auto report = report_of(failing());
    for (const auto& change : report.at("changes")) {
        INFO(change.dump());
        CHECK(change.contains("rule") ==
              (text_at(change, "decision") == "allowed" || text_at(change, "path") == "acme/_hook.pth"));
        if (text_at(change, "path") == "acme/arch.py") {
            CHECK(change.at("old").at("line") == 3);
            CHECK(change.at("old").at("column") == 16);
            CHECK(text_at(change.at("new"), "text") == "run(\"x86_64\")");
            CHECK(text_at(change, "fix") == "{files: [acme/arch.py], allow: [text]}");
        }
        if (text_at(change, "path") == "acme/_hook.pth") {
            CHECK(text_at(change, "new_value") == "file, 812 bytes");
            CHECK(change.contains("new"));
            CHECK(!change.contains("fix"));
        }
    }
}

TEST_CASE("every byte of a hostile name can be told from the report") {
    const auto verdict = hostile();
    const auto report = report_of(verdict);
    CHECK(bytes_at(report.at("release"), "name") == verdict.package);
    CHECK(bytes_at(report.at("release"), "from") == verdict.from);
    CHECK(bytes_at(report.at("new"), "name") == verdict.new_input.name);
    REQUIRE(report.at("changes").size() == verdict.changes.size());
    for (std::size_t at = 0; at < verdict.changes.size(); ++at) {
        const auto& written = report.at("changes")[at];
        CHECK(bytes_at(written, "path") == verdict.changes[at].change.path);
        CHECK(written.contains("path_bytes") == !is_utf8(verdict.changes[at].change.path));
        if (written.contains("new"))
            CHECK(bytes_at(written.at("new"), "text") == verdict.changes[at].change.new_side->text);
    }
}

TEST_CASE("no string of the JSON text can harm who prints or embeds it") {
    for (const auto& report : all_reports()) {
        CHECK(is_utf8(report));
        CHECK(!has_deceptive_character(report));
        CHECK(report.find("</") == std::string::npos);
        CHECK(report.find("<!") == std::string::npos);
    }
}

TEST_CASE("formats are sorted and found by their id") {
    std::vector<std::string_view> ids;
    for (const auto& format : report::formats()) {
        ids.push_back(format.id);
        CHECK(report::find_format(format.id) == &format);
        CHECK(!format.meaning.empty());
    }
    CHECK(ids == std::vector<std::string_view>{"json", "json-v1", "text"});
    CHECK(report::find_format("Json") == nullptr);
    CHECK(report::find_format("json")->render(failing(), {}) ==
          report::find_format("json-v1")->render(failing(), {}));
}

TEST_CASE("the schema names every kind that a change can have") {
    std::set<std::string> named;
    const auto schema = Json::parse(report::json_schema());
    for (const auto& id : schema.at("$defs").at("kind").at("enum")) named.insert(id.get<std::string>());
    for (const auto& id : named) {
        INFO(id);
        CHECK(change::find_kind(id) != nullptr);
    }
    const auto is_parent = [](std::string_view id) {
        const auto kinds = change::all_kinds();
        return std::any_of(kinds.begin(), kinds.end(), [id](const change::KindInfo& row) {
            return row.id.starts_with(std::string(id) + ".");
        });
    };
    for (const auto& row : change::all_kinds()) {
        const bool not_of_changes = row.id == "any" || row.id.starts_with("hazard") || is_parent(row.id);
        INFO(row.id);
        if (!not_of_changes) CHECK(named.contains(std::string(row.id)));
    }
}

// The validator is Python's: an own one would share our mistakes. The script also changes every report in
// every place, and each change must be refused.
TEST_CASE("every report follows the schema, and the schema is strict") {
    const Folder folder;
    auto arguments = " '" BUMPGATE_SOURCE_DIR "/tests/unit/report/validate_reports.py' '" +
                     folder.write("schema.json", report::json_schema()) + "'";
    std::size_t number = 0;
    for (const auto& report : all_reports()) {
        arguments += " '" + folder.write("report-" + std::to_string(number++) + ".json", report) + "'";
    }
    int exit_code = 77;
    for (const std::string python :
         {"python3", "/usr/bin/python3"}) {  // the system's has the distribution's packages
        if (exit_code == 77 || exit_code == 127) exit_code = exit_code_of(python + arguments + " 1>&2");
    }
    if (exit_code == 77 || exit_code == 127) {
        WARN("skipped: there is no Python, or it has no jsonschema");
        return;
    }
    CHECK(exit_code == 0);
}

}  // namespace bumpgate::report_test
