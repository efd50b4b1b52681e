#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "catch.hpp"

// The rules of docs/architecture.md that no compiler checks, read from the sources themselves.
namespace bumpgate {

namespace {

namespace fs = std::filesystem;

/// A header or source file: its path below src, with "/" between folders.
struct Source {
    std::string path;
    std::string text;

    [[nodiscard]] std::string folder() const { return path.substr(0, path.find('/')); }
    [[nodiscard]] bool is_header() const { return path.ends_with(".hpp"); }
};

std::vector<Source> all_sources() {
    const fs::path root = fs::path(BUMPGATE_SOURCE_DIR) / "src";
    std::vector<Source> sources;
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
        const auto extension = entry.path().extension();
        if (extension != ".hpp" && extension != ".cpp") continue;
        std::ifstream file(entry.path(), std::ios::binary);
        sources.push_back({fs::relative(entry.path(), root).generic_string(),
                           {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()}});
    }
    std::ranges::sort(sources, {}, &Source::path);
    REQUIRE(sources.size() > 5);
    return sources;
}

struct Include {
    std::string_view header;
    bool quoted;
};

std::vector<Include> includes_of(std::string_view text) {
    std::vector<Include> includes;
    for (auto line : split_lines(text)) {
        line = trim(line);
        if (!line.starts_with('#')) continue;
        line = trim(line.substr(1));
        if (!line.starts_with("include")) continue;
        line = trim(line.substr(std::string_view("include").size()));
        const bool quoted = line.starts_with('"');
        if (!quoted && !line.starts_with('<')) continue;
        includes.push_back({line.substr(1, line.find(quoted ? '"' : '>', 1) - 1), quoted});
    }
    return includes;
}

using Names = std::vector<std::string_view>;

struct FolderRule {
    std::string_view folder;
    Names may_include;  ///< a folder, or one header of it
};

const std::vector<FolderRule>& folder_rules() {
    static const std::vector<FolderRule> rules{
        {"base", {}},
        {"archive", {"base"}},
        {"release", {"base", "archive/tree.hpp"}},
        {"diff", {"base", "archive/tree.hpp", "release"}},
        {"change", {"base", "archive/tree.hpp", "release", "diff"}},
        {"policy", {"base", "archive/hazard_table.hpp", "release", "change"}},
        {"gate", {"base", "release", "diff", "change", "policy"}},
        {"report", {"base", "release", "diff", "change", "gate"}},
        {"baseline", {"base"}},
        {"cli", {"base", "archive", "release", "diff", "change", "policy", "gate", "report", "baseline"}},
        {"main.cpp", {"cli"}},
    };
    return rules;
}

bool is_within(std::string_view header, std::string_view allowed) {
    return header == allowed ||
           (header.starts_with(allowed) && header.substr(allowed.size()).starts_with('/'));
}

bool is_any_of(std::string_view header, const Names& allowed) {
    return std::ranges::any_of(allowed, [header](std::string_view name) { return is_within(header, name); });
}

std::vector<std::string> folder_violations(const Source& source) {
    const auto folder = source.folder();
    const auto rule = std::ranges::find(folder_rules(), folder, &FolderRule::folder);
    if (rule == folder_rules().end())
        return {source.path + " is in a folder that architecture.md does not know"};
    std::vector<std::string> violations;
    for (const auto& include : includes_of(source.text)) {
        if (!include.quoted || is_within(include.header, folder)) continue;
        if (is_any_of(include.header, rule->may_include)) continue;
        violations.push_back(source.path + " includes " + std::string(include.header));
    }
    return violations;
}

struct LibraryRule {
    Names headers;    ///< headers or their folders
    Names homes;      ///< folders or files that may include them
    bool in_headers;  ///< in headers of ours too
};

// The first row that knows a header decides.
const std::vector<LibraryRule>& library_rules() {
    static const std::vector<LibraryRule> rules{
        {{"archive.h", "archive_entry.h"}, {"archive"}, false},
        {{"magic.h", "tlsh.h"}, {"diff/diffoscope"}, false},
        {{"isa-l.h", "isa-l", "igzip_lib.h"}, {"archive"}, false},
        {{"yaml-cpp"}, {"release", "policy", "change"}, false},
        {{"CLI"}, {"cli"}, false},
        {{"nlohmann/json_fwd.hpp"}, {"release", "diff", "change", "report"}, true},
        {{"nlohmann"}, {"release", "diff", "change", "policy", "report"}, false},
        {{"spdlog", "fmt"}, {"base/log.cpp"}, false},
        {{"openssl", "xxhash.h", "xxh3.h"}, {"base"}, false},
        {{"tl"}, {"base/result.hpp"}, true},
        {{"pugixml.hpp", "pugixml"}, {"release", "change"}, false},
        {{"toml++"}, {"change"}, false},
        {{"re2"}, {"base/regex.cpp"}, false},
    };
    return rules;
}

std::vector<std::string> library_violations(const Source& source) {
    std::vector<std::string> violations;
    for (const auto& include : includes_of(source.text)) {
        const auto header = include.header;
        const auto rule = std::ranges::find_if(
            library_rules(), [header](const LibraryRule& row) { return is_any_of(header, row.headers); });
        // A quoted name of a folder of ours ("archive/…") is the first test's business.
        if (rule == library_rules().end()) continue;
        if (is_any_of(source.path, rule->homes) && (rule->in_headers || !source.is_header())) continue;
        violations.push_back(source.path + " includes " + std::string(header));
    }
    return violations;
}

constexpr std::array forbidden_words = std::to_array<std::string_view>(
    {"std::regex", "std::basic_regex", "system(", "popen(", "include <regex>"});

bool says(std::string_view text, std::string_view word) {
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const bool inside_of_a_word = at > 0 && (is_alnum(text[at - 1]) || text[at - 1] == '_');
        if (!inside_of_a_word) return true;
    }
    return false;
}

std::vector<std::string> text_violations(const Source& source) {
    std::vector<std::string> violations;
    for (const auto word : forbidden_words) {
        if (says(source.text, word)) violations.push_back(source.path + " says " + std::string(word));
    }
    if (source.is_header() && !source.text.starts_with("#pragma once\n")) {
        violations.push_back(source.path + " does not start with #pragma once");
    }
    return violations;
}

using Check = std::vector<std::string> (*)(const Source&);

void check_all_sources(Check check) {
    for (const auto& source : all_sources()) {
        for (const auto& violation : check(source)) FAIL_CHECK(violation);
    }
}

/// One row of what a check must say about a made-up file.
struct Example {
    std::string path;
    std::string text;
    bool allowed;
};

void check_examples(Check check, const std::vector<Example>& examples) {
    for (const auto& example : examples) {
        CAPTURE(example.path, example.text);
        CHECK(check({example.path, example.text}).empty() == example.allowed);
    }
}

}  // namespace

TEST_CASE("folders include only what architecture allows") {
    check_all_sources(folder_violations);
}

TEST_CASE("third-party headers stay in the folder that needs them") {
    check_all_sources(library_violations);
}

TEST_CASE("no source runs programs or std::regex, and every header has its guard") {
    check_all_sources(text_violations);
}

TEST_CASE("the check of folders sees what it looks for") {
    check_examples(folder_violations, {
                                          {"base/a.cpp", "#include \"base/text.hpp\"\n", true},
                                          {"base/a.cpp", "#include <archive.h>\n", true},
                                          {"base/a.cpp", "// #include \"cli/run.hpp\"\n", true},
                                          {"base/a.cpp", "\n  #  include  \"archive/tree.hpp\"\r\n", false},
                                          {"base/a.cpp", "#include \"text.hpp\"\n", false},
                                          {"base/a.cpp", "#include \"../cli/run.hpp\"\n", false},
                                          {"base/a.cpp", "#include \"basement/run.hpp\"\n", false},
                                          {"diff/a.hpp", "#include \"archive/tree.hpp\"\n", true},
                                          {"diff/a.hpp", "#include \"archive/read.hpp\"\n", false},
                                          {"change/deep/a.cpp", "#include \"diff/diff.hpp\"\n", true},
                                          {"change/deep/a.cpp", "#include \"gate/verdict.hpp\"\n", false},
                                          {"report/a.cpp", "#include \"policy/policy.hpp\"\n", false},
                                          {"baseline/a.cpp", "#include \"release/scheme.hpp\"\n", false},
                                          {"cli/a.cpp", "#include \"archive/read.hpp\"\n", true},
                                          {"main.cpp", "#include \"cli/run.hpp\"\n", true},
                                          {"main.cpp", "#include \"base/log.hpp\"\n", false},
                                          {"other/a.cpp", "", false},
                                      });
}

TEST_CASE("the check of third-party headers sees what it looks for") {
    check_examples(library_violations,
                   {
                       {"archive/a.cpp", "#include <archive.h>\n#include <isa-l.h>\n", true},
                       {"archive/a.hpp", "#include <archive.h>\n", false},
                       {"release/a.cpp", "#include \"archive/tree.hpp\"\n", true},
                       {"release/a.cpp", "#include <archive_entry.h>\n", false},
                       {"policy/a.cpp", "#include <yaml-cpp/yaml.h>\n", true},
                       {"gate/a.cpp", "#include <yaml-cpp/yaml.h>\n", false},
                       {"diff/a.hpp", "#include <nlohmann/json_fwd.hpp>\n", true},
                       {"diff/a.hpp", "#include <nlohmann/json.hpp>\n", false},
                       {"diff/a.cpp", "#include <nlohmann/json.hpp>\n", true},
                       {"cli/a.cpp", "#include <nlohmann/json.hpp>\n", false},
                       {"base/log.cpp", "#include <spdlog/logger.h>\n", true},
                       {"base/text.cpp", "#include <spdlog/logger.h>\n", false},
                       {"archive/a.cpp", "#include <openssl/evp.h>\n", false},
                       {"diff/diffoscope/a.cpp", "#include <magic.h>\n#include <tlsh.h>\n", true},
                       {"diff/a.cpp", "#include <magic.h>\n", false},
                       {"diff/diffoscope/a.hpp", "#include <tlsh.h>\n", false},
                       {"release/a.cpp", "#include <toml++/toml.h>\n", false},
                       {"change/a.cpp", "#include \"toml++/toml.h\"\n", true},
                       {"release/a.cpp", "#include <tl/expected.hpp>\n", false},
                       {"policy/a.cpp", "#include <re2/re2.h>\n", false},
                   });
}

TEST_CASE("the check of words sees what it looks for") {
    check_examples(text_violations,
                   {
                       {"base/a.cpp", "filesystem(x); file_system(y); // the system (here)\n", true},
                       {"base/a.cpp", "std::system(x);\n", false},
                       {"base/a.cpp", "FILE* f = popen(x, y);\n", false},
                       {"base/a.cpp", "const std::regex r;\n", false},
                       {"base/a.hpp", "#pragma once\n", true},
                       {"base/a.hpp", "\n#pragma once\n", false},
                   });
}

}  // namespace bumpgate
