#include "base/result.hpp"

#include <memory>
#include <set>

#include "catch.hpp"

namespace bumpgate {

namespace {

Result<int> half(int value) {
    if (value % 2 != 0) return fail(ErrorCode::corrupt, "odd", "use an even number");
    return value / 2;
}

Result<std::string> quarter(int value) {
    const int halved = TRY(half(value));
    return std::to_string(TRY(half(halved)));
}

Result<void> needs_even(int value, int& steps) {
    CHECK_OK(half(value));
    ++steps;
    return {};
}

Result<void> needs_both(int a, int b, int& steps) {
    CHECK_OK(needs_even(a, steps));
    CHECK_OK(needs_even(b, steps));
    return {};
}

Result<std::unique_ptr<int>> boxed(int value) {
    return std::make_unique<int>(value);
}

Result<int> unboxed(int value) {
    const auto box = TRY(boxed(value));
    return *box;
}

}  // namespace

TEST_CASE("TRY hands on the value, or the error as it is") {
    CHECK(quarter(8) == "2");
    for (const int odd_somewhere : {7, 6}) {
        const auto result = quarter(odd_somewhere);
        REQUIRE_FALSE(result);
        CHECK(result.error().code == ErrorCode::corrupt);
        CHECK(result.error().message == "odd");
        CHECK(result.error().hint == "use an even number");
    }
}

TEST_CASE("TRY moves values that cannot be copied") {
    CHECK(unboxed(3) == 3);
}

TEST_CASE("CHECK_OK goes on after success and stops at the first error") {
    int steps = 0;
    CHECK(needs_both(2, 4, steps));
    CHECK(steps == 2);
    steps = 0;
    CHECK_FALSE(needs_both(2, 3, steps));
    CHECK(steps == 1);
    steps = 0;
    CHECK_FALSE(needs_both(1, 2, steps));
    CHECK(steps == 0);
}

TEST_CASE("an error is described from the outermost step inwards") {
    Error error{ErrorCode::corrupt, "checksum is wrong", "fetch it again", {}};
    CHECK(error.describe() == "checksum is wrong (fetch it again)");
    error = std::move(error).during("member a/b").during("x.tar.gz");
    CHECK(error.describe() == "x.tar.gz: member a/b: checksum is wrong (fetch it again)");
    error.hint.clear();
    CHECK(error.describe() == "x.tar.gz: member a/b: checksum is wrong");
}

TEST_CASE("every error code has a name of its own") {
    std::set<std::string_view> names;
    constexpr int count = static_cast<int>(ErrorCode::internal) + 1;
    for (int code = 0; code < count; ++code) names.insert(to_string(static_cast<ErrorCode>(code)));
    CHECK(names.size() == count);
    CHECK(to_string(ErrorCode::same_input) == "same-input");
    CHECK(to_string(static_cast<ErrorCode>(count)) == "internal");
}

}  // namespace bumpgate
