#include "cli/output.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "catch.hpp"
#include "cli/temporary_folder.hpp"

using namespace bumpgate;
using namespace bumpgate::cli;
namespace fs = std::filesystem;

namespace {

constexpr std::array<std::string_view, 2> formats{"json", "text"};

Result<std::vector<Output>> parse(const std::vector<std::string>& values,
                                  const std::vector<fs::path>& inputs = {}) {
    return parse_outputs(values, formats, inputs);
}

bool is_refused(const std::vector<std::string>& values, const std::vector<fs::path>& inputs = {}) {
    const auto outputs = parse(values, inputs);
    return !outputs && outputs.error().code == ErrorCode::usage;
}

TemporaryFolder folder() {
    auto made = TemporaryFolder::create();
    REQUIRE(made);
    return *std::move(made);
}

}  // namespace

TEST_CASE("no -o is text on stdout") {
    const auto outputs = parse({});
    REQUIRE(outputs);
    REQUIRE(outputs->size() == 1);
    CHECK(outputs->front().format == "text");
    CHECK(outputs->front().to_stdout());
}

TEST_CASE("files come first and stdout last") {
    const auto outputs = parse({"text", "json=b", "text=a=c"});
    REQUIRE(outputs);
    REQUIRE(outputs->size() == 3);
    CHECK((*outputs)[0].path == "b");
    CHECK((*outputs)[1].path == "a=c");
    CHECK((*outputs)[2].to_stdout());
}

TEST_CASE("outputs that cannot all be meant are refused") {
    CHECK(is_refused({"sarif"}));
    CHECK(is_refused({""}));
    CHECK(is_refused({"json="}));
    CHECK(is_refused({"json", "text"}));
    CHECK(is_refused({"json=-", "text"}));
    CHECK(is_refused({"json=a", "text=a"}));
    CHECK(is_refused({"json=a", "text=./b/../a"}));
    CHECK(is_refused({"json=" + (fs::current_path() / "a").string(), "text=a"}));
}

TEST_CASE("a report never replaces what is compared") {
    const auto temporary = folder();
    const auto input = temporary.path() / "new.tar";
    std::ofstream(input) << "x";
    fs::create_symlink(input, temporary.path() / "link");
    CHECK(is_refused({"json=" + input.string()}, {input}));
    CHECK(is_refused({"json=" + (temporary.path() / "link").string()}, {input}));
    CHECK(is_refused({"json=missing"}, {"./missing"}));
    CHECK(parse({"json=" + (temporary.path() / "r.json").string()}, {input}));
}

TEST_CASE("a report that is too large is not written") {
    const auto temporary = folder();
    std::ostringstream out;
    const Terminal terminal{out};
    Limits limits;
    limits.report_bytes = 3;
    const Output file{"text", temporary.path() / "r"};
    const auto written = write_report(file, "four", limits, terminal);
    REQUIRE_FALSE(written);
    CHECK(written.error().code == ErrorCode::limit);
    CHECK_FALSE(fs::exists(file.path));
    CHECK(write_report(file, "abc", limits, terminal));
    CHECK(fs::file_size(file.path) == 3);
    CHECK(write_report({"text", {}}, "abc", limits, terminal));
    CHECK(out.str() == "abc");
}

TEST_CASE("a stream that takes nothing is an error") {
    std::ostringstream out;
    out.setstate(std::ios::badbit);
    const auto written = write_to(Terminal{out}, "abc");
    REQUIRE_FALSE(written);
    CHECK(written.error().code == ErrorCode::io);
}

TEST_CASE("a temporary folder goes with what it holds") {
    fs::path path;
    {
        const auto temporary = folder();
        path = temporary.path();
        std::ofstream(path / "file") << "x";
        CHECK((fs::status(path).permissions() & (fs::perms::group_all | fs::perms::others_all)) ==
              fs::perms::none);
    }
    CHECK_FALSE(fs::exists(path));
}
