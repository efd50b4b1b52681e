#include "archive/peel.hpp"

#include "archives.hpp"
#include "catch.hpp"

namespace bumpgate::archive {
namespace {

using namespace test;

std::string tar_of_one() {
    return tar({{"acme/a.txt", "one\n"}});
}

}  // namespace

TEST_CASE("one layer is taken off and no more") {
    const Limits limits;
    Meter meter(limits);
    const auto packed = gzip(tar_of_one());
    const auto outer = peel(packed, 0, meter);
    REQUIRE(outer);
    CHECK(outer->format == "gzip");
    CHECK(outer->is_compression);
    CHECK(outer->content == tar_of_one());
    const auto inner = peel(outer->content, 1, meter);
    REQUIRE(inner);
    CHECK(inner->format == "tar");
    CHECK_FALSE(inner->is_compression);
    REQUIRE(inner->members.size() == 1);
    CHECK(inner->members[0].path == "acme/a.txt");
    CHECK(inner->members[0].content == "one\n");
}

TEST_CASE("what is no archive has no layer") {
    const Limits limits;
    Meter meter(limits);
    for (const std::string_view bytes : {"", "text\n", "PK"}) {
        const auto peeled = peel(bytes, 0, meter);
        REQUIRE(peeled);
        CHECK(peeled->format.empty());
    }
}

TEST_CASE("layers, bytes and damage are minded") {
    Limits limits;
    limits.nesting = 2;
    Meter meter(limits);
    const auto packed = gzip(tar_of_one());
    CHECK(peel(packed, 1, meter));
    const auto deep = peel(packed, 2, meter);
    REQUIRE_FALSE(deep);
    CHECK(deep.error().code == ErrorCode::limit);
    const auto cut = peel(std::string_view(packed).substr(0, packed.size() - 1), 0, meter);
    REQUIRE_FALSE(cut);
    CHECK(cut.error().code == ErrorCode::truncated);
}

}  // namespace bumpgate::archive
