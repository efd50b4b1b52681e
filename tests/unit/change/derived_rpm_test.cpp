#include <string>
#include <vector>

#include "archives_rpm.hpp"
#include "base/text.hpp"
#include "derived_fixture.hpp"

using namespace bumpgate;
using namespace bumpgate::derived_test;

namespace {

const std::string archive = "cpio", payload = "packed";
const std::string package = test::rpm(payload);

/// The main header of `package`; "acme" to the payload.
std::string main_header() {
    return test::rpm_header(test::RpmOptions().header);
}

std::string signature(const std::string& tail = {}) {
    const auto both = main_header() + payload;
    return "HEADERSIGNATURES: 00\nSHA1HEADER: " + hex_digest("sha1", main_header()) +
           "\nSHA256HEADER: " + hex_digest("sha256", main_header()) +
           "\nSHA3_256HEADER: " + hex_digest("sha3-256", main_header()) +
           "\nSIGSIZE: " + std::to_string(both.size()) + "\nSIGMD5: " + hex_digest("md5", both) +
           "\nPAYLOADSIZE: 4\n" + tail;
}

/// In the payload: /etc/a with "aaa", /etc/b a hard link of it, /etc/l a link to "a", /etc the folder.
Package files(Package side = Package()) {
    side.part("payload.cpio", archive);
    side.folder("data/etc").file("data/etc/a", "aaa").link("data/etc/b", MemberType::hardlink, "./etc/a");
    return std::move(side.link("data/etc/l", MemberType::symlink, "a"));
}

std::string of_signature(const std::string& text, const std::string& bytes = package) {
    auto side = files();
    side.rpm(bytes).file("signature", text);
    return verdict(side, side, "signature");
}

std::string list(const std::string& tag, const std::vector<std::string>& values) {
    std::string text;
    for (const auto& value : values) text += tag + ": " + value + "\n";
    return text;
}

const std::string names = list("DIRINDEXES", {"1", "0", "0", "0"}) +
                          list("BASENAMES", {"etc", "a", "b", "l"}) + list("DIRNAMES", {"/etc/", "/"});
const std::string sizes = list("FILESIZES", {"4096", "3", "3", "1"});

std::string digests(const std::string& algorithm = "sha256") {
    return list("FILEDIGESTS", {"", hex_digest(algorithm, "aaa"), hex_digest(algorithm, "aaa"), ""});
}

Package with_header(const std::string& text) {
    auto side = files();
    return std::move(side.rpm(package).file("header", text));
}

std::string of_header(const std::string& text, const std::string& old_text = names) {
    return verdict(with_header(old_text), with_header(text), "header");
}

}  // namespace

TEST_CASE("derived: an rpm's signature states digests and sizes of header and payload") {
    CHECK(of_signature(signature()) == "right");
    const auto wrong = [](const std::string& from, const std::string& to) {
        return of_signature(replace_all(signature(), from, to));
    };
    CHECK(says(wrong("SHA1HEADER: ", "SHA1HEADER: 0"), "SHA1HEADER is 0"));
    CHECK(says(wrong("SHA256HEADER: ", "SHA256HEADER: 0"), "SHA256HEADER is 0"));
    CHECK(says(wrong("SHA3_256HEADER: ", "SHA3_256HEADER: 0"), "SHA3_256HEADER is 0"));
    CHECK(says(wrong("SIGSIZE: ", "SIGSIZE: 1"), "SIGSIZE is 1"));
    CHECK(says(wrong("SIGMD5: ", "SIGMD5: 0"), "SIGMD5 is 0"));
    CHECK(says(wrong("PAYLOADSIZE: 4", "PAYLOADSIZE: 5"), "PAYLOADSIZE is 5, but 4 follows"));
    CHECK(says(of_signature(signature(), test::rpm("other.")), "SIGMD5"));
    auto side = files();
    side.rpm(package).file("signature", signature("RSAHEADER: 00\n"));
    const auto result = recompute(side, side, "signature");
    REQUIRE(result);
    CHECK_FALSE(result->whole);
    REQUIRE(result->places.size() == 6);  // neither the region nor the signature
    CHECK(result->places[5].kind == "digest.derived");
    CHECK(text_of(signature(), result->places[5]) == "PAYLOADSIZE: 4");
}

TEST_CASE("derived: a tag of an rpm that stands twice or has another type follows from nothing") {
    CHECK(says(of_signature("SIGSIZE: 1\n"), "SIGSIZE is 1"));
    CHECK(of_signature("SIGSIZE: 1\nSIGSIZE: 1\n") == "nothing");
    CHECK(of_signature("SIGSIZE: 1\nSIGMD5 (int32): 0\nSIGSIZE: 1\n") == "nothing");
    CHECK(of_signature("SIGSIZE (int64): 1\n") == "nothing");
}

TEST_CASE("derived: without an rpm's bytes only what follows from the payload is computed") {
    CHECK(of_signature("SIGSIZE: 1\nPAYLOADSIZE: 4\n", "") == "right");
    CHECK(says(of_signature("SIGSIZE: 1\nPAYLOADSIZE: 5\n", ""), "PAYLOADSIZE is 5"));
    for (std::size_t length = 0; length < package.size() - payload.size(); ++length)
        CHECK(of_signature("SIGSIZE: 1\n", package.substr(0, length)) == "nothing");
    auto side = files();
    side.file("signature", "SIGSIZE: 1\n");
    CHECK(verdict(side, side, "signature") == "nothing");
}

TEST_CASE("derived: an rpm inside of something") {
    const auto nested = [](const std::string& text) {
        Package side;
        side.file("a.rpm", package).file("signature", text).nest(1).rpm(package);
        side.part("a.rpm!/payload.cpio", archive);
        return verdict(side, side, "a.rpm!/signature");
    };
    CHECK(nested(signature()) == "right");
    CHECK(says(nested("SHA1HEADER: 0\nPAYLOADSIZE: 4\n"), "SHA1HEADER is 0"));
    Package side;
    side.file("signature", "SIGSIZE: 1\n").file("header", "SIZE: 1\n");
    CHECK(verdict(side, side, "signature") == "no row");  // no rpm at all
    CHECK(verdict(side, side, "header") == "no row");
}

TEST_CASE("derived: an rpm's header states digests and sizes of its files") {
    CHECK(of_header(names + sizes + digests() + "FILEDIGESTALGO: 8\n") == "right");
    CHECK(of_header(names + digests("md5")) == "right");
    CHECK(of_header(names + digests("sha512") + "FILEDIGESTALGO: 10\n") == "right");
    CHECK(of_header(names + digests("sha3-256") + "FILEDIGESTALGO: 12\n") == "right");
    CHECK(says(of_header(names + digests("sha256")), "\"etc/a\": FILEDIGESTS is "));
    CHECK(of_header(names + digests("md5") + "FILEDIGESTALGO: 11\n") == "right");  // those of folders are
    CHECK(says(of_header(names + list("FILEDIGESTS", {"", hex_digest("md5", "aaa"), "", ""})),
               "\"etc/b\": FILEDIGESTS is , but"));
    CHECK(says(of_header(names + list("FILEDIGESTS", {"00", "", "", ""})), "\"etc\": FILEDIGESTS is 00"));
    CHECK(says(of_header(names + list("FILESIZES", {"0", "4", "3", "1"})),
               "\"etc/a\": FILESIZES is 4, but 3 follows"));
    CHECK(says(of_header(names + list("LONGFILESIZES", {"0", "3", "3", "2"})), "\"etc/l\": LONGFILESIZES"));
    CHECK(says(of_header(names + list("FILESIZES", {"0", "3", "3"})), "FILESIZES has 3 entries for 4 files"));
    CHECK(says(of_header(digests()), "FILEDIGESTS has 4 entries for 0 files"));
    const auto text = names + sizes;
    const auto result = recompute(with_header(text), with_header(text), "header");
    REQUIRE(result);
    REQUIRE(result->places.size() == 3);  // a folder's size follows from nothing
    CHECK(text_of(text, result->places[0]) == "FILESIZES: 3");
}

TEST_CASE("derived: what an rpm's payload does not hold can only be a ghost") {
    const auto text = list("DIRINDEXES", {"0"}) + list("BASENAMES", {"g"}) + list("DIRNAMES", {"/etc/"}) +
                      list("FILESIZES", {"9"});
    CHECK(says(of_header(text), "The payload has no file \"etc/g\""));
    CHECK(says(of_header("FILEFLAGS: 191\n" + text), "no file \"etc/g\""));
    CHECK(of_header("FILEFLAGS: 64\n" + text) == "nothing");
    CHECK(says(of_header("FILEFLAGS: 64\n" + replace_all(text, ": g", ": a")), "\"etc/a\": FILESIZES is 9"));
    CHECK(says(of_header(replace_all(text, "DIRINDEXES: 0", "DIRINDEXES: 1")), "no file \"g\""));
}

TEST_CASE("derived: an rpm's installed size is that of its files, or as far off as before") {
    const auto size = [](const std::string& value, const std::string& before) {
        return of_header(names + "SIZE: " + value + "\n", names + "SIZE: " + before + "\n");
    };
    CHECK(size("4", "9") == "right");  // a hard link's bytes count once
    CHECK(size("4100", "4100") == "right");
    CHECK(says(size("4100", "4101"), "SIZE is 4100, but 4 follows"));
    CHECK(says(size("-1", "-1"), "SIZE is -1"));
    CHECK(says(of_header(names + "LONGSIZE: 5\n"), "LONGSIZE is 5"));
}

TEST_CASE("derived: an rpm's header states digests of its payload") {
    CHECK(of_header("ARCHIVESIZE: 4\nPAYLOADDIGEST: " + hex_digest("sha256", payload) +
                    "\nPAYLOADDIGESTALT: " + hex_digest("sha256", archive) + "\n") == "right");
    CHECK(of_header("PAYLOADDIGEST: " + hex_digest("sha512", payload) + "\nPAYLOADDIGESTALGO: 10\n") ==
          "right");
    CHECK(says(of_header("PAYLOADDIGEST: " + hex_digest("sha256", archive) + "\n"), "PAYLOADDIGEST is"));
    CHECK(
        says(of_header("PAYLOADDIGESTALT: " + hex_digest("sha256", payload) + "\n"), "PAYLOADDIGESTALT is"));
    CHECK(says(of_header("ARCHIVESIZE: 5\n"), "ARCHIVESIZE is 5"));
    CHECK(of_header("PAYLOADDIGEST: " + hex_digest("sha3-512", payload) + "\nPAYLOADDIGESTALGO: 14\n") ==
          "right");
    CHECK(of_header("PAYLOADDIGEST: 00\nPAYLOADDIGESTALGO: 11\n") == "nothing");
}
