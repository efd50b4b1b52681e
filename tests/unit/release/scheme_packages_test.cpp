#include "schemes.hpp"

// The schemes of Debian, RPM, RubyGems, Maven, NuGet, Go and calendars. reference_test.cpp holds their order
// against their own implementations.
namespace bumpgate::release {

TEST_CASE("debian orders as deb-version(7) does") {
    check_ascending("debian", {"1.0~~", "1.0~~a", "1.0~", "1.0", "1.0-1", "1.0-1+b1", "1.0-1+deb12u1",
                               "1.0-2", "1.0a", "1.0+dfsg-1", "1.0.1", "1.2", "1.10", "1:0.1"});
    check_equal("debian", {"1.0", "0:1.0", "1.0-0", "v1.0", "1.00"});
    check_refused("debian",
                  {"", "a1", "1.0_1", "1.0 1", ":1.0", "x:1.0", "1.0:1", "1.0-", "1:", "1.0-1_2", "~1"});
    check_normal_forms("debian", {{"0:1.0-1", "1.0-1"}, {"08:6.9+dfsg-1~a", "8:6.9+dfsg-1~a"}});
}

TEST_CASE("debian parts and steps") {
    const auto parsed = version(scheme_called("debian"), "1:1.6.5+dfsg-1-1+deb12u9");
    CHECK(parsed.epoch == "1");
    CHECK(parsed.release == std::vector<std::string>{"1", "6", "5"});
    const std::vector<Version::Part> parts = {{"suffix", "+dfsg-1"}, {"revision", "1+deb12u9"}};
    CHECK(parsed.parts == parts);
    check_steps("debian", {{"1.4.2-1", "1.4.3-1", "patch"},
                           {"1.4.2-1", "1.5-1", "minor"},
                           {"1.4-1", "1:1.0-1", "epoch"},
                           {"1.4-1", "1.4-2", "post"},
                           {"1.4-1+deb12u1", "1.4-1+deb12u2", "post"},
                           {"1.4", "1.4-1", "post"},
                           {"1.4-1", "1.4-1+b1", "build"},
                           {"1.4-1+b1", "1.4-1+b2", "build"},
                           {"1.4~rc1-1", "1.4-1", "pre"},
                           {"1.4~rc1-1", "1.4~rc2-1", "pre"},
                           {"1.4-1", "1.4+dfsg-1", "build"},
                           {"1.4+dfsg-2", "1.4+dfsg-3", "post"},
                           {"1.4-1", "1.4~rc1-1", "downgrade"},
                           {"1.4", "1.4-0", "none"}});
}

TEST_CASE("rpm orders as rpmvercmp does") {
    check_ascending("rpm", {"1.0~rc1-1", "1.0", "1.0-1.el8", "1.0-1.el9", "1.0-2.el8", "1.0^20240101-1",
                            "1.0a-1", "1.0.1-1", "1.2-1", "1.10-1", "1:0.1-1"});
    check_equal("rpm", {"1.0-1", "0:1.0-1", "1_0-1", "01.00-1"});
    check_refused("rpm", {"", "x", "1.0-1-", "1.0/2", "a:1.0", "1.0 2"});
    check_steps("rpm", {{"1.4.2-1.el9", "1.4.3-1.el9", "patch"},
                        {"1.4.2-1.el9", "1.4.2-2.el9", "post"},
                        {"1.4~rc1-1", "1.4-1", "pre"},
                        {"1.4-1", "1:1.0-1", "epoch"}});
}

TEST_CASE("gem orders as Gem::Version does") {
    check_ascending(
        "gem", {"1.0.a.2", "1.0.b1", "1.0.pre.1", "1.0.rc1", "1.0.rc2", "1", "1.0.0.1", "1.0.1", "1.10"});
    check_equal("gem", {"1", "1.0", "v1.0.0", "1.0.00"});
    check_equal("gem", {"1.0.pre.rc1", "1.0-rc1", "1.pre.rc.1"});
    check_refused("gem", {"", "x", "1.", "1..2", "1.0+1", "1_0", "1.0-", "1.0-a..b", "junk"});
    check_normal_forms("gem", {{"v1.04.0", "1.4"}, {"0.0", "0"}, {"1.0.0.rc01", "1.rc.1"}});
    check_steps("gem", {{"1.4.2", "1.4.3", "patch"},
                        {"1.4", "1.4.0", "none"},
                        {"1.4.0.rc1", "1.4.0", "pre"},
                        {"1.4.0.rc1", "1.4.0.rc2", "pre"},
                        {"1.4.0", "1.4.0.rc1", "downgrade"},
                        {"1.4.2", "2.0.0.pre", "major"}});
}

TEST_CASE("maven orders as ComparableVersion does") {
    check_ascending("maven", {"1-alpha", "1-beta1", "1-m2", "1-rc", "1-SNAPSHOT", "1", "1-sp", "1-abc", "1-1",
                              "1.1", "1.10"});
    check_equal("maven", {"1", "1.0", "v1.0.0", "1-ga", "1.0.Final", "1.0.0-RELEASE", "1-final"});
    check_equal("maven", {"5.12.0-M1", "5.12.0.M1", "5.12-m1", "5.12.0-milestone-1"});
    check_refused("maven", {"", "x1", "Finchley.SR2", "1.0 x", "${revision}"});
    check_normal_forms("maven", {{"1.0.0-RC1", "1-rc-1"}, {"4.1.111.Final", "4.1.111"}});
    check_steps("maven", {{"4.1.111.Final", "4.1.112.Final", "patch"},
                          {"4.1.0.RC1", "4.1.0.Final", "pre"},
                          {"5.12.0-M1", "5.12.0-RC1", "pre"},
                          {"33.0.0-jre", "33.1.0-jre", "minor"},
                          {"1.0", "1.0-1", "patch"},
                          {"1.0", "1.0-sp1", "post"},
                          {"1.0", "1.0.0.Final", "none"},
                          {"1.0", "1.0-SNAPSHOT", "downgrade"}});
    // Lists in lists without end cost no stack.
    const auto deep = "1" + std::string(200000, '-') + "1";
    CHECK((scheme_called("maven").compare(version(scheme_called("maven"), deep),
                                          version(scheme_called("maven"), deep)) == 0));
}

TEST_CASE("nuget has four numbers and no case") {
    check_ascending("nuget",
                    {"1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-RC", "1.0.0", "1.0.0.1", "1.0.1", "1.10"});
    check_equal("nuget", {"1", "1.0", "1.0.0", "1.0.0.0", "v01.00", "1.0.0+a"});
    check_equal("nuget", {"1.0.0-RC.1", "1.0-rc.01"});
    check_refused("nuget", {"", "1.2.3.4.5", "1.0-", "1.0-a_b", "1.0+", "1.x", "1.0 -a"});
    check_normal_forms("nuget", {{"1", "1.0.0"}, {"1.02.3.0", "1.2.3"}, {"1.2.3.4-RC+x", "1.2.3.4-RC"}});
    check_steps("nuget", {{"1.4.2", "1.4.3.0", "patch"},
                          {"1.4.2.1", "1.4.2.2", "patch"},
                          {"1.4.2-rc", "1.4.2", "pre"},
                          {"1.4.2", "1.4.2.0", "none"}});
}

TEST_CASE("go versions and pseudo-versions") {
    check_ascending(
        "go", {"v0.0.0-20191104194629-dd2ea8efbc28", "v0.0.0-20241104194629-aaaaaaaaaaaa", "v0.31.0-rc.0",
               "v0.31.0-rc.1", "v0.31.0", "v0.31.1-0.20241104194629-dd2ea8efbc28", "v0.31.1"});
    check_equal("go", {"v2.0.0", "2.0.0", "v2.0.0+incompatible"});
    check_refused("go", {"", "v1", "v1.2", "v1.2.3+meta", "v01.2.3", "master"});
    check_normal_forms("go", {{"1.2.3", "v1.2.3"}, {"v2.0.0+incompatible", "v2.0.0+incompatible"}});
    check_steps("go", {{"v0.31.3", "v0.31.4", "patch"},
                       {"v0.31.0-rc.0", "v0.31.0-rc.1", "pre"},
                       {"v0.0.0-20191104194629-dd2ea8efbc28", "v0.0.0-20241104194629-dd2ea8efbc28", "pre"}});
}

TEST_CASE("calver wants a year") {
    check_ascending("calver", {"22.10", "23.04-rc1", "23.04", "23.4.1", "23.10", "2023.1", "2024.01.15"});
    check_equal("calver", {"23.4", "23.04", "23.04.0"});
    check_refused("calver", {"", "23", "1.4.2", "3000.1", "05.1", "2024.1.2.3.4.5"});
    check_normal_forms("calver", {{"2024.01.0", "2024.1"}});
    check_steps("calver", {{"23.04", "23.10", "minor"},
                           {"23.10", "24.04", "major"},
                           {"23.04", "23.04.1", "patch"},
                           {"23.04-rc1", "23.04", "pre"}});
}

}  // namespace bumpgate::release
