#include "base/limits.hpp"

#include <set>

#include "catch.hpp"

namespace bumpgate {

namespace {

Error refusal(std::string_view assignment) {
    Limits limits;
    const auto result = set_limit(limits, assignment);
    REQUIRE_FALSE(result);
    for (const auto& info : all_limits()) CHECK(limits.*info.field == Limits{}.*info.field);
    return result.error();
}

}  // namespace

TEST_CASE("a limit is set by its key, and only that one") {
    for (const auto& chosen : all_limits()) {
        Limits limits;
        REQUIRE(set_limit(limits, std::string(chosen.key) + "=17"));
        for (const auto& info : all_limits()) {
            const auto expected = info.key == chosen.key ? 17 : Limits{}.*info.field;
            CHECK(limits.*info.field == expected);
        }
    }
}

TEST_CASE("limits have keys of their own and defaults below their hard maximum") {
    std::set<std::string_view> keys;
    for (const auto& info : all_limits()) {
        CHECK(keys.insert(info.key).second);
        CHECK_FALSE(info.meaning.empty());
        CHECK(Limits{}.*info.field <= info.hard_maximum);
        CHECK(Limits{}.*info.field > 0);
    }
}

TEST_CASE("a limit's value may have a unit of 1024") {
    Limits limits;
    REQUIRE(set_limit(limits, "report-bytes=3K"));
    CHECK(limits.report_bytes == 3 * 1024);
    REQUIRE(set_limit(limits, "report-bytes=3m"));
    CHECK(limits.report_bytes == 3 * 1024 * 1024);
    REQUIRE(set_limit(limits, "report-bytes=5G"));
    CHECK(limits.report_bytes == std::uint64_t{5} << 30);
    REQUIRE(set_limit(limits, "report-bytes=0"));
    CHECK(limits.report_bytes == 0);
}

TEST_CASE("what is not a whole number is refused as a limit") {
    for (const auto* value : {"", "K", "-1", "+1", " 1", "1 ", "1.5", "0x10", "1KK", "1T", "ten", "1=2"}) {
        CAPTURE(value);
        const auto error = refusal(std::string("members=") + value);
        CHECK(error.code == ErrorCode::usage);
        CHECK(error.message.find("no whole number") != std::string::npos);
    }
}

TEST_CASE("a limit that does not fit 64 bits is refused, not wrapped around") {
    Limits limits;
    REQUIRE(set_limit(limits, "members=18446744073709551615"));
    CHECK(limits.members == UINT64_MAX);
    refusal("members=18446744073709551616");
    refusal("members=18014398509481984K");  // 2^54 times 2^10
    refusal("members=17179869184G");        // 2^34 times 2^30
}

TEST_CASE("a limit stops at its hard maximum") {
    Limits limits;
    REQUIRE(set_limit(limits, "nesting=50"));
    CHECK(limits.nesting == 50);
    CHECK(refusal("nesting=51").message == "limit nesting can be at most 50");
    CHECK(refusal("seconds=86401").code == ErrorCode::usage);
}

TEST_CASE("an unknown limit is refused with the key that was meant") {
    CHECK(refusal("member=3").hint == "did you mean \"members\"?");
    CHECK(refusal("memory_bytes=3").hint == "did you mean \"memory-bytes\"?");
    CHECK(refusal("zzzzzzzz=3").hint.find("total-bytes, member-bytes, ratio") != std::string::npos);
    CHECK(refusal("=3").message == "unknown limit \"\"");
    CHECK(refusal("a\nb=3").message == "unknown limit \"a\\nb\"");
    CHECK(refusal("members").message.find("KEY=VALUE") != std::string::npos);
}

TEST_CASE("the time of a run is checked once its clock runs") {
    Limits limits;
    limits.seconds = 0;
    CHECK(limits.check_time("reading"));
    limits.start_clock();
    const auto over = limits.check_time("reading x.tar");
    REQUIRE_FALSE(over);
    CHECK(over.error().code == ErrorCode::limit);
    CHECK(over.error().message == "seconds limit of 0 exceeded: reading x.tar");
    limits.seconds = 3600;
    limits.start_clock();
    CHECK(limits.check_time("reading"));
}

TEST_CASE("a limit that was hit says how to raise it") {
    const auto error = limit_exceeded("members", 1000, "x.tar has more").value();
    CHECK(error.code == ErrorCode::limit);
    CHECK(error.message == "members limit of 1000 exceeded: x.tar has more");
    CHECK(error.hint.find("--limit members=N") != std::string::npos);
}

}  // namespace bumpgate
