#include "base/cursor.hpp"

#include "catch.hpp"

namespace bumpgate {

TEST_CASE("a cursor reads little-endian integers in turn") {
    using namespace std::string_view_literals;
    Cursor cursor("\xFE\x01\x02\x01\x02\x03\x84\x01\x00\x00\x00\x00\x00\x00\x80rest"sv);
    CHECK(cursor.u8() == 0xFE);
    CHECK(cursor.u16() == 0x0201);
    CHECK(cursor.u32() == 0x84030201);
    CHECK(cursor.u64() == 0x8000'0000'0000'0001);
    CHECK(cursor.offset() == 15);
    CHECK(cursor.take(4) == "rest");
    CHECK(cursor.at_end());
}

TEST_CASE("a read beyond the end fails and moves nothing") {
    Cursor cursor("abc");
    CHECK_FALSE(cursor.u32());
    CHECK_FALSE(cursor.u64());
    CHECK_FALSE(cursor.take(4));
    CHECK_FALSE(cursor.take(SIZE_MAX));
    CHECK(cursor.offset() == 0);
    CHECK(cursor.u16() == 0x6261);
    CHECK_FALSE(cursor.u16());
    CHECK(cursor.remaining() == 1);
    CHECK(cursor.take(0) == "");
    CHECK(cursor.u8() == 'c');
    CHECK_FALSE(cursor.u8());
    CHECK(cursor.take(0) == "");
}

TEST_CASE("a cursor may start anywhere, and beyond the end is the end") {
    CHECK(Cursor("abc", 1).take(2) == "bc");
    CHECK(Cursor("abc", 3).at_end());
    CHECK(Cursor("abc", 4).at_end());
    CHECK(Cursor("", SIZE_MAX).remaining() == 0);
}

}  // namespace bumpgate
