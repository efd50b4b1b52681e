#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "base/text.hpp"
#include "base/version.hpp"
#include "catch.hpp"
#include "report/report.hpp"
#include "verdicts.hpp"

// Whole reports, compared byte by byte with the files tests/golden/report-*. After a change that is meant,
// run
//     BUMPGATE_UPDATE_GOLDEN=1 unit_report "[golden]"
// which rewrites the files, and read the difference before you commit it.
namespace bumpgate::report_test {
namespace {

struct Golden {
    std::string_view file;  ///< below tests/golden, without "report-"
    std::string_view format;
    Verdict (*make)();
    report::Style style;
};

constexpr report::Style plain{};
constexpr report::Style ascii{.colour = false, .unicode = false, .verbose = false};
constexpr report::Style verbose{.colour = false, .unicode = true, .verbose = true};
constexpr report::Style colour{.colour = true, .unicode = true, .verbose = false};
constexpr report::Style ascii_verbose{.colour = false, .unicode = false, .verbose = true};

const std::vector<Golden>& goldens() {
    static const std::vector<Golden> all = {
        {"pass.txt", "text", passing, plain},
        {"pass-ascii.txt", "text", passing, ascii},
        {"pass-verbose.txt", "text", passing, verbose},
        {"pass-colour.txt", "text", passing, colour},
        {"pass-remarks.txt", "text", passing_with_remarks, plain},
        {"pass-remarks-verbose.txt", "text", passing_with_remarks, verbose},
        {"pass-waived.txt", "text", passing_by_waivers, plain},
        {"pass-small.txt", "text", passing_barely, plain},
        {"fail.txt", "text", failing, plain},
        {"fail-ascii.txt", "text", failing, ascii},
        {"fail-verbose.txt", "text", failing, verbose},
        {"fail-colour.txt", "text", failing, colour},
        {"fail-once.txt", "text", failing_once, plain},
        {"fail-crowded.txt", "text", crowded, plain},
        {"fail-long-lines.txt", "text", long_lines, plain},
        {"hostile.txt", "text", hostile, plain},
        {"hostile-ascii-verbose.txt", "text", hostile, ascii_verbose},
        {"incomplete.txt", "text", truncated, plain},
        {"incomplete-policy.txt", "text", wrong_policy, plain},
        {"incomplete-unfinished.txt", "text", unfinished, plain},
        {"pass.json", "json", passing, plain},
        {"pass-remarks.json", "json", passing_with_remarks, plain},
        {"pass-waived.json", "json", passing_by_waivers, plain},
        {"fail.json", "json", failing, plain},
        {"hostile.json", "json", hostile, plain},
        {"incomplete.json", "json", truncated, plain},
        {"incomplete-unfinished.json", "json", unfinished, plain},
    };
    return all;
}

std::string path_of(const Golden& golden) {
    return std::string(BUMPGATE_SOURCE_DIR "/tests/golden/report-").append(golden.file);
}

/// The program's own version moves with every release; the files shall not.
std::string without_program_version(const std::string& text) {
    return replace_all(text, "\"version\": \"" + std::string(program_version) + "\"\n  },\n  \"outcome\"",
                       "\"version\": \"PROGRAM_VERSION\"\n  },\n  \"outcome\"");
}

std::string rendered(const Golden& golden) {
    const auto* const format = report::find_format(golden.format);
    REQUIRE(format != nullptr);
    return without_program_version(format->render(golden.make(), golden.style));
}

std::string read(const std::string& path) {
    std::ostringstream out;
    out << std::ifstream(path, std::ios::binary).rdbuf();
    return out.str();
}

}  // namespace

TEST_CASE("reports are what the golden files say", "[golden]") {
    const bool update = std::getenv("BUMPGATE_UPDATE_GOLDEN") != nullptr;
    for (const auto& golden : goldens()) {
        INFO(path_of(golden));
        const auto now = rendered(golden);
        if (update) std::ofstream(path_of(golden), std::ios::binary) << now;
        CHECK(read(path_of(golden)) == now);
    }
}

}  // namespace bumpgate::report_test
