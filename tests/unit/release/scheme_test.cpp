#include "schemes.hpp"

#include "release/spelling.hpp"
#include "release/words.hpp"

namespace bumpgate::release {

TEST_CASE("schemes are found by id and listed in its order") {
    REQUIRE(schemes().size() == 10);
    for (std::size_t i = 1; i < schemes().size(); ++i) CHECK(schemes()[i - 1].id < schemes()[i].id);
    for (const auto& scheme : schemes()) CHECK(find_scheme(scheme.id) == &scheme);
    CHECK(find_scheme("") == nullptr);
    CHECK(find_scheme("PEP440") == nullptr);
}

TEST_CASE("steps have names, and names are steps") {
    for (const auto* name :
         {"none", "build", "pre", "post", "patch", "minor", "major", "epoch", "downgrade"}) {
        const auto step = step_from_string(name);
        REQUIRE(step);
        CHECK(to_string(*step) == name);
    }
    CHECK_FALSE(step_from_string("Patch"));
    CHECK_FALSE(step_from_string(""));
    CHECK(Step::pre < Step::patch);
}

TEST_CASE("a version keeps its text and its leading zeros") {
    const auto parsed = version(scheme_called("pep440"), " v1!23.03.9RC01.post2.dev3+Abc.1 ");
    CHECK(parsed.text == "v1!23.03.9RC01.post2.dev3+Abc.1");
    CHECK(parsed.epoch == "1");
    CHECK(parsed.release == std::vector<std::string>{"23", "03", "9"});
    const std::vector<Version::Part> parts = {{"rc", "01"}, {"post", "2"}, {"dev", "3"}, {"local", "Abc.1"}};
    CHECK(parsed.parts == parts);
}

TEST_CASE("pep440 orders as the PEP's own list does") {
    check_ascending("pep440", {"1.dev0",
                               "1.0.dev456",
                               "1.0a1",
                               "1.0a2.dev456",
                               "1.0a12.dev456",
                               "1.0a12",
                               "1.0b1.dev456",
                               "1.0b2",
                               "1.0b2.post345.dev456",
                               "1.0b2.post345",
                               "1.0rc1.dev456",
                               "1.0rc1",
                               "1.0",
                               "1.0+abc.5",
                               "1.0+abc.7",
                               "1.0+5",
                               "1.0+5.1",
                               "1.0.post456.dev34",
                               "1.0.post456",
                               "1.0.15",
                               "1.1.dev1",
                               "9999999999999999999999999",
                               "10000000000000000000000000",
                               "1!0.1"});
}

TEST_CASE("pep440 knows all spellings of one version") {
    check_equal("pep440", {"23.3.8", "23.03.8", "v23.3.8", " 23.3.8.0", "0!23.3.8", "V023.3.8.0.0"});
    check_equal("pep440", {"1.1rc1", "1.1c1", "1.1-preview.1", "1.1_pre_1", "1.1.RC-01", "1.1c.1"});
    check_equal("pep440", {"1.1a0", "1.1alpha", "1.1.Alpha", "1.1a.", "1.1a-"});
    check_equal("pep440", {"1.0.post1", "1.0-1", "1.0-r1", "1.0rev1", "1.0.post_1", "1.0POST01"});
    check_equal("pep440", {"1.0.dev0", "1.0dev", "1.0-DEV", "1.0_dev_"});
    check_equal("pep440", {"1.0+ubuntu.1", "1.0+ubuntu-1", "1.0+UBUNTU_01"});
    check_equal("pep440", {"1.0rc0.post1", "1.0cr1"});  // "c", then "r1": no spelling of "rc"
}

TEST_CASE("pep440 refuses what is no version") {
    check_refused("pep440", {"",        "v",        "vv1",     "a1",         "1.",
                             ".1",      "1..2",     "1.2.x",   "1.0-",       "1.0--1",
                             "1.0+",    "1.0+a..b", "1.0+a.",  "1.0+.a",     "!1",
                             "1!",      "1!!2",     "1.0 rc1", "1.0rc1rc2",  "1.0.dev1.post1",
                             "1.0~rc1", "1.0-x64",  "1.0-py3", "\xD9\xA1.0", std::string("1.0\0", 4)});
}

TEST_CASE("pep440 has one normal form for equal spellings") {
    check_normal_forms("pep440", {{"v1.04.RC1", "1.4rc1"},
                                  {"01!2.00-3", "1!2.0.post3"},
                                  {"0!1.0alpha", "1.0a0"},
                                  {"1.0.DEV_02+Ab-01", "1.0.dev2+ab.1"},
                                  {"1.0+0a", "1.0+0a"}});
}

TEST_CASE("pep440 steps") {
    check_steps("pep440", {{"23.3.8", "23.3.9", "patch"},   {"23.3.8", "23.03.8", "none"},
                           {"1.0", "1.0.0", "none"},        {"1.0", "1.0.1", "patch"},
                           {"1.0.0", "1.0.0.1", "patch"},   {"1.9", "1.10", "minor"},
                           {"1.9.9", "2", "major"},         {"1.4", "1!1.0", "epoch"},
                           {"1.4.3", "1.4.2", "downgrade"}, {"1!1.0", "1.4", "downgrade"},
                           {"1.0", "1.0rc1", "downgrade"},  {"1.0rc1", "1.0", "pre"},
                           {"1.0a1", "1.0b1", "pre"},       {"1.0.dev1", "1.0.dev2", "pre"},
                           {"1.0.dev1", "1.0", "pre"},      {"1.0.post1.dev1", "1.0.post1", "pre"},
                           {"1.0a1.post1", "1.0a2", "pre"}, {"1.0", "1.0.post1", "post"},
                           {"1.0.post1", "1.0-2", "post"},  {"1.0rc1", "1.0.post1", "post"},
                           {"1.0", "1.0+local", "build"},   {"1.0+1", "1.0+2", "build"},
                           {"1.0+1", "1.0", "downgrade"},   {"1.4.2", "1.5.0rc1", "minor"}});
}

TEST_CASE("semver orders as clause 11 does") {
    check_ascending("semver", {"0.9.9",
                               "1.0.0-0",
                               "1.0.0-alpha",
                               "1.0.0-alpha.1",
                               "1.0.0-alpha.beta",
                               "1.0.0-beta",
                               "1.0.0-beta.2",
                               "1.0.0-beta.11",
                               "1.0.0-rc.1",
                               "1.0.0",
                               "1.0.1",
                               "1.2.0",
                               "1.10.0",
                               "2.0.0-99999999999999999999",
                               "2.0.0-100000000000000000000",
                               "2.0.0--",
                               "2.0.0-A",
                               "2.0.0-a",
                               "2.0.0",
                               "100000000000000000000.0.0"});
    check_equal("semver", {"1.0.0", "v1.0.0", "1.0.0+a", " 1.0.0+b.01-x "});
}

TEST_CASE("semver refuses what is no version") {
    check_refused("semver", {"", "1", "1.2", "1.2.3.4", "01.2.3", "1.02.3", "1.2.03", "1.2.3-", "1.2.3+",
                             "1.2.3-01", "1.2.3-a..b", "1.2.3-a_b", "1.2.3+a+b", "1.2.3rc1", "1.2.3 -a",
                             "vv1.2.3", "=1.2.3", "1.2.x"});
    CHECK(scheme_called("semver").parse("1.2.3-0a.-"));
    CHECK(scheme_called("semver").parse("1.2.3+001.-"));
}

TEST_CASE("semver parts, normal form and steps") {
    const auto parsed = version(scheme_called("semver"), "v1.2.3-rc.1+sha.5-x");
    const std::vector<Version::Part> parts = {{"pre", "rc.1"}, {"build", "sha.5-x"}};
    CHECK(parsed.parts == parts);
    check_normal_forms("semver", {{"v1.2.3-rc.1+b", "1.2.3-rc.1+b"}});
    check_steps("semver", {{"1.2.3", "1.2.4", "patch"},
                           {"1.2.3", "1.3.0", "minor"},
                           {"1.2.3", "2.0.0", "major"},
                           {"8.0.0-rc.6", "8.0.0", "pre"},
                           {"8.0.0-rc.6", "8.0.0-rc.10", "pre"},
                           {"8.0.0", "8.0.0-rc.6", "downgrade"},
                           {"1.2.3+a", "1.2.3+a", "none"},
                           {"1.2.3+b", "1.2.3+a", "build"},
                           {"1.2.3", "1.2.3+a", "build"}});
}

TEST_CASE("generic orders numbers, pre-release words and the rest") {
    check_ascending("generic", {"1.4~rc1",
                                "1.4-alpha",
                                "1.4-alpha2",
                                "1.4-alpha10",
                                "1.4b1",
                                "1.4.dev2",
                                "1.4-rc.1",
                                "1.4-RC2",
                                "1.4-SNAPSHOT",
                                "1.4",
                                "1.4+x",
                                "1.4-linux",
                                "1.4-p1",
                                "1.4-1",
                                "1.4-2",
                                "1.4.0",
                                "1.4.1",
                                "1.10",
                                "99999999999999999999",
                                "100000000000000000000"});
    check_equal("generic", {"1.4-rc1", "v1.4rc1", "1.04_RC.01", "1.4.rc-1"});
}

TEST_CASE("generic takes anything visible that starts with a number") {
    check_refused("generic",
                  {"", "v", "x1", "-1", "main", "1.0 rc1", "1.0\tx", "1.0\x7f", "1.0\xe2\x80\x8b"});
    check_normal_forms("generic", {{"v01.040-rc01", "1.40-rc01"}, {"7", "7"}, {"1.4.", "1.4."}});
}

TEST_CASE("generic steps") {
    check_steps("generic", {{"1.4.2", "1.4.3", "patch"},
                            {"1.4.2.7", "1.4.2.8", "patch"},
                            {"7", "8", "major"},
                            {"1.4-rc1", "1.4", "pre"},
                            {"1.4-rc1", "1.4-rc2", "pre"},
                            {"1.4-rc1", "1.4+1", "pre"},
                            {"1.4-rc1", "1.4-p1", "post"},
                            {"1.4", "1.4-rc1", "downgrade"},
                            {"1.4", "1.4+5", "build"},
                            {"1.4", "1.4-p1", "post"},
                            {"1.4-1", "1.4-2", "patch"},
                            {"1.4-1", "1.4.1", "patch"},
                            {"1.4", "1.4-5-g0deadbe", "patch"},
                            {"1.4.2", "01.4.2", "none"}});
}

TEST_CASE("the schemes and the borders of tokens know the same words") {
    std::vector<std::string> words;
    for (const auto& row : version_words()) words.emplace_back(row.word);
    std::vector<std::string> border_words(suffix_words().begin(), suffix_words().end());
    std::sort(border_words.begin(), border_words.end());
    CHECK(words == border_words);
    CHECK(find_version_word("SNAPSHOT")->before);
    CHECK_FALSE(find_version_word("post")->before);
    CHECK(find_version_word("blue") == nullptr);
}

}  // namespace bumpgate::release
