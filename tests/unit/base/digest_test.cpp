#include "base/digest.hpp"

#include <set>

#include "catch.hpp"

namespace bumpgate {

namespace {

std::string digest_hex(std::string_view algorithm, std::string_view bytes) {
    const auto raw = digest(algorithm, bytes);
    REQUIRE(raw);
    return hex(*raw);
}

}  // namespace

TEST_CASE("sha256_hex gives the digests of FIPS 180-4's examples") {
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256_hex(std::string(1'000'000, 'a')) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("digest knows its algorithms by name") {
    CHECK(digest_hex("sha256", "abc") == sha256_hex("abc"));
    CHECK(digest_hex("md5", "abc") == "900150983cd24fb0d6963f7d28e17f72");
    CHECK(digest_hex("sha1", "abc") == "a9993e364706816aba3e25717850c26c9cd0d89d");
    CHECK(digest_hex("sha384", "abc") ==
          "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
          "8086072ba1e7cc2358baeca134c825a7");
    // FIPS 202, as NIST's examples have it.
    CHECK(digest_hex("sha3-256", "") == "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a");
    CHECK(digest_hex("sha3-256", "abc") ==
          "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532");
    CHECK(digest_hex("sha3-512", "abc") ==
          "b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e"
          "10e116e9192af3c91a7ec57647e3934057340b4cf408d5a56592f8274eec53f0");
    CHECK(digest_hex("sha512", "abc") ==
          "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
          "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
}

TEST_CASE("digest counts bytes behind a NUL") {
    using namespace std::string_view_literals;
    CHECK(sha256_hex("a\0b"sv) != sha256_hex("a\0c"sv));
}

TEST_CASE("digest refuses other names") {
    for (const auto* name : {"", "sha3-224", "SHA256", "sha-256", "crc32"}) {
        const auto result = digest(name, "abc");
        REQUIRE_FALSE(result);
        CHECK(result.error().code == ErrorCode::unsupported);
    }
}

TEST_CASE("base64url gives the vectors of RFC 4648, section 10, without padding") {
    CHECK(base64url("") == "");
    CHECK(base64url("f") == "Zg");
    CHECK(base64url("fo") == "Zm8");
    CHECK(base64url("foo") == "Zm9v");
    CHECK(base64url("foob") == "Zm9vYg");
    CHECK(base64url("fooba") == "Zm9vYmE");
    CHECK(base64url("foobar") == "Zm9vYmFy");
    CHECK(base64url("\xFB\xFF\xFE") == "-__-");
}

TEST_CASE("hex writes two small digits a byte") {
    using namespace std::string_view_literals;
    CHECK(hex("\0\x0F\xAB\xFF"sv) == "000fabff");
    CHECK(hex("") == "");
}

TEST_CASE("fast_hash is XXH3 with 64 bits and no seed") {
    CHECK(fast_hash("") == 0x2D06800538D394C2);
    std::set<std::uint64_t> hashes;
    for (int i = 0; i < 1000; ++i) hashes.insert(fast_hash(std::to_string(i)));
    CHECK(hashes.size() == 1000);
}

}  // namespace bumpgate
