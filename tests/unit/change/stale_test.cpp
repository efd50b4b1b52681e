#include "change/stale.hpp"

#include <random>

#include "change/needles.hpp"
#include "fixture.hpp"

namespace bumpgate::change_test {

namespace {

/// A file that is the same in both releases.
Kinds unchanged(const std::string& path, const std::string& content, const std::string& from = "1.4.2",
                const std::string& to = "1.4.3", const std::string& more = {}) {
    return sdist(from, to, path, content, content, more).kinds(path);
}

const Kinds stale{"version.stale"};
const Kinds nothing;

}  // namespace

TEST_CASE("a version that did not move is stale") {
    CHECK(unchanged("a.py", "__version__ = '1.4.2'\n") == stale);
    CHECK(unchanged("a.py", "VERSION = (1, 4, 2)\n") == stale);
    CHECK(unchanged("a.py", "version = '1_4_2'\n") == stale);
    CHECK(unchanged("VERSION", "1.04.02\n") == stale);
    CHECK(unchanged("a.h", "#define X_MAJOR 1\n#define X_MINOR 4\n#define X_PATCH 2\n") == stale);
    CHECK(unchanged("a.py", "'acme-core==1.4.2'\n", "1.4.2", "1.4.3", "Requires-Dist: acme-core\n") == stale);
    CHECK(unchanged("acme-widgets-1.4.2.txt", "") == stale);
    CHECK(unchanged("a.py", "version = 7\n", "7", "8") == stale);
    CHECK(unchanged("README.md", "    acme-widgets = \"1.4.2\"\n") == stale);
    CHECK(unchanged("README.md", "acme-widgets: '1.4.2'\n") == stale);
    CHECK(unchanged("a.rs", "pub const VERSION: &str = \"1.4.2\";\n") == stale);
    CHECK(unchanged("a.rs", "pub static VERSION: &'static str = \"1.4.2\";\n") == stale);
    CHECK(unchanged("a.go", "const Version string = \"1.4.2\"\n") == stale);
    CHECK(unchanged("a.py", "__version__: Final[str] = '1.4.2'\n") == stale);
    CHECK(unchanged("a.py", "widgets = '1.4.2'\n") == nothing);
}

TEST_CASE("what is no version of ours, or stands for another, is not stale") {
    CHECK(unchanged("a.py", "x = '1.4.2'\n") ==
          nothing);  // no word says version, and no version in the file moved
    CHECK(unchanged("a.py", "__version__ = '1.4.20'\n") == nothing);
    CHECK(unchanged("a.py", "__version__ = '1.4.1'\n") == nothing);
    CHECK(unchanged("a.py", "requests==1.4.2\n") == nothing);
    CHECK(unchanged("a.py", "retries = 7\n", "7", "8") == nothing);
    CHECK(unchanged("a.xml", "<?xml version=\"1.0\"?><a/>\n", "1.0", "1.1") == nothing);
    CHECK(unchanged("a.txt", std::string("version 1.4.2\0", 14)) == nothing);
}

TEST_CASE("the past may name old versions") {
    CHECK(unchanged("CHANGELOG.md", "Version 1.4.2\n") == nothing);
    CHECK(unchanged("docs/history.rst", "Version 1.4.2\n") == nothing);
    CHECK(unchanged("history.js", "version = '1.4.2'\n") == stale);
    CHECK(unchanged("a.py", "# deprecated since version 1.4.2\n") == nothing);
    CHECK(unchanged("a.py", "since = 'version 1.4.2'\n") == stale);
    CHECK(unchanged("README.md", "Added in version 1.4.2\n") == nothing);
    CHECK(unchanged("README.md", "Current version 1.4.2\n") == stale);
    CHECK(unchanged("README.md", "# Changelog\n\n## Version 1.4.2\n") == nothing);
    CHECK(unchanged("README.md", "# Changelog\n\n# Install\n\nversion 1.4.2\n") == stale);
    CHECK(unchanged("README.rst", "Title\n=====\n\nHistory\n-------\n\nversion 1.4.2\n~~~~~\n") == nothing);
    CHECK(unchanged("README.rst", "Title\n=====\n\nHistory\n-------\n\nMore\n----\n\nversion 1.4.2\n") ==
          stale);
}

TEST_CASE("a part of the version that did not move is stale where a line assigns it") {
    const auto minor = [](const std::string& path, const std::string& content) {
        return unchanged(path, content, "1.4.2", "1.5.0");
    };
    CHECK(minor("a.py", "version = '1.4'\n") == stale);
    CHECK(minor("conf.py", "__version__ = u\"1.4\"\n") == nothing);  // a letter is no border
    CHECK(minor("a.h", "#define ACME_WIDGETS_VERSION \"1.4\"\n") == stale);
    CHECK(minor("a.rs", "    pub const VERSION: &str = \"1.4\";\n") == stale);
    CHECK(minor("a.json", R"({"name": "acme-widgets", "version": "1.4"})") == stale);
    CHECK(minor("a.yaml", "name: acme-widgets\nversion: 1.4\n") == stale);
    CHECK(unchanged("a.py", "version = '1.4'\n", "1.4.2", "1.4.3") == nothing);  // a part of both
    CHECK(unchanged("a.py", "version = '1.4.2'\n", "1.4.2.7", "1.4.3.0") == stale);
    CHECK(unchanged("a.py", "version = 'abcdef1'\n", "1.4.2+abcdef1", "1.4.2+abcdef2") == stale);
    CHECK(kinds_of("a.py", "version = '1.4'\nrelease = '1.4.2'\n", "version = '1.4'\nrelease = '1.4.3'\n") ==
          Kinds{"version.own"});
    CHECK(sdist("1.4.2", "1.5.0", "a.py", "version = '1.4'\nrelease = '1.4.2'\n",
                "version = '1.4'\nrelease = '1.5.0'\n")
              .kinds("a.py") == Kinds{"version.mixed", "version.own"});
    CHECK(sdist("1.4.2", "1.5.0", "a.json", R"({"version": "1.4", "x": "1.4.2"})",
                R"({"version": "1.4", "x": "1.5.0"})")
              .kinds("a.json") == Kinds{"version.mixed", "version.own"});
}

TEST_CASE("a number that a part of the version happens to be is not stale") {
    const auto minor = [](const std::string& path, const std::string& content) {
        return unchanged(path, content, "1.4.2", "1.5.0");
    };
    CHECK(minor("a.py", "x = '1.4'\n") == nothing);
    CHECK(minor("a.py", "http_version = '1.4'\n") == nothing);
    CHECK(minor("a.py", "version = '1.4.1'\n") == nothing);
    CHECK(minor("a.py", "version = '11.4'\n") == nothing);
    CHECK(minor("a.py", "headers = {'version': '1.4'}\n") == nothing);
    CHECK(minor("a.py", "root = '<rss version=\"1.4\">'\n") == nothing);
    CHECK(minor("a.py", "# version = 1.4\n") == nothing);
    CHECK(minor("a.java", " * version 1.4\n") == nothing);
    CHECK(minor("a.lua", "-- version 1.4\n") == nothing);
    CHECK(minor("a.h", "#  version 1.4\n") == nothing);
    CHECK(minor("a.py", "version = x or '1.4'\n") == nothing);
    CHECK(minor("CMakeLists.txt", "cmake_minimum_required(VERSION 1.4)\n") == nothing);
    CHECK(minor("a.cmake", "cmake_minimum_required(VERSION 1.4)\n") == nothing);
    CHECK(minor("LICENSE", "Apache License\nVersion 1.4, January 2004\n") == nothing);
    CHECK(minor("README.md", "Version 1.4 is faster.\n") == nothing);
    CHECK(minor("CHANGELOG", "version = 1.4\n") == nothing);
    CHECK(minor("compose.yaml", "version: '1.4'\nservices: {}\n") == nothing);
    CHECK(minor("a.json", R"({"name": "other", "version": "1.4"})") == nothing);
    CHECK(minor("a.json", R"({"log": {"version": "1.4"}})") == nothing);
    CHECK(minor("a.xml", "<a><plist version=\"1.4\"/><b version=\"1.4\"/></a>\n") == nothing);
    CHECK(minor("a.py", "'acme-widgets>=1.4'\n") == nothing);
    CHECK(minor("a.pc.in", "Libs: -lacme-widgets-1.4\n") == nothing);
    CHECK(minor("acme-widgets-1.4/a.txt", "") == nothing);
    CHECK(unchanged("a.py", "version = '1.5'\n", "1.4.2", "1.5.0") == nothing);
}

TEST_CASE("some moved and some not is mixed") {
    CHECK(kinds_of("a.py", "x = '1.4.2'\ny = '1.4.2'\n", "x = '1.4.3'\ny = '1.4.2'\n") ==
          Kinds{"version.own", "version.mixed"});
    CHECK(kinds_of("a.py", "x = '1.4.2'\nrequests==1.4.2\n", "x = '1.4.3'\nrequests==1.4.2\n") ==
          Kinds{"version.own"});
}

TEST_CASE("needles find what a plain search finds") {
    std::mt19937 random(7);
    for (int round = 0; round < 2000; ++round) {
        const auto text_of = [&](std::size_t length) {
            std::string text;
            for (std::size_t i = 0; i < length; ++i) text += static_cast<char>('a' + random() % 3);
            return text;
        };
        std::vector<std::string> list;
        for (std::size_t i = 0; i <= random() % 4; ++i) list.push_back(text_of(1 + random() % 6));
        const auto text = text_of(random() % 60);
        const change::Needles needles(list);
        std::size_t expected = std::string::npos;
        for (const auto& needle : list) expected = std::min(expected, text.find(needle));
        CHECK(needles.find(text, 0).at == expected);
    }
}

}  // namespace bumpgate::change_test
