#include "diff/diffoscope/make.hpp"

#include "diff/diffoscope/fuzzy.hpp"
#include "fixture.hpp"

// Against diffoscope itself: tests/scenarios/diffoscope_test.py. Here: what an opener may answer.
namespace bumpgate::diff::diffoscope {
namespace {

std::string page(std::uint64_t seed) {
    diff_test::Random random(seed);
    std::string text;
    for (int i = 0; i < 2000; ++i)
        text += static_cast<char>(random.one_in(9) ? '\n' : 'a' + random.below(26));
    return text + "\n";
}

/// What libmagic takes for a gzip file; what is in it is for the opener to say.
std::string gzip_like(char mark) {
    return std::string("\x1f\x8b\x08\0\0\0\0\0\0\x03", 10) + std::string(40, mark);
}

Result<std::optional<Node>> compared(const Open& open, std::string_view old_bytes,
                                     std::string_view new_bytes) {
    return compare({"in/a.gz", old_bytes}, {"in/b.gz", new_bytes}, open, Limits{});
}

Result<Inside> nothing(Side /*side*/, std::string_view /*bytes*/, std::size_t /*depth*/) {
    return Inside{};
}

}  // namespace

TEST_CASE("equal files have no node, others have one that says how") {
    CHECK(compared(nothing, "same\n", "same\n").value() == std::nullopt);
    const auto node = compared(nothing, "one line\n", "another line\n").value();
    REQUIRE(node);
    CHECK(node->source1 == "in/a.gz");
    CHECK(node->unified_diff == "@@ -1 +1 @@\n-one line\n+another line\n");
    CHECK_FALSE(node->has_internal_linenos);
}

TEST_CASE("an archive that cannot be opened is compared as bytes") {
    for (const auto code :
         {ErrorCode::corrupt, ErrorCode::truncated, ErrorCode::encrypted, ErrorCode::unsupported}) {
        const auto broken = [code](Side, std::string_view, std::size_t) -> Result<Inside> {
            return fail(code, "broken");
        };
        const auto node = compared(broken, gzip_like('a'), gzip_like('b')).value();
        REQUIRE(node);
        CHECK(node->has_internal_linenos);
        CHECK(node->details.empty());
    }
    const auto node = compared(nothing, gzip_like('a'), gzip_like('b')).value();
    REQUIRE(node);
    CHECK(node->has_internal_linenos);
}

TEST_CASE("a limit or a full disk is an error, never a shorter report") {
    for (const auto code : {ErrorCode::limit, ErrorCode::io, ErrorCode::internal}) {
        const auto broken = [code](Side side, std::string_view, std::size_t) -> Result<Inside> {
            if (side == Side::new_side) return fail(code, "no more");
            Inside inside;
            inside.what = Inside::What::stream;
            return inside;
        };
        const auto node = compared(broken, gzip_like('a'), gzip_like('b'));
        REQUIRE_FALSE(node);
        CHECK(node.error().code == code);
    }
    Limits small;
    small.report_bytes = 100;
    const std::string old_bytes("\x01\0\x02", 3), new_bytes(200, '\x01');
    const auto node = compare({"a", old_bytes}, {"b", new_bytes}, nothing, small);
    REQUIRE_FALSE(node);
    CHECK(node.error().code == ErrorCode::limit);
}

TEST_CASE("what a compressed file holds goes by the file's name without its suffix") {
    const auto stream = [](Side side, std::string_view bytes, std::size_t) -> Result<Inside> {
        Inside inside;
        if (!bytes.starts_with("\x1f\x8b")) return inside;
        inside.what = Inside::What::stream;
        inside.stream = side == Side::old_side ? "some text\n" : "other text\n";
        return inside;
    };
    const auto node = compared(stream, gzip_like('a'), gzip_like('b')).value();
    REQUIRE(node);
    REQUIRE(node->details.size() == 1);
    CHECK(node->details[0].source1 == "a");
    CHECK(node->details[0].source2 == "b");
    const auto other =
        compare({"a.tgz", gzip_like('a')}, {"b.tgz", gzip_like('b')}, stream, Limits{}).value();
    REQUIRE(other);
    CHECK(other->details[0].source1 == "a.tgz-content");
}

TEST_CASE("similar files: each old one takes the nearest new one that is free") {
    const auto one = page(1), two = page(2);
    auto like_one = one;
    like_one.replace(100, 5, "other");
    const std::string tiny(511, 'x');
    const auto pairs =
        fuzzy_pairs({one, one, two, tiny, std::nullopt}, {tiny, like_one, one, two, std::nullopt}, Limits{});
    REQUIRE(pairs);
    REQUIRE(pairs->size() == 3);
    CHECK((*pairs)[0].old_file == 0);
    CHECK((*pairs)[0].new_file == 2);
    CHECK((*pairs)[0].distance == 0);
    CHECK((*pairs)[1].new_file == 1);
    CHECK((*pairs)[1].distance > 0);
    CHECK((*pairs)[2].new_file == 3);
}

}  // namespace bumpgate::diff::diffoscope
