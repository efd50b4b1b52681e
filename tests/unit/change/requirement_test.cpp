#include "change/requirement.hpp"

#include <string>

#include "base/text.hpp"
#include "catch.hpp"

using namespace bumpgate;
using namespace bumpgate::change;

namespace {

/// "name [extras] op version, … ; marker @ source", for parts that are there.
std::string told(const Requirement& requirement) {
    auto text = requirement.name;
    if (!requirement.extras.empty()) text += " [" + requirement.extras + "]";
    for (const auto& comparator : requirement.comparators)
        text += " (" + comparator.op + "|" + comparator.version + ")";
    if (!requirement.source.empty()) text += " @" + requirement.source;
    if (!requirement.marker.empty()) text += " ;" + requirement.marker;
    return text;
}

std::string pep508(std::string_view line) {
    const auto requirement = parse_pep508(line);
    return requirement ? told(*requirement) : "none";
}

std::string npm(std::string_view range) {
    return told(parse_npm("acme", range));
}

std::string moved(const std::optional<Movement>& movement) {
    return movement ? std::string(release::to_string(movement->step)) : "no";
}

std::string pip_move(std::string_view from, std::string_view to) {
    const auto* scheme = release::find_scheme("pep440");
    REQUIRE(scheme != nullptr);
    const auto before = parse_pep508(from);
    const auto after = parse_pep508(to);
    REQUIRE((before && after));
    return moved(movement(*before, *after, *scheme));
}

std::string npm_move(std::string_view from, std::string_view to) {
    const auto* scheme = release::find_scheme("semver");
    REQUIRE(scheme != nullptr);
    return moved(movement(parse_npm("acme", from), parse_npm("acme", to), *scheme));
}

}  // namespace

TEST_CASE("requirement: the forms of PEP 508") {
    CHECK(pep508("requests") == "requests");
    CHECK(pep508("  requests  \r\n") == "requests");
    CHECK(pep508("requests>=2") == "requests (>=|2)");
    CHECK(pep508("requests >= 2 , < 3,!=2.5.*") == "requests (>=|2) (<|3) (!=|2.5.*)");
    CHECK(pep508("requests (>=2,<3)") == "requests (>=|2) (<|3)");
    CHECK(pep508("requests(==2)") == "requests (==|2)");
    CHECK(pep508("requests ~=1.4.2") == "requests (~=|1.4.2)");
    CHECK(pep508("requests===1!2.0+local.1") == "requests (===|1!2.0+local.1)");
    CHECK(pep508("zope.interface_x-y==1.0.post1") == "zope.interface_x-y (==|1.0.post1)");
    CHECK(pep508("requests[socks, use-chardet] >=2") == "requests [socks,use-chardet] (>=|2)");
    CHECK(pep508("requests [ ]") == "requests");
}

TEST_CASE("requirement: markers, comments and options are kept beside the range") {
    CHECK(pep508("a==1; python_version < \"3.8\"") == "a (==|1) ;python_version < \"3.8\"");
    CHECK(pep508("a ; extra == 'x'") == "a ;extra == 'x'");
    CHECK(pep508("a (>=1) ; extra == 'x'") == "a (>=|1) ;extra == 'x'");
    CHECK(pep508("a==1 # why") == "a (==|1) ;# why");
    CHECK(pep508("a==1; x # why") == "a (==|1) ;x # why");
    CHECK(pep508("a==1 --hash=sha256:00") == "a (==|1) ;--hash=sha256:00");
    CHECK(pep508("a==1 \\") == "a (==|1) ;\\");
}

TEST_CASE("requirement: URLs and paths are sources") {
    CHECK(pep508("a @ https://x.example/a-1.4.2.tgz") == "a @https://x.example/a-1.4.2.tgz");
    CHECK(pep508("a@git+https://x.example/a@v1;b ; os_name == 'nt'") ==
          "a @git+https://x.example/a@v1;b ;os_name == 'nt'");
    CHECK(pep508("a[x] @ file:///a") == "a [x] @file:///a");
    CHECK(pep508("a @") == "none");
    CHECK(pep508("a @ https://x.example/a b") == "none");
    CHECK(pep508("git+https://x.example/y.git@v1#egg=acme") ==
          "acme @git+https://x.example/y.git@v1#egg=acme");
    CHECK(pep508("./local/acme") == "./local/acme @./local/acme");
}

TEST_CASE("requirement: what is no requirement") {
    for (const char* line :
         {"", "   ", "# requests==1", "-r other.txt", "-e .", "--index-url https://x.example/", "[test]",
          "[test:python_version<'3']", "==1", "a==", "a=1", "a==1,", "a==1 b", "a==1,,b", "a[x", "-a", "a-",
          "a b", "a (>=1"}) {
        INFO(line);
        CHECK(pep508(line) == "none");
    }
}

TEST_CASE("requirement: the ranges of npm") {
    CHECK(npm("1.4.2") == "acme (|1.4.2)");
    CHECK(npm("^1.4.2") == "acme (^|1.4.2)");
    CHECK(npm("~1.4") == "acme (~|1.4)");
    CHECK(npm("~> 1") == "acme (~>|1)");
    CHECK(npm(">= 1.4.2  <2.0.0-0") == "acme (>=|1.4.2) (<|2.0.0-0)");
    CHECK(npm("=v1.4.2") == "acme (=|v1.4.2)");
    CHECK(npm("1.x") == "acme (|1.x)");
    CHECK(npm("*") == "acme (|*)");
    CHECK(npm("") == "acme");
    CHECK(npm("1.4.2-rc.1+b.5") == "acme (|1.4.2-rc.1+b.5)");
}

TEST_CASE("requirement: what npm takes besides a plain range is a source") {
    for (const char* range : {"git+https://x.example/a.git#v1.4.2",
                              "file:../a",
                              "npm:other@1.4.2",
                              "workspace:^1.4.2",
                              "workspace:*",
                              "user/repo",
                              "user/repo#semver:^1",
                              "latest",
                              "next",
                              "https://x.example/a-1.4.2.tgz",
                              "^1 || ^2",
                              "1.2.3 - 2.3.4",
                              ">>1",
                              "^^1",
                              "^",
                              "1,2",
                              "!1",
                              "1_4",
                              "1.4.2 latest",
                              "link:../a"}) {
        INFO(range);
        CHECK(npm(range) == "acme @" + std::string(range));
    }
}

TEST_CASE("requirement: a movement upwards says how far") {
    CHECK(pip_move("a==1.4.2", "a==1.4.3") == "patch");
    CHECK(pip_move("a==1.4.2", "a == 1.5.0") == "minor");
    CHECK(pip_move("a>=1", "a>=2") == "major");
    CHECK(pip_move("a>=1", "a (>=2)") == "major");
    CHECK(pip_move("a==1.4.2", "a==1.4.2") == "none");
    CHECK(pip_move("a==1.4", "a==1.4.0") == "none");
    CHECK(pip_move("a==1.4", "a==1.4.3") == "patch");
    CHECK(npm_move("^1.4.2", "^1.4.3") == "patch");
    CHECK(npm_move("~1.4", "~1.5") == "minor");
    CHECK(npm_move("1", "2") == "major");
    CHECK(npm_move("1.4.2-rc.1", "1.4.2") == "pre");
}

TEST_CASE("requirement: of several comparators the largest step counts, and a downgrade above all") {
    CHECK(pip_move("a>=1.4.2,<2", "a>=1.4.3,<3") == "major");
    CHECK(pip_move("a>=1.4.2,<2", "a>=1.4.3,<2") == "patch");
    CHECK(pip_move("a>=1.4.2,<2", "a>=1.4.1,<3") == "downgrade");
    CHECK(pip_move("a>=1.4.2,<3", "a>=1.5,<2") == "downgrade");
    CHECK(pip_move("a==1.4.2", "a==1.4.1") == "downgrade");
    CHECK(npm_move(">=1.4.2 <2.0.0", ">=1.5.0 <2.0.0") == "minor");
}

TEST_CASE("requirement: anything else that differs is no movement") {
    CHECK(pip_move("a==1.4.2", "b==1.4.3") == "no");
    CHECK(pip_move("a==1.4.2", "A==1.4.3") == "no");
    CHECK(pip_move("a[x]==1.4.2", "a==1.4.3") == "no");
    CHECK(pip_move("a[x]==1.4.2", "a[y]==1.4.3") == "no");
    CHECK(pip_move("a==1.4.2", "a>=1.4.3") == "no");
    CHECK(pip_move("a==1.4.2", "a===1.4.3") == "no");
    CHECK(pip_move("a>=1.4.2", "a>=1.4.3,<2") == "no");
    CHECK(pip_move("a>=1,<2", "a<2,>=1") == "no");
    CHECK(pip_move("a", "a==1") == "no");
    CHECK(pip_move("a==1; x", "a==2; y") == "no");
    CHECK(pip_move("a==1", "a==2 # why") == "no");
    CHECK(pip_move("a==1 --hash=sha256:00", "a==2 --hash=sha256:01") == "no");
    CHECK(pip_move("a @ https://x.example/1", "a @ https://x.example/2") == "no");
    CHECK(pip_move("a @ https://x.example/1", "a @ https://x.example/1") == "no");
    CHECK(npm_move("^1.4.2", "~1.4.3") == "no");
    CHECK(npm_move("^1.4.2", "^1.4.2 || ^2") == "no");
    CHECK(npm_move("latest", "next") == "no");
    CHECK(npm_move("1.4.2", "latest") == "no");
}

TEST_CASE("requirement: a range that gets wider or narrower is no movement") {
    CHECK(pip_move("a==1.4.*", "a==1.5.*") == "minor");
    CHECK(pip_move("a==1.4.*", "a==2.*") == "no");
    CHECK(pip_move("a==1.4.*", "a==1.5") == "no");
    CHECK(pip_move("a~=1.4", "a~=1.5") == "minor");
    CHECK(pip_move("a~=1.4.2", "a~=1.5") == "no");
    CHECK(pip_move("a~=1.4", "a~=1.4.2") == "no");
    CHECK(npm_move("1.x", "2.x") == "major");
    CHECK(npm_move("1.4.x", "2.x") == "no");
    CHECK(npm_move("1.x", "1.x.x") == "no");
    CHECK(npm_move("1.x", "*") == "no");
    CHECK(npm_move("^1.4.2", "^1.5") == "no");
    CHECK(npm_move("~1.4", "~2") == "no");
    CHECK(npm_move("1.x", "1.*") == "none");
}

TEST_CASE("requirement: an exclusion stays") {
    CHECK(pip_move("a>=1,!=1.4.2", "a>=2,!=1.4.2") == "major");
    CHECK(pip_move("a>=1,!=1.4.2", "a>=1,!=1.4.3") == "no");
}

TEST_CASE("requirement: a version that does not parse is no movement") {
    CHECK(pip_move("a===x-y", "a===x-z") == "no");
    CHECK(pip_move("a===x-y", "a===x-y") == "none");
    CHECK(npm_move("1.4.2.1", "1.4.2.2") == "no");
}
