#include <string>

#include "base/text.hpp"
#include "catch.hpp"
#include "derived_fixture.hpp"
#include "fixture.hpp"

using namespace bumpgate;
using namespace bumpgate::derived_test;

namespace {

std::string base64_digest(const std::string& content) {
    auto text = base64url(*digest("sha256", content));
    text = replace_all(replace_all(text, "-", "+"), "_", "/");
    return text + "=";
}

/// With the fingerprint of `compact` at "@".
std::string assembly(const std::string& text, const std::string& compact) {
    return replace_all(text, "@", base64_digest(compact));
}

std::string of(const std::string& text) {
    Package side;
    side.file("package/.jsii", text);
    return verdict(side, side, "package/.jsii");
}

}  // namespace

TEST_CASE("derived: a jsii fingerprint is that of the compact JSON without it") {
    CHECK(of(assembly(R"({"name":"acme","fingerprint":"@"})", R"({"name":"acme"})")) == "right");
    CHECK(of(assembly("{\n  \"name\": \"acme\",\n  \"fingerprint\": \"@\"\n}\n", R"({"name":"acme"})")) ==
          "right");
    CHECK(of(assembly(R"({"fingerprint": "@", "b": [1, 2], "a": {}})", R"({"b":[1,2],"a":{}})")) == "right");
    CHECK(of(assembly(R"({"b": 1, "fingerprint": "@", "a": 2})", R"({"b":1,"a":2})")) == "right");
    CHECK(of(assembly(R"({"fingerprint": "@"})", "{}")) == "right");
    CHECK(of(assembly(R"({"description": "x", "fingerprint": "@"})", R"({"description":"x"})")) == "right");
    CHECK(of(assembly(R"({"t": {"fingerprint": "x", "u": [{"fingerprint": 1}]}, "fingerprint": "@"})",
                      R"({"t":{"fingerprint":"x","u":[{"fingerprint":1}]}})")) == "right");
    CHECK(of(assembly("{\"t\": \"a \\\" {,\\\\\", \"u\": \"\xC3\xA9 b\", \"fingerprint\": \"@\"}",
                      "{\"t\":\"a \\\" {,\\\\\",\"u\":\"\xC3\xA9 b\"}")) == "right");
}

TEST_CASE("derived: a wrong jsii fingerprint") {
    CHECK(says(of(assembly(R"({"name":"acme","fingerprint":"@"})", R"({"name":"acne"})")), "fingerprint"));
    CHECK(says(of(R"({"name":"acme","fingerprint":""})"), "fingerprint"));
    CHECK(says(of(assembly(R"({"b":1,"a":2,"fingerprint":"@"})", R"({"a":2,"b":1})")), "fingerprint"));
    CHECK(says(of(assembly(R"({"\u0066ingerprint":"@","a":2})", R"({"a":2})")), "fingerprint"));
}

TEST_CASE("derived: what states no fingerprint has none to be wrong") {
    CHECK(of(R"({"name":"acme","fingerprint":"**********"})") == "nothing");
    CHECK(of(R"({"name":"acme"})") == "nothing");
    CHECK(of(R"({"fingerprint":"x","fingerprint":"y"})") == "nothing");
    CHECK(of("no JSON") == "nothing");
}

TEST_CASE("derived: a .jsii within nested archives") {
    Package side;
    side.file("x.tgz", "x");
    side.file("package/.jsii.gz", "x").file(".jsii", R"({"fingerprint":"x"})");
    side.nest(2).nest(1);
    CHECK(says(verdict(side, side, "x.tgz!/package/.jsii.gz!/.jsii"), "fingerprint"));
}

TEST_CASE("derived: the fingerprint in a bump is digest.derived, and all else what it was") {
    using change_test::Kinds;
    const auto text = [](const std::string& version, const std::string& more, const std::string& signed_as) {
        return assembly(
            R"({"name":"acme-widgets","version":")" + version + "\"" + more + R"(,"fingerprint":"@","x":1})",
            R"({"name":"acme-widgets","version":")" + signed_as + "\"" + more + R"(,"x":1})");
    };
    const auto old_text = text("1.4.2", "", "1.4.2");
    CHECK(change_test::kinds_of(".jsii", old_text, text("1.4.3", "", "1.4.3")) ==
          Kinds{"version.own", "digest.derived"});
    CHECK(change_test::kinds_of(".jsii", old_text, text("1.4.3", "", "1.4.9")) ==
          Kinds{"version.own", "digest.mismatch"});
    CHECK(change_test::kinds_of(".jsii", old_text, text("1.4.3", R"(,"y":2)", "1.4.3")) ==
          Kinds{"version.own", "text"});
    // Wrong, though its bytes did not change.
    CHECK(change_test::kinds_of(".jsii", old_text, replace_all(old_text, "1.4.2", "1.4.3")) ==
          Kinds{"version.own", "digest.mismatch"});
    const auto wrong = replace_all(old_text, "acme", "acne");
    CHECK(change_test::kinds_of(".jsii", wrong, wrong) == Kinds{"digest.mismatch"});
}

TEST_CASE("derived: a fingerprint is one change, whatever characters it is made of") {
    for (int i = 0; i < 60; ++i) {
        INFO(i);
        const auto text = [&](const std::string& version) {
            const auto rest = R"("i":)" + std::to_string(i) + R"(,"version":")" + version + "\"}";
            return assembly(R"({"fingerprint":"@",)" + rest, "{" + rest);
        };
        CHECK(change_test::kinds_of(".jsii", text("1.4.2"), text("1.4.3")) ==
              change_test::Kinds{"digest.derived", "version.own"});
    }
}
