#include "base/base64.hpp"

#include <string>

#include "catch.hpp"

namespace bumpgate {

TEST_CASE("base64: the examples of RFC 4648, 10") {
    CHECK(base64("") == "");
    CHECK(base64("f") == "Zg==");
    CHECK(base64("fo") == "Zm8=");
    CHECK(base64("foo") == "Zm9v");
    CHECK(base64("foob") == "Zm9vYg==");
    CHECK(base64("fooba") == "Zm9vYmE=");
    CHECK(base64("foobar") == "Zm9vYmFy");
}

TEST_CASE("base64 comes back as it went") {
    std::string bytes;
    for (int i = 0; i < 300; ++i) {
        CHECK(base64_decoded(base64(bytes)) == bytes);
        bytes += static_cast<char>(i * 37);
    }
}

TEST_CASE("what base64 would not write is refused") {
    for (const std::string text :
         {"Z", "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "====", "Zg==Zg==", "Zm9v\n", "Zm 9", "Zm-_"})
        CHECK(!base64_decoded(text));
}

}  // namespace bumpgate
