#include "base/log.hpp"

#include <unistd.h>

#include <array>
#include <cstdio>
#include <memory>
#include <string>

#include "catch.hpp"

namespace bumpgate {

namespace {

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

std::string content(std::FILE* file) {
    std::rewind(file);
    std::array<char, 4096> buffer{};
    return {buffer.data(), std::fread(buffer.data(), 1, buffer.size(), file)};
}

/// What `work` writes to one file descriptor of this process.
template <class Work>
std::string captured(int descriptor, const Work& work) {
    const File file(std::tmpfile());
    REQUIRE(file);
    std::fflush(nullptr);
    const int saved = dup(descriptor);
    REQUIRE(saved >= 0);
    dup2(fileno(file.get()), descriptor);
    work();
    std::fflush(nullptr);
    dup2(saved, descriptor);
    close(saved);
    return content(file.get());
}

void say_all() {
    log::error("one");
    log::warning("two");
    log::info("three");
    log::debug("four");
}

std::string said_at(log::Level level) {
    log::set_level(level);
    auto said = captured(STDERR_FILENO, say_all);
    log::set_level(log::Level::normal);
    return said;
}

}  // namespace

TEST_CASE("the level decides what is shown, and errors always are") {
    const std::string error = "bumpgate: error: one\n";
    const std::string warning = "bumpgate: warning: two\n";
    const std::string info = "bumpgate: three\n";
    const std::string debug = "bumpgate: debug: four\n";
    CHECK(said_at(log::Level::quiet) == error);
    CHECK(said_at(log::Level::normal) == error + warning);
    CHECK(said_at(log::Level::verbose) == error + warning + info);
    CHECK(said_at(log::Level::debug) == error + warning + info + debug);
}

TEST_CASE("nothing is logged to stdout") {
    log::set_level(log::Level::debug);
    std::string on_stderr;
    const auto on_stdout =
        captured(STDOUT_FILENO, [&on_stderr] { on_stderr = captured(STDERR_FILENO, say_all); });
    log::set_level(log::Level::normal);
    CHECK(on_stdout.empty());
    CHECK_FALSE(on_stderr.empty());
}

TEST_CASE("a message is never taken for a format, and cannot drive the terminal") {
    const auto said = [](std::string_view message) {
        return captured(STDERR_FILENO, [message] { log::error(message); });
    };
    CHECK(said("{} %v {0}") == "bumpgate: error: {} %v {0}\n");
    CHECK(said("a\x1B[2J\xFF") == "bumpgate: error: a\\x1B[2J\\xFF\n");
    CHECK(said("line 1\n\tline \\n") == "bumpgate: error: line 1\n\tline \\n\n");
}

}  // namespace bumpgate
